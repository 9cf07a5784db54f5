//! Recording, correcting and withdrawing facts. Nothing is overwritten.

use std::collections::HashMap;

use sea_orm::Value;
use uuid::Uuid;

use super::read::{FACT_COLUMNS, fact_from};
use super::row::fact_sha;
use super::{FactRoom, NewFact, StoredFact, Supersession};
use crate::database::{Params, all, bulk_insert, exec, ids, in_ids, in_ints, ints};
use crate::ledger::{Sealed, SealedTable};
use crate::{Result, StoreError, Work};

const INSERT: &str = "INSERT INTO facts (seq, fact_id, supplier_seq, room, valid_from, valid_to, related_seq, watched, body, details, \
     recorded_at, entry_seq, sha) VALUES ";
const WIDTH: usize = 13;

impl Work {
    /// Records facts; answers the numbers of their versions, in the same order. The suppliers are regraded when the work is sealed.
    ///
    /// # Errors
    /// The database failed, or a supplier is not there.
    pub async fn record(&mut self, facts: Vec<NewFact>) -> Result<Vec<i64>> {
        let mut values: Vec<Value> = Vec::with_capacity(facts.len() * WIDTH);
        let mut seqs = Vec::with_capacity(facts.len());
        for mut fact in facts {
            let profile = fact.profile.take();
            let fact = self.stored(fact);
            let sha = fact_sha(&fact);
            push(&mut values, &fact, sha);
            seqs.push(fact.seq);
            self.written(Sealed::written(SealedTable::Facts, fact.seq, sha));
            self.touch(fact, profile);
        }
        bulk_insert(&*self.tx, INSERT, WIDTH, values, "").await?;
        Ok(seqs)
    }

    /// Ends the current versions of facts and records what takes their place; answers the ended versions, in the same order.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if a fact has no current version, [`StoreError::Conflict`] if a replacement is about something else.
    pub async fn supersede(&mut self, changes: Vec<Supersession>) -> Result<Vec<StoredFact>> {
        let set = in_ids(self.backend(), "f.fact_id");
        let sql = format!("SELECT {FACT_COLUMNS} FROM facts f WHERE {set} AND f.superseded_at IS NULL");
        let params = Params::new().with(ids(changes.iter().map(|change| change.fact_id)));
        let rows = all(&*self.tx, &sql, params).await?;
        let mut current: HashMap<Uuid, StoredFact> = HashMap::new();
        for row in &rows {
            let fact = fact_from(row)?;
            current.insert(fact.fact_id, fact);
        }
        let (mut ended, mut replacements) = (Vec::with_capacity(changes.len()), Vec::new());
        let mut by_reason: HashMap<String, Vec<i64>> = HashMap::new();
        for change in changes {
            let fact = current.remove(&change.fact_id).ok_or(StoreError::Missing { what: "fact" })?;
            if let Some(next) = change.replacement {
                let same =
                    next.fact_id == fact.fact_id && next.supplier_seq == fact.supplier_seq && next.room == fact.room;
                if !same {
                    return Err(StoreError::Conflict { code: "another_fact" });
                }
                replacements.push(next);
            }
            self.written(Sealed::ended(SealedTable::Facts, fact.seq, self.recorded_at(), &change.reason));
            self.touch_supplier(fact.supplier_seq, fact.room == FactRoom::Profile);
            by_reason.entry(change.reason).or_default().push(fact.seq);
            ended.push(fact);
        }
        let sql = format!(
            "UPDATE facts SET superseded_at = ?, reason = ?, superseded_entry = ? WHERE {}",
            in_ints(self.backend(), "seq")
        );
        for (reason, seqs) in by_reason {
            let params =
                Params::new().with(self.recorded_micros()).with(reason).with(self.next_entry()).with(ints(seqs));
            exec(&*self.tx, &sql, params).await?;
        }
        self.record(replacements).await?;
        Ok(ended)
    }

    fn stored(&mut self, fact: NewFact) -> StoredFact {
        StoredFact {
            seq: self.next.fact(),
            fact_id: fact.fact_id,
            supplier_seq: fact.supplier_seq,
            room: fact.room,
            valid_from: fact.valid_from,
            valid_to: fact.valid_to,
            related_seq: fact.related_seq,
            watched: is_watched(fact.room, &fact.body),
            body: fact.body,
            details: fact.details,
            recorded_at: self.recorded_at(),
            superseded_at: None,
            reason: None,
            entry_seq: self.next_entry(),
            superseded_entry: None,
        }
    }
}

/// Whether someone should look at a fact from time to time.
fn is_watched(room: FactRoom, body: &str) -> bool {
    match room {
        FactRoom::Attestation => body.contains("\"suspended\""),
        FactRoom::Audit => {
            body.contains("\"closed_on\":null") || (body.contains("\"severity\"") && !body.contains("\"closed_on\""))
        }
        _ => false,
    }
}

fn push(values: &mut Vec<Value>, fact: &StoredFact, sha: [u8; 32]) {
    values.extend([
        fact.seq.into(),
        fact.fact_id.into(),
        fact.supplier_seq.into(),
        fact.room.as_code().into(),
        fact.valid_from.into(),
        fact.valid_to.into(),
        fact.related_seq.into(),
        fact.watched.into(),
        fact.body.as_str().into(),
        fact.details.as_deref().into(),
        crate::clock::micros(fact.recorded_at).into(),
        fact.entry_seq.into(),
        sha.to_vec().into(),
    ]);
}

//! Buyers' own texts: recorded, corrected and withdrawn like facts.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::variant_row::{VARIANT_COLUMNS, said_sha, variant_from};
use super::{ClauseVariant, NewVariant};
use crate::database::{Params, all, exec, one};
use crate::ledger::{Sealed, SealedTable};
use crate::{AsOf, Result, Store, StoreError, Work};

/// A correction or judgement (with a replacement) or a withdrawal (without) of a buyer's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantSupersession {
    /// The text whose current version ends.
    pub variant_id: Uuid,
    /// The number of the version that was read.
    pub seen: i64,
    /// What takes its place, with the same id.
    pub replacement: Option<NewVariant>,
    /// Why; kept for ever.
    pub reason: String,
}

const JOINED: &str = "FROM clause_variants v JOIN buyers b ON b.seq = v.buyer_seq";

async fn current(db: &impl ConnectionTrait, variant_id: Uuid) -> Result<Option<ClauseVariant>> {
    let sql = format!("SELECT {VARIANT_COLUMNS} {JOINED} WHERE v.variant_id = ? AND v.superseded_at IS NULL");
    one(db, &sql, Params::new().with(variant_id)).await?.as_ref().map(variant_from).transpose()
}

impl Work {
    /// Records a buyer's own text.
    ///
    /// # Errors
    /// `variant_there` if the buyer has one of this clause already.
    pub async fn add_variant(&mut self, said: NewVariant) -> Result<()> {
        let sql = "SELECT 1 FROM clause_variants WHERE buyer_seq = ? AND code = ? AND superseded_at IS NULL";
        let found = one(&*self.tx, sql, Params::new().with(said.buyer_seq).with(said.code.as_str())).await?;
        if found.is_some() {
            return Err(StoreError::Conflict { code: "variant_there" });
        }
        let seq = self.next.clause_variant();
        let sha = said_sha(seq, &said, self.recorded_at(), self.next_entry());
        let params = Params::new()
            .with(seq)
            .with(said.variant_id)
            .with(said.buyer_seq)
            .with(said.code)
            .with(said.version)
            .with(said.title)
            .with(said.body)
            .with(said.valid_from)
            .with(said.valid_to)
            .with(said.judgement.map(|judgement| judgement.as_str()))
            .with(said.grounds)
            .with(said.judged_by)
            .with(self.recorded_micros())
            .with(self.next_entry())
            .with(sha.to_vec());
        let sql = "INSERT INTO clause_variants (seq, variant_id, buyer_seq, code, version, title, body, valid_from, valid_to, \
             judgement, grounds, judged_by, recorded_at, entry_seq, sha) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        exec(&*self.tx, sql, params).await?;
        self.written(Sealed::written(SealedTable::ClauseVariants, seq, sha));
        Ok(())
    }

    /// Ends the current version of a buyer's own text and records what takes its place.
    ///
    /// # Errors
    /// `already_superseded` if another version is current, or none.
    pub async fn supersede_variant(&mut self, change: VariantSupersession) -> Result<()> {
        let ended = current(&*self.tx, change.variant_id).await?.filter(|current| current.seq == change.seen);
        let ended = ended.ok_or(StoreError::Conflict { code: "already_superseded" })?;
        self.written(Sealed::ended(SealedTable::ClauseVariants, ended.seq, self.recorded_at(), &change.reason));
        let params =
            Params::new().with(self.recorded_micros()).with(change.reason).with(self.next_entry()).with(ended.seq);
        let sql = "UPDATE clause_variants SET superseded_at = ?, reason = ?, superseded_entry = ? WHERE seq = ?";
        exec(&*self.tx, sql, params).await?;
        match change.replacement {
            Some(next) => self.add_variant(next).await,
            None => Ok(()),
        }
    }
}

impl Store {
    /// The newest version of a buyer's own text, also of one that was withdrawn.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clause_variant(&self, variant_id: Uuid) -> Result<Option<ClauseVariant>> {
        Ok(self.clause_variant_history(variant_id).await?.into_iter().next())
    }

    /// All versions of a buyer's own text, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clause_variant_history(&self, variant_id: Uuid) -> Result<Vec<ClauseVariant>> {
        let sql = format!("SELECT {VARIANT_COLUMNS} {JOINED} WHERE v.variant_id = ? ORDER BY v.seq DESC");
        all(self.reader(), &sql, Params::new().with(variant_id)).await?.iter().map(variant_from).collect()
    }

    /// The texts that buyers use on the day, as far as they were known, in the customary order of buyers.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clause_variants(&self, code: Option<&str>, as_of: &AsOf) -> Result<Vec<ClauseVariant>> {
        let mut params = Params::new().with(as_of.known()).with(as_of.known());
        params.push(as_of.valid_on);
        params.push(as_of.valid_on);
        let of_clause = match code {
            Some(code) => {
                params.push(code);
                " AND v.code = ?"
            }
            None => "",
        };
        let sql = format!(
            "SELECT {VARIANT_COLUMNS} {JOINED} WHERE v.recorded_at <= ? AND (v.superseded_at IS NULL OR v.superseded_at > ?) \
             AND v.valid_from <= ? AND (v.valid_to IS NULL OR v.valid_to >= ?){of_clause} ORDER BY b.sort, b.seq, v.code"
        );
        all(self.reader(), &sql, params).await?.iter().map(variant_from).collect()
    }
}

//! Who reads an entry: named in its sealed text, and beside it in a table that lists are narrowed by.

use std::collections::{BTreeMap, BTreeSet};

use kakuzuke_domain::accounts::Audience;
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::{LedgerEntry, LedgerProblem, Sealed, SealedTable};
use crate::Result;
use crate::database::{Params, RowExt, all, in_ints, ints};

/// Who may read all of these rows, which one entry wrote and ended: where any is a buyer's, the buyers alone whose they are;
/// where all are common, the offices, and the supplier if they are the record of one only. Nobody where there are none.
pub(crate) async fn readers_of(db: &impl ConnectionTrait, rows: &[Sealed]) -> Result<Vec<Audience>> {
    let (mut suppliers, mut facts, mut supplies) = (Vec::new(), Vec::new(), Vec::new());
    let (mut contracts, mut steps, mut variants) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row.table {
            SealedTable::Buyers | SealedTable::Schemes | SealedTable::ClauseSets => {}
            SealedTable::Suppliers => suppliers.push(row.seq),
            SealedTable::Facts => facts.push(row.seq),
            SealedTable::Contracts => contracts.push(row.seq),
            SealedTable::CloseOuts => steps.push(row.seq),
            SealedTable::ClauseVariants => variants.push(row.seq),
            SealedTable::Supplies => supplies.push(row.seq),
        }
    }
    let [of_contracts, of_steps, of_supplies, of_variants, of_suppliers, of_facts] =
        ["c.seq", "o.seq", "x.seq", "v.seq", "s.seq", "f.seq"].map(|column| in_ints(db.get_database_backend(), column));
    let private = !contracts.is_empty() || !steps.is_empty() || !variants.is_empty();
    if private || !supplies.is_empty() {
        let sql = format!(
            "SELECT b.id FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq WHERE {of_contracts} \
             UNION SELECT b.id FROM close_outs o JOIN contracts c ON c.contract_id = o.contract_id \
             JOIN buyers b ON b.seq = c.buyer_seq WHERE {of_steps} \
             UNION SELECT b.id FROM supplies x JOIN contracts c ON c.contract_id = x.contract_id \
             JOIN buyers b ON b.seq = c.buyer_seq WHERE {of_supplies} \
             UNION SELECT b.id FROM clause_variants v JOIN buyers b ON b.seq = v.buyer_seq WHERE {of_variants}"
        );
        let seqs = [contracts, steps, supplies, variants];
        let params = seqs.into_iter().fold(Params::new(), |params, seqs| params.with(ints(seqs)));
        let buyers = all(db, &sql, params).await?;
        if private || !buyers.is_empty() {
            return buyers.iter().map(|row| Ok(Audience::Buyer(row.get(0)?))).collect();
        }
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut readers = vec![Audience::Offices];
    if suppliers.len() < 2 && !(suppliers.is_empty() && facts.is_empty()) {
        let sql = format!(
            "SELECT s.id FROM suppliers s WHERE {of_suppliers} UNION \
             SELECT s.id FROM facts f JOIN suppliers s ON s.seq = f.supplier_seq WHERE {of_facts} LIMIT 2"
        );
        if let [one] = &*all(db, &sql, Params::new().with(ints(suppliers)).with(ints(facts))).await? {
            readers.push(Audience::Supplier(one.get(0)?));
        }
    }
    Ok(readers)
}

/// The readers of an entry as words, those that its sealed text names.
fn sealed(entry: &LedgerEntry) -> BTreeSet<String> {
    let body: Option<Value> = serde_json::from_str(&entry.body).ok();
    let Some(named) = body.as_ref().and_then(|body| body.get("readers")) else { return earlier(&entry.subject) };
    let words = named.as_array().into_iter().flatten().filter_map(Value::as_str);
    words.map(str::to_owned).collect()
}

/// The readers of an entry that was sealed before entries named them; migration `m0010_readers` filled them in.
fn earlier(subject: &str) -> BTreeSet<String> {
    let room = subject.split_once(':').map_or("", |(room, _)| room);
    let common = matches!(room, "supplier" | "attestation" | "audit" | "scheme")
        || matches!(
            subject,
            "register" | "import:suppliers" | "import:attestations" | "import:audits" | "import:corporate-numbers"
        );
    let mut readers = BTreeSet::new();
    if common {
        readers.insert("offices".to_owned());
    }
    if room == "supplier" {
        readers.insert(subject.to_owned());
    }
    readers
}

/// What the table of readers says of some entries.
#[derive(Debug, Default)]
pub(super) struct Kept(BTreeMap<i64, BTreeSet<(String, String, String)>>);

impl Kept {
    /// Of the entries from `first` up to but without `until`.
    pub(super) async fn between(db: &impl ConnectionTrait, first: i64, until: i64) -> Result<Self> {
        let sql =
            "SELECT entry_seq, audience, actor, command FROM ledger_readers WHERE entry_seq >= ? AND entry_seq < ?";
        let mut kept: BTreeMap<i64, BTreeSet<(String, String, String)>> = BTreeMap::new();
        for row in &all(db, sql, Params::new().with(first).with(until)).await? {
            kept.entry(row.get(0)?).or_default().insert((row.get(1)?, row.get(2)?, row.get(3)?));
        }
        Ok(Self(kept))
    }

    /// Compares it with what the entry says.
    pub(super) fn check(&mut self, entry: &LedgerEntry, problems: &mut Vec<LedgerProblem>) {
        let should: BTreeSet<_> =
            sealed(entry).into_iter().map(|audience| (audience, entry.actor.clone(), entry.command.clone())).collect();
        if self.0.remove(&entry.seq).unwrap_or_default() != should {
            problems.push(LedgerProblem::new("ledger_readers", entry.seq, "row_changed"));
        }
    }

    /// What no entry answers for.
    pub(super) fn rest(self, problems: &mut Vec<LedgerProblem>) {
        let left = self.0.into_keys().take(100);
        problems.extend(left.map(|seq| LedgerProblem::new("ledger_readers", seq, "row_without_entry")));
    }
}

//! Rows of the National Tax Agency's file: companies with their names and addresses over time.

use std::collections::HashMap;

use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{FactRoom, NewSupplier, Profile, StoredFact, Work};

use super::changes::Changes;
use super::matching::distinct;
use super::nta_row::NtaRow;
use super::profiles::Profiles;
use super::reading::Reading;
use super::report::Outcome;
use super::session::{Done, REASON, Session};
use crate::errors::Result;

/// Imports one chunk of rows. All rows of one number have to be in one chunk: the file has them one after another.
///
/// # Errors
/// The database failed, or holds something damaged.
pub async fn apply(work: &mut Work, session: &mut Session, mut readings: Vec<Reading>) -> Result<Vec<Done>> {
    let rows: Vec<Option<NtaRow>> = readings.iter_mut().map(NtaRow::read).collect();
    let numbers = distinct(rows.iter().flatten().map(|row| row.number.to_string()));
    let mut suppliers: HashMap<String, i64> =
        work.suppliers_by_numbers(&numbers).await?.into_iter().map(|(number, found)| (number, found.seq)).collect();
    let known: Vec<i64> = suppliers.values().copied().collect();
    let missing = numbers.iter().filter(|number| !suppliers.contains_key(*number));
    let new: Vec<NewSupplier> = missing
        .map(|number| {
            let first = rows.iter().flatten().find(|row| row.number.to_string() == *number);
            NewSupplier { id: session.new_id(), kind: kind(first), number: Some(number.clone()) }
        })
        .collect();
    let mut fresh: HashMap<String, bool> = HashMap::new();
    for added in work.add_suppliers(new).await? {
        if let Some(number) = added.number {
            fresh.insert(number.clone(), true);
            suppliers.insert(number, added.seq);
        }
    }
    let mut histories = histories(work, &known).await?;
    let mut groups: HashMap<String, Vec<&NtaRow>> = HashMap::new();
    for row in rows.iter().flatten() {
        groups.entry(row.number.to_string()).or_default().push(row);
    }
    let mut changes = Changes::default();
    let mut changed: HashMap<String, bool> = HashMap::new();
    for number in &numbers {
        let (Some(seq), Some(group)) = (suppliers.get(number), groups.get(number)) else { continue };
        let history = histories.entry(*seq).or_default();
        let mut base = group.first().and_then(|row| history.on(row.changed_on)).cloned();
        let news: Vec<_> = group
            .iter()
            .map(|row| {
                let profile = row.profile(base.as_ref());
                base = Some(profile.clone());
                (Some(row.changed_on), profile)
            })
            .collect();
        let any = history.join(*seq, news, REASON, &mut || session.new_id(), &mut changes);
        changed.insert(number.clone(), any);
    }
    work.record(changes.facts).await?;
    work.supersede(changes.versions).await?;
    let outcome = |row: Option<NtaRow>| {
        let Some(number) = row.map(|row| row.number.to_string()) else { return Outcome::Rejected };
        if fresh.insert(number.clone(), false) == Some(true) {
            Outcome::Created
        } else if changed.get(&number).copied().unwrap_or(false) {
            Outcome::Updated
        } else {
            Outcome::Unchanged
        }
    };
    let outcomes: Vec<Outcome> = rows.into_iter().map(outcome).collect();
    Ok(readings.into_iter().zip(outcomes).map(|(reading, outcome)| Done::new(reading, outcome)).collect())
}

fn kind(row: Option<&NtaRow>) -> SupplierKind {
    if row.is_some_and(NtaRow::is_foreign) { SupplierKind::Foreign } else { SupplierKind::Corporation }
}

async fn histories(work: &mut Work, known: &[i64]) -> Result<HashMap<i64, Profiles>> {
    let mut histories = HashMap::new();
    if known.is_empty() {
        return Ok(histories);
    }
    let facts = work.facts_of(known, Some(FactRoom::Profile)).await?;
    let mut by_supplier: HashMap<i64, Vec<&StoredFact>> = HashMap::new();
    for fact in &facts {
        by_supplier.entry(fact.supplier_seq).or_default().push(fact);
    }
    for (supplier, facts) in by_supplier {
        histories.insert(supplier, Profiles::among(facts)?);
    }
    Ok(histories)
}

impl NtaRow {
    /// The profile from this row on. What the register's file never tells (representative) stays as known.
    #[must_use]
    pub fn profile(&self, known: Option<&Profile>) -> Profile {
        Profile {
            name: self.name.clone(),
            kana: self.kana.clone().or_else(|| known.and_then(|known| known.kana.clone())),
            name_en: self.name_en.clone().or_else(|| known.and_then(|known| known.name_en.clone())),
            number: Some(self.number.to_string()),
            kind: kind(Some(self)),
            prefecture: self.prefecture.clone(),
            city: self.city.clone(),
            street: self.street.clone().or_else(|| self.abroad.clone()),
            postcode: self.postcode.clone(),
            country: known.and_then(|known| known.country.clone()),
            representative: known.and_then(|known| known.representative.clone()),
            closed_on: self.closed_on,
            close_cause: self.close_cause.map(|cause| cause.as_str().to_owned()),
            successor: self.successor.map(|number| number.to_string()),
            change_cause: self.change_cause.clone(),
        }
    }
}

//! Reading one supplier, as of two dates.

use std::collections::HashMap;

use chrono::NaiveDate;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::suppliers::SupplierKind;
use uuid::Uuid;

use super::members::Side;
use super::{Branch, Profile, Recorded, Supplier, SupplierRecord, profile_on};
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::facts::{FACT_COLUMNS, FactRoom, KNOWN, StoredFact, fact_from, known};
use crate::{AsOf, Result, Store, StoreError};

impl Store {
    /// One supplier as of two dates; none if it was not registered by then.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn supplier(&self, id: Uuid, as_of: &AsOf) -> Result<Option<SupplierRecord>> {
        let sql = "SELECT s.seq, s.id, s.kind, s.number, s.registered_at FROM suppliers s WHERE s.id = ? AND s.registered_at <= ?";
        let row = one(self.reader(), sql, Params::new().with(id).with(as_of.known())).await?;
        let Some(row) = row else { return Ok(None) };
        let kind =
            SupplierKind::from_code(row.get(2)?).ok_or_else(|| StoreError::Damaged("suppliers: kind".to_owned()))?;
        let supplier = Supplier {
            seq: row.get(0)?,
            id: row.get(1)?,
            kind,
            number: row.get(3)?,
            name: String::new(),
            registered_at: row.instant(4)?,
        };
        self.record_of(supplier, as_of).await.map(Some)
    }

    /// One supplier by corporate number, as of two dates.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn supplier_by_number(&self, number: &str, as_of: &AsOf) -> Result<Option<SupplierRecord>> {
        match self.supplier_id_by_number(number).await? {
            Some(id) => self.supplier(id, as_of).await,
            None => Ok(None),
        }
    }

    /// What the rule grades of several suppliers, as of two dates; suppliers of whom nothing is known are left out.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn facts_of_suppliers(&self, wanted: &[Uuid], as_of: &AsOf) -> Result<HashMap<Uuid, SupplierFacts>> {
        let mut found: HashMap<Uuid, SupplierFacts> = HashMap::with_capacity(wanted.len());
        if wanted.is_empty() {
            return Ok(found);
        }
        let sql = format!(
            "SELECT {FACT_COLUMNS}, s.id FROM suppliers s JOIN facts f ON f.supplier_seq = s.seq WHERE {} AND {KNOWN}",
            in_ids(self.backend(), "s.id")
        );
        let params = Params::new().with(ids(wanted.iter().copied())).with(as_of.known()).with(as_of.known());
        for row in &all(self.reader(), &sql, params).await? {
            if let Some(fact) = fact_from(row)?.graded()? {
                found.entry(row.get(15)?).or_default().push(fact);
            }
        }
        Ok(found)
    }

    async fn record_of(&self, mut supplier: Supplier, as_of: &AsOf) -> Result<SupplierRecord> {
        let stored = known(self.reader(), supplier.seq, as_of.known()).await?;
        let fallback = || Profile::new(String::new(), supplier.kind, supplier.number.clone());
        let profile = profile_on(stored.iter().map(StoredFact::brief), as_of.valid_on)?.unwrap_or_else(fallback);
        supplier.name.clone_from(&profile.name);
        supplier.number.clone_from(&profile.number);
        supplier.kind = profile.kind;
        let mut facts =
            SupplierFacts { supplier: supplier.number.clone().unwrap_or_default(), ..SupplierFacts::default() };
        for fact in &stored {
            if let Some(fact) = fact.graded()? {
                facts.push(fact);
            }
        }
        let mut profiles = recorded::<Profile>(&stored, FactRoom::Profile, None)?;
        profiles.sort_by_key(|one| std::cmp::Reverse((one.valid_from, one.recorded_at)));
        let branches = recorded::<Branch>(&stored, FactRoom::Branch, Some(as_of.valid_on))?;
        let members = if supplier.kind == SupplierKind::JointVenture {
            self.members(Side::Members, supplier.seq, as_of).await?
        } else {
            Vec::new()
        };
        let memberships = self.members(Side::Ventures, supplier.seq, as_of).await?;
        let mut recorded: Vec<StoredFact> = stored.into_iter().filter(|fact| fact.room.graded().is_some()).collect();
        recorded.sort_by_key(|fact| std::cmp::Reverse((fact.valid_from, fact.seq)));
        let as_of = *as_of;
        Ok(SupplierRecord { as_of, supplier, profile, profiles, branches, members, memberships, facts, recorded })
    }
}

pub(super) fn with_days<T: serde::de::DeserializeOwned>(fact: &StoredFact) -> Result<Recorded<T>> {
    Ok(Recorded {
        fact_id: fact.fact_id,
        valid_from: fact.valid_from,
        valid_to: fact.valid_to,
        recorded_at: fact.recorded_at,
        value: fact.read()?,
    })
}

/// The facts of a room as what they say; with a day, only those that hold on it.
fn recorded<T: serde::de::DeserializeOwned>(
    facts: &[StoredFact],
    room: FactRoom,
    day: Option<NaiveDate>,
) -> Result<Vec<Recorded<T>>> {
    let holds = |fact: &&StoredFact| fact.room == room && day.is_none_or(|day| fact.holds_on(day));
    facts.iter().filter(holds).map(with_days).collect()
}

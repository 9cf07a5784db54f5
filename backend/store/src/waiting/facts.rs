//! Attestations, audits and findings of the suppliers that somebody looks after.

use chrono::NaiveDate;
use kakuzuke_domain::attestations::{Assurance, Attestation};
use kakuzuke_domain::facts::Fact;
use uuid::Uuid;

use super::{Charges, MOST, first};
use crate::database::{Params, RowExt, all};
use crate::facts::{FACT_COLUMNS, FactRoom, StoredFact, fact_from};
use crate::{Counted, Result, Store};

/// An attestation that somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingAttestation {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// The attestation.
    pub fact_id: Uuid,
    /// Its kind, as in the contract of `kakuzuke grade`.
    pub kind: String,
    /// Stars.
    pub level: Option<u8>,
    /// The day that matters: its first one for an unconfirmed attestation, its last one for one that ends.
    pub on: NaiveDate,
}

/// An audit whose report nobody has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingAudit {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// The audit.
    pub fact_id: Uuid,
    /// When it was performed.
    pub performed_on: NaiveDate,
}

/// A finding that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingFinding {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// The audit.
    pub audit: Uuid,
    /// `major`, `minor` or `observation`.
    pub severity: &'static str,
    /// When it is due.
    pub due_on: NaiveDate,
}

fn waiting(one: &Attestation, fact_id: Uuid, supplier: Uuid, name: &str, on: NaiveDate) -> WaitingAttestation {
    let (kind, level) = (one.kind.as_str().to_owned(), one.level);
    WaitingAttestation { supplier, name: name.to_owned(), fact_id, kind, level, on }
}

impl Store {
    /// Attestations that no officer has confirmed; the oldest first.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn unconfirmed_attestations(&self, of: &Charges, limit: usize) -> Result<Counted<WaitingAttestation>> {
        let mut found = Vec::new();
        let narrow = "f.body LIKE '%\"unconfirmed\"%'";
        for (fact, supplier, name) in self.facts_of(of, FactRoom::Attestation, narrow, Params::new()).await? {
            let Some(Fact::Attestation(one)) = fact.graded()? else { continue };
            if one.assurance == Assurance::Unconfirmed {
                found.push(waiting(&one, fact.fact_id, supplier, &name, one.valid_from));
            }
        }
        Ok(first(found, limit, |one| (one.on, one.fact_id)))
    }

    /// Attestations that end today or later, and by `until`; the first ones to end.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn ending_attestations(
        &self,
        of: &Charges,
        until: NaiveDate,
        limit: usize,
    ) -> Result<Counted<WaitingAttestation>> {
        let mut found = Vec::new();
        let days = Params::new().with(self.today()).with(until);
        for (fact, supplier, name) in
            self.facts_of(of, FactRoom::Attestation, "f.valid_to BETWEEN ? AND ?", days).await?
        {
            if let (Some(Fact::Attestation(one)), Some(on)) = (fact.graded()?, fact.valid_to) {
                found.push(waiting(&one, fact.fact_id, supplier, &name, on));
            }
        }
        Ok(first(found, limit, |one| (one.on, one.fact_id)))
    }

    /// Audits whose report nobody has accepted; those performed first.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn unaccepted_audits(&self, of: &Charges, limit: usize) -> Result<Counted<WaitingAudit>> {
        let mut found = Vec::new();
        let narrow = "f.body NOT LIKE '%\"accepted_on\":\"%'";
        for (fact, supplier, name) in self.facts_of(of, FactRoom::Audit, narrow, Params::new()).await? {
            let Some(Fact::Audit(audit)) = fact.graded()? else { continue };
            if audit.accepted_on.is_none() {
                found.push(WaitingAudit { supplier, name, fact_id: fact.fact_id, performed_on: audit.performed_on });
            }
        }
        Ok(first(found, limit, |one| (one.performed_on, one.fact_id)))
    }

    /// Findings that are open today and due before `before`; the first ones to be due.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn open_findings(
        &self,
        of: &Charges,
        before: NaiveDate,
        limit: usize,
    ) -> Result<Counted<WaitingFinding>> {
        let (mut found, today) = (Vec::new(), self.today());
        for (fact, supplier, name) in self.facts_of(of, FactRoom::Audit, "f.watched", Params::new()).await? {
            let Some(Fact::Audit(audit)) = fact.graded()? else { continue };
            let open =
                audit.findings.iter().filter(|one| one.due_on < before && one.closed_on.is_none_or(|day| day > today));
            found.extend(open.map(|one| WaitingFinding {
                supplier,
                name: name.clone(),
                audit: fact.fact_id,
                severity: one.severity.as_str(),
                due_on: one.due_on,
            }));
        }
        Ok(first(found, limit, |one| (one.due_on, one.audit)))
    }

    /// Current facts of a room of these suppliers, with the supplier and its name, those that `narrow` leaves.
    async fn facts_of(
        &self,
        of: &Charges,
        room: FactRoom,
        narrow: &str,
        more: Params,
    ) -> Result<Vec<(StoredFact, Uuid, String)>> {
        let mut params = Params::new();
        let own = of.sql(self.backend(), self.today(), &mut params);
        let sql = format!(
            "SELECT {FACT_COLUMNS}, l.id, l.name FROM {own} CROSS JOIN facts f CROSS JOIN listings l \
             WHERE f.supplier_seq = own.seq AND l.supplier_seq = own.seq AND f.room = ? AND f.superseded_at IS NULL AND {narrow} LIMIT ?"
        );
        params.push(room.as_code());
        params.0.extend(more.0);
        let rows = all(self.reader(), &sql, params.with(MOST)).await?;
        rows.iter().map(|row| Ok((fact_from(row)?, row.get(15)?, row.get(16)?))).collect()
    }
}

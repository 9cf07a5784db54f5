//! A record, as stored and as handed in.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::cloud_services::{CloudService, CloudUse};
use kakuzuke_domain::subcontracts::Subcontract;
use sea_orm::QueryResult;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{RowExt, RowHash};
use crate::{Result, StoreError};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupplyKind {
    /// A subcontract of a contract.
    Subcontract,
    /// A cloud service.
    CloudService,
    /// That a contract uses a cloud service, which stands above it.
    CloudUse,
}

impl SupplyKind {
    pub(crate) const fn as_code(self) -> i16 {
        match self {
            Self::Subcontract => 0,
            Self::CloudService => 1,
            Self::CloudUse => 2,
        }
    }

    const fn from_code(code: i16) -> Option<Self> {
        match code {
            0 => Some(Self::Subcontract),
            1 => Some(Self::CloudService),
            2 => Some(Self::CloudUse),
            _ => None,
        }
    }
}

/// A record to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSupply {
    /// Its id; a replacement carries the id of what it replaces.
    pub record_id: Uuid,
    /// What it is.
    pub kind: SupplyKind,
    /// The contract it belongs to.
    pub contract_id: Option<Uuid>,
    /// The subcontract above it, or the service that is used.
    pub above_id: Option<Uuid>,
    /// The subcontractor.
    pub supplier_seq: Option<i64>,
    /// What the buyer has said to a subcontract, as a code; else 0.
    pub state: i16,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// What is recorded, as JSON.
    pub body: String,
}

/// One version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    /// Number of the version.
    pub seq: i64,
    /// What it says.
    pub record: NewSupply,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
    /// When it was corrected or withdrawn.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// The ledger entry that recorded it.
    pub entry_seq: i64,
    /// The ledger entry that ended it.
    pub superseded_entry: Option<i64>,
}

fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

impl NewSupply {
    /// A subcontract of a contract.
    #[must_use]
    pub fn subcontract(id: Uuid, contract: Uuid, above: Option<Uuid>, company_seq: i64, what: &Subcontract) -> Self {
        Self {
            record_id: id,
            kind: SupplyKind::Subcontract,
            contract_id: Some(contract),
            above_id: above,
            supplier_seq: Some(company_seq),
            state: what.consent.as_code(),
            valid_from: what.valid_from,
            valid_to: what.valid_to,
            body: json(what),
        }
    }

    /// A cloud service.
    #[must_use]
    pub fn cloud_service(id: Uuid, what: &CloudService) -> Self {
        Self {
            record_id: id,
            kind: SupplyKind::CloudService,
            contract_id: None,
            above_id: None,
            supplier_seq: None,
            state: 0,
            valid_from: None,
            valid_to: None,
            body: json(what),
        }
    }

    /// The use of a cloud service by a contract.
    #[must_use]
    pub fn cloud_use(id: Uuid, contract: Uuid, service: Uuid, what: &CloudUse) -> Self {
        Self {
            record_id: id,
            kind: SupplyKind::CloudUse,
            contract_id: Some(contract),
            above_id: Some(service),
            supplier_seq: None,
            state: 0,
            valid_from: what.valid_from,
            valid_to: what.valid_to,
            body: json(what),
        }
    }

    /// What is recorded.
    ///
    /// # Errors
    /// The stored text is damaged, or of another kind.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.body)
            .map_err(|error| StoreError::Damaged(format!("supplies/{}: {error}", self.record_id)))
    }
}

/// The columns that [`supply_from`] reads, in order.
pub(crate) const COLUMNS: &str = "x.seq, x.record_id, x.kind, x.contract_id, x.above_id, x.supplier_seq, x.state, x.valid_from, \
     x.valid_to, x.body, x.recorded_at, x.superseded_at, x.reason, x.entry_seq, x.superseded_entry";

/// What was known at an instant; takes it twice.
pub(crate) const KNOWN: &str = "x.recorded_at <= ? AND (x.superseded_at IS NULL OR x.superseded_at > ?)";

/// Reads [`COLUMNS`].
pub(crate) fn supply_from(row: &QueryResult) -> Result<Supply> {
    let seq = row.get(0)?;
    let kind: i16 = row.get(2)?;
    let record = NewSupply {
        record_id: row.get(1)?,
        kind: SupplyKind::from_code(kind).ok_or_else(|| StoreError::Damaged(format!("supplies/{seq}: kind {kind}")))?,
        contract_id: row.get(3)?,
        above_id: row.get(4)?,
        supplier_seq: row.get(5)?,
        state: row.get(6)?,
        valid_from: row.get(7)?,
        valid_to: row.get(8)?,
        body: row.get(9)?,
    };
    Ok(Supply {
        seq,
        record,
        recorded_at: row.instant(10)?,
        superseded_at: row.instant_or_none(11)?,
        reason: row.get(12)?,
        entry_seq: row.get(13)?,
        superseded_entry: row.get(14)?,
    })
}

/// The seal of a version: everything but its supersession.
pub(crate) fn supply_sha(seq: i64, record: &NewSupply, recorded_at: DateTime<Utc>, entry_seq: i64) -> [u8; 32] {
    let hash = RowHash::new("supplies").int(seq).id(record.record_id).int(i64::from(record.kind.as_code()));
    let ids = [record.contract_id, record.above_id];
    let hash = ids.into_iter().fold(hash, |hash, id| match id {
        Some(id) => hash.id(id),
        None => hash.null(),
    });
    hash.int_or_null(record.supplier_seq)
        .int(i64::from(record.state))
        .day(record.valid_from)
        .day(record.valid_to)
        .text(&record.body)
        .int(micros(recorded_at))
        .int(entry_seq)
        .finish()
}

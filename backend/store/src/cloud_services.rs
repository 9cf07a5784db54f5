//! Cloud services and which contracts use them, as they were known.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::cloud_services::{CloudService, CloudUse};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::contracts::HOLDING;
use crate::database::{Params, RowExt, all, ids, in_ids};
use crate::supplies::{COLUMNS, KNOWN, supply_from};
use crate::{AsOf, Result, Store, StoreError};

/// A cloud service as it was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudServiceRow {
    /// The service.
    pub id: Uuid,
    /// Number of the version.
    pub seq: i64,
    /// What is recorded.
    pub service: CloudService,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
}

/// That a contract uses a service, as it was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudUseRow {
    /// The record.
    pub id: Uuid,
    /// The service.
    pub service: Uuid,
    /// Its name.
    pub service_name: String,
    /// The contract.
    pub contract: Uuid,
    /// What it is about.
    pub title: String,
    /// The code of its buyer.
    pub buyer_code: Option<String>,
    /// The name of its buyer.
    pub buyer_name: String,
    /// Its contractor.
    pub supplier: Uuid,
    /// The contractor's name today.
    pub supplier_name: String,
    /// What is recorded.
    pub usage: CloudUse,
}

fn service_from(row: &QueryResult) -> Result<CloudServiceRow> {
    let supply = supply_from(row)?;
    Ok(CloudServiceRow {
        id: supply.record.record_id,
        seq: supply.seq,
        service: supply.record.read()?,
        recorded_at: supply.recorded_at,
    })
}

impl Store {
    /// Cloud services as they were known, by their numbers, after the id `after` (none for the first page).
    ///
    /// # Errors
    /// The database failed.
    pub async fn cloud_services(&self, after: Option<Uuid>, most: u32, as_of: &AsOf) -> Result<Vec<CloudServiceRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM supplies x WHERE x.kind = 1 AND x.record_id > ? AND {KNOWN} ORDER BY x.record_id LIMIT ?"
        );
        let params =
            Params::new().with(after.unwrap_or_default()).with(as_of.known()).with(as_of.known()).with(i64::from(most));
        all(self.reader(), &sql, params).await?.iter().map(service_from).collect()
    }

    /// One cloud service as it was known.
    ///
    /// # Errors
    /// The database failed.
    pub async fn cloud_service(&self, id: Uuid, as_of: &AsOf) -> Result<Option<CloudServiceRow>> {
        let sql = format!("SELECT {COLUMNS} FROM supplies x WHERE x.kind = 1 AND x.record_id = ? AND {KNOWN}");
        let params = Params::new().with(id).with(as_of.known()).with(as_of.known());
        let rows = all(self.reader(), &sql, params).await?;
        rows.first().map(service_from).transpose()
    }

    /// The contracts that use a service, or the services that a contract uses: those of contracts that can be seen, the newest
    /// records first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn cloud_uses(
        &self,
        service: Option<Uuid>,
        contract: Option<Uuid>,
        visible: &Visible,
        as_of: &AsOf,
        most: u32,
    ) -> Result<Vec<CloudUseRow>> {
        let mut params = Params::new();
        for _ in 0..2 {
            params.push(as_of.known());
        }
        params.push(as_of.valid_on);
        params.push(as_of.valid_on);
        for _ in 0..4 {
            params.push(as_of.known());
        }
        let mut filter = String::new();
        for (column, id) in [("x.above_id", service), ("x.contract_id", contract)] {
            if let Some(id) = id {
                filter.push_str(&format!(" AND {column} = ?"));
                params.push(id);
            }
        }
        if let Visible::Of(_) = visible {
            let [of_buyers, of_suppliers] = ["b.id", "k.id"].map(|column| in_ids(self.backend(), column));
            filter.push_str(&format!(" AND ({of_buyers} OR {of_suppliers})"));
            params.push(ids(visible.buyers()));
            params.push(ids(visible.suppliers()));
        }
        let sql = format!(
            "SELECT {COLUMNS}, v.body, c.title, b.code, b.name, k.id, kl.name FROM supplies x \
             JOIN contracts c ON c.contract_id = x.contract_id AND c.recorded_at <= ? AND (c.superseded_at IS NULL OR c.superseded_at > ?){HOLDING} \
             JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers k ON k.seq = c.supplier_seq \
             JOIN listings kl ON kl.supplier_seq = c.supplier_seq \
             JOIN supplies v ON v.record_id = x.above_id AND v.recorded_at <= ? AND (v.superseded_at IS NULL OR v.superseded_at > ?) \
             WHERE x.kind = 2 AND {KNOWN}{filter} ORDER BY x.seq DESC LIMIT ?"
        );
        let rows = all(self.reader(), &sql, params.with(i64::from(most))).await?;
        rows.iter().map(use_from).collect()
    }
}

fn use_from(row: &QueryResult) -> Result<CloudUseRow> {
    let supply = supply_from(row)?;
    let body: String = row.get(15)?;
    let service: CloudService =
        serde_json::from_str(&body).map_err(|error| StoreError::Damaged(format!("supplies: {error}")))?;
    Ok(CloudUseRow {
        id: supply.record.record_id,
        service: supply.record.above_id.unwrap_or_default(),
        service_name: service.name,
        contract: supply.record.contract_id.unwrap_or_default(),
        title: row.get(16)?,
        buyer_code: row.get(17)?,
        buyer_name: row.get(18)?,
        supplier: row.get(19)?,
        supplier_name: row.get(20)?,
        usage: supply.record.read()?,
    })
}

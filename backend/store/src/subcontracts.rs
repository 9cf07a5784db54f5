//! The chains behind contracts, as they were known.

use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::subcontracts::{Link, Subcontract};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::contracts::HOLDING;
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::supplies::{COLUMNS, KNOWN, supply_from};
use crate::{AsOf, Result, Store, StoreError};

/// The contract at the head of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainContract {
    /// The contract.
    pub id: Uuid,
    /// What is bought.
    pub title: String,
    /// The buyer.
    pub buyer: Uuid,
    /// Its code.
    pub buyer_code: Option<String>,
    /// Its name.
    pub buyer_name: String,
    /// The contractor.
    pub contractor: Uuid,
    /// Its name today.
    pub contractor_name: String,
    /// Its corporate number today.
    pub contractor_number: Option<String>,
    /// First day of the contract.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the contract.
    pub valid_to: Option<NaiveDate>,
}

impl ChainContract {
    /// Whether the contract is in force on a day; a period that is not known holds.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }
}

/// A subcontract as it was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubcontractRow {
    /// Number of the version.
    pub seq: i64,
    /// The subcontract.
    pub id: Uuid,
    /// The one above it; none: the contractor.
    pub above: Option<Uuid>,
    /// The company.
    pub company: Uuid,
    /// Its name today.
    pub name: String,
    /// Its corporate number today.
    pub number: Option<String>,
    /// What is recorded.
    pub subcontract: Subcontract,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
}

impl SubcontractRow {
    /// The place in the chain.
    #[must_use]
    pub fn link(&self) -> Link<Uuid> {
        Link { id: self.id, above: self.above, company: self.company, consent: self.subcontract.consent }
    }
}

/// A subcontract with the contract behind which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubcontractOf {
    /// The subcontract.
    pub row: SubcontractRow,
    /// The contract at the head of the chain.
    pub contract: ChainContract,
    /// The company right above it: the contractor, or a tier between.
    pub above_name: String,
    /// The corporate number of that company.
    pub above_number: Option<String>,
    /// What makes the contract unique for its buyer.
    pub source_key: Option<String>,
    /// 1 for 再委託, 2 for 再々委託, and so on.
    pub tier: u32,
}

const CONTRACT: &str =
    "c.contract_id, c.title, b.id, b.code, b.name, k.id, kl.name, kl.number, c.valid_from, c.valid_to";

fn contract_at(row: &QueryResult, at: usize) -> Result<ChainContract> {
    Ok(ChainContract {
        id: row.get(at)?,
        title: row.get(at + 1)?,
        buyer: row.get(at + 2)?,
        buyer_code: row.get(at + 3)?,
        buyer_name: row.get(at + 4)?,
        contractor: row.get(at + 5)?,
        contractor_name: row.get(at + 6)?,
        contractor_number: row.get(at + 7)?,
        valid_from: row.get(at + 8)?,
        valid_to: row.get(at + 9)?,
    })
}

fn row_from(row: &QueryResult) -> Result<SubcontractRow> {
    let supply = supply_from(row)?;
    Ok(SubcontractRow {
        seq: supply.seq,
        id: supply.record.record_id,
        above: supply.record.above_id,
        subcontract: supply.record.read()?,
        recorded_at: supply.recorded_at,
        company: row.get(15)?,
        name: row.get(16)?,
        number: row.get(17)?,
    })
}

/// How many subcontracts stand between a subcontract and the contractor; takes the instant twice.
const TIER: &str = "(WITH RECURSIVE up(above_id, tier) AS (SELECT x.above_id, 1 UNION ALL SELECT y.above_id, up.tier + 1 \
     FROM up JOIN supplies y ON y.record_id = up.above_id AND y.recorded_at <= ? AND (y.superseded_at IS NULL OR y.superseded_at > ?) \
     WHERE up.tier < 100) SELECT CAST(max(tier) AS BIGINT) FROM up)";

impl Store {
    /// The contract at the head of a chain, as it was known. Whether it can be seen, the caller asks.
    ///
    /// # Errors
    /// The database failed.
    pub async fn chain_contract(&self, id: Uuid, as_of: &AsOf) -> Result<Option<ChainContract>> {
        let sql = format!(
            "SELECT {CONTRACT} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers k ON k.seq = c.supplier_seq \
             JOIN listings kl ON kl.supplier_seq = c.supplier_seq WHERE c.contract_id = ? AND c.recorded_at <= ? \
             AND (c.superseded_at IS NULL OR c.superseded_at > ?){HOLDING} ORDER BY c.seq DESC LIMIT 1"
        );
        let (known, on) = (as_of.known(), as_of.valid_on);
        let params = Params::new().with(id).with(known).with(known).with(on).with(on);
        one(self.reader(), &sql, params).await?.map(|row| contract_at(&row, 0)).transpose()
    }

    /// The chain behind a contract as it was known, in the order of recording.
    ///
    /// # Errors
    /// The database failed.
    pub async fn chain(&self, contract: Uuid, as_of: &AsOf) -> Result<Vec<SubcontractRow>> {
        let sql = format!(
            "SELECT {COLUMNS}, s.id, l.name, l.number FROM supplies x JOIN suppliers s ON s.seq = x.supplier_seq \
             JOIN listings l ON l.supplier_seq = x.supplier_seq WHERE x.contract_id = ? AND x.kind = 0 AND {KNOWN} \
             ORDER BY x.record_id"
        );
        let params = Params::new().with(contract).with(as_of.known()).with(as_of.known());
        all(self.reader(), &sql, params).await?.iter().map(row_from).collect()
    }

    /// Whom a company works for as a subcontractor, the newest records first: what can be seen of it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn subcontractor_of(
        &self,
        company: Uuid,
        visible: &Visible,
        as_of: &AsOf,
        most: u32,
    ) -> Result<Vec<SubcontractOf>> {
        self.subcontracts_before(Some(company), None, visible, as_of, i64::MAX, most).await
    }

    /// Hands every subcontract that can be seen to `each`, the newest first, until it breaks off: for exports.
    ///
    /// # Errors
    /// The database failed.
    pub async fn for_each_subcontract(
        &self,
        contract: Option<Uuid>,
        visible: &Visible,
        as_of: &AsOf,
        mut each: impl FnMut(SubcontractOf) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut before = i64::MAX;
        loop {
            let rows = self.subcontracts_before(None, contract, visible, as_of, before, 1_000).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            before = last.row.seq;
            for row in rows {
                if each(row).is_break() {
                    return Ok(());
                }
            }
        }
    }

    async fn subcontracts_before(
        &self,
        company: Option<Uuid>,
        contract: Option<Uuid>,
        visible: &Visible,
        as_of: &AsOf,
        before: i64,
        most: u32,
    ) -> Result<Vec<SubcontractOf>> {
        let known = as_of.known();
        let mut params = Params::new();
        for _ in 0..4 {
            params.push(known);
        }
        params.push(as_of.valid_on);
        params.push(as_of.valid_on);
        for _ in 0..4 {
            params.push(known);
        }
        params.push(before);
        let mut filter = String::new();
        for (column, id) in [("s.id", company), ("x.contract_id", contract)] {
            if let Some(id) = id {
                filter.push_str(&format!(" AND {column} = ?"));
                params.push(id);
            }
        }
        if let Visible::Of(_) = visible {
            let [of_buyers, as_contractor, as_company] =
                ["b.id", "k.id", "s.id"].map(|column| in_ids(self.backend(), column));
            filter.push_str(&format!(" AND ({of_buyers} OR {as_contractor} OR {as_company})"));
            params.push(ids(visible.buyers()));
            params.push(ids(visible.suppliers()));
            params.push(ids(visible.suppliers()));
        }
        let sql = format!(
            "SELECT {COLUMNS}, s.id, l.name, l.number, {CONTRACT}, al.name, al.number, c.source_key, {TIER} FROM supplies x \
             JOIN suppliers s ON s.seq = x.supplier_seq JOIN listings l ON l.supplier_seq = x.supplier_seq \
             JOIN contracts c ON c.contract_id = x.contract_id AND c.recorded_at <= ? AND (c.superseded_at IS NULL OR c.superseded_at > ?){HOLDING} \
             JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers k ON k.seq = c.supplier_seq \
             JOIN listings kl ON kl.supplier_seq = c.supplier_seq \
             LEFT JOIN supplies a ON a.record_id = x.above_id AND a.recorded_at <= ? AND (a.superseded_at IS NULL OR a.superseded_at > ?) \
             LEFT JOIN listings al ON al.supplier_seq = a.supplier_seq \
             WHERE x.kind = 0 AND {KNOWN} AND x.seq < ?{filter} ORDER BY x.seq DESC LIMIT ?"
        );
        let rows = all(self.reader(), &sql, params.with(i64::from(most))).await?;
        rows.iter().map(subcontract_of).collect()
    }
}

fn subcontract_of(row: &QueryResult) -> Result<SubcontractOf> {
    let contract = contract_at(row, 18)?;
    let between: Option<String> = row.get(28)?;
    let (above_name, above_number) = match between {
        Some(name) => (name, row.get(29)?),
        None => (contract.contractor_name.clone(), contract.contractor_number.clone()),
    };
    let tier: i64 = row.get(31)?;
    let tier = u32::try_from(tier).map_err(|_| StoreError::Damaged("supplies: tier".to_owned()))?;
    Ok(SubcontractOf { row: row_from(row)?, contract, above_name, above_number, source_key: row.get(30)?, tier })
}

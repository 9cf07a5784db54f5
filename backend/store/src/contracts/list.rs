//! Lists of contracts.

use std::ops::ControlFlow;

use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::grades::Band;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::{COLUMNS, Contract, contract_from};
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::suppliers::COUNT_LIMIT;
use crate::{AsOf, Count, Page, Result, Store, StoreError};

/// What is asked of the list of contracts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractQuery {
    /// Whose contracts: what others have is not found.
    pub visible: Visible,
    /// Only of the buyer with this code.
    pub buyer: Option<String>,
    /// Only with this supplier.
    pub supplier: Option<Uuid>,
    /// Any part of the title, as written.
    pub text: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Rows of a page, 1 to 1,000; 0 stands for 50.
    pub limit: u32,
}

impl ContractQuery {
    /// All contracts that can be seen.
    #[must_use]
    pub fn of(visible: Visible) -> Self {
        Self { visible, buyer: None, supplier: None, text: None, cursor: None, limit: 0 }
    }
}

/// A contract in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractRow {
    /// The contract.
    pub contract: Contract,
    /// The supplier's name today.
    pub supplier_name: String,
    /// Its corporate number today.
    pub supplier_number: Option<String>,
    /// Its band today.
    pub band: Band,
}

const JOINED: &str = "FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
     JOIN listings l ON l.supplier_seq = c.supplier_seq WHERE c.recorded_at <= ? AND (c.superseded_at IS NULL OR c.superseded_at > ?)";

fn row_from(row: &QueryResult) -> Result<ContractRow> {
    let band = Band::from_code(row.get(22)?).ok_or_else(|| StoreError::Damaged("listings: band".to_owned()))?;
    Ok(ContractRow { contract: contract_from(row)?, supplier_name: row.get(20)?, supplier_number: row.get(21)?, band })
}

impl Store {
    /// A page of contracts as they were known, those recorded last first.
    ///
    /// # Errors
    /// [`StoreError::Cursor`] for a malformed cursor; the database failed.
    pub async fn contracts(&self, query: &ContractQuery, as_of: &AsOf) -> Result<Page<ContractRow>> {
        self.freshen().await?;
        let before = query.cursor.as_deref().map(str::parse::<i64>).transpose().map_err(|_| StoreError::Cursor)?;
        let limit = if query.limit == 0 { 50 } else { query.limit.min(1_000) } as usize;
        let (filter, params) = self.filter(query, as_of);
        let sql = format!("SELECT count(*) FROM (SELECT 1 AS one {JOINED}{filter} LIMIT ?) counted");
        let most = i64::try_from(COUNT_LIMIT + 1).unwrap_or(i64::MAX);
        let counted = one(self.reader(), &sql, params.with(most)).await?;
        let count = Count::from_counted(counted.map_or(Ok(0), |row| row.get(0))?);
        let mut rows = self.contracts_before(query, as_of, before, limit + 1).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|row| row.contract.seq.to_string());
        Ok(Page { rows, next_cursor, count })
    }

    /// Hands every contract of the query to `each` until it breaks off: for exports.
    ///
    /// # Errors
    /// The database failed.
    pub async fn for_each_contract(
        &self,
        query: &ContractQuery,
        as_of: &AsOf,
        mut each: impl FnMut(ContractRow) -> ControlFlow<()>,
    ) -> Result<()> {
        self.freshen().await?;
        let mut before = None;
        loop {
            let rows = self.contracts_before(query, as_of, before, 1_000).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            before = Some(last.contract.seq);
            for row in rows {
                if each(row).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// The newest `most` contracts of a supplier as they were known.
    ///
    /// # Errors
    /// The database failed.
    pub async fn newest_contracts(
        &self,
        supplier: Uuid,
        visible: &Visible,
        as_of: &AsOf,
        most: usize,
    ) -> Result<Vec<Contract>> {
        let query = ContractQuery { supplier: Some(supplier), ..ContractQuery::of(visible.clone()) };
        let rows = self.contracts_before(&query, as_of, None, most).await?;
        Ok(rows.into_iter().map(|row| row.contract).collect())
    }

    /// One contract as it was known, if it can be seen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract(&self, id: Uuid, visible: &Visible, as_of: &AsOf) -> Result<Option<ContractRow>> {
        let (filter, params) = self.filter(&ContractQuery::of(visible.clone()), as_of);
        let sql = format!(
            "SELECT {COLUMNS}, l.name, l.number, l.band {JOINED}{filter} AND c.contract_id = ? ORDER BY c.seq DESC LIMIT 1"
        );
        let params = params.with(id);
        one(self.reader(), &sql, params).await?.as_ref().map(row_from).transpose()
    }

    /// All versions of a contract, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract_history(&self, contract_id: Uuid) -> Result<Vec<Contract>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.contract_id = ? ORDER BY c.seq DESC"
        );
        all(self.reader(), &sql, Params::new().with(contract_id)).await?.iter().map(contract_from).collect()
    }

    async fn contracts_before(
        &self,
        query: &ContractQuery,
        as_of: &AsOf,
        before: Option<i64>,
        rows: usize,
    ) -> Result<Vec<ContractRow>> {
        let (filter, params) = self.filter(query, as_of);
        let sql = format!(
            "SELECT {COLUMNS}, l.name, l.number, l.band {JOINED}{filter} AND c.seq < ? ORDER BY c.seq DESC LIMIT ?"
        );
        let params = params.with(before.unwrap_or(i64::MAX)).with(i64::try_from(rows).unwrap_or(i64::MAX));
        all(self.reader(), &sql, params).await?.iter().map(row_from).collect()
    }

    fn filter(&self, query: &ContractQuery, as_of: &AsOf) -> (String, Params) {
        let mut params = Params::new().with(as_of.known()).with(as_of.known());
        let mut filter = String::new();
        if let Visible::Of(_) = query.visible {
            let [of_buyers, of_suppliers] = ["b.id", "s.id"].map(|column| in_ids(self.backend(), column));
            filter.push_str(&format!(" AND ({of_buyers} OR {of_suppliers})"));
            params.push(ids(query.visible.buyers()));
            params.push(ids(query.visible.suppliers()));
        }
        if let Some(code) = &query.buyer {
            filter.push_str(" AND b.code = ?");
            params.push(code.as_str());
        }
        if let Some(supplier) = query.supplier {
            filter.push_str(" AND s.id = ?");
            params.push(supplier);
        }
        if let Some(text) = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty() && !text.contains('\0'))
        {
            let part = if self.is_sqlite() { " AND instr(c.title, ?) > 0" } else { " AND position(? IN c.title) > 0" };
            filter.push_str(part);
            params.push(text);
        }
        (filter, params)
    }
}

//! Lists of contracts.

use std::collections::HashMap;
use std::ops::ControlFlow;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::contracts::{CloseOutStep, Criticality};
use kakuzuke_domain::dates::{fiscal_year_end, fiscal_year_start};
use kakuzuke_domain::grades::Band;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::in_force::{IN_FORCE, in_force_on};
use super::row::COLUMN_COUNT;
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
    /// Only those in force on this day, by the terms that hold on it.
    pub in_force_on: Option<NaiveDate>,
    /// Only those whose period, or day of award where none is known, lies in this fiscal year or reaches into it.
    pub fiscal_year: Option<i32>,
    /// Only those judged so.
    pub critical: Option<Criticality>,
    /// Only those that end within so many days of the day that matters and have not been renewed.
    pub ends_within: Option<u32>,
    /// Any part of the name of the section in charge.
    pub section: Option<String>,
    /// Only those that have ended, may have had personal data, are not renewed, and are not closed out.
    pub close_out_open: bool,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Rows of a page, 1 to 1,000; 0 stands for 50.
    pub limit: u32,
}

impl ContractQuery {
    /// All contracts that can be seen.
    #[must_use]
    pub fn of(visible: Visible) -> Self {
        Self {
            visible,
            buyer: None,
            supplier: None,
            text: None,
            in_force_on: None,
            fiscal_year: None,
            critical: None,
            ends_within: None,
            section: None,
            close_out_open: false,
            cursor: None,
            limit: 0,
        }
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
     JOIN listings l ON l.supplier_seq = c.supplier_seq WHERE ";

/// What is known now: an index finds it.
const PRESENT: &str = "c.superseded_at IS NULL";

/// What was known at an instant: takes it twice.
const KNOWN: &str = "c.recorded_at <= ? AND (c.superseded_at IS NULL OR c.superseded_at > ?)";

/// The terms that hold on a day: takes it twice.
pub(crate) const HOLDING: &str =
    " AND (c.terms_from IS NULL OR c.terms_from <= ?) AND (c.terms_to IS NULL OR c.terms_to >= ?)";

/// Nothing renews the contract, as far as was known at an instant: takes it twice.
const NOT_RENEWED: &str = " AND NOT EXISTS (SELECT 1 FROM contracts n WHERE n.former_id = c.contract_id AND n.recorded_at <= ? \
     AND (n.superseded_at IS NULL OR n.superseded_at > ?))";

fn row_from(row: &QueryResult) -> Result<ContractRow> {
    let band = Band::from_code(row.get(COLUMN_COUNT + 2)?);
    let band = band.ok_or_else(|| StoreError::Damaged("listings: band".to_owned()))?;
    let (supplier_name, supplier_number) = (row.get(COLUMN_COUNT)?, row.get(COLUMN_COUNT + 1)?);
    Ok(ContractRow { contract: contract_from(row)?, supplier_name, supplier_number, band })
}

impl Store {
    /// A page of contracts as they were known, by the terms that hold on the day, those recorded last first.
    ///
    /// # Errors
    /// [`StoreError::Cursor`] for a malformed cursor; the database failed.
    pub async fn contracts(&self, query: &ContractQuery, as_of: &AsOf) -> Result<Page<ContractRow>> {
        self.freshen().await?;
        let before = query.cursor.as_deref().map(str::parse::<i64>).transpose().map_err(|_| StoreError::Cursor)?;
        let limit = if query.limit == 0 { 50 } else { query.limit.min(1_000) } as usize;
        let count = self.contract_count(query, as_of).await?;
        let mut rows = self.contracts_before(query, as_of, before, limit + 1).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|row| row.contract.seq.to_string());
        Ok(Page { rows, next_cursor, count })
    }

    /// How many contracts of the query there are.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract_count(&self, query: &ContractQuery, as_of: &AsOf) -> Result<Count> {
        let (filter, params) = self.filter(query, as_of).await?;
        let sql = format!("SELECT count(*) FROM (SELECT 1 AS one {JOINED}{filter} LIMIT ?) counted");
        let most = i64::try_from(COUNT_LIMIT + 1).unwrap_or(i64::MAX);
        let counted = one(self.reader(), &sql, params.with(most)).await?;
        Ok(Count::from_counted(counted.map_or(Ok(0), |row| row.get(0))?))
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

    /// The first days of the amendments that held by the day, by contract, as they were known.
    ///
    /// # Errors
    /// The database failed.
    pub async fn amendments(&self, as_of: &AsOf) -> Result<HashMap<Uuid, Vec<NaiveDate>>> {
        let sql = format!(
            "SELECT c.contract_id, c.terms_from FROM contracts c WHERE {KNOWN} AND c.terms_from <= ? ORDER BY c.terms_from"
        );
        let params = Params::new().with(as_of.known()).with(as_of.known()).with(as_of.valid_on);
        let mut found: HashMap<Uuid, Vec<NaiveDate>> = HashMap::new();
        for row in &all(self.reader(), &sql, params).await? {
            found.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(found)
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

    /// One contract as it was known, by the terms that hold on the day, if it can be seen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract(&self, id: Uuid, visible: &Visible, as_of: &AsOf) -> Result<Option<ContractRow>> {
        self.one_contract(id, "c.contract_id", visible, as_of).await
    }

    /// The contract that renews this one, if it can be seen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn renewal_of(&self, id: Uuid, visible: &Visible, as_of: &AsOf) -> Result<Option<ContractRow>> {
        self.one_contract(id, "c.former_id", visible, as_of).await
    }

    async fn one_contract(
        &self,
        id: Uuid,
        column: &str,
        visible: &Visible,
        as_of: &AsOf,
    ) -> Result<Option<ContractRow>> {
        let (filter, params) = self.filter(&ContractQuery::of(visible.clone()), as_of).await?;
        let sql = format!(
            "SELECT {COLUMNS}, l.name, l.number, l.band {JOINED}{filter} AND {column} = ? ORDER BY c.seq DESC LIMIT 1"
        );
        one(self.reader(), &sql, params.with(id)).await?.as_ref().map(row_from).transpose()
    }

    async fn contracts_before(
        &self,
        query: &ContractQuery,
        as_of: &AsOf,
        before: Option<i64>,
        rows: usize,
    ) -> Result<Vec<ContractRow>> {
        let (filter, params) = self.filter(query, as_of).await?;
        let sql = format!(
            "SELECT {COLUMNS}, l.name, l.number, l.band {JOINED}{filter} AND c.seq < ? ORDER BY c.seq DESC LIMIT ?"
        );
        let params = params.with(before.unwrap_or(i64::MAX)).with(i64::try_from(rows).unwrap_or(i64::MAX));
        all(self.reader(), &sql, params).await?.iter().map(row_from).collect()
    }

    /// What follows [`JOINED`].
    async fn filter(&self, query: &ContractQuery, as_of: &AsOf) -> Result<(String, Params)> {
        let (known, on) = (as_of.known(), as_of.valid_on);
        let present = known >= self.known_head().await?;
        let (mut filter, mut params) = match present {
            true => (PRESENT.to_owned(), Params::new()),
            false => (KNOWN.to_owned(), Params::new().with(known).with(known)),
        };
        filter.push_str(HOLDING);
        let holding = query.in_force_on.unwrap_or(on);
        params = params.with(holding).with(holding);
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
        for (column, text) in [("c.title", &query.text), ("c.section", &query.section)] {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty() && !text.contains('\0'));
            if let Some(text) = text {
                let part = if self.is_sqlite() {
                    format!(" AND instr({column}, ?) > 0")
                } else {
                    format!(" AND position(? IN {column}) > 0")
                };
                filter.push_str(&part);
                params.push(text);
            }
        }
        self.by_period(query, on, &mut filter, &mut params);
        if let Some(critical) = query.critical {
            filter.push_str(" AND COALESCE(c.critical, 2) = ?");
            params.push(critical.as_code());
        }
        if query.close_out_open {
            filter.push_str(
                " AND c.valid_to < ? AND c.personal_data <> 0 AND (SELECT count(DISTINCT o.step) FROM close_outs o \
                 WHERE o.contract_id = c.contract_id AND o.recorded_at <= ? AND (o.superseded_at IS NULL OR o.superseded_at > ?)) < ?",
            );
            let steps = i64::try_from(CloseOutStep::ALL.len()).unwrap_or(i64::MAX);
            params = params.with(on).with(known).with(known).with(steps);
        }
        if query.close_out_open || query.ends_within.is_some() {
            filter.push_str(NOT_RENEWED);
            params = params.with(known).with(known);
        }
        Ok((filter, params))
    }

    fn by_period(&self, query: &ContractQuery, on: NaiveDate, filter: &mut String, params: &mut Params) {
        if let Some(day) = query.in_force_on {
            filter.push_str(&format!(" AND {IN_FORCE}"));
            *params = in_force_on(std::mem::take(params), day);
        }
        if let Some((first, last)) =
            query.fiscal_year.and_then(|year| fiscal_year_start(year).zip(fiscal_year_end(year)))
        {
            filter.push_str(
                " AND COALESCE(c.valid_from, c.awarded_on) <= ? AND COALESCE(c.valid_to, c.valid_from, c.awarded_on) >= ?",
            );
            params.push(last);
            params.push(first);
        }
        if let Some(days) = query.ends_within {
            filter.push_str(" AND c.valid_to >= ? AND c.valid_to <= ?");
            params.push(on);
            params.push(on.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX));
        }
    }
}

//! The list of suppliers: search, filters, order, pages.

use std::ops::ControlFlow;

use kakuzuke_domain::accounts::Visible;

use super::cursor::Cursor;
use super::plan::{Few, Plan, Reading, Sql};
use super::terms::terms;
use super::{COUNT_LIMIT, Count, Page, SupplierQuery, SupplierSort};
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::listings::{cells, listing_from};
use crate::{AsOf, ListingRow, Result, Store};

/// Up to so many names are read one by one.
const FEW: i64 = 4_000;
/// Digits of a corporate number.
const NUMBER: usize = 13;

impl Store {
    /// A page of suppliers. The present is answered from the read model; another pair of dates grades what was known then.
    ///
    /// # Errors
    /// [`crate::StoreError::Cursor`] for a cursor of another list; the database failed.
    pub async fn search_suppliers(&self, query: &SupplierQuery, as_of: &AsOf) -> Result<Page<ListingRow>> {
        let Some(plan) = self.plan(query).await? else {
            return Ok(Page { rows: Vec::new(), next_cursor: None, count: Count::from_counted(0) });
        };
        let (mut rows, count) = if self.is_present(as_of).await? {
            self.freshen().await?;
            self.present_page(&plan).await?
        } else {
            self.past_page(&plan, as_of).await?
        };
        let more = rows.len() > plan.limit;
        rows.truncate(plan.limit);
        let next_cursor = rows.last().filter(|_| more).map(|row| Cursor::of(row, plan.sort).encode(plan.sort));
        Ok(Page { rows, next_cursor, count })
    }

    /// Hands every supplier of the query to `each`, in its order, until it breaks off: for exports.
    ///
    /// # Errors
    /// The database failed.
    pub async fn for_each_listing(
        &self,
        query: &SupplierQuery,
        as_of: &AsOf,
        mut each: impl FnMut(ListingRow) -> ControlFlow<()>,
    ) -> Result<()> {
        let Some(mut plan) = self.plan(&SupplierQuery { limit: 1_000, ..query.clone() }).await? else { return Ok(()) };
        if !self.is_present(as_of).await? {
            plan.limit = usize::MAX - 1;
            let (rows, _) = self.past_page(&plan, as_of).await?;
            for row in rows {
                if each(row).is_break() {
                    break;
                }
            }
            return Ok(());
        }
        self.freshen().await?;
        let dense = !plan.narrows() && self.count(&plan).await?.capped;
        loop {
            let mut rows = self.page(&plan, dense).await?;
            let more = rows.len() > plan.limit;
            rows.truncate(plan.limit);
            plan.from = rows.last().map(|row| Cursor::of(row, plan.sort));
            for row in rows {
                if each(row).is_break() {
                    return Ok(());
                }
            }
            if !more {
                return Ok(());
            }
        }
    }

    /// Understands a query; `None` if nothing can match.
    async fn plan(&self, query: &SupplierQuery) -> Result<Option<Plan>> {
        let Some(terms) = terms(query.text.as_deref().unwrap_or_default()) else { return Ok(None) };
        let buyer_seq = match &query.buyer {
            Some(code) => match self.buyer(code).await? {
                Some(buyer) => Some(buyer.seq),
                None => return Ok(None),
            },
            None => None,
        };
        let sort = if terms.is_empty() { query.sort } else { SupplierSort::Registered };
        let from = query.cursor.as_deref().map(|cursor| Cursor::decode(cursor, sort)).transpose()?;
        let cells = cells(query);
        if cells.as_ref().is_some_and(Vec::is_empty) {
            return Ok(None);
        }
        let limit = query.limit.clamp(1, 1_000) as usize;
        let only = self.numbered(&terms).await?;
        let own = self.own_suppliers(&query.visible).await?;
        if own.as_ref().is_some_and(Vec::is_empty) {
            return Ok(None);
        }
        let few = own.as_ref().map(|_| Few::Own);
        let mut plan = Plan { terms, cells, buyer_seq, own, sort, from, limit, only, few };
        if plan.few.is_none() && !plan.terms.is_empty() && plan.only.is_none() {
            plan.few = self.few(&plan).await?;
        }
        Ok(Some(plan))
    }

    /// The numbers of the suppliers that can be seen; none if all of them can.
    async fn own_suppliers(&self, visible: &Visible) -> Result<Option<Vec<i64>>> {
        if *visible == Visible::All {
            return Ok(None);
        }
        let sql = format!("SELECT s.seq FROM suppliers s WHERE {}", in_ids(self.backend(), "s.id"));
        let rows = all(self.reader(), &sql, Params::new().with(ids(visible.suppliers()))).await?;
        rows.iter().map(|row| row.get(0)).collect::<Result<_>>().map(Some)
    }

    /// The supplier whose corporate number is all that was asked for. Pairs of digits are so common that the text index is a
    /// slow way to a whole number.
    async fn numbered(&self, terms: &[String]) -> Result<Option<i64>> {
        let [number] = terms else { return Ok(None) };
        if number.len() != NUMBER || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        let sql = "SELECT seq FROM suppliers WHERE number = ?";
        one(self.reader(), sql, Params::new().with(number.as_str())).await?.map(|row| row.get(0)).transpose()
    }

    /// One row more than a page, and the count. Where something narrows, the page comes first: if it holds all, it is the count.
    async fn present_page(&self, plan: &Plan) -> Result<(Vec<ListingRow>, Count)> {
        if !plan.narrows() {
            let count = self.count(plan).await?;
            return Ok((self.page(plan, count.capped).await?, count));
        }
        if plan.few.is_some() && plan.sort == SupplierSort::Registered {
            return self.few_page(plan).await;
        }
        let rows = self.page(plan, false).await?;
        let count = if plan.from.is_none() && rows.len() <= plan.limit {
            Count { number: rows.len() as u64, capped: false }
        } else {
            self.count(plan).await?
        };
        Ok((rows, count))
    }

    /// The same where a filter leaves few: every row of the answer knows the count.
    async fn few_page(&self, plan: &Plan) -> Result<(Vec<ListingRow>, Count)> {
        let mut sql = Sql::default();
        plan.by_name(&mut sql, self.backend());
        let rows = all(self.reader(), &sql.text, sql.params).await?;
        let count = match rows.first() {
            Some(row) => Count::from_counted(row.get(16)?),
            None => self.count(plan).await?,
        };
        Ok((rows.iter().map(listing_from).collect::<Result<_>>()?, count))
    }

    /// A filter that leaves few, if there is one.
    async fn few(&self, plan: &Plan) -> Result<Option<Few>> {
        let asked = [(Few::Buyer, plan.buyer_seq.is_some()), (Few::Cells, plan.cells.is_some())];
        for (few, _) in asked.into_iter().filter(|(_, asked)| *asked) {
            let mut sql = Sql::default();
            sql.add("SELECT count(*) FROM (SELECT 1 AS one ");
            sql.few(plan, few);
            sql.add(" LIMIT ?) counted");
            let row = one(self.reader(), &sql.text, sql.params.with(FEW + 1)).await?;
            if row.map_or(Ok(0), |row| row.get::<i64>(0))? <= FEW {
                return Ok(Some(few));
            }
        }
        Ok(None)
    }

    async fn count(&self, plan: &Plan) -> Result<Count> {
        let mut sql = Sql::default();
        if plan.sifts() {
            return self.count_sifted(plan).await;
        }
        sql.add("SELECT count(*) FROM (SELECT 1 AS one ");
        if !plan.narrows() {
            sql.add("FROM listings l WHERE 1 = 1");
            sql.cells(plan, "");
            sql.changing(plan);
        } else {
            plan.found(&mut sql, self.backend());
        }
        sql.add(" LIMIT ?) counted");
        let most = i64::try_from(COUNT_LIMIT + 1).unwrap_or(i64::MAX);
        let row = one(self.reader(), &sql.text, sql.params.with(most)).await?;
        Ok(Count::from_counted(row.map_or(Ok(0), |row| row.get(0))?))
    }

    /// Of the first 10,000 that the text finds, how many the filters leave.
    async fn count_sifted(&self, plan: &Plan) -> Result<Count> {
        let most = i64::try_from(COUNT_LIMIT).unwrap_or(i64::MAX);
        let mut sql = Sql::default();
        sql.add("SELECT count(*), count(CASE WHEN 1 = 1");
        sql.cells(plan, "");
        sql.bought(plan);
        sql.add(" THEN 1 END) FROM (");
        plan.text(&mut sql, self.backend(), Reading::Numbers);
        sql.add(" LIMIT ?) t CROSS JOIN listings l WHERE l.supplier_seq = t.s");
        let row = one(self.reader(), &sql.text, sql.params.with(most + 1)).await?;
        let (seen, left): (i64, i64) =
            row.map_or(Ok((0, 0)), |row| Ok::<_, crate::StoreError>((row.get(0)?, row.get(1)?)))?;
        let count = Count::from_counted(left);
        Ok(Count { capped: seen > most, ..count })
    }

    /// One row more than a page. `dense` says that many rows match, so that walking an order finds them soon.
    async fn page(&self, plan: &Plan, dense: bool) -> Result<Vec<ListingRow>> {
        let mut sql = Sql::default();
        let by_cells = !plan.narrows();
        match plan.sort {
            SupplierSort::Grade if by_cells => plan.by_grade(&mut sql),
            SupplierSort::Registered if by_cells && plan.cells.is_some() => plan.by_registration(&mut sql),
            SupplierSort::Registered if plan.few.is_some() => plan.by_name(&mut sql, self.backend()),
            _ => plan.walk(&mut sql, self.backend(), dense),
        }
        all(self.reader(), &sql.text, sql.params).await?.iter().map(listing_from).collect()
    }
}

//! The list of suppliers: search, filters, order, pages.
//!
//! Filters become cells, each one range of an index; so a page costs the same whatever the filters leave.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use sea_orm::DbBackend;

use super::cursor::Cursor;
use super::terms::{gram_set, match_expression, terms};
use super::{COUNT_LIMIT, Count, Page, SupplierQuery, SupplierSort};
use crate::database::{Params, RowExt, all, one};
use crate::listings::{LISTING_COLUMNS, all_cells, cells, listing_from};
use crate::{AsOf, ListingRow, Result, Store};

/// A query, understood.
pub(super) struct Plan {
    pub(super) terms: Vec<String>,
    pub(super) cells: Option<Vec<i16>>,
    pub(super) buyer_seq: Option<i64>,
    pub(super) sort: SupplierSort,
    pub(super) from: Option<Cursor>,
    pub(super) limit: usize,
    /// The filters leave so few that their names are read one by one.
    pub(super) few: bool,
}

/// Up to so many names are read one by one.
const FEW: i64 = 4_000;

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
            let count = self.count(&plan).await?;
            (self.page(&plan, count.capped).await?, count)
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
        let dense = self.count(&plan).await?.capped;
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
        let mut plan = Plan { terms, cells, buyer_seq, sort, from, limit, few: false };
        plan.few = !plan.terms.is_empty() && plan.cells.is_some() && self.leaves_few(&plan).await?;
        Ok(Some(plan))
    }

    async fn leaves_few(&self, plan: &Plan) -> Result<bool> {
        let mut sql = Sql::default();
        sql.add("SELECT count(*) FROM (SELECT 1 AS one FROM listings l WHERE 1 = 1");
        sql.cells(plan, "");
        sql.add(" LIMIT ?) counted");
        let row = one(self.reader(), &sql.text, sql.params.with(FEW + 1)).await?;
        Ok(row.map_or(Ok(0), |row| row.get::<i64>(0))? <= FEW)
    }

    async fn count(&self, plan: &Plan) -> Result<Count> {
        let mut sql = Sql::default();
        if plan.sifts() {
            return self.count_sifted(plan).await;
        }
        sql.add("SELECT count(*) FROM (SELECT 1 AS one ");
        if plan.terms.is_empty() && plan.buyer_seq.is_none() && plan.sort != SupplierSort::NextChange {
            sql.add("FROM listings l WHERE 1 = 1");
            sql.cells(plan, "");
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
        if let Some(buyer) = plan.buyer_seq {
            sql.add(BOUGHT);
            sql.params.push(buyer);
        }
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
        let by_cells = plan.terms.is_empty() && plan.buyer_seq.is_none();
        match plan.sort {
            SupplierSort::Grade if by_cells => plan.by_grade(&mut sql),
            SupplierSort::Registered if by_cells && plan.cells.is_some() => plan.by_registration(&mut sql),
            _ => plan.walk(&mut sql, self.backend(), dense),
        }
        all(self.reader(), &sql.text, sql.params).await?.iter().map(listing_from).collect()
    }
}

/// A statement that grows with its values.
#[derive(Default)]
struct Sql {
    text: String,
    params: Params,
}

impl Sql {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn cells(&mut self, plan: &Plan, no_index: &str) {
        if let Some(cells) = &plan.cells {
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            self.text.push_str(&format!(" AND {no_index}l.cell IN ({})", cells.join(",")));
        }
    }
}

/// What is read of what a text finds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Their numbers alone.
    Numbers,
    /// Whole rows.
    Rows,
}

const BOUGHT: &str = " AND EXISTS (SELECT 1 FROM contracts c WHERE c.buyer_seq = ? AND c.supplier_seq = l.supplier_seq AND c.superseded_at IS NULL)";

impl Plan {
    /// Whether filters sift what a text finds.
    fn sifts(&self) -> bool {
        !self.terms.is_empty() && !self.few && (self.cells.is_some() || self.buyer_seq.is_some())
    }

    fn rows(&self) -> i64 {
        i64::try_from(self.limit + 1).unwrap_or(i64::MAX)
    }

    /// `FROM … WHERE …` over whatever narrows most: few filtered rows, text, buyer, then the whole list.
    fn found(&self, sql: &mut Sql, backend: DbBackend) {
        if self.few {
            self.named(sql, backend);
        } else if !self.terms.is_empty() {
            let alone = sql.text.starts_with("SELECT count") && !self.sifts();
            self.text(sql, backend, if alone { Reading::Numbers } else { Reading::Rows });
        } else if let Some(buyer) = self.buyer_seq {
            sql.add(
                "FROM (SELECT DISTINCT c.supplier_seq AS s FROM contracts c WHERE c.buyer_seq = ? AND c.superseded_at IS NULL) k \
                 CROSS JOIN listings l WHERE l.supplier_seq = k.s",
            );
            sql.params.push(buyer);
        } else {
            sql.add("FROM listings l WHERE 1 = 1");
        }
        if !self.few {
            sql.cells(self, "+");
        }
        if let Some(buyer) = self.buyer_seq.filter(|_| !self.terms.is_empty()) {
            sql.add(BOUGHT);
            sql.params.push(buyer);
        }
        if self.sort == SupplierSort::NextChange {
            sql.add(" AND l.next_change_on IS NOT NULL");
        }
    }

    /// The filtered rows, each looked at for every term.
    fn named(&self, sql: &mut Sql, backend: DbBackend) {
        sql.add("FROM (SELECT l.supplier_seq AS s FROM listings l WHERE 1 = 1");
        sql.cells(self, "");
        sql.add(" ) k CROSS JOIN listings l WHERE l.supplier_seq = k.s");
        let part =
            if backend == DbBackend::Postgres { "position(? IN n.search_key)" } else { "instr(n.search_key, ?)" };
        for term in &self.terms {
            sql.add(&format!(
                " AND EXISTS (SELECT 1 FROM supplier_names n WHERE n.supplier_seq = l.supplier_seq AND {part} > 0)"
            ));
            sql.params.push(term.as_str());
        }
    }

    fn text(&self, sql: &mut Sql, backend: DbBackend, reading: Reading) {
        let postgres = backend == DbBackend::Postgres;
        let seq = if postgres { "t.supplier_seq" } else { "supplier_search.rowid" };
        if sql.text.ends_with('(') {
            sql.add(&format!("SELECT {seq} AS s "));
        }
        sql.add(if postgres { "FROM supplier_search t" } else { "FROM supplier_search" });
        if reading == Reading::Rows {
            sql.add(&format!(" CROSS JOIN listings l WHERE l.supplier_seq = {seq} AND "));
        } else {
            sql.add(" WHERE ");
        }
        if postgres {
            sql.add("t.grams @> string_to_array(?, ' ')");
            sql.params.push(gram_set(&self.terms));
            for term in &self.terms {
                sql.add(" AND position(? IN t.search_keys) > 0");
                sql.params.push(term.as_str());
            }
        } else {
            sql.add("supplier_search MATCH ?");
            sql.params.push(match_expression(&self.terms));
        }
    }

    /// Walks an order and keeps what matches.
    fn walk(&self, sql: &mut Sql, backend: DbBackend, dense: bool) {
        sql.add(&format!("SELECT {LISTING_COLUMNS} "));
        let sparse = !dense && self.cells.is_some() && self.terms.is_empty() && self.buyer_seq.is_none();
        if sparse {
            sql.add("FROM (SELECT * FROM listings l WHERE 1 = 1");
            sql.cells(self, "");
            sql.add(" LIMIT ?) l WHERE 1 = 1");
            sql.params.push(i64::try_from(COUNT_LIMIT * 50).unwrap_or(i64::MAX));
            if self.sort == SupplierSort::NextChange {
                sql.add(" AND l.next_change_on IS NOT NULL");
            }
        } else {
            self.found(sql, backend);
        }
        let by_text = !self.terms.is_empty() && !self.few && backend != DbBackend::Postgres;
        let seq = if by_text { "supplier_search.rowid" } else { "l.supplier_seq" };
        self.after(sql, seq);
        sql.add(&match self.sort {
            SupplierSort::Registered => format!(" ORDER BY {seq} LIMIT ?"),
            SupplierSort::Name => " ORDER BY l.sort_key, l.supplier_seq LIMIT ?".to_owned(),
            SupplierSort::Grade => " ORDER BY l.band DESC, l.points_milli DESC, l.supplier_seq DESC LIMIT ?".to_owned(),
            SupplierSort::NextChange => " ORDER BY l.next_change_on, l.supplier_seq LIMIT ?".to_owned(),
        });
        sql.params.push(self.rows());
    }

    fn after(&self, sql: &mut Sql, seq: &str) {
        let Some(from) = &self.from else { return };
        match self.sort {
            SupplierSort::Registered => {
                sql.add(&format!(" AND {seq} > ?"));
                sql.params.push(from.seq);
            }
            SupplierSort::Name => {
                sql.add(" AND (l.sort_key, l.supplier_seq) > (?, ?)");
                sql.params.push(from.text.as_str());
                sql.params.push(from.seq);
            }
            SupplierSort::Grade => {
                sql.add(" AND (l.band, l.points_milli, l.supplier_seq) < (?, ?, ?)");
                sql.params.push(i16::try_from(-from.first).unwrap_or(0));
                sql.params.push(-from.second);
                sql.params.push(-from.seq);
            }
            SupplierSort::NextChange => {
                sql.add(" AND (l.next_change_on, l.supplier_seq) > (?, ?)");
                sql.params.push(i32::try_from(from.first).ok().and_then(NaiveDate::from_num_days_from_ce_opt));
                sql.params.push(from.seq);
            }
        }
    }

    /// Merges the first rows of every cell in the order of registration.
    fn by_registration(&self, sql: &mut Sql) {
        let after = self.from.as_ref().map_or(0, |from| from.seq);
        sql.add(&format!("SELECT {LISTING_COLUMNS} FROM (SELECT m.s FROM ("));
        for (at, cell) in self.cells.iter().flatten().enumerate() {
            let union = if at == 0 { "" } else { " UNION ALL " };
            sql.add(&format!(
                "{union}SELECT * FROM (SELECT c.supplier_seq AS s FROM listings c WHERE c.cell = {cell} AND c.supplier_seq > ? \
                 ORDER BY c.supplier_seq LIMIT ?) u{at}"
            ));
            sql.params.push(after);
            sql.params.push(self.rows());
        }
        sql.add(") m ORDER BY m.s LIMIT ?) k CROSS JOIN listings l WHERE l.supplier_seq = k.s ORDER BY k.s");
        sql.params.push(self.rows());
    }

    /// Merges the best rows of every cell; the bands above the cursor are behind us.
    fn by_grade(&self, sql: &mut Sql) {
        let every = all_cells(&SupplierQuery::default());
        let cells = self.cells.as_deref().unwrap_or(&every);
        let start = self.from.as_ref().map(|from| (-from.first, -from.second, -from.seq));
        sql.add(&format!("SELECT {LISTING_COLUMNS} FROM (SELECT m.b, m.p, m.s FROM ("));
        let ahead = cells.iter().filter(|cell| start.is_none_or(|(band, ..)| i64::from(**cell / 12) <= band));
        let mut count = 0;
        for cell in ahead {
            let band = i64::from(*cell / 12);
            let union = if count == 0 { "" } else { " UNION ALL " };
            sql.add(&format!(
                "{union}SELECT * FROM (SELECT {band} AS b, c.points_milli AS p, c.supplier_seq AS s FROM listings c WHERE c.cell = {cell}"
            ));
            if let Some((_, points, seq)) = start.filter(|(start, ..)| *start == band) {
                sql.add(" AND (c.points_milli, c.supplier_seq) < (?, ?)");
                sql.params.push(points);
                sql.params.push(seq);
            }
            sql.add(&format!(" ORDER BY c.points_milli DESC, c.supplier_seq DESC LIMIT ?) u{count}"));
            sql.params.push(self.rows());
            count += 1;
        }
        if count == 0 {
            sql.add("SELECT 0 AS b, 0 AS p, 0 AS s");
        }
        sql.add(
            ") m ORDER BY m.b DESC, m.p DESC, m.s DESC LIMIT ?) k CROSS JOIN listings l WHERE l.supplier_seq = k.s \
             ORDER BY k.b DESC, k.p DESC, k.s DESC",
        );
        sql.params.push(self.rows());
    }
}

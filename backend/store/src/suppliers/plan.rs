//! A query of the list as statements for both databases.
//!
//! Filters become cells, each one range of an index; so a page costs the same whatever the filters leave.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::Visible;
use sea_orm::DbBackend;

use super::cursor::Cursor;
use super::terms::{gram_set, match_expression};
use super::{COUNT_LIMIT, SupplierQuery, SupplierSort};
use crate::database::Params;
use crate::listings::{CELLS_OF_A_BAND, LISTING_COLUMNS, all_cells};

/// A query, understood.
pub(super) struct Plan {
    pub(super) terms: Vec<String>,
    pub(super) cells: Option<Vec<i16>>,
    pub(super) buyer_seq: Option<i64>,
    /// Only these suppliers can be seen.
    pub(super) own: Option<Vec<i64>>,
    pub(super) sort: SupplierSort,
    pub(super) from: Option<Cursor>,
    pub(super) limit: usize,
    /// The text is the number of this supplier.
    pub(super) only: Option<i64>,
    /// A filter leaves so few that their names are read one by one.
    pub(super) few: Option<Few>,
}

/// A filter that leaves few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Few {
    /// Band and holdings.
    Cells,
    /// Contracts of a buyer.
    Buyer,
    /// The suppliers that can be seen.
    Own,
}

/// A statement that grows with its values.
#[derive(Default)]
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) params: Params,
}

impl Sql {
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn cells(&mut self, plan: &Plan, no_index: &str) {
        if let Some(cells) = &plan.cells {
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            self.text.push_str(&format!(" AND {no_index}l.cell IN ({})", cells.join(",")));
        }
    }

    pub(super) fn changing(&mut self, plan: &Plan) {
        if plan.sort == SupplierSort::NextChange {
            self.add(" AND l.next_change_on IS NOT NULL");
        }
    }

    /// Only suppliers of the buyer, where something else finds them.
    pub(super) fn bought(&mut self, plan: &Plan) {
        if let Some(buyer) = plan.buyer_seq {
            self.add(
                " AND EXISTS (SELECT 1 FROM contracts c WHERE c.buyer_seq = ? AND c.supplier_seq = l.supplier_seq \
                 AND c.superseded_at IS NULL)",
            );
            self.params.push(buyer);
        }
    }

    /// Only suppliers that can be seen. They are few: people act for one, or audit a handful.
    fn own(&mut self, plan: &Plan) {
        if let Some(own) = &plan.own {
            let own: Vec<String> = own.iter().map(ToString::to_string).collect();
            self.text.push_str(&format!(" AND l.supplier_seq IN ({})", own.join(",")));
        }
    }

    /// `FROM … WHERE …` over the suppliers of the buyer, if one is asked for.
    fn of_buyer(&mut self, plan: &Plan) {
        self.add(
            "FROM (SELECT DISTINCT c.supplier_seq AS s FROM contracts c WHERE c.buyer_seq = ? AND c.superseded_at IS NULL) k \
             CROSS JOIN listings l WHERE l.supplier_seq = k.s",
        );
        self.params.push(plan.buyer_seq);
    }

    /// `FROM … WHERE …` over the numbers of what a filter leaves.
    pub(super) fn few(&mut self, plan: &Plan, few: Few) {
        match few {
            Few::Buyer => self.of_buyer(plan),
            Few::Own => {
                self.add("FROM listings l WHERE 1 = 1");
                self.own(plan);
            }
            Few::Cells => {
                self.add("FROM (SELECT c.supplier_seq, c.cell FROM listings c) l WHERE 1 = 1");
                self.cells(plan, "");
            }
        }
    }
}

/// What is read of what a text finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Their numbers alone.
    Numbers,
    /// Whole rows.
    Rows,
}

impl Plan {
    /// Whether a text, a buyer or what can be seen narrows the list.
    pub(super) fn narrows(&self) -> bool {
        !self.terms.is_empty() || self.buyer_seq.is_some() || self.own.is_some()
    }

    /// Whether the index of texts finds the suppliers.
    fn by_text(&self) -> bool {
        !self.terms.is_empty() && self.few.is_none() && self.only.is_none()
    }

    /// Whether filters sift what a text finds.
    pub(super) fn sifts(&self) -> bool {
        self.by_text() && (self.cells.is_some() || self.buyer_seq.is_some())
    }

    fn rows(&self) -> i64 {
        i64::try_from(self.limit + 1).unwrap_or(i64::MAX)
    }

    /// `FROM … WHERE …` over whatever narrows most: a number, few filtered rows, text, buyer, then the whole list.
    pub(super) fn found(&self, sql: &mut Sql, backend: DbBackend) {
        if let Some(only) = self.only {
            sql.add("FROM listings l WHERE l.supplier_seq = ?");
            sql.params.push(only);
            sql.own(self);
        } else if let Some(few) = self.few {
            sql.few(self, few);
            self.named(sql, backend);
        } else if !self.terms.is_empty() {
            let alone = sql.text.starts_with("SELECT count") && !self.sifts();
            self.text(sql, backend, if alone { Reading::Numbers } else { Reading::Rows });
        } else if self.buyer_seq.is_some() {
            sql.of_buyer(self);
        } else {
            sql.add("FROM listings l WHERE 1 = 1");
        }
        if self.few != Some(Few::Cells) {
            sql.cells(self, "+");
        }
        if (!self.terms.is_empty() || self.own.is_some()) && self.few != Some(Few::Buyer) {
            sql.bought(self);
        }
        sql.changing(self);
    }

    /// Looks at the names of each supplier for every term.
    fn named(&self, sql: &mut Sql, backend: DbBackend) {
        let part =
            if backend == DbBackend::Postgres { "position(? IN n.search_key)" } else { "instr(n.search_key, ?)" };
        for term in &self.terms {
            sql.add(&format!(
                " AND EXISTS (SELECT 1 FROM supplier_names n WHERE n.supplier_seq = l.supplier_seq AND {part} > 0)"
            ));
            sql.params.push(term.as_str());
        }
    }

    pub(super) fn text(&self, sql: &mut Sql, backend: DbBackend, reading: Reading) {
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
    pub(super) fn walk(&self, sql: &mut Sql, backend: DbBackend, dense: bool) {
        sql.add(&format!("SELECT {LISTING_COLUMNS} "));
        let sparse = !dense && self.cells.is_some() && !self.narrows();
        if sparse {
            sql.add("FROM (SELECT * FROM listings l WHERE 1 = 1");
            sql.cells(self, "");
            sql.add(" LIMIT ?) l WHERE 1 = 1");
            sql.params.push(i64::try_from(COUNT_LIMIT * 50).unwrap_or(i64::MAX));
            sql.changing(self);
        } else {
            self.found(sql, backend);
        }
        let seq =
            if self.by_text() && backend != DbBackend::Postgres { "supplier_search.rowid" } else { "l.supplier_seq" };
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

    /// The first of few rows that have all terms, each with the count of all; whole rows are read of those alone.
    pub(super) fn by_name(&self, sql: &mut Sql, backend: DbBackend) {
        sql.add(&format!(
            "SELECT {LISTING_COLUMNS}, k.n FROM (SELECT l.s, l.n FROM (SELECT l.supplier_seq AS s, count(*) OVER () AS n "
        ));
        self.found(sql, backend);
        sql.add(") l WHERE 1 = 1");
        self.after(sql, "l.s");
        sql.add(" ORDER BY l.s LIMIT ?) k CROSS JOIN listings l WHERE l.supplier_seq = k.s ORDER BY l.supplier_seq");
        sql.params.push(self.rows());
    }

    /// Merges the first rows of every cell in the order of registration.
    pub(super) fn by_registration(&self, sql: &mut Sql) {
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
    pub(super) fn by_grade(&self, sql: &mut Sql) {
        let every = all_cells(&SupplierQuery::of(Visible::All));
        let cells = self.cells.as_deref().unwrap_or(&every);
        let start = self.from.as_ref().map(|from| (-from.first, -from.second, -from.seq));
        sql.add(&format!("SELECT {LISTING_COLUMNS} FROM (SELECT m.b, m.p, m.s FROM ("));
        let ahead =
            cells.iter().filter(|cell| start.is_none_or(|(band, ..)| i64::from(**cell / CELLS_OF_A_BAND) <= band));
        let mut count = 0;
        for cell in ahead {
            let band = i64::from(*cell / CELLS_OF_A_BAND);
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

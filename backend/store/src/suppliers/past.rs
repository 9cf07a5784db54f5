//! The list as it was known at another time, or on another day: graded while it streams by.

use std::collections::HashSet;

use futures_util::TryStreamExt;
use kakuzuke_domain::suppliers::SupplierKind;

use super::cursor::Cursor;
use super::names::Names;
use super::plan::Plan;
use super::{Count, SupplierSort};
use crate::database::{Params, RowExt, all, stream};
use crate::facts::{FACT_COLUMNS, FactBrief, KNOWN, StoredFact, briefs, fact_from};
use crate::listings::{Holder, cell, list};
use crate::{AsOf, ListingRow, Result, Store};

/// The first rows of a page, kept while all of them pass.
struct Best {
    rows: Vec<(Cursor, ListingRow)>,
    most: usize,
    matched: i64,
}

impl Best {
    fn offer(&mut self, place: Cursor, row: ListingRow) {
        self.rows.push((place, row));
        if self.rows.len() >= self.most.saturating_mul(4).max(1_000) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.rows.sort_by(|a, b| a.0.cmp(&b.0));
        self.rows.truncate(self.most);
    }
}

impl Store {
    /// One row more than a page, and the count, as of two dates.
    pub(super) async fn past_page(&self, plan: &Plan, as_of: &AsOf) -> Result<(Vec<ListingRow>, Count)> {
        let buyers = self.bought_from(plan, as_of).await?;
        let mut best = Best { rows: Vec::new(), most: plan.limit.saturating_add(1), matched: 0 };
        let scheme = self.scheme()?;
        let sql = format!(
            "SELECT {FACT_COLUMNS}, s.id, s.kind, s.number FROM facts f JOIN suppliers s ON s.seq = f.supplier_seq \
             WHERE {KNOWN} AND s.registered_at <= ? ORDER BY f.supplier_seq, f.room, f.seq"
        );
        let params = Params::new().with(as_of.known()).with(as_of.known()).with(as_of.known());
        let mut rows = stream(self.reader(), &sql, params).await?;
        let mut held: Option<(Holder, Vec<StoredFact>)> = None;
        let mut finish = |held: Option<(Holder, Vec<StoredFact>)>| -> Result<()> {
            let Some((holder, facts)) = held else { return Ok(()) };
            let facts = briefs(&facts);
            let own = plan.own.as_ref().is_none_or(|own| own.contains(&holder.seq));
            if !own
                || buyers.as_ref().is_some_and(|set| !set.contains(&holder.seq))
                || !named(plan, holder.seq, &facts)?
            {
                return Ok(());
            }
            let row = list(&scheme, &holder, &facts, as_of.valid_on)?.row;
            if !plan.takes(&row) {
                return Ok(());
            }
            best.matched += 1;
            let place = Cursor::of(&row, plan.sort);
            if plan.from.as_ref().is_none_or(|from| place > *from) {
                best.offer(place, row);
            }
            Ok(())
        };
        while let Some(row) = rows.try_next().await? {
            let fact = fact_from(&row)?;
            match &mut held {
                Some((holder, facts)) if holder.seq == fact.supplier_seq => facts.push(fact),
                _ => {
                    let kind = SupplierKind::from_code(row.get(16)?).unwrap_or(SupplierKind::Corporation);
                    let holder = Holder { seq: fact.supplier_seq, id: row.get(15)?, kind, number: row.get(17)? };
                    finish(held.replace((holder, vec![fact])))?;
                }
            }
        }
        finish(held)?;
        best.settle();
        let count = Count::from_counted(best.matched);
        Ok((best.rows.into_iter().map(|(_, row)| row).collect(), count))
    }

    /// The suppliers of the buyer asked for, as it was known.
    async fn bought_from(&self, plan: &Plan, as_of: &AsOf) -> Result<Option<HashSet<i64>>> {
        let Some(buyer) = plan.buyer_seq else { return Ok(None) };
        let sql = "SELECT DISTINCT c.supplier_seq FROM contracts c WHERE c.buyer_seq = ? AND c.recorded_at <= ? \
             AND (c.superseded_at IS NULL OR c.superseded_at > ?)";
        let params = Params::new().with(buyer).with(as_of.known()).with(as_of.known());
        let rows = all(self.reader(), sql, params).await?;
        rows.iter().map(|row| row.get(0)).collect::<Result<_>>().map(Some)
    }
}

/// Whether a name known then has all the terms.
fn named(plan: &Plan, seq: i64, facts: &[FactBrief<'_>]) -> Result<bool> {
    if plan.terms.is_empty() {
        return Ok(true);
    }
    let names = Names::of(seq, facts)?;
    Ok(plan.terms.iter().all(|term| names.keys().any(|key| key.contains(term.as_str()))))
}

impl Plan {
    fn takes(&self, row: &ListingRow) -> bool {
        let cell = cell(row.band, row.star, row.isms, row.privacy_mark);
        let has_change = self.sort != SupplierSort::NextChange || row.next_change_on.is_some();
        has_change && self.cells.as_ref().is_none_or(|cells| cells.contains(&cell))
    }
}

//! Walks over sealed rows beside the entries that answer for them, page by page.

use std::collections::VecDeque;

use sea_orm::ConnectionTrait;

use super::seals::{Seal, ended, seals};
use super::{LedgerProblem, Sealed, SealedTable};
use crate::Result;

const PAGE: i64 = 2_000;

/// Rows written to one table, in the order of numbers.
pub(super) struct Written {
    table: SealedTable,
    page: VecDeque<Seal>,
    last: i64,
    pub(super) seen: u64,
}

impl Written {
    pub(super) fn new(table: SealedTable) -> Self {
        Self { table, page: VecDeque::new(), last: 0, seen: 0 }
    }

    /// The rows that entry `entry` wrote. Rows that are not what was sealed are reported, and so are gaps.
    pub(super) async fn of(
        &mut self,
        db: &impl ConnectionTrait,
        entry: i64,
        out: &mut Vec<Sealed>,
        problems: &mut Vec<LedgerProblem>,
    ) -> Result<()> {
        loop {
            if self.page.is_empty() {
                self.page = seals(db, self.table, self.last, PAGE).await?.into();
            }
            let Some(head) = self.page.front() else { return Ok(()) };
            let sound = head.should.is_some_and(|should| should.as_slice() == head.carries.as_slice());
            if sound && head.entry_seq > entry {
                return Ok(());
            }
            let Some(row) = self.page.pop_front() else { return Ok(()) };
            let report = |seq, code| LedgerProblem::new(self.table.as_str(), seq, code);
            problems.extend((self.last + 1..row.seq).take(100).map(|seq| report(seq, "row_missing")));
            if !sound {
                problems.push(report(row.seq, "row_changed"));
            } else if row.entry_seq < entry {
                problems.push(report(row.seq, "row_out_of_place"));
            } else if let Some(sha) = row.should {
                out.push(Sealed::written(self.table, row.seq, sha));
            }
            self.last = row.seq;
            self.seen += 1;
        }
    }

    /// What no entry up to the head answers for.
    pub(super) async fn rest(&mut self, db: &impl ConnectionTrait, problems: &mut Vec<LedgerProblem>) -> Result<()> {
        loop {
            if self.page.is_empty() {
                self.page = seals(db, self.table, self.last, PAGE).await?.into();
            }
            let Some(row) = self.page.pop_front() else { return Ok(()) };
            if problems.len() > 1_000 {
                return Ok(());
            }
            problems.push(LedgerProblem::new(self.table.as_str(), row.seq, "row_without_entry"));
            self.last = row.seq;
        }
    }
}

/// Rows ended in one table, in the order of the entries that ended them.
pub(super) struct Ended {
    table: SealedTable,
    page: VecDeque<(i64, Sealed)>,
    last: (i64, i64),
}

impl Ended {
    pub(super) fn new(table: SealedTable) -> Self {
        Self { table, page: VecDeque::new(), last: (-1, 0) }
    }

    /// The rows that entry `entry` ended.
    pub(super) async fn of(
        &mut self,
        db: &impl ConnectionTrait,
        entry: i64,
        out: &mut Vec<Sealed>,
        problems: &mut Vec<LedgerProblem>,
    ) -> Result<()> {
        loop {
            if self.page.is_empty() {
                self.page = ended(db, self.table, self.last, PAGE).await?.into();
            }
            if self.page.front().is_none_or(|(head, _)| *head > entry) {
                return Ok(());
            }
            let Some((by, row)) = self.page.pop_front() else { return Ok(()) };
            self.last = (by, row.seq);
            if by < entry {
                problems.push(LedgerProblem::new(self.table.as_str(), row.seq, "row_out_of_place"));
            } else {
                out.push(row);
            }
        }
    }
}

//! The next numbers, given out without gaps: the writer holds the head, so nobody else can take them.

use sea_orm::ConnectionTrait;

use crate::database::{Params, RowExt, one};
use crate::{Result, StoreError};

pub(crate) struct Next {
    supplier: i64,
    fact: i64,
    contract: i64,
    buyer: i64,
    scheme: i64,
    close_out: i64,
    supply: i64,
    clause_set: i64,
    clause_variant: i64,
    entries: u64,
}

impl Next {
    pub(crate) async fn read(tx: &impl ConnectionTrait) -> Result<Self> {
        let sql = "SELECT (SELECT max(seq) FROM suppliers), (SELECT max(seq) FROM facts), (SELECT max(seq) FROM contracts), \
             (SELECT max(seq) FROM buyers), (SELECT max(seq) FROM schemes), (SELECT max(seq) FROM close_outs), \
             (SELECT max(seq) FROM supplies), (SELECT max(seq) FROM clause_sets), (SELECT max(seq) FROM clause_variants), \
             (SELECT size FROM ledger_head WHERE id = 1)";
        let row = one(tx, sql, Params::new()).await?.ok_or(StoreError::Missing { what: "ledger_head" })?;
        let last = |at| Ok::<i64, StoreError>(row.get::<Option<i64>>(at)?.unwrap_or(0));
        Ok(Self {
            supplier: last(0)?,
            fact: last(1)?,
            contract: last(2)?,
            buyer: last(3)?,
            scheme: last(4)?,
            close_out: last(5)?,
            supply: last(6)?,
            clause_set: last(7)?,
            clause_variant: last(8)?,
            entries: u64::try_from(last(9)?).unwrap_or(0),
        })
    }

    pub(crate) fn supplier(&mut self) -> i64 {
        self.supplier += 1;
        self.supplier
    }

    pub(crate) fn fact(&mut self) -> i64 {
        self.fact += 1;
        self.fact
    }

    pub(crate) fn contract(&mut self) -> i64 {
        self.contract += 1;
        self.contract
    }

    pub(crate) fn buyer(&mut self) -> i64 {
        self.buyer += 1;
        self.buyer
    }

    pub(crate) fn scheme(&mut self) -> i64 {
        self.scheme += 1;
        self.scheme
    }

    pub(crate) fn close_out(&mut self) -> i64 {
        self.close_out += 1;
        self.close_out
    }

    pub(crate) fn supply(&mut self) -> i64 {
        self.supply += 1;
        self.supply
    }

    pub(crate) fn clause_set(&mut self) -> i64 {
        self.clause_set += 1;
        self.clause_set
    }

    pub(crate) fn clause_variant(&mut self) -> i64 {
        self.clause_variant += 1;
        self.clause_variant
    }

    /// Ledger entries before this work.
    pub(crate) fn committed_entries(&self) -> u64 {
        self.entries
    }
}

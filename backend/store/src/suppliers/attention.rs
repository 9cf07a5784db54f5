//! What needs someone's attention, for the first page.

use chrono::{Days, NaiveDate};
use kakuzuke_domain::attestations::Status;
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::grades::Band;
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::database::{Params, RowExt, all, one};
use crate::facts::{FACT_COLUMNS, FactRoom, StoredFact, fact_from};
use crate::{Result, Store, StoreError};

/// The first few of something, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<T> {
    /// The most urgent.
    pub rows: Vec<T>,
    /// How many altogether (at most 10,000).
    pub total: u64,
}

/// A grade that will change by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangingGrade {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// Its band today.
    pub band: Band,
    /// The day of the change.
    pub next_change_on: NaiveDate,
}

/// An attestation that ends soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpiringAttestation {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// The attestation.
    pub fact_id: Uuid,
    /// Its kind, as in the contract of `kakuzuke grade`.
    pub kind: String,
    /// Stars.
    pub level: Option<u8>,
    /// Last day.
    pub valid_to: NaiveDate,
}

/// An attestation that is suspended today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspendedAttestation {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// The attestation.
    pub fact_id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Since when.
    pub from: NaiveDate,
}

/// What needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// Grades that change within the days asked.
    pub changing: Counted<ChangingGrade>,
    /// Attestations that end within the days asked.
    pub expiring: Counted<ExpiringAttestation>,
    /// Attestations suspended today.
    pub suspended: Counted<SuspendedAttestation>,
}

/// Counting and looking stop here.
const MOST: usize = 10_000;

impl Store {
    /// What needs attention today: what changes or ends within `within_days`, what is suspended; `limit` rows of each.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn attention(&self, within_days: u32, limit: u32) -> Result<Attention> {
        self.freshen().await?;
        let today = self.today();
        let until = today.checked_add_days(Days::new(u64::from(within_days))).unwrap_or(NaiveDate::MAX);
        let limit = limit as usize;
        Ok(Attention {
            changing: self.changing(until, limit).await?,
            expiring: self.expiring(today, until, limit).await?,
            suspended: self.suspended(today, limit).await?,
        })
    }

    async fn changing(&self, until: NaiveDate, limit: usize) -> Result<Counted<ChangingGrade>> {
        let soon = "FROM listings l WHERE l.next_change_on IS NOT NULL AND l.next_change_on <= ?";
        let sql = format!(
            "SELECT l.id, l.name, l.band, l.next_change_on {soon} ORDER BY l.next_change_on, l.supplier_seq LIMIT ?"
        );
        let total = self.total(soon, Params::new().with(until)).await?;
        let rows = all(self.reader(), &sql, Params::new().with(until).with(rows(limit))).await?;
        let row = |row: &QueryResult| {
            let band = Band::from_code(row.get(2)?).ok_or_else(|| StoreError::Damaged("listings: band".to_owned()))?;
            Ok(ChangingGrade { supplier: row.get(0)?, name: row.get(1)?, band, next_change_on: row.get(3)? })
        };
        Ok(Counted { total, rows: rows.iter().map(row).collect::<Result<_>>()? })
    }

    async fn expiring(&self, today: NaiveDate, until: NaiveDate, limit: usize) -> Result<Counted<ExpiringAttestation>> {
        let soon = "f.room = 1 AND f.superseded_at IS NULL AND f.valid_to IS NOT NULL AND f.valid_to BETWEEN ? AND ?";
        let days = || Params::new().with(today).with(until);
        let total = self.total(&format!("FROM facts f WHERE {soon}"), days()).await?;
        let sql = format!(
            "SELECT {FACT_COLUMNS}, l.id, l.name FROM facts f CROSS JOIN listings l WHERE l.supplier_seq = f.supplier_seq \
             AND {soon} ORDER BY f.valid_to, f.seq LIMIT ?"
        );
        let mut counted = Counted { rows: Vec::new(), total };
        for row in &all(self.reader(), &sql, days().with(rows(limit))).await? {
            let (fact, supplier, name) = (fact_from(row)?, row.get(15)?, row.get(16)?);
            if let (Some(Fact::Attestation(one)), Some(valid_to)) = (fact.graded()?, fact.valid_to) {
                let (kind, level) = (one.kind.as_str().to_owned(), one.level);
                counted.rows.push(ExpiringAttestation { supplier, name, fact_id: fact.fact_id, kind, level, valid_to });
            }
        }
        Ok(counted)
    }

    async fn suspended(&self, today: NaiveDate, limit: usize) -> Result<Counted<SuspendedAttestation>> {
        let mut found = Vec::new();
        for (fact, supplier, name) in self.watched(FactRoom::Attestation).await? {
            let Some(Fact::Attestation(one)) = fact.graded()? else { continue };
            let span = one.statuses.iter().find(|span| span.status == Status::Suspended && span.contains(today));
            if let Some(span) = span {
                let kind = one.kind.as_str().to_owned();
                found.push(SuspendedAttestation { supplier, name, fact_id: fact.fact_id, kind, from: span.from });
            }
        }
        found.sort_by_key(|one| (one.from, one.fact_id));
        Ok(first(found, limit))
    }

    /// How many rows there are `FROM … WHERE …`.
    async fn total(&self, from: &str, params: Params) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 AS one {from} LIMIT ?) counted");
        let row = one(self.reader(), &sql, params.with(rows(MOST))).await?;
        Ok(u64::try_from(row.map_or(Ok(0), |row| row.get::<i64>(0))?).unwrap_or(0))
    }

    /// Current facts of a room that someone should look at.
    async fn watched(&self, room: FactRoom) -> Result<Vec<(StoredFact, Uuid, String)>> {
        let sql = format!(
            "SELECT {FACT_COLUMNS}, l.id, l.name FROM facts f CROSS JOIN listings l WHERE l.supplier_seq = f.supplier_seq \
             AND f.room = ? AND f.watched AND f.superseded_at IS NULL ORDER BY f.seq DESC LIMIT ?"
        );
        let rows = all(self.reader(), &sql, Params::new().with(room.as_code()).with(rows(MOST))).await?;
        rows.iter().map(|row| Ok((fact_from(row)?, row.get(15)?, row.get(16)?))).collect()
    }
}

fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn first<T>(mut found: Vec<T>, limit: usize) -> Counted<T> {
    let total = found.len() as u64;
    found.truncate(limit);
    Counted { rows: found, total }
}

//! Rows whose supplier a person must decide: a name alone proposes, it never decides.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::database::{Params, RowExt, all, bulk_insert, exec, one};
use crate::{Result, Store, StoreError, Work};

/// A row to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProposal {
    /// Number inside its import, from 1.
    pub ordinal: u64,
    /// Sheet.
    pub sheet: String,
    /// Row.
    pub row: u32,
    /// The name in the row.
    pub name: String,
    /// The row's cells, as JSON.
    pub cells: String,
    /// Suppliers that may be meant, as JSON.
    pub candidates: String,
}

/// A proposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// Number inside its import.
    pub ordinal: u64,
    /// Sheet.
    pub sheet: String,
    /// Row.
    pub row: u32,
    /// The name in the row.
    pub name: String,
    /// The row's cells, as JSON.
    pub cells: String,
    /// Suppliers that may be meant, as JSON.
    pub candidates: String,
    /// What was decided, a word of the service.
    pub decision: Option<String>,
    /// The supplier it was given to.
    pub supplier_id: Option<Uuid>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str =
    "ordinal, sheet, row_number, name, cells, candidates, decision, supplier_id, decided_by, decided_at";

fn proposal_from(row: &QueryResult) -> Result<ProposalRow> {
    Ok(ProposalRow {
        ordinal: u64::try_from(row.get::<i64>(0)?).unwrap_or(0),
        sheet: row.get(1)?,
        row: u32::try_from(row.get::<i64>(2)?).unwrap_or(0),
        name: row.get(3)?,
        cells: row.get(4)?,
        candidates: row.get(5)?,
        decision: row.get(6)?,
        supplier_id: row.get(7)?,
        decided_by: row.get(8)?,
        decided_at: row.instant_or_none(9)?,
    })
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn add(db: &impl ConnectionTrait, id: Uuid, proposals: Vec<NewProposal>) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(proposals.len() * 7);
    for new in proposals {
        values.extend([
            id.into(),
            signed(new.ordinal).into(),
            new.sheet.into(),
            i64::from(new.row).into(),
            new.name.into(),
            new.cells.into(),
            new.candidates.into(),
        ]);
    }
    let head = "INSERT INTO import_proposals (import_id, ordinal, sheet, row_number, name, cells, candidates) VALUES ";
    bulk_insert(db, head, 7, values, " ON CONFLICT DO NOTHING").await
}

impl Work {
    /// Adds rows to be decided.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_proposals(&mut self, id: Uuid, proposals: Vec<NewProposal>) -> Result<()> {
        add(&*self.tx, id, proposals).await
    }

    /// The proposals of an import that are decided already: number, sheet and row, by number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn decided_proposals(&self, id: Uuid) -> Result<Vec<(u64, String, u32)>> {
        let sql = "SELECT ordinal, sheet, row_number FROM import_proposals WHERE import_id = ? AND decision IS NOT NULL \
             ORDER BY ordinal";
        let rows = all(&*self.tx, sql, Params::new().with(id)).await?;
        let decided = |row: &QueryResult| {
            let ordinal = u64::try_from(row.get::<i64>(0)?).unwrap_or(0);
            Ok((ordinal, row.get(1)?, u32::try_from(row.get::<i64>(2)?).unwrap_or(0)))
        };
        rows.iter().map(decided).collect()
    }

    /// Notes a decision, in the transaction that carries it out.
    ///
    /// # Errors
    /// `decided` if someone was faster; [`StoreError::Missing`] if there is no such proposal.
    pub async fn decide_proposal(
        &mut self,
        id: Uuid,
        ordinal: u64,
        decision: &str,
        supplier: Option<Uuid>,
    ) -> Result<()> {
        let sql = "UPDATE import_proposals SET decision = ?, supplier_id = ?, decided_by = ?, decided_at = ? \
             WHERE import_id = ? AND ordinal = ? AND decision IS NULL";
        let params = Params::new()
            .with(decision)
            .with(supplier)
            .with(self.actor().as_str())
            .with(self.recorded_micros())
            .with(id)
            .with(signed(ordinal));
        if exec(&*self.tx, sql, params).await? > 0 {
            return Ok(());
        }
        let sql = "SELECT 1 FROM import_proposals WHERE import_id = ? AND ordinal = ?";
        match one(&*self.tx, sql, Params::new().with(id).with(signed(ordinal))).await? {
            Some(_) => Err(StoreError::Conflict { code: "decided" }),
            None => Err(StoreError::Missing { what: "proposal" }),
        }
    }
}

impl Store {
    /// Adds rows to be decided.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_proposals(&self, id: Uuid, proposals: Vec<NewProposal>) -> Result<()> {
        add(self.writer(), id, proposals).await
    }

    /// Proposals of an import after a number (0 for the first page).
    ///
    /// # Errors
    /// The database failed.
    pub async fn import_proposals(&self, id: Uuid, after: u64, limit: u32) -> Result<Vec<ProposalRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM import_proposals WHERE import_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?"
        );
        let params = Params::new().with(id).with(signed(after)).with(i64::from(limit));
        all(self.reader(), &sql, params).await?.iter().map(proposal_from).collect()
    }

    /// One proposal.
    ///
    /// # Errors
    /// The database failed.
    pub async fn proposal(&self, id: Uuid, ordinal: u64) -> Result<Option<ProposalRow>> {
        let sql = format!("SELECT {COLUMNS} FROM import_proposals WHERE import_id = ? AND ordinal = ?");
        let params = Params::new().with(id).with(signed(ordinal));
        one(self.reader(), &sql, params).await?.as_ref().map(proposal_from).transpose()
    }

    /// How many proposals of all imports wait for a decision; counting stops at 10,000.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_proposal_count(&self) -> Result<u64> {
        let sql =
            "SELECT count(*) FROM (SELECT 1 AS one FROM import_proposals WHERE decision IS NULL LIMIT 10000) counted";
        let row = one(self.reader(), sql, Params::new()).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

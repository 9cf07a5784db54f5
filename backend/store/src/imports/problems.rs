//! What was wrong with the rows of an import.

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::database::{Params, RowExt, all, bulk_insert, exec, one};
use crate::{Result, Store, Work};

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// Number inside its import, from 1.
    pub ordinal: u64,
    /// Sheet.
    pub sheet: String,
    /// Row, as a spreadsheet counts.
    pub row: u32,
    /// Heading of the column.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// `error` or `warning`.
    pub severity: String,
    /// Machine code.
    pub code: String,
    /// Arguments of the code, as JSON.
    pub arguments: String,
}

async fn add(db: &impl ConnectionTrait, id: Uuid, problems: Vec<ProblemRow>) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(problems.len() * 9);
    for problem in problems {
        values.extend([
            id.into(),
            i64::try_from(problem.ordinal).unwrap_or(i64::MAX).into(),
            problem.sheet.into(),
            i64::from(problem.row).into(),
            problem.column.into(),
            problem.value.into(),
            problem.severity.into(),
            problem.code.into(),
            problem.arguments.into(),
        ]);
    }
    let head = "INSERT INTO import_problems (import_id, ordinal, sheet, row_number, column_name, value, severity, code, arguments) VALUES ";
    bulk_insert(db, head, 9, values, "").await
}

async fn clear(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    exec(db, "DELETE FROM import_problems WHERE import_id = ?", Params::new().with(id)).await?;
    let sql = "DELETE FROM import_proposals WHERE import_id = ? AND decision IS NULL";
    exec(db, sql, Params::new().with(id)).await.map(|_| ())
}

impl Work {
    /// Adds problems to an import.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_problems(&mut self, id: Uuid, problems: Vec<ProblemRow>) -> Result<()> {
        add(&*self.tx, id, problems).await
    }

    /// Forgets the problems and undecided proposals of an import, before it runs again.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clear_import_results(&mut self, id: Uuid) -> Result<()> {
        clear(&*self.tx, id).await
    }
}

impl Store {
    /// Adds problems to an import.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_problems(&self, id: Uuid, problems: Vec<ProblemRow>) -> Result<()> {
        add(self.writer(), id, problems).await
    }

    /// Forgets the problems and undecided proposals of an import, before it runs again.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clear_import_results(&self, id: Uuid) -> Result<()> {
        clear(self.writer(), id).await
    }

    /// How many problems an import has.
    ///
    /// # Errors
    /// The database failed.
    pub async fn import_problem_count(&self, id: Uuid) -> Result<u64> {
        let sql = "SELECT count(*) FROM import_problems WHERE import_id = ?";
        let row = one(self.reader(), sql, Params::new().with(id)).await?;
        Ok(u64::try_from(row.map_or(Ok(0), |row| row.get::<i64>(0))?).unwrap_or(0))
    }

    /// The distinct cells of an import with a problem of this code, at most `limit`: heading of the column, and what stands
    /// in the cell.
    ///
    /// # Errors
    /// The database failed.
    pub async fn import_problem_cells(&self, id: Uuid, code: &str, limit: u32) -> Result<Vec<(String, String)>> {
        let sql = "SELECT DISTINCT column_name, value FROM import_problems WHERE import_id = ? AND code = ? \
             ORDER BY column_name, value LIMIT ?";
        let rows = all(self.reader(), sql, Params::new().with(id).with(code).with(i64::from(limit))).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// Problems of an import after a number (0 for the first page).
    ///
    /// # Errors
    /// The database failed.
    pub async fn import_problems(&self, id: Uuid, after: u64, limit: u32) -> Result<Vec<ProblemRow>> {
        let sql = "SELECT ordinal, sheet, row_number, column_name, value, severity, code, arguments FROM import_problems \
             WHERE import_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?";
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let rows = all(self.reader(), sql, Params::new().with(id).with(after).with(i64::from(limit))).await?;
        let problem = |row: &sea_orm::QueryResult| {
            Ok(ProblemRow {
                ordinal: u64::try_from(row.get::<i64>(0)?).unwrap_or(0),
                sheet: row.get(1)?,
                row: u32::try_from(row.get::<i64>(2)?).unwrap_or(0),
                column: row.get(3)?,
                value: row.get(4)?,
                severity: row.get(5)?,
                code: row.get(6)?,
                arguments: row.get(7)?,
            })
        };
        rows.iter().map(problem).collect()
    }
}

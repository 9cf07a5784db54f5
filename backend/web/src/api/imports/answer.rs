//! An import as the API shows it.

use kakuzuke_domain::accounts::Action;
use kakuzuke_services::imports::ImportState;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::kind::ImportKind;
use crate::api::day::Instant;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

/// How many rows became what. Every row is counted once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Report {
    /// All rows that held data.
    pub rows: u64,
    /// Rows that recorded something new.
    pub created: u64,
    /// Rows that added a version to something known.
    pub updated: u64,
    /// Rows that the register already knew.
    pub unchanged: u64,
    /// Rows that an error kept out.
    pub rejected: u64,
    /// Rows that wait for a person.
    pub proposals: u64,
    /// Whether anything was written.
    pub written: bool,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// What its rows are about.
    pub kind: ImportKind,
    /// `uploaded`, `queued`, `running`, `cancelling`, `cancelled`, `refused`, `failed`, `dry_done` or `done`.
    pub state: String,
    /// The name of the file.
    pub file_name: String,
    /// The SHA-256 of the file.
    pub file_sha256: String,
    /// The size of the file in bytes.
    pub file_bytes: u64,
    /// The code of the buyer of all rows.
    pub buyer: Option<String>,
    /// Whether it is tried only.
    pub dry_run: bool,
    /// How many rows are dealt with so far.
    pub rows_done: u64,
    /// When the file was uploaded.
    pub created_at: Instant,
    /// When the work began.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// What became of the rows, once it is done.
    pub report: Option<Report>,
}

impl From<ImportState> for Import {
    fn from(import: ImportState) -> Self {
        let report = import.report.map(|report| Report {
            rows: report.counts.rows,
            created: report.counts.created,
            updated: report.counts.updated,
            unchanged: report.counts.unchanged,
            rejected: report.counts.rejected,
            proposals: report.counts.proposals,
            written: report.written,
            milliseconds: report.milliseconds,
        });
        Self {
            id: import.row.id,
            kind: import.kind.into(),
            state: import.row.state,
            file_name: import.row.file_name,
            file_sha256: import.row.file_sha256,
            file_bytes: import.row.file_bytes,
            buyer: import.row.buyer_code,
            dry_run: import.options.dry_run,
            rows_done: import.rows_done,
            created_at: Instant(import.row.created_at),
            started_at: import.row.started_at.map(Instant),
            finished_at: import.row.finished_at.map(Instant),
            report,
        }
    }
}

impl Import {
    /// The import with this id as it is now, for a caller who may do `action` with it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none, or it is another's.
    pub async fn read(state: &AppState, caller: &Caller, action: Action, id: Uuid) -> Result<Self> {
        let import = state.services.import(id).await?.ok_or(AppError::NotFound)?;
        caller.require_import(state, action, &import.row).await?;
        Ok(import.into())
    }
}

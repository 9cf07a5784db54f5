//! Imports that a person starts on a page and a worker carries out: uploaded, looked at, tried, run, cancelled.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kakuzuke_documents::columns::{ImportKind, Mapping};
use kakuzuke_domain::accounts::Tenant;
use kakuzuke_domain::dates::DateAnswer;
use kakuzuke_store::{Actor, Dedupe, ImportRow, ImportUpdate, Lease, NewImport, NewJob, SeenImports};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use super::problems::Problem;
use super::recorded::{problem, record, text};
use super::report::ImportReport;
use super::request::{ImportRequest, Importer, Watch};
use crate::Services;
use crate::errors::{Result, ServicesError};

/// The kind of job that carries an import out.
pub(crate) const JOB: &str = "import";
/// How long a worker may be busy with one import before another may take it over.
pub(crate) const LEASE: Duration = Duration::from_secs(30 * 60);
/// How often a running import tells how far it is, and looks whether it should stop.
const LOOK: Duration = Duration::from_millis(500);
/// How long a cancellation waits for a register that an import is writing to.
const CANCEL_PATIENCE: Duration = Duration::from_millis(500);

/// How a person wants a file read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunOptions {
    /// The sheet; else the first with cells.
    pub sheet: Option<String>,
    /// The row of the heading; else it is looked for.
    pub header_row: Option<u32>,
    /// Columns by field, as chosen.
    pub columns: BTreeMap<String, String>,
    /// How doubtful dates are to be read, by column.
    pub dates: BTreeMap<String, DateAnswer>,
    /// A saved mapping to begin with.
    pub mapping: Option<Mapping>,
    /// Try it, and write nothing.
    pub dry_run: bool,
    /// Create suppliers and buyers that rows name and the register lacks.
    pub create_missing: bool,
    /// Write nothing where any row has an error.
    pub all_or_nothing: bool,
    /// Keep the mapping, with what was answered about dates, for the next file of this kind and buyer.
    pub save_mapping: bool,
    /// Who started it last.
    pub by: Option<Importer>,
}

/// One import as a page shows it.
#[derive(Clone, Debug)]
pub struct ImportState {
    /// What is stored of it.
    pub row: ImportRow,
    /// Its kind.
    pub kind: ImportKind,
    /// How it is read.
    pub options: RunOptions,
    /// Its report, once there is one.
    pub report: Option<ImportReport>,
    /// Rows dealt with so far, while it runs here.
    pub rows_done: u64,
}

/// The imports that run in this process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running(Arc<Mutex<HashMap<Uuid, Arc<Watch>>>>);

impl Running {
    fn with<T>(&self, look: impl FnOnce(&mut HashMap<Uuid, Arc<Watch>>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[derive(Serialize, Deserialize)]
struct Payload {
    import: Uuid,
}

impl Services {
    /// Keeps an uploaded file and opens an import for it. Answers the import's id.
    ///
    /// # Errors
    /// The file could not be kept.
    pub async fn upload(
        &self,
        kind: ImportKind,
        file: &Path,
        file_name: &str,
        buyer: Option<&str>,
        actor: &Actor,
    ) -> Result<Uuid> {
        let kept = self.store().put_file(file, file_name, "application/octet-stream").await?;
        let saved = match self.owner(buyer).await? {
            Some(owner) => self.store().saved_mapping(kind.as_str(), owner).await?,
            None => None,
        };
        let mapping = saved.and_then(|text| serde_json::from_str(&text).ok());
        let options = RunOptions { mapping, ..RunOptions::default() };
        let id = self.store().new_id();
        let import = NewImport {
            id,
            kind: kind.as_str().to_owned(),
            buyer_code: buyer.map(ToOwned::to_owned),
            file_name: file_name.to_owned(),
            file_sha256: kept.sha256,
            file_bytes: kept.bytes,
            options: text(&options),
            actor: actor.as_str().to_owned(),
        };
        self.store().add_import(import).await?;
        Ok(id)
    }

    /// Whose an import for this buyer is: the council's without one.
    async fn owner(&self, buyer: Option<&str>) -> Result<Option<Tenant>> {
        let Some(code) = buyer else { return Ok(Some(Tenant::Council)) };
        Ok(self.store().buyer(code).await?.map(|buyer| Tenant::Buyer(buyer.id)))
    }

    /// One import.
    ///
    /// # Errors
    /// The database failed.
    pub async fn import(&self, id: Uuid) -> Result<Option<ImportState>> {
        match self.store().import(id).await? {
            Some(row) => self.state(row).await,
            None => Ok(None),
        }
    }

    /// The newest imports that can be seen, and those before a given one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn imports(
        &self,
        seen: &SeenImports,
        limit: u32,
        before: Option<(chrono::DateTime<chrono::Utc>, Uuid)>,
    ) -> Result<Vec<ImportState>> {
        let rows = self.store().imports(seen, limit, before).await?;
        let mut states = Vec::with_capacity(rows.len());
        for row in rows {
            states.extend(self.state(row).await?);
        }
        Ok(states)
    }

    async fn state(&self, mut row: ImportRow) -> Result<Option<ImportState>> {
        let Some(kind) = ImportKind::from_word(&row.kind) else { return Ok(None) };
        let mut live = self.running().with(|running| running.get(&row.id).map(|watch| watch.rows_done()));
        if matches!(row.state.as_str(), "queued" | "running") {
            if live.is_none() {
                live = self.store().told_progress(row.id).await;
            }
            if self.store().asked_to_cancel(row.id).await? {
                "cancelling".clone_into(&mut row.state);
            }
        }
        Ok(Some(ImportState {
            kind,
            options: serde_json::from_str(&row.options).unwrap_or_default(),
            report: row.report.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            rows_done: live.unwrap_or(row.rows_done),
            row,
        }))
    }

    /// The uploaded file of an import as a request; the folder holds the copy and has to outlive it.
    ///
    /// # Errors
    /// There is no such import, or its file is damaged.
    pub async fn import_request(&self, id: Uuid, options: &RunOptions) -> Result<(ImportRequest, TempDir)> {
        let state = self.import(id).await?.ok_or_else(|| ServicesError::refused("import_unknown"))?;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("upload");
        self.store().fetch_file(&state.row.file_sha256, &file).await?;
        let request = ImportRequest {
            sheet: options.sheet.clone(),
            header_row: options.header_row,
            columns: options.columns.clone(),
            dates: options.dates.clone(),
            mapping: options.mapping.clone(),
            only_buyer: state.row.buyer_code.is_some() || state.kind == ImportKind::Accounts,
            buyer: state.row.buyer_code.clone(),
            dry_run: options.dry_run,
            create_missing: options.create_missing,
            all_or_nothing: options.all_or_nothing,
            confirms: options.by.as_ref().is_some_and(|by| by.confirms),
            ..ImportRequest::new(state.kind, file, state.row.file_name.clone())
        };
        Ok((request, folder))
    }

    /// Puts an import into the queue.
    ///
    /// # Errors
    /// There is no such import, it runs already, or the mapping does not fit.
    pub async fn start_import(&self, id: Uuid, options: &RunOptions, by: &Importer) -> Result<()> {
        let state = self.import(id).await?.ok_or_else(|| ServicesError::refused("import_unknown"))?;
        if matches!(state.row.state.as_str(), "queued" | "running" | "cancelling") {
            return Err(ServicesError::refused("import_not_ready"));
        }
        let options = RunOptions { by: Some(by.clone()), ..options.clone() };
        let mapping = if options.save_mapping {
            let preview = {
                let (request, _folder) = self.import_request(id, &options).await?;
                self.preview(&request, 0, &[]).await?
            };
            Some(text(&preview.mapping.lasting()))
        } else {
            None
        };
        self.store().forget_progress(id).await;
        self.store().clear_import_results(id).await?;
        let owner = self.owner(state.row.buyer_code.as_deref()).await?;
        let mut work = self.store().begin(&by.actor(), "imports.start").await?;
        if let (Some(mapping), Some(owner)) = (mapping, owner) {
            work.save_mapping(state.kind.as_str(), owner, &mapping).await?;
            work.seal(&format!("import:{id}"), json!({"mapping": state.kind.as_str()})).await?;
        }
        work.update_import(
            id,
            ImportUpdate { state: Some("queued".to_owned()), options: Some(text(&options)), ..ImportUpdate::default() },
        )
        .await?;
        let mut job = NewJob::new(JOB, text(&Payload { import: id }));
        job.dedupe = Dedupe::WhilePending(id.to_string());
        job.max_attempts = 2;
        work.enqueue(job).await?;
        work.commit().await?;
        Ok(())
    }

    /// Cancels an import that waits or runs, whichever process carries it out. It then writes nothing.
    ///
    /// # Errors
    /// There is no such import, or the database failed.
    pub async fn cancel_import(&self, id: Uuid) -> Result<()> {
        let state = self.import(id).await?.ok_or_else(|| ServicesError::refused("import_unknown"))?;
        if !matches!(state.row.state.as_str(), "uploaded" | "queued" | "running") {
            return Ok(());
        }
        if state.row.state != "running" {
            let cancelled = self.store().cancel_waiting_import(id);
            if let Ok(cancelled) = tokio::time::timeout(CANCEL_PATIENCE, cancelled).await
                && cancelled?
            {
                return Ok(());
            }
        }
        self.store().ask_to_cancel(id).await?;
        if let Some(watch) = self.running().with(|running| running.get(&id).cloned()) {
            watch.cancel();
        }
        Ok(())
    }

    /// The problems of an import with their numbers, a page at a time: those after a number, 0 for the first page.
    ///
    /// # Errors
    /// The database failed.
    pub async fn import_problems(&self, id: Uuid, after: u64, limit: u32) -> Result<Vec<(u64, Problem)>> {
        let rows = self.store().import_problems(id, after, limit).await?;
        Ok(rows.into_iter().map(|row| (row.ordinal, problem(row))).collect())
    }

    /// The cells of an import, by heading and text, that its last run could not read as one day; the first few hundred.
    ///
    /// # Errors
    /// The database failed.
    pub async fn doubtful_dates(&self, id: Uuid) -> Result<Vec<(String, String)>> {
        Ok(self.store().import_problem_cells(id, "ambiguous_date", 500).await?)
    }

    /// Writes the rejected rows of an import as a workbook to correct.
    ///
    /// # Errors
    /// There is no such import, its file is damaged, or the workbook cannot be written.
    pub async fn write_import_problems(&self, id: Uuid, language: crate::words::Language, to: &Path) -> Result<u64> {
        let state = self.import(id).await?.ok_or_else(|| ServicesError::refused("import_unknown"))?;
        let (request, _folder) = self.import_request(id, &state.options).await?;
        let mut problems = Vec::new();
        let mut after = 0;
        loop {
            let page = self.import_problems(id, after, 1_000).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            problems.extend(page.into_iter().map(|(_, problem)| problem));
        }
        self.write_problems(&request, &problems, language, to).await
    }

    /// Carries out the import of one job.
    pub(crate) async fn do_import(&self, lease: &Lease) -> Result<()> {
        let payload: Payload =
            serde_json::from_str(&lease.payload).map_err(|error| ServicesError::Damaged(error.to_string()))?;
        let id = payload.import;
        let waiting = |state: &ImportState| matches!(state.row.state.as_str(), "queued" | "running" | "cancelling");
        let Some(state) = self.import(id).await?.filter(waiting) else {
            self.store().finish_job(lease).await?;
            return Ok(());
        };
        let outcome = if state.row.state == "cancelling" || !self.store().begin_import(id).await? {
            Err(ServicesError::refused("cancelled"))
        } else {
            let by = state.options.by.as_ref().map_or_else(|| Actor::new(state.row.actor.clone()), Importer::actor);
            self.watched(id, &state, &by, lease).await
        };
        if let Err(error) = outcome {
            self.record_failure(id, &error).await?;
            self.store().finish_job(lease).await?;
        }
        self.store().forget_progress(id).await;
        Ok(())
    }

    /// Carries an import out while telling others how far it is and listening for a cancellation.
    async fn watched(&self, id: Uuid, state: &ImportState, by: &Actor, lease: &Lease) -> Result<()> {
        let watch = Arc::new(Watch::default());
        self.running().with(|running| running.insert(id, Arc::clone(&watch)));
        let outcome = tokio::select! {
            outcome = self.import_and_record(state, by, &watch, lease) => outcome,
            () = self.tell_and_listen(id, &watch) => Ok(()),
        };
        self.running().with(|running| running.remove(&id));
        outcome
    }

    async fn tell_and_listen(&self, id: Uuid, watch: &Watch) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.store().tell_progress(id, watch.rows_done()).await {
                tracing::warn!(%error, import = %id, "the progress of an import cannot be told");
            }
            if self.store().asked_to_cancel(id).await.unwrap_or(false) {
                watch.cancel();
            }
        }
    }

    async fn import_and_record(
        &self,
        state: &ImportState,
        by: &Actor,
        watch: &Arc<Watch>,
        lease: &Lease,
    ) -> Result<()> {
        let id = state.row.id;
        let (request, _folder) = self.import_request(id, &state.options).await?;
        let (report, waiting, mut work) = self.carry_out(&request, by, watch).await?;
        if !report.written {
            work.roll_back().await?;
            work = self.store().begin(by, "imports.try").await?;
        }
        let waiting = if report.written { waiting } else { Vec::new() };
        record(&mut work, id, &report, waiting, request.dry_run).await?;
        work.finish_job(lease).await?;
        work.commit().await?;
        Ok(())
    }

    async fn record_failure(&self, id: Uuid, error: &ServicesError) -> Result<()> {
        let state = match error {
            ServicesError::Refused { code: "cancelled", .. } => "cancelled",
            ServicesError::Refused { .. } | ServicesError::Read(_) => "refused",
            _ => "failed",
        };
        if state == "failed" {
            tracing::error!(%error, import = %id, "an import failed");
        }
        let arguments: BTreeMap<String, String> = error.arguments().into_iter().collect();
        let report = json!({"refusal": {"code": error.code(), "arguments": arguments}}).to_string();
        let update = ImportUpdate {
            state: Some(state.to_owned()),
            report: Some(report),
            finished: true,
            ..ImportUpdate::default()
        };
        self.store().update_import(id, update).await?;
        Ok(())
    }
}

//! The import itself: one reader, one writer, one transaction, one ledger entry per chunk.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakuzuke_documents::columns::ImportKind;
use kakuzuke_domain::accounts::{Actor as Person, Grant, Role, Tenant};
use kakuzuke_store::{Actor, Candidate, Work};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::problems::Problem;
use super::reading::Reading;
use super::report::{ImportReport, Outcome};
use super::request::{ImportRequest, Watch};
use super::session::{Done, Session};
use super::table::{Opened, Table};
use super::{accounts, attestations, audits, contracts, corporate_numbers, suppliers};
use crate::Services;
use crate::errors::{Result, ServicesError};

/// Rows of one chunk: one set of queries, one ledger entry.
const CHUNK: usize = 500;
/// Rows of one key that may still come when a chunk is full.
const STRETCH: usize = 1_000;

/// A row that waits for a person.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The row.
    pub reading: Reading,
    /// Whom it may mean.
    pub candidates: Vec<Candidate>,
}

struct Chunk {
    readings: Vec<Reading>,
    skipped: Vec<Problem>,
}

impl Services {
    /// Imports a file, or does as if.
    ///
    /// # Errors
    /// The file cannot be read, a column is missing, somebody cancelled, or the database failed. Then nothing was written.
    pub async fn run_import(&self, request: &ImportRequest, actor: &Actor, watch: &Arc<Watch>) -> Result<ImportReport> {
        Ok(self.run_import_with_proposals(request, actor, watch).await?.0)
    }

    /// As [`Services::run_import`], with the rows that wait for a person.
    ///
    /// # Errors
    /// As [`Services::run_import`].
    pub async fn run_import_with_proposals(
        &self,
        request: &ImportRequest,
        actor: &Actor,
        watch: &Arc<Watch>,
    ) -> Result<(ImportReport, Vec<Waiting>)> {
        let (report, waiting, work) = self.carry_out(request, actor, watch).await?;
        if report.written {
            work.commit().await?;
        } else {
            work.roll_back().await?;
        }
        Ok((report, waiting))
    }

    /// Does all of an import but the last word: the caller commits the work where the report says `written`, and else rolls
    /// it back.
    pub(super) async fn carry_out(
        &self,
        request: &ImportRequest,
        actor: &Actor,
        watch: &Arc<Watch>,
    ) -> Result<(ImportReport, Vec<Waiting>, Work)> {
        let started = Instant::now();
        let opened = Opened::open(self.reader_program(), request, None).await?;
        let mapping = opened.mapping(request)?;
        let table = opened.read(request.kind, mapping)?;
        let (sender, mut chunks) = mpsc::channel(1);
        let reading = tokio::spawn(read(table, request.kind, Arc::clone(watch), sender));
        let file_sha256 = sha256(&request.file).await?;
        let mut report = ImportReport { file_sha256, ..ImportReport::default() };
        let mut waiting = Vec::new();
        let mut work = self.store().begin(actor, &format!("{}.import", request.kind.as_str())).await?;
        let importer = importer(&work, actor).await?;
        let mut session = Session::new(self.store(), request, importer);
        self.check_buyer(&mut work, request).await?;
        while let Some(chunk) = chunks.recv().await {
            let chunk: Chunk = chunk?;
            if watch.is_cancelled() {
                return Err(ServicesError::refused("cancelled"));
            }
            let rows = u64::try_from(chunk.readings.len()).unwrap_or(u64::MAX);
            let done = apply(&mut work, &mut session, request.kind, chunk.readings).await?;
            let before = report.counts;
            let mut problems = chunk.skipped;
            for one in done {
                report.counts.count(one.outcome);
                problems.extend(one.reading.problems.iter().cloned());
                if one.outcome == Outcome::Proposed {
                    waiting.push(Waiting { reading: one.reading, candidates: one.candidates });
                }
            }
            problems.sort_by_key(|problem| problem.row);
            report.add(problems);
            if report.counts.created > before.created || report.counts.updated > before.updated {
                let detail = json!({
                    "file": report.file_sha256,
                    "rows": rows,
                    "created": report.counts.created - before.created,
                    "updated": report.counts.updated - before.updated,
                });
                work.seal(&format!("import:{}", request.kind.as_str()), detail).await?;
            }
            watch.advance(rows);
        }
        reading.await.map_err(|error| ServicesError::Damaged(error.to_string()))?;
        if watch.is_cancelled() {
            return Err(ServicesError::refused("cancelled"));
        }
        let refused = request.all_or_nothing && report.has_errors();
        report.written = !request.dry_run && !refused;
        if refused {
            report.refuse_all();
        }
        report.finish(started.elapsed());
        Ok((report, waiting, work))
    }

    async fn check_buyer(&self, work: &mut Work, request: &ImportRequest) -> Result<()> {
        let Some(code) = &request.buyer else { return Ok(()) };
        if work.buyers().await?.iter().any(|buyer| buyer.code.as_deref() == Some(code.as_str())) {
            return Ok(());
        }
        Err(ServicesError::refused("buyer_unknown").with("buyer", code.clone()))
    }
}

/// Who imports, as the rule sees them: a person with the present roles. Somebody with a shell may do what those may who run the
/// installation.
pub(super) async fn importer(work: &Work, actor: &Actor) -> Result<Person> {
    if let Some(account) = actor.as_account() {
        return Ok(work.actor_of(account).await?);
    }
    if *actor == Actor::command_line() {
        let operator = Grant { role: Role::Operator, tenant: Tenant::Installation };
        return Ok(Person::person(Uuid::nil(), vec![operator]));
    }
    Ok(Person::nobody())
}

/// Imports one chunk of any kind.
pub(super) async fn apply(
    work: &mut Work,
    session: &mut Session,
    kind: ImportKind,
    readings: Vec<Reading>,
) -> Result<Vec<Done>> {
    match kind {
        ImportKind::Suppliers => suppliers::apply(work, session, readings).await,
        ImportKind::Attestations => attestations::apply(work, session, readings).await,
        ImportKind::Audits => audits::apply(work, session, readings).await,
        ImportKind::Contracts => contracts::apply(work, session, readings).await,
        ImportKind::CorporateNumbers => corporate_numbers::apply(work, session, readings).await,
        ImportKind::Accounts => accounts::apply(work, session, readings).await,
    }
}

/// Reads the file into chunks while earlier ones are written.
async fn read(mut table: Table, kind: ImportKind, watch: Arc<Watch>, chunks: mpsc::Sender<Result<Chunk>>) {
    let mut readings: Vec<Reading> = Vec::with_capacity(CHUNK);
    loop {
        if watch.is_cancelled() {
            return;
        }
        let next = match table.next().await {
            Ok(next) => next,
            Err(error) => {
                let _ = chunks.send(Err(error)).await;
                return;
            }
        };
        let last = next.is_none();
        if let Some(mut reading) = next {
            if readings.len() >= CHUNK && !belongs(kind, &readings, &reading) {
                let full = std::mem::replace(&mut readings, Vec::with_capacity(CHUNK));
                if chunks.send(Ok(Chunk { readings: full, skipped: table.skipped() })).await.is_err() {
                    return;
                }
            }
            reading.cells.shrink_to_fit();
            readings.push(reading);
        }
        if last {
            let _ = chunks.send(Ok(Chunk { readings, skipped: table.skipped() })).await;
            return;
        }
    }
}

/// Whether a row has to be in the chunk that is already full: the history of one company is joined at once.
fn belongs(kind: ImportKind, readings: &[Reading], next: &Reading) -> bool {
    kind == ImportKind::CorporateNumbers
        && readings.len() < CHUNK + STRETCH
        && readings
            .last()
            .is_some_and(|last| last.number("number").is_some() && last.number("number") == next.number("number"))
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) async fn sha256(path: &Path) -> Result<String> {
    let mut file = tokio::fs::File::open(path).await?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer).await?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
    }
    Ok(hex::encode(hasher.finalize()))
}

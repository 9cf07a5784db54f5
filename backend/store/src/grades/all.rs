//! All grades, under the scheme in force: one streamed pass that writes only what changed.
//!
//! Reading, grading and writing go on at the same time, each a few chunks ahead of the next.

use std::sync::Arc;

use chrono::NaiveDate;
use kakuzuke_domain::schemes::Scheme;
use sea_orm::DbBackend;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{Pass, scheme_sha};
use crate::database::{Params, RowExt, one};
use crate::listings::{Change, regrade};
use crate::{Result, Store, StoreError};

/// Suppliers of a chunk: some ten thousand facts, a few megabytes.
const CHUNK: i64 = 2_000;
/// List rows written in one transaction: few waits for the disk, every page of an index rewritten only so often,
/// and other writers still get their turn after a second.
const BATCH: usize = 50_000;
/// Graded chunks that may wait for the transaction before them, so that grading need not.
const AHEAD: usize = 25;

/// What a pass over all suppliers did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regraded {
    /// Suppliers looked at.
    pub suppliers: u64,
    /// List rows written.
    pub changed: u64,
}

/// A chunk, graded: how many suppliers, and what must be written.
type Graded = Result<(u64, Vec<Change>)>;

impl Store {
    /// Grades every supplier for today. `progress` hears how many are done of how many. Changes made meanwhile stay as they are.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn regrade_all(&self, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<Regraded> {
        let (scheme, today) = (self.scheme()?, self.today());
        let total = self.supplier_count().await?;
        let sha = scheme_sha(&scheme);
        let (to_grade, passes) = channel(2);
        let (to_write, mut graded) = channel(AHEAD);
        let reading = tokio::spawn(read(self.clone(), to_grade));
        let grading = tokio::task::spawn_blocking(move || grade(passes, &to_write, &scheme, today));
        let mut done = Regraded::default();
        let mut changes = Vec::new();
        while let Some(chunk) = graded.recv().await {
            let (suppliers, changed) = chunk?;
            done.suppliers += suppliers;
            changes.extend(changed);
            if changes.len() >= BATCH {
                done.changed += self.write_grades(&changes, &sha).await?;
                changes.clear();
            }
            progress(done.suppliers, total.max(done.suppliers));
        }
        for stage in [reading, grading] {
            stage.await.map_err(|error| StoreError::Damaged(error.to_string()))?;
        }
        done.changed += self.write_grades(&changes, &sha).await?;
        self.set_fresh_on(Some(today));
        Ok(done)
    }

    /// How many suppliers there are.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supplier_count(&self) -> Result<u64> {
        let row = one(self.reader(), "SELECT count(*) FROM suppliers", Params::new()).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Writers take the head first everywhere, so that none of them waits for rows that another one holds.
    pub(super) async fn write_grades(&self, changes: &[Change], scheme_sha: &[u8]) -> Result<u64> {
        if changes.is_empty() {
            return Ok(0);
        }
        let tx = self.inner().database.begin().await?;
        if self.backend() == DbBackend::Postgres {
            one(&tx, "SELECT size FROM ledger_head WHERE id = 1 FOR UPDATE", Params::new()).await?;
        }
        let written = regrade(&tx, changes, scheme_sha).await?;
        tx.commit().await.map_err(StoreError::from_db)?;
        Ok(written)
    }
}

/// Reads chunk after chunk until there are no more, or nobody wants them.
async fn read(store: Store, passes: Sender<Result<Pass>>) {
    let mut after = 0;
    loop {
        let pass = Pass::after(store.reader(), after, CHUNK, None).await;
        let last = pass.as_ref().ok().and_then(Pass::last);
        if passes.send(pass).await.is_err() {
            return;
        }
        let Some(last) = last else { return };
        after = last;
    }
}

fn grade(mut passes: Receiver<Result<Pass>>, graded: &Sender<Graded>, scheme: &Arc<Scheme>, today: NaiveDate) {
    while let Some(pass) = passes.blocking_recv() {
        let chunk = pass.and_then(|pass| Ok((pass.suppliers.len() as u64, pass.changes(scheme, today)?)));
        if graded.blocking_send(chunk).is_err() {
            return;
        }
    }
}

//! All grades, under the scheme in force: one streamed pass that writes only what changed.

use tokio::sync::mpsc;

use super::{Pass, scheme_sha};
use crate::database::{Params, RowExt, one};
use crate::listings::{Listing, regrade};
use crate::{Result, Store, StoreError};

/// Suppliers of a chunk: some ten thousand facts, a few megabytes.
const CHUNK: i64 = 2_000;
/// List rows written in one transaction: few waits for the disk, and other writers still get their turn.
const BATCH: usize = 20_000;

/// What a pass over all suppliers did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regraded {
    /// Suppliers looked at.
    pub suppliers: u64,
    /// List rows written.
    pub changed: u64,
}

impl Store {
    /// Grades every supplier for today. `progress` hears how many are done of how many. Changes made meanwhile stay as they are.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn regrade_all(&self, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<Regraded> {
        let (scheme, today) = (self.scheme()?, self.today());
        let total = self.supplier_count().await?;
        let (sender, mut chunks) = mpsc::channel::<Result<Pass>>(2);
        let store = self.clone();
        let reading = tokio::spawn(async move {
            let mut after = 0;
            loop {
                let pass = Pass::after(store.reader(), after, CHUNK, None).await;
                let last = pass.as_ref().ok().and_then(Pass::last);
                if sender.send(pass).await.is_err() {
                    return;
                }
                let Some(last) = last else { return };
                after = last;
            }
        });
        let mut done = Regraded::default();
        let mut changed = Vec::new();
        let sha = scheme_sha(&scheme);
        while let Some(pass) = chunks.recv().await {
            let pass = pass?;
            done.suppliers += pass.suppliers.len() as u64;
            let scheme = scheme.clone();
            let graded = tokio::task::spawn_blocking(move || pass.changed(&scheme, today));
            changed.extend(graded.await.map_err(|error| StoreError::Damaged(error.to_string()))??);
            if changed.len() >= BATCH {
                done.changed += self.write_grades(&changed, &sha).await?;
                changed.clear();
            }
            progress(done.suppliers, total.max(done.suppliers));
        }
        done.changed += self.write_grades(&changed, &sha).await?;
        reading.await.map_err(|error| StoreError::Damaged(error.to_string()))?;
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

    pub(super) async fn write_grades(&self, changed: &[(Listing, i64)], scheme_sha: &[u8]) -> Result<u64> {
        if changed.is_empty() {
            return Ok(0);
        }
        let tx = self.inner().database.begin().await?;
        let written = regrade(&tx, changed, scheme_sha).await?;
        tx.commit().await.map_err(StoreError::from_db)?;
        Ok(written)
    }
}

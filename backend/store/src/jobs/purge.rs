//! What becomes of jobs that are over: done ones are forgotten after a while, dead ones stay until somebody settles them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{Params, exec};
use crate::{Result, Store, StoreError};

/// Rows of one statement, so that other writers wait for no more than these.
const CHUNK: i64 = 10_000;

impl Store {
    /// Forgets the jobs that were done before an instant; answers how many there were. Dead ones stay.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_jobs(&self, before: DateTime<Utc>) -> Result<u64> {
        let sql = "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state = 2 AND finished_at < ? LIMIT ?)";
        let mut forgotten = 0;
        loop {
            let now = exec(self.writer(), sql, Params::new().with(micros(before)).with(CHUNK)).await?;
            forgotten += now;
            if now < CHUNK.unsigned_abs() {
                return Ok(forgotten);
            }
        }
    }

    /// Settles a dead job: somebody has seen it, and it is not tried again. What it was about is forgotten.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not dead.
    pub async fn settle_job(&self, id: Uuid) -> Result<()> {
        let sql = "UPDATE jobs SET state = 2, payload = '{}', finished_at = ?, dedupe = CASE WHEN dedupe_forever THEN dedupe ELSE NULL END \
             WHERE id = ? AND state = 3";
        let done = exec(self.writer(), sql, Params::new().with(micros(self.now())).with(id)).await?;
        if done == 0 { Err(StoreError::Missing { what: "job" }) } else { Ok(()) }
    }
}

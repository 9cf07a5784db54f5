//! Failures counted in the database, so that several instances slow a guesser down together.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Throttle, ThrottleRule};
use sea_orm::ConnectionTrait;

use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::store::is_postgres;
use crate::{Result, Store};

async fn seen(db: &impl ConnectionTrait, key: &str, lock: &str) -> Result<Option<Throttle>> {
    let sql = format!("SELECT failures, last_at FROM throttles WHERE throttle_key = ?{lock}");
    let Some(row) = one(db, &sql, Params::new().with(key)).await? else { return Ok(None) };
    let failures: i64 = row.get(0)?;
    Ok(Some(Throttle { failures: u32::try_from(failures).unwrap_or(u32::MAX), last_at: row.instant(1)? }))
}

impl Store {
    /// Until when a try under `key` is refused. Otherwise the try is counted as a failure there and then, so that many tries at
    /// once are not free; [`Store::forgive`] takes it back when it turns out well.
    ///
    /// # Errors
    /// The database failed.
    pub async fn admit(&self, key: &str, rule: &ThrottleRule) -> Result<Option<DateTime<Utc>>> {
        let now = self.now();
        let tx = self.inner().database.begin().await?;
        let first = "INSERT INTO throttles (throttle_key, failures, last_at) VALUES (?, 0, ?) ON CONFLICT DO NOTHING";
        exec(&tx, first, Params::new().with(key).with(micros(now))).await?;
        let lock = if is_postgres(&tx) { " FOR UPDATE" } else { "" };
        let before = seen(&tx, key, lock).await?;
        if let Some(until) = rule.refused_until(before, now) {
            tx.rollback().await?;
            return Ok(Some(until));
        }
        let after = rule.failed(before, now);
        let sql = "UPDATE throttles SET failures = ?, last_at = ? WHERE throttle_key = ?";
        let params = Params::new().with(i64::from(after.failures)).with(micros(after.last_at)).with(key);
        exec(&tx, sql, params).await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Forgets the failures under `key`: the person has shown who they are.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forgive(&self, key: &str) -> Result<()> {
        exec(self.writer(), "DELETE FROM throttles WHERE throttle_key = ?", Params::new().with(key)).await.map(|_| ())
    }

    /// Takes back one failure under `key`, counted by [`Store::admit`] for a try that turned out well.
    ///
    /// # Errors
    /// The database failed.
    pub async fn take_back(&self, key: &str) -> Result<()> {
        let sql = "UPDATE throttles SET failures = failures - 1 WHERE throttle_key = ? AND failures > 0";
        exec(self.writer(), sql, Params::new().with(key)).await.map(|_| ())
    }

    /// Forgets failures older than `before`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_throttles(&self, before: DateTime<Utc>) -> Result<u64> {
        exec(self.writer(), "DELETE FROM throttles WHERE last_at < ?", Params::new().with(micros(before))).await
    }
}

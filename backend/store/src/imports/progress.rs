//! How far a running import is, and whether it should stop: told between processes while its one transaction is open.
//! PostgreSQL tells by other connections. SQLite has one writer, which the import holds, so a small file beside the database
//! tells there.

use std::path::PathBuf;

use uuid::Uuid;

use crate::clock::micros;
use crate::database::{Params, exec};
use crate::{Result, Store, StoreError};

/// The folder of these files, below the data folder.
const FOLDER: &str = "imports";

impl Store {
    /// Tells the others how many rows of a running import are dealt with.
    ///
    /// # Errors
    /// The database failed, or the data folder cannot be written.
    pub async fn tell_progress(&self, id: Uuid, rows: u64) -> Result<()> {
        if self.is_sqlite() {
            return self.put_note(id, "rows", &rows.to_string()).await;
        }
        let sql = "UPDATE imports SET rows_done = ? WHERE id = ? AND state IN ('running', 'cancelling')";
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        exec(self.writer(), sql, Params::new().with(rows).with(id)).await.map(|_| ())
    }

    /// Rows dealt with, where a running import told so beside the database; on PostgreSQL its row says it.
    pub async fn told_progress(&self, id: Uuid) -> Option<u64> {
        if !self.is_sqlite() {
            return None;
        }
        tokio::fs::read_to_string(self.note(id, "rows")).await.ok()?.trim().parse().ok()
    }

    /// Asks whoever carries out an import, or is going to, to stop.
    ///
    /// # Errors
    /// The database failed, or the data folder cannot be written.
    pub async fn ask_to_cancel(&self, id: Uuid) -> Result<()> {
        if self.is_sqlite() {
            return self.put_note(id, "cancel", "").await;
        }
        let sql = "UPDATE imports SET state = 'cancelling' WHERE id = ? AND state IN ('queued', 'running')";
        exec(self.writer(), sql, Params::new().with(id)).await.map(|_| ())
    }

    /// Whether somebody asked for an import to stop.
    ///
    /// # Errors
    /// The database failed.
    pub async fn asked_to_cancel(&self, id: Uuid) -> Result<bool> {
        if self.is_sqlite() {
            return Ok(tokio::fs::try_exists(self.note(id, "cancel")).await.unwrap_or(false));
        }
        Ok(self.import(id).await?.is_some_and(|row| row.state == "cancelling"))
    }

    /// Cancels an import that nobody has begun; false if somebody has.
    ///
    /// # Errors
    /// The database failed.
    pub async fn cancel_waiting_import(&self, id: Uuid) -> Result<bool> {
        let sql =
            "UPDATE imports SET state = 'cancelled', finished_at = ? WHERE id = ? AND state IN ('uploaded', 'queued')";
        let params = Params::new().with(micros(self.now())).with(id);
        Ok(exec(self.writer(), sql, params).await? > 0)
    }

    /// Notes that an import is under way; false if it was cancelled or ended meanwhile.
    ///
    /// # Errors
    /// The database failed.
    pub async fn begin_import(&self, id: Uuid) -> Result<bool> {
        let sql = "UPDATE imports SET state = 'running', started_at = ?, rows_done = 0 WHERE id = ? AND state IN ('queued', 'running')";
        let params = Params::new().with(micros(self.now())).with(id);
        Ok(exec(self.writer(), sql, params).await? > 0)
    }

    /// Takes away what was told about an import that ended or is to begin anew.
    pub async fn forget_progress(&self, id: Uuid) {
        for kind in ["rows", "cancel"] {
            if let Err(error) = tokio::fs::remove_file(self.note(id, kind)).await
                && error.kind() != std::io::ErrorKind::NotFound
            {
                tracing::warn!(%error, import = %id, "a note about an import is left over");
            }
        }
    }

    /// Written whole under another name and then put in place, so that nobody reads half of it.
    async fn put_note(&self, id: Uuid, kind: &str, text: &str) -> Result<()> {
        let (path, fresh) = (self.note(id, kind), self.note(id, &format!("{kind}.new")));
        let put = async {
            tokio::fs::create_dir_all(self.config().data_dir.join(FOLDER)).await?;
            tokio::fs::write(&fresh, text).await?;
            tokio::fs::rename(&fresh, &path).await
        };
        put.await.map_err(|source| StoreError::Folder { path: path.display().to_string(), source })
    }

    fn note(&self, id: Uuid, kind: &str) -> PathBuf {
        self.config().data_dir.join(FOLDER).join(format!("{id}.{kind}"))
    }
}

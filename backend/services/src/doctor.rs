//! Whether everything the program needs is in order.

use std::path::Path;

use kakuzuke_documents::columns::ImportKind;
use serde::Serialize;

use crate::Services;
use crate::imports::ImportRequest;

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// What, as a machine word.
    pub check: &'static str,
    /// Whether it is in order.
    pub ok: bool,
    /// What was found.
    pub detail: String,
}

impl Finding {
    fn of(check: &'static str, result: Result<String, String>) -> Self {
        match result {
            Ok(detail) => Self { check, ok: true, detail },
            Err(detail) => Self { check, ok: false, detail },
        }
    }
}

impl Services {
    /// Looks at the data folder, the database, the scheme, the ledger's head, the reader of files and the way of mails.
    pub async fn examine(&self) -> Vec<Finding> {
        let store = self.store();
        let folder = store.config().data_dir.clone();
        let shown = |error: &dyn std::error::Error| error.to_string();
        let database = if store.is_sqlite() { "SQLite" } else { "PostgreSQL" };
        vec![
            Finding::of("program", Ok(env!("CARGO_PKG_VERSION").to_owned())),
            Finding::of("data_folder", writable(&folder)),
            Finding::of("database", store.ping().await.map(|()| database.to_owned()).map_err(|error| shown(&error))),
            Finding::of(
                "scheme",
                store.scheme().map(|scheme| format!("{} {}", scheme.id, scheme.version)).map_err(|error| shown(&error)),
            ),
            Finding::of(
                "suppliers",
                store.supplier_count().await.map(|count| count.to_string()).map_err(|error| shown(&error)),
            ),
            Finding::of(
                "ledger",
                store.ledger_head().await.map(|head| head.size.to_string()).map_err(|error| shown(&error)),
            ),
            Finding::of("clock", Ok(store.now().to_rfc3339())),
            Finding::of("reader", self.try_reader().await),
            Finding::of("mail", self.post().knock().await.map(|()| self.mail_place())),
        ]
    }

    /// Where mails go, and whether they leave the house.
    fn mail_place(&self) -> String {
        let place = self.post().place();
        if self.post().sends() { place } else { format!("files in {place}: no SMTP server is named") }
    }

    /// Reads a table of two lines in a process of its own.
    async fn try_reader(&self) -> Result<String, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let file = folder.path().join("try.csv");
        std::fs::write(&file, "法人番号,名称\n2040001999902,株式会社国税商事あ\n")
            .map_err(|error| error.to_string())?;
        let request = ImportRequest::new(ImportKind::Suppliers, file, "try.csv");
        let preview = self.preview(&request, 1, &[]).await.map_err(|error| error.to_string())?;
        if preview.rows.len() == 1 {
            Ok(self.reader_program().display().to_string())
        } else {
            Err("no rows".to_owned())
        }
    }
}

fn writable(folder: &Path) -> Result<String, String> {
    tempfile::tempfile_in(folder).map(|_| folder.display().to_string()).map_err(|error| error.to_string())
}

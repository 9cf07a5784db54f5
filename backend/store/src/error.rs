//! What can go wrong with the records.

use sea_orm::DbErr;

/// Result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// A uniqueness rule or the present state of the register forbids the change.
    #[error("conflict: {code}")]
    Conflict {
        /// Machine code of the rule, such as `number_taken`.
        code: &'static str,
    },
    /// The thing to be changed is not there (or no longer current).
    #[error("{what} is not there")]
    Missing {
        /// What was looked for.
        what: &'static str,
    },
    /// Something stored is not what was written: a damaged row, file or key.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A cursor that this list did not give.
    #[error("a malformed cursor")]
    Cursor,
    /// The data folder or a file in it cannot be used.
    #[error("the data folder cannot be used: {path}")]
    Folder {
        /// The path.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file store failed.
    #[error("the file store failed")]
    Files(#[from] object_store::Error),
    /// The database lacks a setting without which acknowledged changes could be lost.
    #[error("the database setting {setting} is {found}, needed is {needed}")]
    Setting {
        /// Its name.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        needed: &'static str,
    },
    /// A scheme file is not valid.
    #[error("the scheme is not valid: {0}")]
    Scheme(String),
    /// A file of standard clauses is not valid.
    #[error("the clauses are not valid: {0}")]
    Clauses(String),
    /// The machine gives no randomness, without which no secret can be made.
    #[error("the machine gives no randomness")]
    Randomness,
    /// Too many writers are waiting.
    #[error("the register is busy")]
    Busy,
}

impl StoreError {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Conflict { code } => code,
            Self::Missing { .. } => "missing",
            Self::Damaged(_) => "damaged",
            Self::Cursor => "cursor",
            Self::Folder { .. } => "folder",
            Self::Files(_) => "files",
            Self::Setting { .. } => "setting",
            Self::Scheme(_) => "scheme",
            Self::Clauses(_) => "clauses",
            Self::Randomness => "randomness",
            Self::Busy => "busy",
            Self::Database(_) => "database",
        }
    }

    /// What a named uniqueness rule means, on both databases.
    pub(crate) fn on_unique(error: DbErr) -> Self {
        if !matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) {
            return Self::from_db(error);
        }
        let text = error.to_string();
        let rules = [
            (["suppliers_number", "suppliers.number"], "number_taken"),
            (["suppliers_id", "suppliers.id"], "id_taken"),
            (["buyers_code", "buyers.code"], "code_taken"),
            (["schemes_sha256", "schemes.sha256"], "scheme_published"),
            (["jobs_dedupe", "jobs.dedupe"], "job_known"),
            (["accounts_email", "accounts.email"], "email_taken"),
            (["passkeys_credential", "passkeys.credential_id"], "passkey_taken"),
            (["identities_pkey", "identities.issuer"], "identity_taken"),
        ];
        let rule = rules.iter().find(|(marks, _)| marks.iter().any(|mark| text.contains(mark)));
        Self::Conflict { code: rule.map_or("taken", |(_, code)| code) }
    }

    pub(crate) fn from_db(error: DbErr) -> Self {
        if matches!(error, DbErr::ConnectionAcquire(_)) { Self::Busy } else { Self::Database(error) }
    }
}

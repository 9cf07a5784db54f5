//! The work that joins the rules, the records and the papers: imports, exports, demo data, regrading, backups, jobs.

pub mod accounts;
pub mod approvals;
pub mod audits;
pub mod backups;
pub mod buyers;
pub mod chance;
pub mod clauses;
mod codes;
pub mod contracts;
pub mod demo;
pub mod doctor;
pub mod errors;
pub mod exports;
pub mod imports;
mod members;
pub mod notices;
mod profiles;
mod special_clauses;
pub mod suppliers;
pub mod synth;
pub mod upkeep;
pub mod words;
pub mod worker;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakuzuke_store::Store;

pub use errors::{Result, ServicesError};

/// The work of the house over one register. Cloning is cheap.
#[derive(Clone)]
pub struct Services {
    store: Store,
    reader_program: Arc<Path>,
    running: imports::background::Running,
    post: Arc<notices::Post>,
    accounts: accounts::Accounts,
    kept_days: u16,
}

impl Services {
    /// Services over `store`. `reader_program` is this program itself, which reads files in a process of its own. Mails become
    /// files in the data folder.
    #[must_use]
    pub fn new(store: Store, reader_program: PathBuf) -> Self {
        let running = imports::background::Running::default();
        let post = Arc::new(notices::Post::in_folder(&store.config().data_dir));
        let accounts = accounts::Accounts::new(store.clone());
        Self { store, reader_program: reader_program.into(), running, post, accounts, kept_days: upkeep::KEPT_DAYS }
    }

    /// The same with another post office.
    #[must_use]
    pub fn with_post(self, post: notices::Post) -> Self {
        Self { post: Arc::new(post), ..self }
    }

    /// The same with another desk at which people show who they are.
    #[must_use]
    pub fn with_accounts(self, accounts: accounts::Accounts) -> Self {
        Self { accounts, ..self }
    }

    /// The same with jobs that are done kept for so many days, at least [`upkeep::FEWEST_KEPT_DAYS`].
    #[must_use]
    pub fn with_kept_days(self, days: u16) -> Self {
        Self { kept_days: days.max(upkeep::FEWEST_KEPT_DAYS), ..self }
    }

    pub(crate) fn kept_days(&self) -> u16 {
        self.kept_days
    }

    /// The desk at which people show who they are.
    #[must_use]
    pub fn accounts(&self) -> &accounts::Accounts {
        &self.accounts
    }

    /// Where mails go, and the address of this house.
    #[must_use]
    pub fn post(&self) -> &notices::Post {
        &self.post
    }

    /// The records.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The program that reads files.
    #[must_use]
    pub fn reader_program(&self) -> &Path {
        &self.reader_program
    }

    pub(crate) fn running(&self) -> &imports::background::Running {
        &self.running
    }
}

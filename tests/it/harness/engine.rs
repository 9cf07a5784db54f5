//! One fresh, migrated database per test: a copied folder for SQLite, `CREATE DATABASE … TEMPLATE` for PostgreSQL.
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;

use chrono::DateTime;
use kakuzuke_store::{FixedClock, Store, StoreConfig};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

use super::cli;

/// The two databases the product runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A data folder and, on PostgreSQL, the database that belongs to it.
pub struct House {
    folder: TempDir,
    database: Option<String>,
}

/// Runs `body` on `engine`. Without a PostgreSQL that half is skipped on a desk, and fails in CI.
pub fn run<F: Future<Output = ()>>(engine: Engine, body: impl FnOnce(Engine) -> F) {
    if engine == Engine::Postgres && cluster().is_none() {
        assert!(variable("CI").is_none(), "KAKUZUKE_TEST_POSTGRES must name a PostgreSQL in CI");
        eprintln!("skipped: KAKUZUKE_TEST_POSTGRES names no PostgreSQL (bash tests/run starts one)");
        return;
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(body(engine));
}

impl House {
    /// A migrated, empty house.
    pub async fn new(engine: Engine) -> House {
        let folder = tempfile::tempdir().expect("a folder");
        copy_folder(&sqlite_template().await, folder.path());
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(postgres_database(folder.path()).await),
        };
        House { folder, database }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The URL to give to `--database`; none on SQLite.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// `--data` and `--database` for a child.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--data".to_owned(), self.folder().display().to_string()];
        if let Some(url) = &self.database {
            arguments.extend(["--database".to_owned(), url.clone()]);
        }
        arguments
    }

    /// The program with this house's arguments after `arguments`.
    pub fn cli(&self, arguments: &[&str]) -> cli::Outcome {
        let own = self.arguments();
        let all: Vec<&str> = arguments.iter().copied().chain(own.iter().map(String::as_str)).collect();
        cli::run(&all)
    }

    /// The database behind the product's back, to look at or to tamper with.
    pub async fn raw(&self) -> DatabaseConnection {
        let url = match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite://{}?mode=rw", self.folder().join("register.sqlite").display()),
        };
        connect(&url).await
    }
}

#[expect(clippy::disallowed_methods, reason = "the test cluster and CI are told by the environment")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn cluster() -> Option<String> {
    variable("KAKUZUKE_TEST_POSTGRES")
}

/// Changes whenever the program, and with it perhaps a migration, changes.
fn key() -> String {
    let about = fs::metadata(cli::PROGRAM).expect("the program");
    let age = about.modified().expect("a time").duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    format!("{:x}{:x}", age.as_nanos(), about.len())
}

/// Migrates an empty register, as it would have been opened long before any test.
async fn migrate(folder: &Path, database: Option<String>) {
    let clock = Arc::new(FixedClock::new(DateTime::from_timestamp(1_577_836_800, 0).expect("2020-01-01")));
    let config = StoreConfig::new(folder).with_database(database).with_clock(clock);
    let store = Store::open(config).await.unwrap_or_else(|error| panic!("{error}"));
    store.close().await.expect("closed");
}

async fn sqlite_template() -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let template = home.join(format!("template-{}", key()));
    if template.is_dir() {
        return template;
    }
    let partial = home.join(format!("partial-{}-{:x}", process::id(), next()));
    migrate(&partial, None).await;
    if fs::rename(&partial, &template).is_err() {
        fs::remove_dir_all(&partial).expect("the other's template is used");
    }
    template
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap_or_else(|error| panic!("{url}: {error}"))
}

/// Creates a database from the template, which the first comer migrates under an advisory lock.
async fn postgres_database(folder: &Path) -> String {
    let cluster = cluster().expect("asked before");
    let admin = connect(&cluster).await;
    let template = format!("kakuzuke_template_{}", key());
    admin.execute_unprepared("SELECT pg_advisory_lock(7201)").await.expect("the lock");
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
    let found = admin.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.expect("a look");
    if found.is_none() {
        let draft = format!("{template}_draft");
        let statements = [format!("DROP DATABASE IF EXISTS {draft}"), format!("CREATE DATABASE {draft}")];
        for statement in &statements {
            admin.execute_unprepared(statement).await.expect("a draft");
        }
        migrate(folder, Some(beside(&cluster, &draft))).await;
        let rename = format!("ALTER DATABASE {draft} RENAME TO {template}");
        admin.execute_unprepared(&rename).await.expect("the template");
    }
    admin.execute_unprepared("SELECT pg_advisory_unlock(7201)").await.expect("the unlock");
    let name = format!("kakuzuke_{}_{:x}", process::id(), next());
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    admin.execute_unprepared(&create).await.expect("a database");
    admin.close().await.expect("closed");
    beside(&cluster, &name)
}

/// The same cluster, another database.
fn beside(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

fn next() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the template") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

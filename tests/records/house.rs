//! A store of its own for each test, on either database, at a fixed time.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{
    Actor, AsOf, FixedClock, NewFact, NewSupplier, Profile, SeededIds, Store, StoreConfig, SupplierRef, Work,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use uuid::Uuid;

/// Noon of 2026-09-01 in Japan.
pub const NOW: &str = "2026-09-01T03:00:00Z";

/// `both!(name, …)` runs each `async fn name(house: House)` on SQLite and, where there is one, on PostgreSQL.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::house::run(false, super::$name);
            }
            #[test]
            fn on_postgres() {
                $crate::house::run(true, super::$name);
            }
        }
    )+ };
}

pub struct House {
    pub store: Store,
    pub clock: Arc<FixedClock>,
    pub folder: tempfile::TempDir,
    pub database: Option<String>,
}

pub fn run<F: Future<Output = ()>>(postgres: bool, body: impl FnOnce(House) -> F) {
    if postgres && cluster().is_none() {
        assert!(variable("CI").is_none(), "KAKUZUKE_TEST_POSTGRES must name a PostgreSQL in CI");
        eprintln!("skipped: KAKUZUKE_TEST_POSTGRES names no PostgreSQL");
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let database = if postgres { Some(own_database().await) } else { None };
        body(House::open(database).await).await;
    });
}

#[expect(clippy::disallowed_methods, reason = "the test cluster and CI are told by the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn cluster() -> Option<String> {
    variable("KAKUZUKE_TEST_POSTGRES")
}

async fn own_database() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let cluster = cluster().expect("asked before");
    let name = format!("records_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = Database::connect(&cluster).await.expect("the cluster");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    admin.close().await.expect("closed");
    let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

impl House {
    async fn open(database: Option<String>) -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(FixedClock::new(NOW.parse::<DateTime<Utc>>().expect("an instant")));
        let config = StoreConfig::new(folder.path())
            .with_database(database.clone())
            .with_clock(clock.clone())
            .with_ids(Arc::new(SeededIds::new(7)));
        let store = Store::open(config).await.expect("a store");
        House { store, clock, folder, database }
    }

    /// The database behind the store's back.
    pub async fn raw(&self) -> DatabaseConnection {
        let url = match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite://{}?mode=rw", self.folder.path().join("register.sqlite").display()),
        };
        Database::connect(url).await.expect("a connection")
    }

    pub async fn begin(&self) -> Work {
        self.store.begin(&Actor::new("test"), "test.write").await.expect("a unit of work")
    }

    /// Registers companies by name and number.
    pub async fn register(&self, companies: &[(&str, Option<&str>)]) -> Vec<SupplierRef> {
        let mut work = self.begin().await;
        let suppliers = add(&mut work, companies).await;
        work.seal("suppliers", serde_json::Value::Null).await.expect("sealed");
        work.commit().await.expect("committed");
        suppliers
    }

    pub async fn now(&self) -> AsOf {
        self.store.as_of(None, None).await.expect("dates")
    }
}

/// Adds companies with a profile each.
pub async fn add(work: &mut Work, companies: &[(&str, Option<&str>)]) -> Vec<SupplierRef> {
    let new = |(_, number): &(&str, Option<&str>)| NewSupplier {
        id: work.new_id(),
        kind: SupplierKind::Corporation,
        number: number.map(str::to_owned),
    };
    let new = companies.iter().map(new).collect();
    let suppliers = work.add_suppliers(new).await.expect("suppliers");
    let profiles = suppliers.iter().zip(companies).map(|(supplier, (name, number))| {
        let profile = Profile::new(*name, SupplierKind::Corporation, number.map(str::to_owned));
        NewFact::profile(supplier.seq, work.new_id(), &profile, None, None)
    });
    let profiles = profiles.collect();
    work.record(profiles).await.expect("profiles");
    suppliers
}

/// A declaration of SECURITY ACTION.
pub fn declaration(supplier: &SupplierRef, id: Uuid, level: u8, from: &str) -> NewFact {
    let body = format!(
        r#"{{"id":"{id}","kind":"security_action","level":{level},"number":"50000228580","assurance":"self_declared","valid_from":"{from}","valid_to":null,"statuses":[]}}"#
    );
    attestation(supplier, id, &body)
}

/// An ISO/IEC 27001 certificate.
pub fn certificate(supplier: &SupplierRef, id: Uuid, from: &str, to: &str, statuses: &str) -> NewFact {
    let body = format!(
        r#"{{"id":"{id}","kind":"iso27001","edition":"2022","scope":"covers","number":"IS 1","assurance":"official_register","valid_from":"{from}","valid_to":"{to}","statuses":{statuses}}}"#
    );
    attestation(supplier, id, &body)
}

fn attestation(supplier: &SupplierRef, id: Uuid, body: &str) -> NewFact {
    let fact =
        kakuzuke_domain::facts::Fact::from_body(kakuzuke_domain::facts::Room::Attestation, body).expect("a body");
    NewFact::graded(supplier.seq, id, &fact)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

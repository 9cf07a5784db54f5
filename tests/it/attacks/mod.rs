//! What an attacker tries, one family a file: each try is refused with a message, writes nothing and tells nothing.
//! `README.md` beside this file lists the families; a test holds it against the code.
mod bodies;
mod cross_site;
mod extra_fields;
mod foreign_bodies;
mod foreign_ids;
mod injection;
mod list;
mod paths;
mod queries;
mod questions;
mod redirects;
mod requests;
mod sessions;
mod slow;
mod wrong_passwords;

use std::collections::BTreeMap;

use axum::http::{Method, Request, header};
use kakuzuke_store::Actor;
use kakuzuke_web::access::TABLE;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::{Engine, House};
use crate::harness::people;

/// Words of the inside that no answer may hold.
const INSIDE: [&str; 7] = ["panicked", "sqlx", "sea_orm", "SELECT ", ".rs:", "/tmp/", "argon2"];

/// An empty register, asked through a session by somebody with every role.
pub async fn app(engine: Engine) -> TestApp {
    let mut app = TestApp::over(House::new(engine).await).await;
    app.session = Some(people::everything(app.services.store()).await.session);
    assert!(ledger(&app).await > 0, "the accounts of the test stand in the ledger");
    app
}

/// How many entries the ledger has: whatever is written adds one.
pub async fn ledger(app: &TestApp) -> u64 {
    app.services.store().ledger_head().await.expect("a head").size
}

/// The try was refused with a message that says nothing of the inside.
#[track_caller]
pub fn refused(what: &str, answer: &Answer) {
    let text = answer.text();
    assert!(answer.status.is_client_error(), "{what}: {}: {text}", answer.status);
    assert!(!text.is_empty(), "{what}: a refusal without a word");
    quiet(what, answer);
}

/// The answer says nothing of the inside and carries nothing that was not put there by us.
#[track_caller]
pub fn quiet(what: &str, answer: &Answer) {
    let text = answer.text();
    assert!(!answer.status.is_server_error(), "{what}: {}: {text}", answer.status);
    for word in INSIDE {
        assert!(!text.contains(word), "{what}: the answer holds {word:?}: {text}");
    }
    assert!(answer.headers.get("x-evil").is_none(), "{what}: a header of the attacker's");
    assert!(answer.headers.contains_key("x-request-id"), "{what}: an answer without a name");
}

/// Every address of the table for which `wanted` says yes, as (method, address with `value` for every variable part).
pub fn addresses(value: &str, wanted: impl Fn(&str, &str) -> bool) -> Vec<(Method, String)> {
    let rules = TABLE.iter().filter(|rule| wanted(rule.method, rule.path));
    rules.map(|rule| (rule.method.parse().expect("a method"), filled(rule.path, value))).collect()
}

/// An address with `value` for every variable part; the number of a row is one where everything else is [`NOTHING`].
pub fn filled(path: &str, value: &str) -> String {
    let part = |part| match part {
        "{ordinal}" if value == NOTHING => "1",
        part if str::starts_with(part, '{') => value,
        part => part,
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Sends `body` of a media type as the one who asks.
pub async fn send(app: &TestApp, method: Method, path: &str, kind: &str, body: impl Into<axum::body::Body>) -> Answer {
    let request = app.request(method, path).header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
    app.send(request.body(body.into()).expect("a request")).await
}

/// Sends a request without a body, with headers beside those of the one who asks.
pub async fn with(app: &TestApp, method: Method, path: &str, headers: &[(&str, &[u8])]) -> Answer {
    let mut request: Request<axum::body::Body> =
        app.request(method, path).body(axum::body::Body::empty()).expect("a request");
    for (name, value) in headers {
        let name = header::HeaderName::try_from(*name).expect("a name");
        request.headers_mut().append(name, header::HeaderValue::from_bytes(value).expect("a value"));
    }
    app.send(request).await
}

/// Every row of every table, as text.
pub async fn everything(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let database = app.house.raw().await;
    let backend = database.get_database_backend();
    let column = async |sql: String| -> Vec<String> {
        let rows = database.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    };
    let postgres = backend == DbBackend::Postgres;
    let tables = if postgres {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    };
    let mut all = BTreeMap::new();
    for table in column(tables.to_owned()).await {
        let row = if postgres {
            "t::text".to_owned()
        } else {
            let names = column(format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let quoted: Vec<String> = names.iter().map(|name| format!("quote(\"{name}\")")).collect();
            quoted.join(" || ',' || ")
        };
        let mut rows = column(format!("SELECT {row} FROM \"{table}\" t")).await;
        rows.sort_unstable();
        all.insert(table, rows);
    }
    all
}

/// An id of nothing.
pub const NOTHING: &str = "0198f2a0-0000-7000-8000-000000000000";

/// Whoever fills a register in a test.
pub fn clerk() -> Actor {
    Actor::new("loopback")
}

//! Pages over HTTP beside a bare route of the same process.
use std::path::Path;

use axum::middleware::from_fn_with_state;
use axum::routing::get;
use axum::{Extension, Router};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::Services;
use kakuzuke_store::{Actor, NewAccount, NewSession, Secret, Store, StoreConfig};
use kakuzuke_web::WebConfig;
use kakuzuke_web::caller::Caller;
use kakuzuke_web::state::AppState;
use tokio::net::TcpListener;

use crate::load::Host;
use crate::options::Options;
use crate::{child, load};

/// Any part of a name, kana or number, common and rare, with and without the company form.
const WORDS: [&str; 10] =
    ["東京", "株式会社", "システム", "情報サービス", "デ", "テック", "shoji", "204000", "ショウ", "みどり"];
/// What is hard for an index of pairs of characters: single ones, common ones, many of them, a whole number, filters beside a text.
const HARD: [&str; 10] = [
    "text=9",
    "text=1",
    "text=シ",
    "text=ウ ム 1 9 情",
    "text=9999900000000",
    "text=ジョウホウシステム100",
    "text=システム&band=A",
    "text=情報&isms=true",
    "text=99&star=2&privacy_mark=true",
    "band=B&sort=next_change",
];
/// Suppliers whose pages are asked for in turn.
const PAGES: usize = 200;

/// Requests per second and waiting times at every size.
pub async fn measure(options: &Options) {
    for suppliers in &options.suppliers {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().to_str().expect("a plain path");
        child::run(&["synth", "--suppliers", &suppliers.to_string(), "--seed", "1", "--data", data], &[]);
        let (host, open) = serve(folder.path()).await;
        let supplier_pages = supplier_pages(&host).await;
        let lists = ["/suppliers", "/suppliers?band=A", "/suppliers?star=2", "/suppliers?isms=true"];
        let search = |word: &&str| format!("/suppliers?text={}", encoded(word));
        for (what, host, paths) in [
            ("bare route", &host, vec!["/bare".to_owned()]),
            ("supplier", &host, supplier_pages.clone()),
            ("no sign-in", &open, supplier_pages),
            ("list", &host, lists.map(str::to_owned).to_vec()),
            ("search", &host, WORDS.iter().map(search).collect()),
            ("hard search", &host, HARD.map(|query| format!("/suppliers?{}", escaped(query))).to_vec()),
        ] {
            for path in paths.iter().take(20) {
                load::get(host, path).await;
            }
            for connections in [1, 8] {
                let seen = load::ask(host, &paths, options.time, connections).await;
                println!(
                    "requests   {suppliers} suppliers, {what:<11} {connections} at once {:>8.0}/s, p50 {:>7.2} ms, p99 {:>7.2} ms",
                    seen.per_second, seen.p50_ms, seen.p99_ms
                );
            }
        }
    }
}

/// The product's router with a bare route beside it, and the same pages for somebody who need not sign in: no session is
/// looked up and no rule of access asked. Each on a port of its own.
async fn serve(data: &Path) -> (Host, Host) {
    let store = Store::open(StoreConfig::new(data)).await.expect("a register");
    let secret = officer(&store).await;
    let visitor = store.visitor(&secret).await.expect("a look").expect("a session");
    let cookie = format!("__Host-session={}", secret.reveal());
    let services = Services::new(store, env!("CARGO_BIN_EXE_kakuzuke").into());
    let state = AppState::new(services, WebConfig::default()).expect("templates");
    let open = kakuzuke_web::pages::router()
        .into_router()
        .layer(from_fn_with_state(state.clone(), kakuzuke_web::render::layer))
        .layer(Extension(Caller::visitor(visitor)))
        .with_state(state.clone());
    let app = Router::new().route("/bare", get(|| async { "ok" })).merge(kakuzuke_web::router(state));
    (listen(app, cookie).await, listen(open, String::new()).await)
}

async fn listen(app: Router, cookie: String) -> Host {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async { axum::serve(listener, app).await.expect("served") });
    Host { address, cookie }
}

/// An officer of a ward, signed in; answers the secret of the session.
async fn officer(store: &Store) -> Secret {
    let account = store.new_id();
    let ward = store.buyer("131016").await.expect("a look").expect("a ward").id;
    let mut work = store.begin(&Actor::system(), "accounts.add").await.expect("a change");
    let (email, name, language) = ("officer@example.jp".to_owned(), "調達 千代".to_owned(), "ja".to_owned());
    work.add_account(NewAccount { id: account, email, name, language, password: None }).await.expect("an account");
    work.grant(account, Grant { role: Role::Procurement, tenant: Tenant::Buyer(ward) }).await.expect("a role");
    work.commit().await.expect("committed");
    let (method, address, agent) = ("password".to_owned(), String::new(), String::new());
    let new = NewSession { account, method, proven: true, address, agent };
    store.begin_session(new).await.expect("a session")
}

/// The pages of suppliers spread over the register, found through lists and searches.
async fn supplier_pages(host: &Host) -> Vec<String> {
    let mut pages = Vec::new();
    for word in WORDS {
        let list = load::get(host, &format!("/suppliers?text={}", encoded(word))).await;
        pages.extend(list.split("href=\"/suppliers/").skip(1).filter_map(|rest| {
            let id = rest.get(..36)?;
            let plain = id.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-');
            plain.then(|| format!("/suppliers/{id}"))
        }));
    }
    pages.sort_unstable();
    pages.dedup();
    pages.truncate(PAGES);
    assert!(!pages.is_empty(), "the list links to suppliers");
    pages
}

/// A query string whose words are Japanese and its marks are not.
fn escaped(query: &str) -> String {
    let escape = |letter: char| match letter {
        ' ' => "+".to_owned(),
        letter if letter.is_ascii() => letter.to_string(),
        letter => encoded(letter.encode_utf8(&mut [0; 4])),
    };
    query.chars().map(escape).collect()
}

fn encoded(word: &str) -> String {
    word.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

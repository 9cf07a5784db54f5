//! What every request passes: host names, origins, limits, languages, headers, and errors in the right words.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::Services;
use kakuzuke_store::{Actor, NewAccount, NewSession, Store, StoreConfig};
use kakuzuke_web::WebConfig;
use kakuzuke_web::layers::address::Peer;
use kakuzuke_web::state::AppState;
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) struct Counter {
    router: Router,
    session: String,
    _folder: TempDir,
}

pub(crate) async fn counter(config: WebConfig) -> Counter {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(StoreConfig::new(folder.path())).await.unwrap();
    let session = secretary(&store).await;
    let services = Services::new(store, "no-reader".into());
    let router = kakuzuke_web::router(AppState::new(services, config).unwrap());
    Counter { router, session, _folder: folder }
}

/// Somebody of the council's office, signed in; answers the secret of the session.
async fn secretary(store: &Store) -> String {
    let account = store.new_id();
    let mut work = store.begin(&Actor::system(), "accounts.add").await.unwrap();
    let (email, name, language) = ("a@example.jp".to_owned(), "事務 一子".to_owned(), "ja".to_owned());
    work.add_account(NewAccount { id: account, email, name, language, password: None }).await.unwrap();
    work.grant(account, Grant { role: Role::Secretariat, tenant: Tenant::Council }).await.unwrap();
    work.commit().await.unwrap();
    let (method, address, agent) = ("password".to_owned(), String::new(), String::new());
    store.begin_session(NewSession { account, method, proven: true, address, agent }).await.unwrap().reveal()
}

impl Counter {
    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if headers.iter().all(|(name, _)| *name != "host") {
            request = request.header("host", "localhost:8080");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request = request.header("cookie", format!("__Host-session={}", self.session));
        self.router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap()
    }

    /// A request over a connection from `peer`.
    async fn from(&self, peer: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::get("/schemes").header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer(peer.parse().unwrap()));
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn status(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> u16 {
        self.ask(method, path, headers, "").await.status().as_u16()
    }
}

pub(crate) async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(crate) fn header(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn only_own_host_names_are_answered() {
    let counter = counter(WebConfig { hosts: vec!["register.example".to_owned()], ..WebConfig::default() }).await;
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080", "register.example"] {
        assert_eq!(counter.status("GET", "/healthz", &[("host", host)]).await, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "a@localhost", "127.0.0.1.evil.example", "", "[::2]"] {
        assert_eq!(counter.status("GET", "/healthz", &[("host", host)]).await, 421, "{host}");
    }
    assert_eq!(counter.status("GET", "/healthz", &[("host", "localhost"), ("host", "evil.example")]).await, 421);
}

#[tokio::test]
async fn other_sites_cannot_write() {
    let counter = counter(WebConfig::default()).await;
    let path = "/api/v1/imports/00000000-0000-7000-8000-000000000000/cancellations";
    for foreign in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "http://evil.example")]
    {
        assert_eq!(counter.status("POST", path, &[foreign]).await, 403, "{foreign:?}");
        assert_eq!(counter.status("GET", "/healthz", &[foreign]).await, 200, "{foreign:?}");
    }
    assert_eq!(counter.status("POST", path, &[("sec-fetch-site", "same-origin")]).await, 404);
    assert_eq!(counter.status("POST", path, &[("origin", "http://localhost:8080")]).await, 404);
    assert_eq!(counter.status("POST", path, &[]).await, 404);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let counter = counter(WebConfig::default()).await;
    for (path, host) in [
        ("/healthz", "localhost"),
        ("/", "localhost"),
        ("/nothing-here", "localhost"),
        ("/api/v1/schemes", "localhost"),
        ("/api/nothing", "localhost"),
        ("/healthz", "evil.example"),
    ] {
        let response = counter.ask("GET", path, &[("host", host)], "").await;
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store", "{path}");
        assert!(!header(&response, "x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn the_scripts_of_a_page_are_known_by_a_word_used_once() {
    let counter = counter(WebConfig::default()).await;
    let mut words = std::collections::BTreeSet::new();
    for path in ["/", "/", "/schemes", "/sign-in", "/nothing-here"] {
        let page = counter.ask("GET", path, &[], "").await;
        let policy = header(&page, "content-security-policy");
        let word = policy.split_once("; script-src 'nonce-").unwrap().1.strip_suffix('\'').unwrap().to_owned();
        assert_eq!(word.len(), 32, "{path}: {policy}");
        let html = text(page).await;
        let scripts = html.matches("<script").count();
        assert!(scripts > 0, "{path}");
        assert_eq!(html.matches(&format!("<script nonce=\"{word}\" src=\"/assets/")).count(), scripts, "{path}");
        assert!(words.insert(word), "{path}: a word used twice");
    }
    for path in ["/api/v1/schemes", "/healthz", &kakuzuke_web::assets::url("app.js")] {
        let policy = header(&counter.ask("GET", path, &[], "").await, "content-security-policy");
        assert!(!policy.contains("script-src"), "no script runs where there is no page: {path}: {policy}");
    }
}

#[tokio::test]
async fn tls_is_asked_for_where_people_come_by_it() {
    let proxies = vec!["10.0.0.0/8".parse().unwrap(), "192.0.2.1".parse().unwrap(), "fd00::/8".parse().unwrap()];
    let (https, http) = (("x-forwarded-proto", "https"), ("x-forwarded-proto", "http"));
    for (tls, peer, said, asked) in [
        (false, "10.255.0.9", &[https][..], true),
        (false, "fd00::1", &[https], true),
        (false, "192.0.2.1", &[("x-forwarded-proto", "http, https")], true),
        (false, "192.0.2.1", &[http, https], true),
        (false, "192.0.2.1", &[https, http], false),
        (false, "192.0.2.1", &[], false),
        (false, "192.0.2.2", &[https], false),
        (false, "11.0.0.1", &[https], false),
        (true, "198.51.100.1", &[], true),
        (true, "198.51.100.1", &[http], true),
        (true, "10.0.0.1", &[http], false),
    ] {
        let counter = counter(WebConfig { proxies: proxies.clone(), tls, ..WebConfig::default() }).await;
        let answer = counter.from(peer, said).await;
        let wanted = if asked { "max-age=31536000" } else { "" };
        assert_eq!(header(&answer, "strict-transport-security"), wanted, "{tls} {peer} {said:?}");
    }
}

#[tokio::test]
async fn no_cookie_leaves_tls_where_people_come_by_it() {
    for tls in [true, false] {
        let counter = counter(WebConfig { tls, ..WebConfig::default() }).await;
        let form = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        for (method, path, body, names) in [
            ("GET", "/schemes?lang=en", "", &["lang"][..]),
            ("POST", "/display", "theme=dark&shortcuts=off", &["flash", "theme", "shortcuts"]),
            ("POST", "/sign-out", "", &["__Host-session"]),
        ] {
            let answer = counter.ask(method, path, &form, body).await;
            let cookies: Vec<&str> =
                answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
            for name in names {
                let cookie = cookies.iter().find(|cookie| cookie.starts_with(&format!("{name}="))).expect(name);
                let times = cookie.matches("; Secure").count();
                assert_eq!(times, usize::from(tls || name.starts_with("__Host-")), "{tls} {cookie}");
            }
        }
    }
}

#[tokio::test]
async fn a_forwarded_host_is_nobodys_word() {
    let proxies = vec!["192.0.2.1".parse().unwrap()];
    let counter = counter(WebConfig { proxies, ..WebConfig::default() }).await;
    for name in ["x-forwarded-host", "x-host", "x-forwarded-server", "forwarded"] {
        for peer in ["192.0.2.1", "198.51.100.1"] {
            let answer = counter.from(peer, &[(name, "evil.example;host=evil.example")]).await;
            assert_eq!(answer.status(), 200, "{name}");
            assert!(!text(answer).await.contains("evil.example"), "{name}");
        }
    }
}

#[tokio::test]
async fn errors_are_pages_for_people_and_problems_for_programs() {
    let counter = counter(WebConfig::default()).await;
    let page = counter.ask("GET", "/nothing-here", &[], "").await;
    assert_eq!((page.status().as_u16(), header(&page, "content-type").as_str()), (404, "text/html; charset=utf-8"));
    assert!(text(page).await.contains("ページが見つかりません"));
    let page = counter.ask("GET", "/nothing-here", &[("accept-language", "en-GB,ja;q=0.5")], "").await;
    assert_eq!(header(&page, "content-language"), "en");
    assert!(text(page).await.contains("Page not found"));
    let problem = counter.ask("GET", "/api/v1/nothing", &[("cookie", "a=b; lang=en")], "").await;
    let status = problem.status().as_u16();
    assert_eq!((status, header(&problem, "content-type").as_str()), (404, "application/problem+json"));
    let problem: serde_json::Value = serde_json::from_str(&text(problem).await).unwrap();
    assert_eq!(problem["title"], "Page not found");
    assert_eq!(problem["type"], "urn:kakuzuke:problem:not_found");
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_named() {
    let counter = counter(WebConfig::default()).await;
    for (method, path) in [("DELETE", "/api/v1/suppliers"), ("TRACE", "/api/v1/suppliers"), ("PUT", "/suppliers")] {
        let response = counter.ask(method, path, &[], "").await;
        assert_eq!(response.status().as_u16(), 405, "{method} {path}");
        let mut allowed: Vec<String> = header(&response, "allow").split(',').map(str::to_owned).collect();
        allowed.sort();
        assert_eq!(allowed, ["GET", "HEAD", "POST"], "{method} {path}");
    }
}

#[tokio::test]
async fn bodies_are_limited_by_address() {
    let counter = counter(WebConfig { body_bytes: 1000, upload_bytes: 5000, ..WebConfig::default() }).await;
    let json = ("content-type", "application/json");
    let long = "x".repeat(2000);
    assert_eq!(counter.ask("POST", "/api/v1/suppliers", &[json], &long).await.status(), 413);
    let raw = ("content-type", "application/octet-stream");
    let upload = "/api/v1/imports?kind=suppliers&start=false&file_name=a.csv";
    assert_eq!(counter.ask("POST", upload, &[raw], &long).await.status(), 202);
    assert_eq!(counter.ask("POST", upload, &[raw], &"x".repeat(6000)).await.status(), 413);
    assert_eq!(counter.ask("POST", upload, &[json], &long).await.status(), 415);
}

#[tokio::test]
async fn a_chosen_language_is_remembered() {
    let counter = counter(WebConfig::default()).await;
    let response = counter.ask("GET", "/schemes?lang=en", &[], "").await;
    assert_eq!(response.status(), 200);
    assert!(header(&response, "set-cookie").starts_with("lang=en; Path=/;"));
    let response = counter.ask("GET", "/schemes", &[("cookie", "lang=en")], "").await;
    assert_eq!(header(&response, "content-language"), "en");
    assert_eq!(header(&response, "set-cookie"), "");
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_hash() {
    let counter = counter(WebConfig::default()).await;
    let url = kakuzuke_web::assets::url("app.css");
    let response = counter.ask("GET", &url, &[("accept-encoding", "gzip")], "").await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-type"), "text/css; charset=utf-8");
    assert!(header(&response, "cache-control").contains("immutable"));
    assert_eq!(header(&response, "content-encoding"), "gzip");
    for wrong in ["/assets/app.css", "/assets/app.000000000000.css", "/assets/../app.css", "/assets/%2e%2e/app.css"] {
        assert_eq!(counter.status("GET", wrong, &[]).await, 404, "{wrong}");
    }
}

#[tokio::test]
async fn the_public_key_of_the_ledger_is_published() {
    let counter = counter(WebConfig::default()).await;
    let response = counter.ask("GET", "/.well-known/jwks.json", &[], "").await;
    assert_eq!(header(&response, "content-type"), "application/jwk-set+json");
    let keys: serde_json::Value = serde_json::from_str(&text(response).await).unwrap();
    let head = text(counter.ask("GET", "/api/v1/ledger/head", &[], "").await).await;
    let head: serde_json::Value = serde_json::from_str(&head).unwrap();
    assert_eq!(keys["keys"][0]["kid"], head["key_id"]);
    assert_eq!(keys["keys"][0]["crv"], "Ed25519");
}

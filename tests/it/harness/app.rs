//! The counter in process, at a fixed time, without a socket.
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use kakuzuke_services::imports::ImportKind;
use kakuzuke_services::{Services, demo};
use kakuzuke_store::{Actor, FixedClock, Store, StoreConfig};
use kakuzuke_web::WebConfig;
use kakuzuke_web::state::AppState;
use serde_json::Value;
use tower::ServiceExt;

use super::cli;
use super::engine::{Engine, House};
use super::people::{self, Pass};
use super::samples;

/// The moment at which every in-process test begins: noon of 2026-09-01 in Japan.
pub const NOW: &str = "2026-09-01T03:00:00Z";

/// A house with its counter open.
pub struct TestApp {
    pub house: House,
    pub services: Services,
    pub clock: Arc<FixedClock>,
    /// The session of whoever asks; nobody without one.
    pub session: Option<String>,
    /// What the one with every role shows, who asks unless a test says otherwise.
    pass: Pass,
    router: Router,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl TestApp {
    /// An empty register.
    pub async fn new(engine: Engine) -> TestApp {
        TestApp::over(House::new(engine).await).await
    }

    /// A register as the demo fills it, on the day of the tests.
    pub async fn demo(engine: Engine) -> TestApp {
        let house = House::new(engine).await;
        let clock = Arc::new(FixedClock::new(now()));
        let services = services(&house, clock.clone()).await;
        demo::fill(&services, &clock, now(), 1).await.expect("demo data");
        let list = samples::csv(
            house.folder(),
            "list.csv",
            &[&["法人番号", "商号又は名称"], &["2040001999902", "国税商事あ"]],
        );
        let actor = Actor::new("loopback");
        services.upload(ImportKind::Suppliers, &list, "list.csv", Some("131016"), &actor).await.expect("an upload");
        services.store().close().await.expect("closed");
        TestApp::over(house).await
    }

    /// The counter over a house that may have been filled before.
    pub async fn over(house: House) -> TestApp {
        let clock = Arc::new(FixedClock::new(now()));
        let services = services(&house, clock.clone()).await;
        let state = AppState::new(services.clone(), WebConfig::default()).expect("templates");
        let pass = people::everything(services.store()).await;
        let session = Some(pass.session.clone());
        TestApp { house, services, clock, session, pass, router: kakuzuke_web::router(state) }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Reads a page in a language.
    pub async fn page(&self, path: &str, language: &str) -> Answer {
        let mut request = self.request(Method::GET, path).body(Body::empty()).expect("a request");
        let lang = HeaderValue::from_str(&format!("lang={language}")).expect("a cookie");
        request.headers_mut().append(header::COOKIE, lang);
        self.send(request).await
    }

    /// A request of whoever asks.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1");
        match &self.session {
            Some(session) if path.starts_with("/api/") && *session == self.pass.session => {
                request.header(header::AUTHORIZATION, format!("Bearer {}", self.pass.token))
            }
            Some(session) => request.header(header::COOKIE, format!("__Host-session={session}")),
            None => request,
        }
    }

    /// Reads from the API.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// Sends JSON to the API.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        self.send(request).await
    }

    /// Sends a form as a browser on the same origin does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.join("&")))
            .expect("a request");
        self.send(request).await
    }
}

fn now() -> DateTime<Utc> {
    NOW.parse().expect("an instant")
}

async fn services(house: &House, clock: Arc<FixedClock>) -> Services {
    let database = house.database().map(str::to_owned);
    let config = StoreConfig::new(house.folder()).with_database(database).with_clock(clock);
    Services::new(Store::open(config).await.expect("a register"), cli::PROGRAM.into())
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The status was as expected.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// Where a redirect points.
    #[track_caller]
    pub fn location(&self) -> String {
        self.headers[header::LOCATION].to_str().expect("an address").to_owned()
    }
}

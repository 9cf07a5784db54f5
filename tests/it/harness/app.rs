//! The counter in process, at a fixed time, without a socket.
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use kakuzuke_services::Services;
use kakuzuke_store::{FixedClock, Store, StoreConfig};
use kakuzuke_web::WebConfig;
use kakuzuke_web::state::AppState;
use serde_json::Value;
use tower::ServiceExt;

use super::cli;
use super::engine::{Engine, House};

/// The moment at which every in-process test begins: noon of 2026-09-01 in Japan.
pub const NOW: &str = "2026-09-01T03:00:00Z";

/// A house with its counter open.
pub struct TestApp {
    pub house: House,
    pub services: Services,
    pub clock: Arc<FixedClock>,
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

    /// The counter over a house that may have been filled before.
    pub async fn over(house: House) -> TestApp {
        let clock = Arc::new(FixedClock::new(NOW.parse::<DateTime<Utc>>().expect("an instant")));
        let database = house.database().map(str::to_owned);
        let config = StoreConfig::new(house.folder()).with_database(database).with_clock(clock.clone());
        let store = Store::open(config).await.expect("a register");
        let services = Services::new(store, cli::PROGRAM.into());
        let state = AppState::new(services.clone(), WebConfig::default()).expect("templates");
        TestApp { house, services, clock, router: kakuzuke_web::router(state) }
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
        let request = request(Method::GET, path)
            .header(header::COOKIE, format!("lang={language}"))
            .body(Body::empty())
            .expect("a request");
        self.send(request).await
    }

    /// Reads from the API.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// Sends JSON to the API.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = request(method, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        self.send(request).await
    }

    /// Sends a form as a browser on the same origin does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.join("&")))
            .expect("a request");
        self.send(request).await
    }
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1")
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

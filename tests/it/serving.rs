//! The server as its neighbours on the network see it.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::both;
use crate::harness::cli;
use crate::harness::engine::{Engine, House};
use crate::harness::server::Server;

both!(it_starts_answers_and_ends_when_asked, silence_is_ended, what_was_acknowledged_survives_the_plug);

/// The server promises ten seconds for the head of a request.
const PATIENCE: Duration = Duration::from_secs(25);

async fn it_starts_answers_and_ends_when_asked(engine: Engine) {
    let house = House::new(engine).await;
    let server = Server::open(&house).await;
    assert_eq!(server.get("/healthz").0, 200);
    assert_eq!(server.get("/").0, 200);
    assert_eq!(server.get("/no-such-page").0, 404);
    assert_eq!(server.stop(), Some(0));
}

async fn silence_is_ended(engine: Engine) {
    let house = House::new(engine).await;
    let server = Server::open(&house).await;
    let crowd: Vec<TcpStream> = (0..300).map(|_| server.connect()).collect();
    assert_eq!(server.get("/healthz").0, 200, "a crowd that says nothing keeps nobody out");
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").expect("sent");
    let began = Instant::now();
    for mut stream in crowd.into_iter().chain([slow]) {
        let mut rest = Vec::new();
        let _closed_or_reset = stream.read_to_end(&mut rest);
        assert!(began.elapsed() < PATIENCE, "a silent connection is open after {:?}", began.elapsed());
    }
    assert_eq!(server.get("/healthz").0, 200);
}

async fn what_was_acknowledged_survives_the_plug(engine: Engine) {
    let house = House::new(engine).await;
    let server = Server::open(&house).await;
    let body = json!({"name":"株式会社国税商事あ","kind":"corporation","number":"2040001999902"});
    let (status, answer) = server.post("/api/v1/suppliers", &body);
    assert_eq!(status, 201, "{answer}");
    server.kill();
    let server = Server::open(&house).await;
    let (status, answer) = server.get("/api/v1/suppliers/2040001999902");
    assert_eq!(status, 200, "{answer}");
    drop(server);
    house.cli(&["ledger", "verify"]).ok();
}

#[test]
fn only_this_machine_may_come_into_the_demo() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a plain path");
    let outcome = cli::run(&["demo", "--data", data, "--listen", "0.0.0.0:0"]);
    assert!(matches!(outcome.code, Some(code) if code != 0), "{outcome:?}");
    assert!(!outcome.stderr.contains("panicked"), "{outcome:?}");
}

#[test]
fn a_taken_port_is_a_clear_message() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a plain path");
    let address = taken.local_addr().expect("an address").to_string();
    let outcome = cli::run(&["serve", "--data", data, "--listen", &address]);
    assert!(matches!(outcome.code, Some(code) if code != 0), "{outcome:?}");
    assert!(outcome.stderr.contains(&address), "{outcome:?}");
}

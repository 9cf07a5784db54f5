//! Thousands of connections that say nothing, or one byte a second: nobody else may wait for them.
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::harness::engine::{Engine, House};
use crate::harness::server::Server;

const SLOW: u64 = 5_000;
const SILENT: u64 = 2_000;
/// What the test itself needs beside the attackers' connections.
const OWN: u64 = 200;
const PROBES: usize = 24;
const HEAD: &[u8] = b"GET /healthz HTTP/1.1\r\nX-Slow: ";

/// The machine may do other things too, so what counts is what the attack adds to the longest answer of before.
#[test]
fn seven_thousand_idlers_delay_nobody() {
    crate::harness::engine::run(Engine::Sqlite, async |engine| {
        let house = House::new(engine).await;
        let server = Server::open(&house).await;
        let (slow, silent) = crowd();
        let before = probe(server.address).await;
        let idlers: Vec<_> = (0..slow)
            .map(|number| tokio::spawn(trickle(server.address, number)))
            .chain((0..silent).map(|number| tokio::spawn(say_nothing(server.address, number))))
            .collect();
        sleep(Duration::from_secs(6)).await;
        let during = probe(server.address).await;
        for idler in idlers {
            idler.abort();
        }
        let worst = during.saturating_sub(before);
        assert!(worst < Duration::from_secs(1), "{before:?} before, {during:?} with {slow} slow and {silent} silent");
    });
}

/// As many as the file descriptors of this process allow, in the same proportion; says so where they are fewer.
fn crowd() -> (u64, u64) {
    let limit = getrlimit(Resource::Nofile);
    let wished = SLOW + SILENT + OWN;
    let allowed = limit.maximum.unwrap_or(wished).min(wished);
    if limit.current.is_some_and(|current| current < allowed) {
        setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum: limit.maximum }).expect("a higher limit");
    }
    if allowed == wished {
        return (SLOW, SILENT);
    }
    let (slow, silent) = ((allowed - OWN) * 5 / 7, (allowed - OWN) * 2 / 7);
    eprintln!("{allowed} file descriptors allow {slow} slow and {silent} silent connections only");
    (slow, silent)
}

/// The longest of some answers, half of them pages.
async fn probe(address: SocketAddr) -> Duration {
    let mut worst = Duration::ZERO;
    for number in 0..PROBES {
        let path = if number % 2 == 0 { "/healthz" } else { "/schemes" };
        let began = Instant::now();
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        let read = timeout(Duration::from_secs(20), stream.read_to_string(&mut answer)).await;
        read.expect("in time").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        worst = worst.max(began.elapsed());
        sleep(Duration::from_millis(200)).await;
    }
    worst
}

/// One byte a second; comes back when it was shown out.
async fn trickle(address: SocketAddr, number: u64) {
    arrive(number).await;
    loop {
        if let Ok(mut stream) = TcpStream::connect(address).await {
            let mut alive = stream.write_all(HEAD).await.is_ok();
            while alive {
                sleep(Duration::from_secs(1)).await;
                alive = stream.write_all(b"a").await.is_ok();
            }
        }
        sleep(Duration::from_secs(3)).await;
    }
}

/// Never a byte; comes back when it was shown out.
async fn say_nothing(address: SocketAddr, number: u64) {
    arrive(number).await;
    loop {
        if let Ok(mut stream) = TcpStream::connect(address).await {
            let _shown_out = stream.read(&mut [0; 1]).await;
        }
        sleep(Duration::from_secs(3)).await;
    }
}

/// They come within four seconds, not all in one moment.
async fn arrive(number: u64) {
    sleep(Duration::from_millis(number * 7 % 4_000)).await;
}

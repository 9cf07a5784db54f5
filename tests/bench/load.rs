//! A small load: some connections that ask one thing after another for a while.
use std::time::{Duration, Instant};

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Where to ask, and as whom.
#[derive(Clone)]
pub struct Host {
    pub address: String,
    pub cookie: String,
}

/// What a load saw.
pub struct Seen {
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// Asks for `paths` in turn over so many connections at once; any answer but 200 ends the bench.
pub async fn ask(host: &Host, paths: &[String], time: Duration, connections: usize) -> Seen {
    let until = Instant::now() + time;
    let began = Instant::now();
    let askers: Vec<_> = (0..connections)
        .map(|first| tokio::spawn(one(host.clone(), paths.to_vec(), first * paths.len() / connections, until)))
        .collect();
    let mut took = Vec::new();
    for asker in askers {
        took.extend(asker.await.expect("an asker"));
    }
    let seconds = began.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    Seen { per_second: took.len() as f64 / seconds, p50_ms: at(0.50), p99_ms: at(0.99) }
}

async fn one(host: Host, paths: Vec<String>, first: usize, until: Instant) -> Vec<Duration> {
    let stream = TcpStream::connect(&host.address).await.expect("connected");
    stream.set_nodelay(true).expect("no delay");
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.expect("a connection");
    tokio::spawn(connection);
    let mut took = Vec::new();
    for path in paths.iter().cycle().skip(first) {
        if Instant::now() >= until {
            break;
        }
        let began = Instant::now();
        fetch(&mut sender, &host, path).await;
        took.push(began.elapsed());
    }
    took
}

/// One answer, read to its end.
async fn fetch(sender: &mut SendRequest<Body>, host: &Host, path: &str) -> String {
    let request = Request::get(path)
        .header("host", &host.address)
        .header("cookie", &host.cookie)
        .body(Body::empty())
        .expect("a request");
    sender.ready().await.expect("still connected");
    let answer = sender.send_request(request).await.expect("an answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    assert_eq!(status, 200, "{path}");
    String::from_utf8_lossy(&body).into_owned()
}

/// A single answer's text.
pub async fn get(host: &Host, path: &str) -> String {
    let stream = TcpStream::connect(&host.address).await.expect("connected");
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.expect("a connection");
    tokio::spawn(connection);
    fetch(&mut sender, host, path).await
}

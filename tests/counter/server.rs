//! The accept loop: silent and slow clients cost nobody else anything, and a shutdown lets open requests end.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use kakuzuke_web::server::{Limits, bind, bind_loopback, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct House {
    address: SocketAddr,
    close: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

async fn open(limits: Limits) -> House {
    let slow = async || {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "slow"
    };
    let router = Router::new().route("/", get(async || "here")).route("/slow", get(slow));
    let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let address = listener.local_addr().unwrap();
    let (close, closed) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, router, limits, async {
        closed.await.ok();
    }));
    House { address, close, server }
}

async fn ask(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_silent_connections_do_not_delay_a_probe() {
    let house = open(Limits { connections: 200, ..Limits::default() }).await;
    let mut silent = Vec::new();
    for _ in 0..3000 {
        match TcpStream::connect(house.address).await {
            Ok(stream) => silent.push(stream),
            Err(error) => panic!("after {} connections: {error}", silent.len()),
        }
        if silent.len() > 400 {
            silent.remove(0);
        }
    }
    for _ in 0..20 {
        let started = Instant::now();
        assert!(ask(house.address, "/").await.ends_with("here"));
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_connection_that_sends_nothing_is_closed() {
    let house = open(Limits { head: Duration::from_millis(200), ..Limits::default() }).await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    assert!(ended.is_ok(), "still open after five seconds");
}

#[tokio::test]
async fn a_head_that_trickles_in_is_cut_off() {
    let house = open(Limits { head: Duration::from_millis(300), ..Limits::default() }).await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let started = Instant::now();
    let mut closed = false;
    for byte in b"GET / HTTP/1.1\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".iter().cycle() {
        if stream.write_all(&[*byte]).await.is_err() || started.elapsed() > Duration::from_secs(5) {
            closed = started.elapsed() < Duration::from_secs(5);
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(closed, "a head may not take for ever");
}

#[tokio::test]
async fn a_rested_connection_is_closed() {
    let house = open(Limits { head: Duration::from_millis(200), ..Limits::default() }).await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    assert!(ended.is_ok(), "kept open after its answer");
    assert!(answer.ends_with(b"here"));
}

#[tokio::test]
async fn a_head_too_large_is_refused() {
    let house = open(Limits { head_bytes: 16 * 1024, ..Limits::default() }).await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let request = format!("GET / HTTP/1.1\r\nhost: localhost\r\nx-large: {}\r\n\r\n", "a".repeat(64 * 1024));
    stream.write_all(request.as_bytes()).await.ok();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 431");
}

#[tokio::test]
async fn a_shutdown_lets_an_open_request_end() {
    let house = open(Limits::default()).await;
    let request = tokio::spawn(ask(house.address, "/slow"));
    tokio::time::sleep(Duration::from_millis(100)).await;
    house.close.send(()).unwrap();
    assert!(request.await.unwrap().ends_with("slow"));
    tokio::time::timeout(Duration::from_secs(5), house.server).await.unwrap().unwrap();
    assert!(TcpStream::connect(house.address).await.is_err());
}

#[tokio::test]
async fn the_demo_listens_on_loopback_only() {
    assert!(bind_loopback(SocketAddr::from(([0, 0, 0, 0], 0))).is_err());
}

//! The program serving on a port of its own, asked over a plain socket.
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use kakuzuke_store::{Store, StoreConfig};

use super::engine::House;
use super::{cli, people};

/// A serving child; ended, not asked, when dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    session: String,
}

impl Server {
    /// `serve` over a house, asked by somebody with every role.
    pub async fn open(house: &House) -> Server {
        let config = StoreConfig::new(house.folder()).with_database(house.database().map(str::to_owned));
        let store = Store::open(config).await.expect("a register");
        let session = people::everything(&store).await.session;
        store.close().await.expect("closed");
        let own = house.arguments();
        Server::start(&[&["serve"], &own.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat(), session)
    }

    /// Any serving command, once it answers.
    fn start(arguments: &[&str], session: String) -> Server {
        let address = free_address();
        let listen = address.to_string();
        let mut child = cli::start(&[arguments, &["--listen", &listen]].concat());
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(status) = child.try_wait().expect("a child") {
                panic!("the server ended: {status}, {}", words(&mut child));
            }
            assert!(began.elapsed() < Duration::from_secs(120), "the server does not answer");
            thread::sleep(Duration::from_millis(20));
        }
        Server { child, address, session }
    }

    /// Status and body of a page.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.exchange(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head()))
    }

    /// Sends JSON.
    pub fn post(&self, path: &str, json: &serde_json::Value) -> (u16, String) {
        let body = json.to_string();
        self.exchange(&format!(
            "POST {path} HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.head(),
            body.len()
        ))
    }

    fn head(&self) -> String {
        let (address, session) = (self.address, &self.session);
        format!("Host: {address}\r\nConnection: close\r\nCookie: __Host-session={session}\r\n")
    }

    fn exchange(&self, request: &str) -> (u16, String) {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned();
        (status.unwrap_or_else(|| panic!("no answer: {answer:?}")), body)
    }

    /// A connection that gives up after a minute.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        stream
    }

    /// Pulls the plug.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("reaped");
    }

    /// Asks it to end, and waits; none after a minute.
    pub fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        std::process::Command::new("kill").args(["-TERM", &id]).status().expect("asked");
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _status = self.child.wait();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address")
}

fn words(child: &mut Child) -> String {
    let mut text = String::new();
    if let Some(pipe) = child.stderr.as_mut() {
        pipe.read_to_string(&mut text).expect("words");
    }
    text
}

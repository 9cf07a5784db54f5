//! A real SMTP server, aiosmtpd from PyPI, as a child.
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use kakuzuke_services::notices::{MailSettings, Post};

/// The address of an SMTP server, which runs or does not.
pub struct Smtp {
    folder: tempfile::TempDir,
    port: u16,
    python: PathBuf,
    child: Option<Child>,
}

/// The Python that has aiosmtpd. Without it these tests are skipped on a desk, and fail in CI.
pub fn python() -> Option<PathBuf> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/.venv/bin/python");
    if usual.is_file() {
        return Some(usual);
    }
    assert!(super::engine::variable("CI").is_none(), "tests/mail/.venv must be there in CI: bash tests/run makes it");
    eprintln!("skipped: tests/mail/.venv is not there (bash tests/run makes it)");
    None
}

impl Smtp {
    /// An address where nothing listens yet.
    pub fn closed(python: PathBuf) -> Smtp {
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        Smtp { folder: tempfile::tempdir().expect("a folder"), port, python, child: None }
    }

    /// A server that runs.
    pub fn open(python: PathBuf) -> Smtp {
        let mut smtp = Smtp::closed(python);
        smtp.start();
        smtp
    }

    /// Starts it.
    pub fn start(&mut self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/server.py");
        let mut child = Command::new(&self.python)
            .arg(script)
            .arg(self.port.to_string())
            .arg(self.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a word");
        assert_eq!(line, "ready\n");
        self.child = Some(child);
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// A post office that hands mails to it.
    pub fn post(&self) -> Post {
        let settings = MailSettings {
            smtp_url: Some(self.url()),
            from: Some("格付け <kakuzuke@city.example.jp>".to_owned()),
            public_url: Some("https://kakuzuke.city.example.jp/".to_owned()),
        };
        Post::open(&settings, self.folder.path()).expect("a post office")
    }

    /// What it has kept, in the order in which it came.
    pub fn kept(&self) -> Vec<Letter> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "eml"))
            .collect();
        files.sort();
        files.iter().map(|file| Letter::read(&fs::read_to_string(file).expect("a mail"))).collect()
    }

    /// Waits until it has kept so many.
    pub fn wait_for(&self, count: usize) {
        let began = Instant::now();
        while self.kept().len() < count {
            assert!(began.elapsed() < Duration::from_secs(60), "{count} mails did not come");
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().expect("killed");
            child.wait().expect("reaped");
        }
    }
}

/// A mail as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its header lines, unfolded.
    pub headers: Vec<String>,
    /// Its body, decoded.
    pub body: String,
}

impl Letter {
    fn read(text: &str) -> Letter {
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let headers: Vec<String> = head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect();
        let encoding = header(&headers, "Content-Transfer-Encoding").unwrap_or_default();
        let body = match encoding.as_str() {
            "base64" => String::from_utf8(base64(&body.replace("\r\n", ""))).expect("UTF-8"),
            "quoted-printable" => quoted_printable(body),
            _ => body.to_owned(),
        };
        Letter { headers, body }
    }

    /// A header, encoded words decoded.
    #[track_caller]
    pub fn header(&self, name: &str) -> String {
        header(&self.headers, name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers))
    }
}

fn header(headers: &[String], name: &str) -> Option<String> {
    let prefix = format!("{name}: ");
    let value = headers.iter().find_map(|line| line.strip_prefix(&prefix))?;
    let mut text = String::new();
    for word in value.split(' ') {
        match word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?=")) {
            Some(encoded) => text.push_str(&String::from_utf8_lossy(&base64(encoded))),
            None => {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(word);
            }
        }
    }
    Some(text)
}

fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        bits = (bits << 6 | u32::from(value(byte))) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}

fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).expect("digits"), 16).expect("a number"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

//! The program as a child process: its answers, how long it took and how much memory its family held.
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The binary under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_kakuzuke");

/// No command of a test may take longer.
const LIMIT: Duration = Duration::from_secs(120);

/// What a finished child left behind.
#[derive(Debug)]
pub struct Outcome {
    /// None when a signal or the time limit ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub seconds: f64,
    /// Highest sum of resident memory of the child and its children seen, in KiB.
    pub peak_kib: u64,
}

impl Outcome {
    /// stdout as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// It went well.
    #[track_caller]
    pub fn ok(self) -> Outcome {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }
}

/// Runs the program to its end, watching its memory.
pub fn run(arguments: &[&str]) -> Outcome {
    let began = Instant::now();
    let mut child = start(arguments);
    let stdout = drain(child.stdout.take().expect("piped"));
    let stderr = drain(child.stderr.take().expect("piped"));
    let mut peak_kib = 0;
    let code = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status.code();
        }
        if began.elapsed() > LIMIT {
            child.kill().expect("killed");
            child.wait().expect("reaped");
            break None;
        }
        peak_kib = peak_kib.max(family_kib(child.id()));
        thread::sleep(Duration::from_millis(5));
    };
    Outcome {
        code,
        stdout: stdout.join().expect("read"),
        stderr: stderr.join().expect("read"),
        seconds: began.elapsed().as_secs_f64(),
        peak_kib,
    }
}

/// Starts the program with pipes for its output; the caller ends it.
pub fn start(arguments: &[&str]) -> Child {
    Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("output");
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Resident memory of a process and its descendants.
fn family_kib(id: u32) -> u64 {
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    let below: u64 = children.split_whitespace().filter_map(|child| child.parse().ok()).map(family_kib).sum();
    resident_kib(id) + below
}

fn resident_kib(id: u32) -> u64 {
    let status = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kib| kib.parse().ok())
        .unwrap_or(0)
}

//! The program as a child, with the most memory that it and its reader held.
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How a child did.
pub struct Run {
    pub seconds: f64,
    /// Highest sum of the resident memory of the process and its children, in MiB.
    pub peak_mib: f64,
    pub stdout: String,
}

/// Runs the program to its end; anything but success, or the codes in `also`, ends the bench.
pub fn run(arguments: &[&str], also: &[i32]) -> Run {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kakuzuke"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let id = child.id();
    let watch = thread::spawn(move || {
        let mut peak = 0;
        while let Some(held) = family_kib(id) {
            peak = peak.max(held);
            thread::sleep(Duration::from_millis(10));
        }
        peak
    });
    let mut stdout = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().expect("piped"), &mut stdout).expect("output");
    let code = child.wait().expect("a child").code();
    let seconds = began.elapsed().as_secs_f64();
    assert!(code == Some(0) || code.is_some_and(|code| also.contains(&code)), "{arguments:?} ended with {code:?}");
    let peak_mib = watch.join().expect("watched") as f64 / 1024.0;
    Run { seconds, peak_mib, stdout }
}

/// None once the process is gone or only waits to be reaped.
fn family_kib(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let own = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let own: u64 = own.split_whitespace().next()?.parse().ok()?;
    let tasks = fs::read_dir(format!("/proc/{id}/task")).ok()?;
    let children = tasks
        .filter_map(|task| fs::read_to_string(task.ok()?.path().join("children")).ok())
        .flat_map(|line| line.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<u32>>());
    Some(own + children.filter_map(family_kib).sum::<u64>())
}

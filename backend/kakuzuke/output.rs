//! What the commands say: answers on stdout, one line of trouble on stderr.

use std::io::{self, Write};
use std::process::ExitCode;

/// Bad input, or a place that cannot be opened: nothing was done.
pub const BAD_INPUT: u8 = 2;
/// The work was done, but a person has to look at some of it.
pub const NEEDS_A_PERSON: u8 = 3;

/// Prints one answer. A reader that went away (`| head`) is not our trouble.
pub fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// One line of trouble on stderr, whatever line breaks the message held.
pub fn complain(text: &str) {
    let line = text.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr().lock(), "kakuzuke: {line}");
}

/// Something worth knowing, on stderr, beside the answer.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// The exit code of a command that ended in `result`; an error is one line and exit 2.
pub fn finish(result: anyhow::Result<ExitCode>) -> ExitCode {
    match result {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(BAD_INPUT)
        }
    }
}

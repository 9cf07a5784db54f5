//! `kakuzuke read-table`: the process of this program that reads one file for another, within limits of its own.

use std::ffi::OsString;
use std::process::ExitCode;

use kakuzuke_documents::child;

/// Reads the file if the program was called for that. It has to happen before any thread exists: the limit of memory
/// counts the stacks of threads too.
pub fn run_if_called(mut arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let _program = arguments.next();
    let command = arguments.next()?;
    (command == child::COMMAND).then(|| ExitCode::from(child::main(arguments)))
}

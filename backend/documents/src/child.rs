//! The reading process: takes limits upon itself, reads one file, writes lines to its standard output.
//!
//! It runs before the program has started any thread; a workbook that breaks a reader breaks only this process.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::Path;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::archive;
use crate::detect::{FileFormat, detect};
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::readers::{self, Sink};
use crate::wire::{Notice, write_notice};

mod arguments;

pub(crate) use arguments::to_arguments;

/// The hidden subcommand of the program.
pub const COMMAND: &str = "read-table";

/// Runs the reading process with the arguments behind [`COMMAND`]; returns the exit code.
/// The outcome, good or bad, is the last line of standard output.
pub fn main(arguments: impl Iterator<Item = OsString>) -> u8 {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let Some((path, options)) = arguments::from_arguments(arguments) else {
        return 2;
    };
    set_hook(Box::new(|_| {}));
    restrict(&path, &options);
    match run(&path, &options, &mut out) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

/// Reads a file and writes its lines, without taking limits upon the process. A panic of a reader becomes `damaged`.
///
/// # Errors
/// The lines cannot be written.
pub fn run(path: &Path, options: &ReadOptions, mut out: &mut dyn Write) -> std::io::Result<()> {
    let read = catch_unwind(AssertUnwindSafe(|| read(path, options, out)));
    let outcome = read.unwrap_or_else(|_| Err(ReadError::damaged("reader")));
    if let Err(error) = outcome {
        write_notice(&mut out, &Notice::Error(error))?;
    }
    out.flush()
}

/// Limits that the system enforces. Where one cannot be set, the parent's clock and the checks of the readers remain.
fn restrict(path: &Path, options: &ReadOptions) {
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    let both = |value: u64| Rlimit { current: Some(value), maximum: Some(value) };
    let soft = |value: u64| Rlimit { current: Some(value), maximum: Some(value.saturating_add(5)) };
    let seconds = options.limits.cpu_seconds.saturating_add(size >> 22);
    let _ = setrlimit(Resource::As, both(options.limits.memory_bytes));
    let _ = setrlimit(Resource::Cpu, soft(seconds));
    let _ = setrlimit(Resource::Core, both(0));
}

fn read(path: &Path, options: &ReadOptions, out: &mut dyn Write) -> Result<(), ReadError> {
    let limits = &options.limits;
    let size = std::fs::metadata(path)?.len();
    if size > limits.file_bytes {
        return Err(ReadError::new(ReadErrorCode::TooLarge).with("limit", limits.file_bytes));
    }
    let format = detect(path)?;
    let packed = matches!(format, FileFormat::Xlsx | FileFormat::Xlsb | FileFormat::Ods);
    let macros = packed && archive::inspect(File::open(path)?, limits)?.macros;
    let mut sink = Sink::new(out, options);
    let file = File::open(path)?;
    match format {
        FileFormat::Xlsx => readers::xlsx::read(file, options, macros, &mut sink)?,
        FileFormat::Xlsb => readers::xlsb::read(file, options, macros, &mut sink)?,
        FileFormat::Xls => readers::xls::read(file, options, &mut sink)?,
        FileFormat::Ods => readers::ods::read(file, options, &mut sink)?,
        FileFormat::Text => readers::text::read(file, options, &mut sink)?,
    }
    if sink.rows() == 0 && options.first_rows != Some(0) {
        return Err(ReadError::new(ReadErrorCode::NoRows));
    }
    sink.finish()
}

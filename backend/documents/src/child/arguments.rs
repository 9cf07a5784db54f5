//! Options as arguments of the reading process, there and back.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::limits::ReadOptions;

/// The arguments for reading a file.
pub(crate) fn to_arguments(path: &Path, options: &ReadOptions) -> Vec<OsString> {
    let limits = &options.limits;
    let numbers = [
        ("--memory-bytes", limits.memory_bytes),
        ("--cpu-seconds", limits.cpu_seconds),
        ("--file-bytes", limits.file_bytes),
        ("--unpacked-bytes", limits.unpacked_bytes),
        ("--rows", limits.rows),
        ("--columns", u64::from(limits.columns)),
        ("--cell-chars", limits.cell_chars as u64),
        ("--first-rows", options.first_rows.unwrap_or(u64::MAX)),
    ];
    let mut arguments = vec![path.as_os_str().to_owned()];
    for (name, value) in numbers {
        arguments.extend([OsString::from(name), OsString::from(value.to_string())]);
    }
    if let Some(sheet) = &options.sheet {
        arguments.extend([OsString::from("--sheet"), OsString::from(sheet)]);
    }
    arguments
}

/// The file and the options; none if the arguments are not ours.
pub(crate) fn from_arguments(mut arguments: impl Iterator<Item = OsString>) -> Option<(PathBuf, ReadOptions)> {
    let path = PathBuf::from(arguments.next()?);
    let mut options = ReadOptions::default();
    while let Some(name) = arguments.next() {
        let value = arguments.next()?.into_string().ok()?;
        let number = || value.parse::<u64>().ok();
        let limits = &mut options.limits;
        match name.to_str()? {
            "--memory-bytes" => limits.memory_bytes = number()?,
            "--cpu-seconds" => limits.cpu_seconds = number()?,
            "--file-bytes" => limits.file_bytes = number()?,
            "--unpacked-bytes" => limits.unpacked_bytes = number()?,
            "--rows" => limits.rows = number()?,
            "--columns" => limits.columns = u32::try_from(number()?).ok()?,
            "--cell-chars" => limits.cell_chars = usize::try_from(number()?).ok()?,
            "--first-rows" => options.first_rows = number().filter(|rows| *rows != u64::MAX),
            "--sheet" => options.sheet = Some(value),
            _ => return None,
        }
    }
    Some((path, options))
}

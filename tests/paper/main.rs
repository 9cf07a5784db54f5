//! Paper in and out, tried from outside: the reading process without its process, columns, writers.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test may fail")]

mod binary_workbooks;
mod columns;
mod compound;
mod hostile;
mod real_files;
mod rendering;
mod spreadsheets;
mod support;
mod text_files;
mod uploads;
mod word;
mod writing;

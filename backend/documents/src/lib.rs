//! Paper in and out: tables from spreadsheets and text files, workbooks, text files and Word files. Knows bytes, not records.
//!
//! A file from outside is read by a child process of the same program ([`child::run`]) within limits of memory and time;
//! the parent ([`TableReader`]) only parses the child's lines.

pub mod child;
pub mod columns;
pub mod word;
pub mod write;

mod archive;
mod cells;
mod detect;
mod errors;
mod limits;
mod readers;
mod table_reader;
mod wire;

pub use cells::{Cell, Row};
pub use detect::{EXTENSIONS, FileFormat, check_upload};
pub use errors::{ReadError, ReadErrorCode};
pub use limits::{ReadOptions, ReaderLimits};
pub use table_reader::TableReader;
pub use wire::{Head, SheetInfo};

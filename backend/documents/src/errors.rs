//! Why a file cannot be read as a table.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The situation, as a word that is translated where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadErrorCode {
    /// The file has no bytes.
    Empty,
    /// No sheet of the file has a row.
    NoRows,
    /// The content is none of the formats that are read.
    UnknownFormat,
    /// The extension says one format, the content another: `extension`, `content`.
    ExtensionMismatch,
    /// The file is protected by a password.
    Encrypted,
    /// The structure of the file is broken: `detail`.
    Damaged,
    /// A part of the archive does not match its checksum: `member`.
    BadCrc,
    /// The archive holds one name twice: `member`.
    DuplicateMember,
    /// The archive holds too many parts: `limit`.
    TooManyMembers,
    /// The archive unpacks to far more than its size: `member`.
    ZipBomb,
    /// The file is larger than allowed: `limit` in bytes.
    TooLarge,
    /// More rows than allowed: `limit`.
    TooManyRows,
    /// More columns than allowed: `row`, `limit`.
    TooManyColumns,
    /// A row or cell stands twice in the sheet: `sheet`, `row`.
    DuplicateRow,
    /// The text is in no encoding that is read: `row` if known.
    Undecodable,
    /// An XML part declares a document type, which tables never need: `member`.
    Doctype,
    /// There is no sheet of that name: `sheet`.
    SheetMissing,
    /// Reading took too long: `seconds`.
    TimedOut,
    /// Reading needed more memory than allowed.
    OutOfMemory,
    /// The reader ended without a word.
    ReaderDied,
    /// The file or the reader could not be opened: `detail`.
    Io,
}

impl ReadErrorCode {
    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoRows => "no_rows",
            Self::UnknownFormat => "unknown_format",
            Self::ExtensionMismatch => "extension_mismatch",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::BadCrc => "bad_crc",
            Self::DuplicateMember => "duplicate_member",
            Self::TooManyMembers => "too_many_members",
            Self::ZipBomb => "zip_bomb",
            Self::TooLarge => "too_large",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns => "too_many_columns",
            Self::DuplicateRow => "duplicate_row",
            Self::Undecodable => "undecodable",
            Self::Doctype => "doctype",
            Self::SheetMissing => "sheet_missing",
            Self::TimedOut => "timed_out",
            Self::OutOfMemory => "out_of_memory",
            Self::ReaderDied => "reader_died",
            Self::Io => "io",
        }
    }

    /// Every code, for catalogues that must translate them all.
    pub const ALL: [Self; 21] = [
        Self::Empty,
        Self::NoRows,
        Self::UnknownFormat,
        Self::ExtensionMismatch,
        Self::Encrypted,
        Self::Damaged,
        Self::BadCrc,
        Self::DuplicateMember,
        Self::TooManyMembers,
        Self::ZipBomb,
        Self::TooLarge,
        Self::TooManyRows,
        Self::TooManyColumns,
        Self::DuplicateRow,
        Self::Undecodable,
        Self::Doctype,
        Self::SheetMissing,
        Self::TimedOut,
        Self::OutOfMemory,
        Self::ReaderDied,
        Self::Io,
    ];
}

/// Why a file cannot be read, with what the message needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}{}", .code.as_str(), shown(.arguments))]
pub struct ReadError {
    /// The situation.
    pub code: ReadErrorCode,
    /// Named values for the message.
    #[serde(default)]
    pub arguments: BTreeMap<String, String>,
}

impl ReadError {
    /// A situation without arguments.
    #[must_use]
    pub fn new(code: ReadErrorCode) -> Self {
        Self { code, arguments: BTreeMap::new() }
    }

    /// The same with one more argument; long values are cut.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        let value: String = value.to_string().chars().filter(|c| !c.is_control()).take(200).collect();
        self.arguments.insert(name.to_owned(), value);
        self
    }

    /// The word of the situation.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code.as_str()
    }

    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::new(ReadErrorCode::Damaged).with("detail", detail)
    }
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Self::new(ReadErrorCode::Io).with("detail", error)
    }
}

fn shown(arguments: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = arguments.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if pairs.is_empty() { String::new() } else { format!(" ({})", pairs.join(", ")) }
}

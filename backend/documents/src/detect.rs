//! What a file is: by its content, never by its name alone.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use crate::errors::{ReadError, ReadErrorCode};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Office Open XML workbook, with or without macros (.xlsx, .xlsm).
    Xlsx,
    /// Binary workbook in an archive (.xlsb).
    Xlsb,
    /// Excel 97–2003 (.xls).
    Xls,
    /// OpenDocument spreadsheet (.ods).
    Ods,
    /// Text with delimiters (.csv, .tsv, .txt).
    Text,
}

impl FileFormat {
    /// The word of the format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Text => "text",
        }
    }

    fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "xlsx" | "xlsm" => Self::Xlsx,
            "xlsb" => Self::Xlsb,
            "xls" => Self::Xls,
            "ods" => Self::Ods,
            "csv" | "tsv" | "txt" | "tab" => Self::Text,
            _ => return None,
        })
    }
}

/// The extensions that uploads may have.
pub const EXTENSIONS: &[&str] = &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];

/// Finds the format in the content.
///
/// # Errors
/// The file is empty, protected, broken, or of no format that is read.
pub fn detect(path: &Path) -> Result<FileFormat, ReadError> {
    let mut file = File::open(path)?;
    let mut start = [0_u8; 8192];
    let length = fill(&mut file, &mut start)?;
    match kind_of(start.get(..length).unwrap_or(&start))? {
        Container::Archive => archive_format(file),
        Container::Compound if is_protected(&mut file)? => Err(ReadError::new(ReadErrorCode::Encrypted)),
        Container::Compound => Ok(FileFormat::Xls),
        Container::Text => Ok(FileFormat::Text),
    }
}

/// Checks an upload before anything is kept of it: the extension must be one that is read and agree with the first bytes.
/// Cheap enough for the server itself; the reading process looks inside.
///
/// # Errors
/// The file is empty, of no format that is read, or the extension says something else than the content.
pub fn check_upload(file_name: &str, path: &Path) -> Result<FileFormat, ReadError> {
    let mut start = [0_u8; 8192];
    let length = fill(&mut File::open(path)?, &mut start)?;
    let start = start.get(..length).unwrap_or(&start);
    let extension = Path::new(file_name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let content = kind_of(start)?;
    let agreed = match (FileFormat::of_extension(&extension), content) {
        (Some(format @ (FileFormat::Xlsx | FileFormat::Xlsb | FileFormat::Ods)), Container::Archive)
        | (Some(format @ FileFormat::Xls), Container::Compound)
        | (Some(format @ FileFormat::Text), Container::Text) => Some(format),
        (Some(FileFormat::Xlsx | FileFormat::Xlsb), Container::Compound) => {
            return Err(ReadError::new(ReadErrorCode::Encrypted));
        }
        _ => None,
    };
    agreed.ok_or_else(|| {
        ReadError::new(ReadErrorCode::ExtensionMismatch).with("extension", extension).with("content", content.as_str())
    })
}

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Archive,
    Compound,
    Text,
}

impl Container {
    fn as_str(self) -> &'static str {
        match self {
            Self::Archive => "zip",
            Self::Compound => "xls",
            Self::Text => "text",
        }
    }
}

fn kind_of(start: &[u8]) -> Result<Container, ReadError> {
    if start.is_empty() {
        Err(ReadError::new(ReadErrorCode::Empty))
    } else if start.starts_with(b"PK") && !looks_like_text(start) {
        Ok(Container::Archive)
    } else if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        Ok(Container::Compound)
    } else if looks_like_text(start) {
        Ok(Container::Text)
    } else {
        Err(ReadError::new(ReadErrorCode::UnknownFormat))
    }
}

pub(crate) fn fill(source: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match source.read(rest)? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}

/// A workbook behind a password is wrapped in a compound file with a stream of this name.
fn is_protected(file: &mut File) -> Result<bool, ReadError> {
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut kept = 0;
    file.rewind()?;
    loop {
        let Some(rest) = buffer.get_mut(kept..) else { return Ok(false) };
        let read = fill(file, rest)?;
        let filled = buffer.get(..kept + read).unwrap_or(&buffer);
        if filled.windows(mark.len()).any(|window| window == mark) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        let tail = filled.len().saturating_sub(mark.len() - 1);
        let length = filled.len() - tail;
        buffer.copy_within(tail..tail + length, 0);
        kept = length;
    }
}

fn archive_format<R: Read + Seek>(source: R) -> Result<FileFormat, ReadError> {
    let archive = ZipArchive::new(BufReader::new(source)).map_err(ReadError::damaged)?;
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.replace('\\', "/").to_lowercase()).collect();
    let ends = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    if ends("workbook.bin") {
        Ok(FileFormat::Xlsb)
    } else if ends("workbook.xml") || names.iter().any(|name| name.starts_with("xl/")) {
        Ok(FileFormat::Xlsx)
    } else if names.iter().any(|name| name == "content.xml") && !ends(".docx") {
        Ok(FileFormat::Ods)
    } else {
        Err(ReadError::new(ReadErrorCode::UnknownFormat))
    }
}

/// Text has no control characters but tab, line breaks and the end mark of old systems, unless it is UTF-16 with its mark;
/// and does not begin like a page, a letter or a picture.
fn looks_like_text(start: &[u8]) -> bool {
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let control =
        |b: &u8| (*b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)) || *b == 0x7F;
    if start.iter().any(control) {
        return false;
    }
    let trimmed = start.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(start).trim_ascii_start();
    let head: Vec<u8> = trimmed.iter().take(16).map(u8::to_ascii_lowercase).collect();
    let foreign: [&[u8]; 7] = [b"<html", b"<!doctype", b"<?xml", b"%pdf", b"{\\rtf", b"<table", b"<svg"];
    !foreign.iter().any(|mark| head.starts_with(mark))
}

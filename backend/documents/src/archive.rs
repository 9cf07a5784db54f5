//! The check of an archive before any workbook reader sees it: names, sizes, checksums, document types.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::detect::fill;
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReaderLimits;
use crate::readers::binary_rows::RowWatch;

/// Members of a workbook: a sheet has one, a picture has one.
const MAX_MEMBERS: usize = 4_096;
/// A member above this size may unpack to this many times its packed size, no more.
const BOMB_BYTES: u64 = 32 << 20;
const BOMB_RATIO: u64 = 400;

/// What the check learns on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Inspected {
    pub macros: bool,
}

/// Unpacks every member once within the limits and verifies its size and CRC.
///
/// # Errors
/// The first thing that is wrong, with the member's name.
pub(crate) fn inspect<R: Read + Seek>(source: R, limits: &ReaderLimits) -> Result<Inspected, ReadError> {
    let mut archive = ZipArchive::new(source).map_err(ReadError::damaged)?;
    if archive.len() > MAX_MEMBERS {
        return Err(ReadError::new(ReadErrorCode::TooManyMembers).with("limit", MAX_MEMBERS));
    }
    if archive.has_duplicate_names() {
        return Err(ReadError::new(ReadErrorCode::DuplicateMember));
    }
    let mut names = BTreeSet::new();
    let mut left = limits.unpacked_bytes;
    let mut macros = false;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|error| opening(&error))?;
        let name = member.name().map_err(ReadError::damaged)?.replace('\\', "/").to_lowercase();
        macros |= name.ends_with("vbaproject.bin");
        let (packed, size) = (member.compressed_size(), member.size());
        let at = |code| ReadError::new(code).with("member", &name);
        if member.encrypted() {
            return Err(ReadError::new(ReadErrorCode::Encrypted));
        }
        if size > left {
            return Err(at(ReadErrorCode::ZipBomb));
        }
        if size > BOMB_BYTES && size / packed.max(1) > BOMB_RATIO {
            return Err(at(ReadErrorCode::ZipBomb));
        }
        left -= size;
        if !names.insert(name.clone()) {
            return Err(at(ReadErrorCode::DuplicateMember));
        }
        verify(member, size, &name)?;
    }
    Ok(Inspected { macros })
}

fn opening(error: &ZipError) -> ReadError {
    let text = error.to_string();
    if text.to_lowercase().contains("password") {
        ReadError::new(ReadErrorCode::Encrypted)
    } else {
        ReadError::damaged(text)
    }
}

fn verify(mut member: impl Read, size: u64, name: &str) -> Result<(), ReadError> {
    let at = |code| ReadError::new(code).with("member", name);
    let xml = name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
    let mut buffer = vec![0_u8; 1 << 16];
    let mut unpacked = 0_u64;
    let mut rows = name.ends_with(".bin").then(RowWatch::new);
    loop {
        let read = fill(&mut member, &mut buffer).map_err(|error| {
            if error.to_string().to_lowercase().contains("checksum") {
                at(ReadErrorCode::BadCrc)
            } else {
                ReadError::damaged(error).with("member", name)
            }
        })?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        if xml && unpacked == 0 {
            if declares_type(bytes) {
                return Err(at(ReadErrorCode::Doctype));
            }
            if name.ends_with("sharedstrings.xml") && declared_strings(bytes).is_some_and(|count| count > size) {
                return Err(ReadError::damaged("uniqueCount").with("member", name));
            }
        }
        if rows.as_mut().is_some_and(|rows| !rows.possible(bytes)) {
            return Err(ReadError::damaged("row number").with("member", name));
        }
        unpacked += read as u64;
        if unpacked > size {
            return Err(at(ReadErrorCode::ZipBomb));
        }
    }
    if unpacked == size { Ok(()) } else { Err(ReadError::damaged("size").with("member", name)) }
}

/// True if `<!DOCTYPE` or `<!ENTITY` stands in the first part; zero bytes of UTF-16 are skipped over.
fn declares_type(bytes: &[u8]) -> bool {
    let narrow: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
    narrow.windows(9).any(|window| window == b"<!DOCTYPE" || window.starts_with(b"<!ENTITY"))
}

/// The number of shared strings that the part says it has; readers make room for so many.
fn declared_strings(bytes: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(bytes);
    let (_, rest) = text.split_once("uniqueCount")?;
    let digits: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    Some(digits.parse().unwrap_or(u64::MAX))
}

//! The archive of a Word document: its parts in their order, in and out.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::problems::{TemplateError, TemplateProblem, TemplateProblemCode as Code};
use crate::archive;
use crate::limits::ReaderLimits;

/// The largest template in bytes, packed and unpacked.
pub(super) const PACKED: usize = 10 << 20;
const UNPACKED: u64 = 64 << 20;

/// A part: its name in the archive, without a leading slash, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Unpacks a document whose names, sizes and checksums are in order.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<Member>, TemplateError> {
    if bytes.len() > PACKED {
        return Err(TemplateProblem::new(Code::TooLarge).with("limit", PACKED).into());
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Err(TemplateError::one(Code::NotWord)) };
    let names = || archive.file_names().filter_map(Result::ok);
    if names().any(|name| name.to_lowercase().ends_with("vbaproject.bin")) {
        return Err(TemplateError::one(Code::Macros));
    }
    if let Some(name) = names().find(|name| name.starts_with('/') || name.contains('\\') || name.contains("..")) {
        return Err(TemplateError::damaged(name));
    }
    archive::inspect(Cursor::new(bytes), &ReaderLimits { unpacked_bytes: UNPACKED, ..ReaderLimits::default() })?;
    let mut members = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).map_err(TemplateError::damaged)?;
        let name = member.name().map_err(TemplateError::damaged)?.into_owned();
        if member.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        member.by_ref().take(UNPACKED).read_to_end(&mut bytes).map_err(TemplateError::damaged)?;
        members.push(Member { name, bytes });
    }
    Ok(members)
}

/// Packs parts into a document. The same parts give the same bytes: members bear no time.
pub(super) fn pack<'a>(members: impl Iterator<Item = (&'a str, &'a [u8])>) -> std::io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

//! Finding and undoing the encoding of a text file without holding the file in memory.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, EUC_JP, Encoding, SHIFT_JIS, UTF_8};

use crate::errors::{ReadError, ReadErrorCode};

/// An encoding that a file is wholly valid in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    encoding: &'static Encoding,
    /// Bytes of the byte order mark.
    mark: u64,
    /// Bytes of the file without a closing ^Z.
    length: u64,
}

impl Found {
    pub fn name(self) -> &'static str {
        if self.encoding == SHIFT_JIS { "CP932" } else { self.encoding.name() }
    }
}

/// The byte order mark decides; without one the first of UTF-8, CP932 and EUC-JP in which every byte is valid.
/// A text that is valid in both Japanese encodings is EUC-JP if CP932 would make it mostly half-width kana.
pub(super) fn find(file: &mut File) -> Result<Found, ReadError> {
    let mut start = [0_u8; 3];
    file.seek(SeekFrom::Start(0))?;
    let read = crate::detect::fill(file, &mut start)?;
    let start = start.get(..read).unwrap_or(&[]);
    let length = without_end_mark(file)?;
    let found = |encoding, mark| Found { encoding, mark, length };
    if let Some((encoding, mark)) = Encoding::for_bom(start) {
        let found = found(encoding, mark as u64);
        return check(file, found)?
            .map(|_| found)
            .ok_or_else(|| ReadError::new(ReadErrorCode::Undecodable).with("encoding", found.name()));
    }
    if check(file, found(UTF_8, 0))?.is_some() {
        return Ok(found(UTF_8, 0));
    }
    let (cp932, euc) = (check(file, found(SHIFT_JIS, 0))?, check(file, found(EUC_JP, 0))?);
    match (cp932, euc) {
        (Some(one), Some(_)) if one.half_width * 2 > one.wide => Ok(found(EUC_JP, 0)),
        (Some(_), _) => Ok(found(SHIFT_JIS, 0)),
        (None, Some(_)) => Ok(found(EUC_JP, 0)),
        (None, None) => Err(ReadError::new(ReadErrorCode::Undecodable)),
    }
}

fn without_end_mark(file: &mut File) -> Result<u64, ReadError> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail = length.min(8);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut last = Vec::new();
    file.take(tail).read_to_end(&mut last)?;
    let marks = last.iter().rev().take_while(|b| **b == 0x1A).count();
    Ok(length - marks as u64)
}

/// Characters beyond ASCII that a trial decoding saw.
struct Seen {
    wide: u64,
    half_width: u64,
}

fn check(file: &mut File, found: Found) -> Result<Option<Seen>, ReadError> {
    let mut seen = Seen { wide: 0, half_width: 0 };
    let mut decoded = Decoded::new(file, found)?;
    loop {
        match decoded.chunk() {
            Ok(Some(text)) if found.encoding == UTF_8 || found.mark > 0 => {
                let _ = text;
            }
            Ok(Some(text)) => {
                for c in text.chars().filter(|c| !c.is_ascii()) {
                    seen.wide += 1;
                    seen.half_width += u64::from(matches!(c, '\u{FF61}'..='\u{FF9F}'));
                }
            }
            Ok(None) => return Ok(Some(seen)),
            Err(error) if error.code == ReadErrorCode::Undecodable => return Ok(None),
            Err(error) => return Err(error),
        }
    }
}

const CHUNK: usize = 1 << 16;

/// The file's text, chunk by chunk.
pub(super) struct Decoded<'a> {
    file: std::io::Take<&'a mut File>,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Bytes of `raw` that wait to be decoded.
    pending: std::ops::Range<usize>,
    text: String,
    last: bool,
    done: bool,
}

impl<'a> Decoded<'a> {
    pub fn new(file: &'a mut File, found: Found) -> Result<Self, ReadError> {
        file.seek(SeekFrom::Start(found.mark))?;
        let decoder = found.encoding.new_decoder_without_bom_handling();
        let text = String::with_capacity(3 * CHUNK + 64);
        let file = file.take(found.length.saturating_sub(found.mark));
        Ok(Self { file, decoder, raw: vec![0; CHUNK], pending: 0..0, text, last: false, done: false })
    }

    /// The next piece of text; none at the end.
    ///
    /// # Errors
    /// Bytes that the encoding does not have.
    pub fn chunk(&mut self) -> Result<Option<&str>, ReadError> {
        if self.done {
            return Ok(None);
        }
        self.text.clear();
        if self.pending.is_empty() && !self.last {
            let read = crate::detect::fill(&mut self.file, &mut self.raw)?;
            self.last = read < self.raw.len();
            self.pending = 0..read;
        }
        let bytes = self.raw.get(self.pending.clone()).unwrap_or(&[]);
        let (result, read) = self.decoder.decode_to_string_without_replacement(bytes, &mut self.text, self.last);
        self.pending.start += read;
        match result {
            DecoderResult::Malformed(..) => Err(ReadError::new(ReadErrorCode::Undecodable)),
            DecoderResult::OutputFull => Ok(Some(&self.text)),
            DecoderResult::InputEmpty => {
                self.done = self.last;
                Ok(Some(&self.text))
            }
        }
    }

    /// The first piece, for finding the delimiter.
    pub fn sample(mut self) -> Result<String, ReadError> {
        Ok(self.chunk()?.unwrap_or_default().to_owned())
    }
}

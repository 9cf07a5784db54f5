//! Text as CP932, with what was lost on the way.

use std::collections::BTreeMap;

use encoding_rs::{EncoderResult, SHIFT_JIS};

/// A character that CP932 does not have; 〓 was written for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostCharacter {
    /// The character.
    pub character: char,
    /// How often it was lost.
    pub times: u64,
    /// The first row in which it was lost, from 1 for the header.
    pub first_row: u64,
}

/// The mark for a character that cannot be written (ゲタ記号).
const GETA: char = '〓';

/// Characters for which CP932 has another code point of the same look.
#[must_use]
pub fn cp932_substitute(c: char) -> char {
    match c {
        '\u{301C}' => '\u{FF5E}',
        '\u{2016}' => '\u{2225}',
        '\u{2014}' => '\u{2015}',
        '\u{2212}' => '\u{FF0D}',
        '\u{00A5}' => '\u{FFE5}',
        '\u{00A2}' => '\u{FFE0}',
        '\u{00A3}' => '\u{FFE1}',
        '\u{00AC}' => '\u{FFE2}',
        '\u{00A0}' => ' ',
        other => other,
    }
}

/// Encodes lines and keeps the account of losses.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    lost: BTreeMap<char, (u64, u64)>,
}

impl Encoder {
    pub fn encode(&mut self, text: &str, row: u64) -> Vec<u8> {
        let text: String = text.chars().map(cp932_substitute).collect();
        let mut bytes = Vec::with_capacity(text.len());
        let mut encoder = SHIFT_JIS.new_encoder();
        let mut rest = text.as_str();
        let mut buffer = [0_u8; 4096];
        loop {
            let (result, read, written) = encoder.encode_from_utf8_without_replacement(rest, &mut buffer, true);
            bytes.extend_from_slice(buffer.get(..written).unwrap_or(&[]));
            rest = rest.get(read..).unwrap_or("");
            match result {
                EncoderResult::InputEmpty => return bytes,
                EncoderResult::OutputFull => {}
                EncoderResult::Unmappable(c) => {
                    self.lost.entry(c).or_insert((0, row)).0 += 1;
                    bytes.extend_from_slice(&SHIFT_JIS.encode(GETA.encode_utf8(&mut [0; 4])).0);
                }
            }
        }
    }

    pub fn lost(self) -> Vec<LostCharacter> {
        self.lost
            .into_iter()
            .map(|(character, (times, first_row))| LostCharacter { character, times, first_row })
            .collect()
    }
}

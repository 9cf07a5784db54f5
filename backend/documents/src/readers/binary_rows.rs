//! Row numbers of a binary sheet (.xlsb), watched while its bytes pass by: the cell reader takes one that no sheet has for
//! the end of the sheet, and would leave out what follows without a word.

use super::sink::SHEET_ROWS;

/// Record types of [MS-XLSB].
const ROW_HEADER: u16 = 0x0000;
const BEGIN_SHEET: u16 = 0x0081;
const BEGIN_SHEET_DATA: u16 = 0x0091;
const END_SHEET_DATA: u16 = 0x0092;

/// Where the next byte belongs.
#[derive(Debug, Clone, Copy)]
enum Part {
    Kind,
    Length(u32),
    Body,
}

/// Follows the records of one member of the archive.
#[derive(Debug)]
pub(crate) struct RowWatch {
    part: Part,
    kind: u16,
    second: bool,
    left: u32,
    /// The bytes of a row's number so far.
    row: Vec<u8>,
    first: bool,
    is_sheet: bool,
    in_data: bool,
}

impl RowWatch {
    pub(crate) fn new() -> Self {
        Self {
            part: Part::Kind,
            kind: 0,
            second: false,
            left: 0,
            row: Vec::with_capacity(4),
            first: true,
            is_sheet: true,
            in_data: false,
        }
    }

    /// Takes the next bytes; false once a row has a number that no sheet has. A member that is no sheet is let through.
    pub(crate) fn possible(&mut self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied().filter(|_| self.is_sheet) {
            at += 1;
            match self.part {
                Part::Kind => self.take_kind(byte),
                Part::Length(shift) => {
                    self.left |= u32::from(byte & 0x7F) << shift;
                    self.part = if byte & 0x80 != 0 && shift < 21 { Part::Length(shift + 7) } else { self.body() };
                }
                Part::Body if self.kind == ROW_HEADER && self.in_data && self.row.len() < 4 => {
                    self.row.push(byte);
                    self.left -= 1;
                    if let Ok(row) = <[u8; 4]>::try_from(self.row.as_slice())
                        && u32::from_le_bytes(row) >= SHEET_ROWS
                    {
                        return false;
                    }
                }
                Part::Body => {
                    let rest = u32::try_from(bytes.len() - at).unwrap_or(u32::MAX).min(self.left - 1);
                    at += rest as usize;
                    self.left -= rest + 1;
                }
            }
            if matches!(self.part, Part::Body) && self.left == 0 {
                self.part = Part::Kind;
            }
        }
        true
    }

    fn take_kind(&mut self, byte: u8) {
        if self.second {
            self.kind |= u16::from(byte & 0x7F) << 7;
        } else {
            self.kind = u16::from(byte & 0x7F);
            if byte & 0x80 != 0 {
                self.second = true;
                return;
            }
        }
        self.second = false;
        self.is_sheet &= !self.first || self.kind == BEGIN_SHEET;
        self.first = false;
        match self.kind {
            BEGIN_SHEET_DATA => self.in_data = true,
            END_SHEET_DATA => self.in_data = false,
            _ => {}
        }
        self.left = 0;
        self.part = Part::Length(0);
    }

    fn body(&mut self) -> Part {
        self.row.clear();
        Part::Body
    }
}

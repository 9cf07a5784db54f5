//! The records of an Excel 97–2003 sheet, looked through once more: the reader keeps the last of two cells in one place, and
//! passes over a cell whose text is missing, without a word.

use super::compound::{self, u16_at, u32_at};
use crate::errors::{ReadError, ReadErrorCode};

/// Columns of a sheet of this format.
const COLUMNS: usize = 256;
/// Rows of a sheet of this format.
const ROWS: usize = 65_536;

/// Record types of [MS-XLS].
const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const MANY_NUMBERS: u16 = 0x00BD;
const RICH_TEXT: u16 = 0x00D6;
const STRINGS: u16 = 0x00FC;
const SHARED_TEXT: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const SMALL_NUMBER: u16 = 0x027E;
const BEGIN: u16 = 0x0809;

/// The workbook stream of a file, with where its sheets begin.
pub(super) struct OldRecords {
    stream: Vec<u8>,
    sheets: Vec<usize>,
    strings: Option<u32>,
}

impl OldRecords {
    /// Finds the workbook in a file.
    pub(super) fn find(file: &[u8]) -> Result<Self, ReadError> {
        let stream = compound::stream(file, &["Workbook", "Book"]);
        let stream = stream.ok_or_else(|| ReadError::damaged("compound file"))?;
        let (mut sheets, mut strings) = (Vec::new(), None);
        for (kind, data) in records(&stream, 0) {
            match kind {
                BOUND_SHEET => sheets.extend(u32_at(data, 0).map(|at| at as usize)),
                STRINGS => strings = u32_at(data, 4),
                END => break,
                _ => {}
            }
        }
        Ok(Self { stream, sheets, strings })
    }

    /// Checks that every cell of a sheet, by its number from 0, stands alone in its place and has its text.
    pub(super) fn check(&self, sheet: usize, name: &str) -> Result<(), ReadError> {
        let begin = self.sheets.get(sheet).ok_or_else(|| ReadError::damaged("sheet"))?;
        let mut taken = vec![0_u64; ROWS * COLUMNS / 64];
        let mut depth = 0_usize;
        for (kind, data) in records(&self.stream, *begin) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                FORMULA | RICH_TEXT | SHARED_TEXT | NUMBER | TEXT | BOOL_OR_ERROR | SMALL_NUMBER | MANY_NUMBERS => {
                    let (row, first) =
                        u16_at(data, 0).zip(u16_at(data, 2)).ok_or_else(|| ReadError::damaged("cell"))?;
                    let last = if kind == MANY_NUMBERS { u16_at(data, data.len().saturating_sub(2)) } else { None };
                    for column in first..=last.unwrap_or(first) {
                        take(&mut taken, row, column, name)?;
                    }
                    let text = if kind == SHARED_TEXT { u32_at(data, 6) } else { None };
                    if text.zip(self.strings).is_some_and(|(text, strings)| text >= strings) {
                        return Err(ReadError::damaged("shared string").with("row", u32::from(row) + 1));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn take(taken: &mut [u64], row: u16, column: u16, sheet: &str) -> Result<(), ReadError> {
    let (row, column) = (usize::from(row), usize::from(column));
    let place = row * COLUMNS + column;
    let word = taken.get_mut(place / 64).filter(|_| column < COLUMNS).ok_or_else(|| ReadError::damaged("column"))?;
    let bit = 1 << (place % 64);
    if *word & bit != 0 {
        return Err(ReadError::new(ReadErrorCode::DuplicateRow).with("sheet", sheet).with("row", row + 1));
    }
    *word |= bit;
    Ok(())
}

/// Types and contents of the records from a place on, as far as they are whole.
fn records(stream: &[u8], begin: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(begin..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, data))
    })
}

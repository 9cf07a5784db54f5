//! Excel 97–2003 workbooks. The format cannot be streamed: its size is capped, and the child's memory limit holds the rest.

use std::fs::File;
use std::io::{Cursor, Read};

use calamine::{Reader, Xls, XlsError};

use super::old_records::OldRecords;
use super::{Flow, Sink, sheet_infos, sheets_to_read, values};
use crate::detect::FileFormat;
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::wire::Head;

/// A sheet of 65,536 rows with 20 columns is about 20 MB.
const MAX_BYTES: u64 = 48 << 20;

pub(crate) fn read(mut file: File, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    if file.metadata()?.len() > MAX_BYTES {
        return Err(ReadError::new(ReadErrorCode::TooLarge).with("limit", MAX_BYTES));
    }
    let mut content = Vec::new();
    file.read_to_end(&mut content)?;
    let mut book = Xls::new(Cursor::new(&content)).map_err(|error| broken(&error))?;
    let sheets = sheet_infos(book.sheets_metadata());
    let system_1904 = book.has_1904_epoch();
    sink.head(Head {
        format: FileFormat::Xls,
        encoding: None,
        delimiter: None,
        system_1904,
        macros: false,
        sheets: sheets.clone(),
    })?;
    let records = OldRecords::find(&content)?;
    for name in sheets_to_read(&sheets, options)? {
        sink.begin_sheet(&name);
        let number = book.sheets_metadata().iter().position(|sheet| sheet.name == name);
        records.check(number.unwrap_or(usize::MAX), &name)?;
        let range = book.worksheet_range(&name).map_err(|error| broken(&error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let value = values::of_data(sink, value, system_1904);
            let place =
                |at: usize, first: u32| u32::try_from(at).ok().and_then(|at| at.checked_add(first)).unwrap_or(u32::MAX);
            if sink.cell(place(row, first_row), place(column, first_column), value)? == Flow::Enough {
                return Ok(());
            }
        }
        if sink.end_row()? == Flow::Enough || sink.has_rows() {
            return Ok(());
        }
    }
    Ok(())
}

fn broken(error: &XlsError) -> ReadError {
    let text = error.to_string();
    let protected = matches!(error, XlsError::Password) || text.to_lowercase().contains("password");
    if protected { ReadError::new(ReadErrorCode::Encrypted) } else { ReadError::damaged(text) }
}

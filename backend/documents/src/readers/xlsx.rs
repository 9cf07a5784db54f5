//! Office Open XML workbooks, cell by cell.

use std::fs::File;
use std::io::BufReader;

use calamine::{Reader, Xlsx, XlsxError};

use super::{Flow, Sink, sheet_infos, sheets_to_read, stream_cells};
use crate::detect::FileFormat;
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::wire::Head;

pub(crate) fn read(file: File, options: &ReadOptions, macros: bool, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let mut book = Xlsx::new(BufReader::with_capacity(1 << 16, file)).map_err(|error| broken(&error))?;
    let sheets = sheet_infos(book.sheets_metadata());
    let system_1904 = book.has_1904_epoch();
    sink.head(Head {
        format: FileFormat::Xlsx,
        encoding: None,
        delimiter: None,
        system_1904,
        macros,
        sheets: sheets.clone(),
    })?;
    for name in sheets_to_read(&sheets, options)? {
        sink.begin_sheet(&name);
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
        if stream_cells(sink, system_1904, broken, || cells.next_cell())? == Flow::Enough {
            return Ok(());
        }
    }
    Ok(())
}

fn broken(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::new(ReadErrorCode::Encrypted),
        error => ReadError::damaged(error),
    }
}

//! One reader per format; each hands its cells to a [`Sink`] in file order.

pub(crate) mod binary_rows;
pub(crate) mod ods;
pub(crate) mod sink;
pub(crate) mod text;
pub(crate) mod values;
pub(crate) mod xls;
pub(crate) mod xlsb;
pub(crate) mod xlsx;

mod compound;
mod old_records;

pub(crate) use sink::{Flow, Sink};

use calamine::{DataRef, SheetType, SheetVisible};

use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::wire::SheetInfo;

/// The sheets of a workbook that are tables.
pub(crate) fn sheet_infos(sheets: &[calamine::Sheet]) -> Vec<SheetInfo> {
    let table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    sheets
        .iter()
        .filter(table)
        .map(|sheet| SheetInfo { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}

/// Hands the cells of one sheet to the sink as they come; enough once the sheet had rows.
pub(crate) fn stream_cells<'a, E>(
    sink: &mut Sink<'_>,
    system_1904: bool,
    broken: impl Fn(&E) -> ReadError,
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, E>,
) -> Result<Flow, ReadError> {
    while let Some(cell) = next().map_err(|error| broken(&error))? {
        let (row, column) = cell.get_position();
        let value = values::of_ref(sink, cell.get_value(), system_1904);
        if sink.cell(row, column, value)? == Flow::Enough {
            return Ok(Flow::Enough);
        }
    }
    let flow = sink.end_row()?;
    Ok(if sink.has_rows() { Flow::Enough } else { flow })
}

/// The sheets to try, in order: the chosen one, or the visible ones.
///
/// # Errors
/// There is no sheet of the chosen name.
pub(crate) fn sheets_to_read(sheets: &[SheetInfo], options: &ReadOptions) -> Result<Vec<String>, ReadError> {
    let Some(wanted) = &options.sheet else {
        return Ok(sheets.iter().filter(|sheet| sheet.visible).map(|sheet| sheet.name.clone()).collect());
    };
    match sheets
        .iter()
        .find(|sheet| sheet.name == *wanted)
        .or_else(|| sheets.iter().find(|sheet| sheet.name.trim() == wanted.trim()))
    {
        Some(sheet) => Ok(vec![sheet.name.clone()]),
        None => Err(ReadError::new(ReadErrorCode::SheetMissing).with("sheet", wanted)),
    }
}

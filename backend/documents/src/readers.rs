//! One reader per format; each hands its cells to a [`Sink`] in file order.

pub(crate) mod ods;
pub(crate) mod sink;
pub(crate) mod text;
pub(crate) mod values;
pub(crate) mod xls;
pub(crate) mod xlsb;
pub(crate) mod xlsx;

pub(crate) use sink::{Flow, Sink};

use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::wire::SheetInfo;

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

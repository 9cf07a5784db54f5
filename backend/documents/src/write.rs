//! Tables out: workbooks and text files that machines read and people open.
//!
//! Every table follows the machine-readability rules of the Digital Agency (機械可読ルール): one table per sheet or file, one header row,
//! no merged cells, no units or separators in numbers, days in the Gregorian calendar, empty is not 0.

mod cp932;
mod csv;
mod value;
mod workbook;

pub use cp932::{LostCharacter, cp932_substitute};
pub use csv::{CsvEncoding, CsvWriter};
pub use value::{Column, Value, neutral};
pub use workbook::WorkbookWriter;

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The destination takes no more bytes.
    #[error("the table cannot be written: {0}")]
    Io(#[from] std::io::Error),
    /// The workbook cannot be built, such as a sheet name that is too long.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

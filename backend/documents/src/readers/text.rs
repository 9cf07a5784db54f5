//! Text files with delimiters: the encoding and the delimiter are found, the rows streamed.

mod delimiter;
mod encoding;
mod records;

use std::fs::File;

use super::{Flow, Sink};
use crate::detect::FileFormat;
use crate::errors::ReadError;
use crate::limits::ReadOptions;
use crate::wire::{Head, SheetInfo};

pub(crate) fn read(mut file: File, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let found = encoding::find(&mut file)?;
    let sample = encoding::Decoded::new(&mut file, found)?.sample()?;
    let delimiter = delimiter::find(&sample);
    let sheets = vec![SheetInfo { name: String::new(), visible: true }];
    super::sheets_to_read(&sheets, options)?;
    sink.head(Head {
        format: FileFormat::Text,
        encoding: Some(found.name().to_owned()),
        delimiter: Some(char::from(delimiter)),
        system_1904: false,
        macros: false,
        sheets,
    })?;
    sink.begin_sheet("");
    let mut decoded = encoding::Decoded::new(&mut file, found)?;
    let mut records = records::Records::new(delimiter);
    while let Some(chunk) = decoded.chunk()? {
        if records.feed(chunk, sink)? == Flow::Enough {
            return Ok(());
        }
    }
    records.finish(sink)
}

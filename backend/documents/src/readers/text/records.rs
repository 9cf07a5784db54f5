//! Splitting text into records (RFC 4180, with the liberties people take): any line ending, quotes only where a cell begins.

use super::super::{Flow, Sink};
use crate::cells::Cell;
use crate::errors::ReadError;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In a quoted cell.
    Quoted,
    /// Behind a quote in a quoted cell: its end, or half of a doubled quote.
    Quote,
}

pub(super) struct Records {
    delimiter: u8,
    place: Place,
    after_return: bool,
    row: u32,
    column: u32,
    cell: String,
    /// Characters of the cell that were not kept.
    beyond: u64,
}

/// Characters kept of one cell before the rest is only counted; well above the limit of a cell.
const KEPT_BYTES: usize = 1 << 19;

impl Records {
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, place: Place::Start, after_return: false, row: 0, column: 0, cell: String::new(), beyond: 0 }
    }

    pub fn feed(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<Flow, ReadError> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            let skip_feed = self.after_return && b == b'\n';
            self.after_return = false;
            match self.place {
                _ if skip_feed && self.place == Place::Start => at += 1,
                Place::Quoted => {
                    let rest = bytes.get(at..).unwrap_or(&[]);
                    let run = rest.iter().position(|b| *b == b'"').unwrap_or(rest.len());
                    self.keep(text.get(at..at + run).unwrap_or(""));
                    at += run;
                    if run < rest.len() {
                        self.place = Place::Quote;
                        at += 1;
                    }
                }
                Place::Quote if b == b'"' => {
                    self.keep("\"");
                    self.place = Place::Quoted;
                    at += 1;
                }
                Place::Start if b == b'"' => {
                    self.place = Place::Quoted;
                    at += 1;
                }
                _ if b == self.delimiter => {
                    if self.end_cell(sink)? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                    at += 1;
                }
                _ if b == b'\n' || b == b'\r' => {
                    if self.end_record(sink)? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                    self.after_return = b == b'\r';
                    at += 1;
                }
                _ => {
                    let delimiter = self.delimiter;
                    let rest = bytes.get(at..).unwrap_or(&[]);
                    let run =
                        rest.iter().position(|b| *b == delimiter || *b == b'\n' || *b == b'\r').unwrap_or(rest.len());
                    self.keep(text.get(at..at + run).unwrap_or(""));
                    self.place = Place::Plain;
                    at += run;
                }
            }
        }
        Ok(Flow::More)
    }

    fn keep(&mut self, text: &str) {
        if self.cell.len() + text.len() <= KEPT_BYTES {
            self.cell.push_str(text);
        } else {
            self.beyond += text.chars().count() as u64;
        }
    }

    fn end_cell(&mut self, sink: &mut Sink<'_>) -> Result<Flow, ReadError> {
        let value = match self.beyond {
            0 => sink.text(&self.cell),
            beyond => Cell::TooLong(self.cell.chars().count() as u64 + beyond),
        };
        self.cell.clear();
        self.beyond = 0;
        self.place = Place::Start;
        let column = self.column;
        self.column = column.saturating_add(1);
        sink.cell(self.row, column, value)
    }

    fn end_record(&mut self, sink: &mut Sink<'_>) -> Result<Flow, ReadError> {
        if self.end_cell(sink)? == Flow::Enough {
            return Ok(Flow::Enough);
        }
        self.column = 0;
        self.row = self.row.saturating_add(1);
        sink.end_row()
    }

    /// The last record, which may lack its line ending.
    ///
    /// # Errors
    /// A quoted cell is never closed.
    pub fn finish(mut self, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        if self.place == Place::Quoted {
            return Err(ReadError::damaged("a quoted cell is not closed").with("row", u64::from(self.row) + 1));
        }
        self.end_record(sink).map(|_| ())
    }
}

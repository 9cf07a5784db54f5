//! Where readers put their cells: checks order and bounds, and writes rows as lines.

use std::io::Write;

use crate::cells::Cell;
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::{ReadOptions, ReaderLimits};
use crate::wire::{Head, Notice, write_notice, write_row};

/// Whether the reader goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    More,
    Enough,
}

/// Rows that a spreadsheet can have.
pub(super) const SHEET_ROWS: u32 = 1_048_576;

pub(crate) struct Sink<'a> {
    out: &'a mut dyn Write,
    buffer: Vec<u8>,
    limits: ReaderLimits,
    first_rows: u64,
    sheet: String,
    announced: bool,
    /// Zero-based row being filled.
    row: Option<u32>,
    /// First column that the row being filled may still get.
    next_column: u32,
    cells: Vec<Cell>,
    rows: u64,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, options: &ReadOptions) -> Self {
        Self {
            out,
            buffer: Vec::with_capacity(1 << 16),
            limits: options.limits,
            first_rows: options.first_rows.unwrap_or(u64::MAX),
            sheet: String::new(),
            announced: false,
            row: None,
            next_column: 0,
            cells: Vec::new(),
            rows: 0,
        }
    }

    pub fn limits(&self) -> &ReaderLimits {
        &self.limits
    }

    pub fn head(&mut self, head: Head) -> Result<(), ReadError> {
        write_notice(&mut self.buffer, &Notice::Head(head))?;
        self.flush()
    }

    /// The cells that follow belong to this sheet.
    pub fn begin_sheet(&mut self, name: &str) {
        name.clone_into(&mut self.sheet);
        self.announced = false;
        self.row = None;
        self.next_column = 0;
    }

    /// True once a row of the present sheet has been written.
    pub fn has_rows(&self) -> bool {
        self.announced
    }

    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Takes a cell; rows and columns count from 0 and only ever grow.
    pub fn cell(&mut self, row: u32, column: u32, cell: Cell) -> Result<Flow, ReadError> {
        if self.row != Some(row) {
            if self.row.is_some_and(|before| before > row) {
                return Err(self.duplicate(row));
            }
            if self.end_row()? == Flow::Enough {
                return Ok(Flow::Enough);
            }
            if row >= SHEET_ROWS && !self.sheet.is_empty() {
                return Err(ReadError::damaged("row number"));
            }
            self.row = Some(row);
        }
        if column < self.next_column {
            return Err(self.duplicate(row));
        }
        self.next_column = column.saturating_add(1);
        if cell == Cell::Empty {
            return Ok(Flow::More);
        }
        if column >= self.limits.columns {
            return Err(ReadError::new(ReadErrorCode::TooManyColumns)
                .with("row", u64::from(row) + 1)
                .with("limit", self.limits.columns));
        }
        self.cells.resize(column as usize, Cell::Empty);
        self.cells.push(cell);
        Ok(Flow::More)
    }

    fn duplicate(&self, row: u32) -> ReadError {
        ReadError::new(ReadErrorCode::DuplicateRow).with("sheet", &self.sheet).with("row", u64::from(row) + 1)
    }

    /// Writes the row being filled, if it has any cell.
    pub fn end_row(&mut self) -> Result<Flow, ReadError> {
        self.next_column = 0;
        let Some(row) = self.row.filter(|_| !self.cells.is_empty()) else { return Ok(Flow::More) };
        if self.rows >= self.first_rows {
            self.cells.clear();
            return Ok(Flow::Enough);
        }
        if self.rows >= self.limits.rows {
            return Err(ReadError::new(ReadErrorCode::TooManyRows).with("limit", self.limits.rows));
        }
        if !self.announced {
            let sheet = self.sheet.clone();
            write_notice(&mut self.buffer, &Notice::Sheet(sheet))?;
            self.announced = true;
        }
        write_row(&mut self.buffer, row + 1, &self.cells)?;
        self.rows += 1;
        self.cells.clear();
        if self.buffer.len() >= 1 << 16 {
            self.flush()?;
        }
        Ok(Flow::More)
    }

    pub fn finish(&mut self) -> Result<(), ReadError> {
        write_notice(&mut self.buffer, &Notice::End(self.rows))?;
        self.flush()
    }

    fn flush(&mut self) -> Result<(), ReadError> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.out.flush()?;
        Ok(())
    }

    /// Gives text within the limit, or says how long it is.
    pub fn text(&self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Empty;
        }
        let limit = self.limits.cell_chars;
        let long = text.len() > limit && text.chars().nth(limit).is_some();
        if long { Cell::TooLong(text.chars().count() as u64) } else { Cell::Text(text.to_owned()) }
    }
}

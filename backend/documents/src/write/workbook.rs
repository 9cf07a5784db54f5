//! Workbooks of any length in little memory.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::WriteError;
use super::value::{Column, Value};

/// Characters a cell can hold.
const CELL_CHARS: usize = 32_767;

/// Days before this year are text: a workbook counts from 1900, and counts that year's February wrong.
const FIRST_YEAR: i32 = 1901;

/// Writes a workbook, one table per sheet.
pub struct WorkbookWriter {
    path: PathBuf,
    workbook: Workbook,
    header: Format,
    day: Format,
    text: Format,
    columns: u16,
    row: u32,
}

impl WorkbookWriter {
    /// Begins a workbook with its first sheet.
    ///
    /// # Errors
    /// The sheet's name is not possible.
    pub fn create(path: &Path, sheet: &str, columns: &[Column]) -> Result<Self, WriteError> {
        let mut writer = Self {
            path: path.to_path_buf(),
            workbook: Workbook::new(),
            header: Format::new().set_bold().set_text_wrap(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            text: Format::new().set_num_format("@"),
            columns: 0,
            row: 0,
        };
        writer.next_sheet(sheet, columns)?;
        Ok(writer)
    }

    /// Begins another sheet; the one before is complete.
    ///
    /// # Errors
    /// The sheet's name is not possible.
    pub fn next_sheet(&mut self, sheet: &str, columns: &[Column]) -> Result<(), WriteError> {
        self.end_sheet()?;
        let worksheet = self.workbook.add_worksheet_with_low_memory()?;
        worksheet.set_name(sheet_name(sheet))?;
        worksheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0_u16..).zip(columns) {
            worksheet.set_column_width(at, f64::from(column.width))?;
            worksheet.write_string_with_format(0, at, cut(&column.header), &self.header)?;
        }
        self.columns = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        self.row = 1;
        Ok(())
    }

    /// Writes one row.
    ///
    /// # Errors
    /// The sheet is full.
    pub fn add_row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        let (row, day, text) = (self.row, &self.day, &self.text);
        if let Some(worksheet) = self.workbook.worksheets_mut().last_mut() {
            for (column, value) in (0_u16..).zip(values) {
                write(worksheet, row, column, value, day, text)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Ends the workbook and writes its file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<(), WriteError> {
        self.end_sheet()?;
        self.workbook.save(&self.path)?;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), WriteError> {
        let (row, columns) = (self.row, self.columns);
        if row > 1
            && columns > 0
            && let Some(worksheet) = self.workbook.worksheets_mut().last_mut()
        {
            worksheet.autofilter(0, 0, row - 1, columns - 1)?;
        }
        Ok(())
    }
}

/// Text cells of a workbook are never formulas, whatever they begin with.
fn write(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    day: &Format,
    text: &Format,
) -> Result<(), WriteError> {
    match value {
        Value::Empty => {}
        Value::Text(value) => {
            worksheet.write_string(row, column, cut(value))?;
        }
        Value::Identifier(value) => {
            worksheet.write_string_with_format(row, column, cut(value), text)?;
        }
        Value::Number(number) => match safe_integer(*number) {
            Some(number) => {
                worksheet.write_number(row, column, number)?;
            }
            None => {
                worksheet.write_string(row, column, number.to_string())?;
            }
        },
        Value::Decimal(number) => match number.parse::<f64>() {
            Ok(value) if number.len() <= 15 => {
                worksheet.write_number(row, column, value)?;
            }
            _ => {
                worksheet.write_string(row, column, number)?;
            }
        },
        Value::Date(value) if value.year() >= FIRST_YEAR => {
            worksheet.write_datetime_with_format(row, column, value, day)?;
        }
        Value::Date(value) => {
            worksheet.write_string(row, column, value.to_string())?;
        }
        Value::Bool(value) => {
            worksheet.write_boolean(row, column, *value)?;
        }
    }
    Ok(())
}

/// The number if a spreadsheet holds it exactly.
fn safe_integer(number: i64) -> Option<f64> {
    let exact = number.unsigned_abs() < 1_000_000_000_000_000;
    exact.then(|| number.to_string().parse().ok()).flatten()
}

fn cut(text: &str) -> String {
    let mut clean: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(CELL_CHARS).collect();
    while clean.encode_utf16().count() > CELL_CHARS {
        clean.pop();
    }
    clean
}

/// A sheet name that workbooks accept: without `[ ] : * ? / \`, at most 31 characters.
fn sheet_name(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c })
        .take(31)
        .collect();
    if clean.trim().is_empty() { "Sheet1".to_owned() } else { clean.trim_matches('\'').to_owned() }
}

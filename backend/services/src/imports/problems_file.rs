//! The rows that were kept out, as a workbook to correct and to import again: as they were, with the reasons beside them.

use std::collections::BTreeMap;
use std::path::Path;

use kakuzuke_documents::Cell;
use kakuzuke_documents::write::{Column, Value, WorkbookWriter};

use super::problems::{Problem, Severity};
use super::request::ImportRequest;
use super::table::Opened;
use crate::Services;
use crate::errors::{Result, ServicesError};
use crate::words::{Language, word};

impl Services {
    /// Writes every row of the file that has an error, under its own heading, with a last column of reasons. The heading of
    /// that column is none of the fields' names, so that the corrected file is imported as it is. Answers the number of rows.
    ///
    /// # Errors
    /// The file cannot be read any more, or the workbook cannot be written.
    pub async fn write_problems(
        &self,
        request: &ImportRequest,
        problems: &[Problem],
        language: Language,
        to: &Path,
    ) -> Result<u64> {
        let mut reasons: BTreeMap<(&str, u32), Vec<String>> = BTreeMap::new();
        for problem in problems.iter().filter(|problem| problem.severity == Severity::Error && problem.row > 0) {
            reasons.entry((problem.sheet.as_str(), problem.row)).or_default().push(problem.message(language));
        }
        let opened = Opened::open(self.reader_program(), request, None).await?;
        let width = opened.first().iter().map(|row| row.cells.len()).max().unwrap_or(0).max(opened.header.names.len());
        let mut columns: Vec<Column> = (0..width)
            .map(|index| Column { header: opened.header.names.get(index).cloned().unwrap_or_default(), width: 16 })
            .collect();
        columns.push(Column { header: word(language, "field-reasons"), width: 60 });
        let mut writer = WorkbookWriter::create(to, "problems", &columns).map_err(broken)?;
        let mapping = opened.mapping(request)?;
        let mut table = opened.read(request.kind, mapping)?;
        let mut written = 0;
        while let Some(reading) = table.next().await? {
            let Some(reasons) = reasons.get(&(reading.sheet.as_ref(), reading.row)) else { continue };
            let mut cells: Vec<Value> = reading.cells.iter().cloned().map(value).take(width).collect();
            cells.resize(width, Value::Empty);
            cells.push(Value::Text(reasons.join("\n")));
            writer.add_row(&cells).map_err(broken)?;
            written += 1;
        }
        writer.finish().map_err(broken)?;
        Ok(written)
    }
}

fn broken(error: impl std::fmt::Display) -> ServicesError {
    ServicesError::Document(error.to_string())
}

/// A cell as it was: numbers stay text where they may be identifiers.
fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty | Cell::TooLong(_) => Value::Empty,
        Cell::Text(text) | Cell::Error(text) => Value::Text(text),
        Cell::Number(text) => match text.parse::<i64>() {
            Ok(number) if text.len() < 10 => Value::Number(number),
            _ => Value::Identifier(text),
        },
        Cell::Date(day) => Value::Date(day),
        Cell::Bool(value) => Value::Bool(value),
    }
}

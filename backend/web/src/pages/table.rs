//! Lists as files: one table, one header row, Excel or CSV.

use std::fs::File;
use std::io::BufWriter;

use axum::response::Response;
use kakuzuke_documents::write::{Column, CsvEncoding, CsvWriter, Value, WorkbookWriter};
use serde::Deserialize;
use tempfile::tempdir;

use super::download;
use crate::error::{AppError, Result};
use crate::language::Language;
use crate::state::AppState;

/// The file format asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// An Excel workbook.
    #[default]
    Xlsx,
    /// CSV in UTF-8 with a byte order mark.
    Csv,
}

/// The parameters of a list that has no filters.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Asked {
    /// The format.
    pub format: Option<Format>,
}

/// Sends a table. `headings` are message keys with the width of their column in letters; `name` is ASCII.
///
/// # Errors
/// When the file cannot be written.
pub async fn send(
    state: &AppState,
    language: Language,
    format: Format,
    name: &str,
    headings: &[(&str, u16)],
    rows: Vec<Vec<Value>>,
) -> Result<Response> {
    let words = |key: &str| state.renderer.message(language, key, &[]);
    let columns: Vec<Column> = headings.iter().map(|(key, width)| Column::new(words(key), *width)).collect();
    let folder = tempdir().map_err(AppError::internal)?;
    let path = folder.path().join("table");
    let written = path.clone();
    let sheet = name.to_owned();
    let write = move || match format {
        Format::Xlsx => {
            let mut writer = WorkbookWriter::create(&written, &sheet, &columns).map_err(AppError::internal)?;
            for row in &rows {
                writer.add_row(row).map_err(AppError::internal)?;
            }
            writer.finish().map_err(AppError::internal)
        }
        Format::Csv => {
            let file = BufWriter::new(File::create(&written).map_err(AppError::internal)?);
            let mut writer = CsvWriter::new(file, CsvEncoding::Utf8Bom, &columns).map_err(AppError::internal)?;
            for row in &rows {
                writer.add_row(row).map_err(AppError::internal)?;
            }
            writer.finish().map(drop).map_err(AppError::internal)
        }
    };
    tokio::task::spawn_blocking(write).await.map_err(AppError::internal)??;
    let (ending, kind) = match format {
        Format::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format::Csv => ("csv", "text/csv; charset=utf-8"),
    };
    download::file(&path, &format!("{name}.{ending}"), kind).await
}

/// A text, or an empty cell.
#[must_use]
pub fn text(text: Option<String>) -> Value {
    text.map_or(Value::Empty, Value::Text)
}

/// A count.
#[must_use]
pub fn number(count: u64) -> Value {
    i64::try_from(count).map_or(Value::Empty, Value::Number)
}

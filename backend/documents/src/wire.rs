//! The lines that the reading child writes and the parent reads: JSON, one value a line.
//!
//! First `{"head":…}`; then for each sheet `{"sheet":"name"}` and for each of its rows `[number,[cell,…]]`, where a cell is null or a string
//! whose first letter says what the rest is; last `{"end":rows}` or `{"error":…}`. A stream without its last line is a death.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use crate::cells::{Cell, Row};
use crate::detect::FileFormat;
use crate::errors::ReadError;

/// What is known of a file before its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The format found in the content.
    pub format: FileFormat,
    /// The encoding of a text file, such as `UTF-8` or `CP932`.
    pub encoding: Option<String>,
    /// The delimiter of a text file.
    pub delimiter: Option<char>,
    /// Whether the workbook counts its days from 1904.
    pub system_1904: bool,
    /// Whether the workbook carries macros; they are never run nor read.
    pub macros: bool,
    /// All sheets, in the workbook's order; one with an empty name for text files.
    pub sheets: Vec<SheetInfo>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// False for hidden sheets.
    pub visible: bool,
}

/// A line that is not a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Notice {
    Head(Head),
    Sheet(String),
    End(u64),
    Error(ReadError),
}

pub(crate) fn write_notice(out: &mut impl Write, notice: &Notice) -> io::Result<()> {
    serde_json::to_writer(&mut *out, notice)?;
    out.write_all(b"\n")
}

/// Writes one row; the caller has cut trailing empty cells.
pub(crate) fn write_row(out: &mut Vec<u8>, number: u32, cells: &[Cell]) -> io::Result<()> {
    write!(out, "[{number},[")?;
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        match cell {
            Cell::Empty => out.extend_from_slice(b"null"),
            Cell::Text(text) => write_text(out, b't', text)?,
            Cell::Number(number) => write_text(out, b'n', number)?,
            Cell::Date(day) => write!(out, "\"d{day}\"")?,
            Cell::Bool(value) => out.extend_from_slice(if *value { b"\"b1\"" } else { b"\"b0\"" }),
            Cell::Error(error) => write_text(out, b'e', error)?,
            Cell::TooLong(chars) => write!(out, "\"l{chars}\"")?,
        }
    }
    out.extend_from_slice(b"]]\n");
    Ok(())
}

fn write_text(out: &mut Vec<u8>, mark: u8, text: &str) -> io::Result<()> {
    let plain = text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\');
    if plain {
        out.extend_from_slice(&[b'"', mark]);
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return Ok(());
    }
    let at = out.len();
    serde_json::to_writer(&mut *out, text)?;
    out.insert(at + 1, mark);
    Ok(())
}

/// Reads a line that begins with `[`.
pub(crate) fn parse_row(line: &[u8], sheet: &Arc<str>) -> Result<Row, serde_json::Error> {
    let WireRow(number, cells) = serde_json::from_slice(line)?;
    Ok(Row { sheet: Arc::clone(sheet), number, cells: cells.into_iter().map(|WireCell(cell)| cell).collect() })
}

#[derive(Deserialize)]
struct WireRow(u32, Vec<WireCell>);

struct WireCell(Cell);

impl<'de> Deserialize<'de> for WireCell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor).map(WireCell)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a cell")
    }

    fn visit_unit<E>(self) -> Result<Cell, E> {
        Ok(Cell::Empty)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Cell, E> {
        let (mark, rest) = text.split_at_checked(1).ok_or_else(|| E::custom("a cell without its mark"))?;
        let wrong = || E::custom("a cell that does not fit its mark");
        Ok(match mark {
            "t" => Cell::Text(rest.to_owned()),
            "n" => Cell::Number(rest.to_owned()),
            "d" => Cell::Date(rest.parse::<NaiveDate>().map_err(|_| wrong())?),
            "b" => Cell::Bool(rest == "1"),
            "e" => Cell::Error(rest.to_owned()),
            "l" => Cell::TooLong(rest.parse().map_err(|_| wrong())?),
            _ => return Err(wrong()),
        })
    }
}

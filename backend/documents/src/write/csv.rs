//! Text files: comma, CRLF, UTF-8 with byte order mark or CP932.

use std::borrow::Cow;
use std::io::Write;

use super::WriteError;
use super::cp932::{Encoder, LostCharacter};
use super::value::{Column, Value, neutral};

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvEncoding {
    /// UTF-8 with byte order mark, which spreadsheets recognise.
    #[default]
    Utf8Bom,
    /// CP932 for older systems; what it lacks is listed at the end.
    Cp932,
}

/// Writes one table as text.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    encoder: Option<Encoder>,
    line: String,
    rows: u64,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file and writes its header.
    ///
    /// # Errors
    /// The destination takes no bytes.
    pub fn new(mut out: W, encoding: CsvEncoding, columns: &[Column]) -> Result<Self, WriteError> {
        let encoder = match encoding {
            CsvEncoding::Utf8Bom => {
                out.write_all("\u{FEFF}".as_bytes())?;
                None
            }
            CsvEncoding::Cp932 => Some(Encoder::default()),
        };
        let mut writer = Self { out, encoder, line: String::new(), rows: 0 };
        for (at, column) in columns.iter().enumerate() {
            writer.cell(at, &neutral(&column.header));
        }
        writer.end_line()?;
        Ok(writer)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// The destination takes no bytes.
    pub fn add_row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        for (at, value) in values.iter().enumerate() {
            let text: Cow<'_, str> = match value {
                Value::Empty => Cow::Borrowed(""),
                Value::Text(text) | Value::Identifier(text) => neutral(text),
                Value::Decimal(number) => Cow::Borrowed(number),
                Value::Number(number) => Cow::Owned(number.to_string()),
                Value::Date(day) => Cow::Owned(day.to_string()),
                Value::Bool(value) => Cow::Borrowed(if *value { "TRUE" } else { "FALSE" }),
            };
            self.cell(at, &text);
        }
        self.end_line()
    }

    /// Ends the file: the destination, and the characters that were lost.
    ///
    /// # Errors
    /// The destination takes no bytes.
    pub fn finish(mut self) -> Result<(W, Vec<LostCharacter>), WriteError> {
        self.out.flush()?;
        Ok((self.out, self.encoder.map(Encoder::lost).unwrap_or_default()))
    }

    fn cell(&mut self, at: usize, text: &str) {
        if at > 0 {
            self.line.push(',');
        }
        let quoted = text.contains([',', '"', '\r', '\n', '\t', ';'])
            || text.starts_with([' ', '\u{3000}'])
            || text.ends_with([' ', '\u{3000}']);
        if quoted {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(text);
        }
    }

    fn end_line(&mut self) -> Result<(), WriteError> {
        self.line.push_str("\r\n");
        self.rows += 1;
        match &mut self.encoder {
            Some(encoder) => self.out.write_all(&encoder.encode(&self.line, self.rows))?,
            None => self.out.write_all(self.line.as_bytes())?,
        }
        self.line.clear();
        Ok(())
    }
}

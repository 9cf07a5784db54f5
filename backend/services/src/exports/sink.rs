//! Where an export goes: one of the forms, fed row by row.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use chrono::{NaiveDate, SecondsFormat};
use kakuzuke_documents::write::{Column, CsvEncoding, CsvWriter, Value, WorkbookWriter};
use serde_json::{Map, json};

use super::rows::fields;
use super::{ExportKind, ExportRequest, Exported, Format, broken};
use crate::errors::Result;
use crate::words::{Language, word};

/// One value of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// Digits that are no quantity.
    Identifier(String),
    /// A whole number.
    Number(i64),
    /// Points in thousandths.
    Points(i64),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Yes(bool),
    /// A machine word, shown as `export-word-…`.
    Word(&'static str),
    /// Several of them.
    Words(Vec<&'static str>),
}

impl Item {
    pub(super) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    pub(super) fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    fn in_table(self, language: Language) -> Value {
        match self {
            Self::Empty => Value::Empty,
            Self::Text(text) => Value::Text(text),
            Self::Identifier(text) => Value::Identifier(text),
            Self::Number(number) => Value::Number(number),
            Self::Points(milli) => Value::Text(points(milli)),
            Self::Day(day) => Value::Date(day),
            Self::Yes(value) => Value::Text(word(language, if value { "export-word-yes" } else { "export-word-no" })),
            Self::Word(machine) => Value::Text(shown(machine, language)),
            Self::Words(machine) => {
                Value::Text(machine.into_iter().map(|one| shown(one, language)).collect::<Vec<_>>().join("、"))
            }
        }
    }

    fn in_json(self) -> serde_json::Value {
        match self {
            Self::Empty => serde_json::Value::Null,
            Self::Text(text) | Self::Identifier(text) => json!(text),
            Self::Number(number) | Self::Points(number) => json!(number),
            Self::Day(day) => json!(day),
            Self::Yes(value) => json!(value),
            Self::Word(machine) => json!(machine),
            Self::Words(machine) => json!(machine),
        }
    }
}

/// A machine word in words; one that has none stays as it is.
fn shown(machine: &str, language: Language) -> String {
    let key = format!("export-word-{}", machine.replace('_', "-"));
    let shown = word(language, &key);
    if shown == key { machine.to_owned() } else { shown }
}

/// The heading of a column: that of this list, else the usual one.
fn heading(kind: ExportKind, key: &str, language: Language) -> String {
    let key = key.replace('_', "-");
    let own = format!("export-{}-{key}", kind.as_str());
    let found = word(language, &own);
    if found == own { word(language, &format!("export-{key}")) } else { found }
}

/// Thousandths as a decimal: 84200 is `84.2`.
fn points(milli: i64) -> String {
    let text = format!("{}.{:03}", milli / 1000, (milli % 1000).abs());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(super) struct Sink {
    form: Form,
    keys: Vec<&'static str>,
    language: Language,
    rows: u64,
}

enum Form {
    Xlsx(Box<WorkbookWriter>),
    Csv(Box<CsvWriter<BufWriter<File>>>),
    Json(BufWriter<File>),
}

impl Sink {
    pub(super) fn create(request: &ExportRequest, to: &Path) -> Result<Self> {
        let fields = fields(request.kind);
        let language = request.language;
        let heading = |key: &str| heading(request.kind, key, language);
        let columns: Vec<Column> =
            fields.iter().map(|(key, width)| Column { header: heading(key), width: *width }).collect();
        let csv = |encoding| {
            let out = BufWriter::new(File::create(to)?);
            Ok::<Form, crate::ServicesError>(Form::Csv(Box::new(
                CsvWriter::new(out, encoding, &columns).map_err(broken)?,
            )))
        };
        let form = match request.format {
            Format::Xlsx => {
                let sheet = word(language, &format!("import-kind-{}", request.kind.as_str()));
                Form::Xlsx(Box::new(WorkbookWriter::create(to, &sheet, &columns).map_err(broken)?))
            }
            Format::Csv => csv(CsvEncoding::Utf8Bom)?,
            Format::CsvCp932 => csv(CsvEncoding::Cp932)?,
            Format::Json => {
                let mut out = BufWriter::new(File::create(to)?);
                let known_at = request.as_of.known_at.to_rfc3339_opts(SecondsFormat::Micros, true);
                let head =
                    json!({"kind": request.kind.as_str(), "valid_on": request.as_of.valid_on, "known_at": known_at});
                let head = head.to_string();
                write!(out, "{},\"items\":[", head.strip_suffix('}').unwrap_or(&head))?;
                Form::Json(out)
            }
        };
        Ok(Self { form, keys: fields.iter().map(|(key, _)| *key).collect(), language, rows: 0 })
    }

    pub(super) fn add(&mut self, row: Vec<Item>) -> Result<()> {
        match &mut self.form {
            Form::Json(out) => {
                let object: Map<String, serde_json::Value> =
                    self.keys.iter().map(|key| (*key).to_owned()).zip(row.into_iter().map(Item::in_json)).collect();
                let separator = if self.rows == 0 { "\n" } else { ",\n" };
                write!(out, "{separator}{}", serde_json::Value::Object(object))?;
            }
            table => {
                let values: Vec<Value> = row.into_iter().map(|item| item.in_table(self.language)).collect();
                match table {
                    Form::Xlsx(writer) => writer.add_row(&values).map_err(broken)?,
                    Form::Csv(writer) => writer.add_row(&values).map_err(broken)?,
                    Form::Json(_) => {}
                }
            }
        }
        self.rows += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Exported> {
        let mut exported = Exported { rows: self.rows, lost: Vec::new() };
        match self.form {
            Form::Xlsx(writer) => writer.finish().map_err(broken)?,
            Form::Csv(writer) => {
                let (mut out, lost) = writer.finish().map_err(broken)?;
                out.flush()?;
                exported.lost = lost;
            }
            Form::Json(mut out) => {
                out.write_all(b"\n]}\n")?;
                out.flush()?;
            }
        }
        Ok(exported)
    }
}

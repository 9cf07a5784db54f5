//! One file as rows of understood values: the reading process, the heading, the mapping.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use kakuzuke_documents::columns::{
    HEADER_SEARCH_ROWS, HeaderMatch, ImportKind, Interpreter, Mapping, MappingError, Skip, find_header,
};
use kakuzuke_documents::{Head, ReadOptions, Row, TableReader, check_upload};
use kakuzuke_domain::dates::DateHint;

use super::problems::Problem;
use super::reading::{Reading, headings};
use super::request::ImportRequest;
use crate::errors::{Result, ServicesError};

/// A file that is being read.
pub struct Table {
    reader: TableReader,
    interpreter: Interpreter,
    first: VecDeque<Row>,
    headings: Arc<[(String, String)]>,
    /// Totals that were passed over since the last row.
    skipped: Vec<Problem>,
}

/// A file whose heading was looked for, but not yet its meaning.
pub struct Opened {
    reader: TableReader,
    first: Vec<Row>,
    /// The heading that was found or chosen.
    pub header: HeaderMatch,
}

impl Opened {
    /// Starts reading and looks for the heading.
    ///
    /// # Errors
    /// The file cannot be read, or has no heading.
    pub async fn open(program: &Path, request: &ImportRequest, first_rows: Option<u64>) -> Result<Self> {
        let options = ReadOptions { sheet: request.sheet.clone(), first_rows, ..ReadOptions::default() };
        let (name, file) = (request.file_name.clone(), request.file.clone());
        let checked = tokio::task::spawn_blocking(move || check_upload(&name, &file)).await;
        checked.map_err(|error| ServicesError::Document(error.to_string()))??;
        let mut reader = TableReader::open(program, &request.file, &options).await?;
        let mut first = Vec::with_capacity(HEADER_SEARCH_ROWS);
        let wanted = request.header_row.map_or(0, |row| usize::try_from(row).unwrap_or(0));
        while first.len() < HEADER_SEARCH_ROWS.max(wanted.min(10_000)) {
            match reader.next_row().await? {
                Some(row) => first.push(row),
                None => break,
            }
        }
        let header = match request.header_row {
            Some(number) => chosen(request.kind, &first, number),
            None => find_header(request.kind, &first).or_else(|| by_hand(request, &first)),
        };
        let header = header.ok_or_else(|| ServicesError::refused("no_header"))?;
        Ok(Self { reader, first, header })
    }

    /// What is known of the file.
    #[must_use]
    pub fn head(&self) -> &Head {
        self.reader.head()
    }

    /// The rows read so far.
    #[must_use]
    pub fn first(&self) -> &[Row] {
        &self.first
    }

    /// The mapping: what the heading suggests, or a saved one, with what the request says over it.
    ///
    /// # Errors
    /// The request names a field or a column that is not there.
    pub fn mapping(&self, request: &ImportRequest) -> Result<Mapping> {
        let mut mapping = match &request.mapping {
            Some(saved) => saved.applied_to(&self.header),
            None => Mapping::suggested(&self.header),
        };
        for (field, column) in &request.columns {
            mapping.set(request.kind, &self.header, field, column).map_err(|error| refused(request.kind, &error))?;
        }
        for (column, answer) in &request.dates {
            let said = mapping.answer(&self.header, column, *answer);
            said.map_err(|error| refused(request.kind, &error))?;
        }
        Ok(mapping)
    }

    /// Goes on to the rows.
    ///
    /// # Errors
    /// A field that rows cannot do without has no column.
    pub fn read(self, kind: ImportKind, mapping: Mapping) -> Result<Table> {
        let hint = DateHint { system_1904: self.reader.head().system_1904, ..DateHint::default() };
        let interpreter = Interpreter::new(kind, &mapping, hint).map_err(|error| refused(kind, &error))?;
        Ok(Table {
            headings: headings(&mapping),
            reader: self.reader,
            interpreter,
            first: self.first.into(),
            skipped: Vec::new(),
        })
    }
}

impl Table {
    /// The next row of data.
    ///
    /// # Errors
    /// The rest of the file cannot be read.
    pub async fn next(&mut self) -> Result<Option<Reading>> {
        loop {
            let row = match self.first.pop_front() {
                Some(row) => Some(row),
                None => self.reader.next_row().await?,
            };
            let Some(row) = row else { return Ok(None) };
            match self.interpreter.read(&row) {
                Ok(understood) => return Ok(Some(Reading::new(row, understood, Arc::clone(&self.headings)))),
                Err(Skip::Totals) => self.skipped.push(Problem::warning("totals_row").at(&row.sheet, row.number)),
                Err(Skip::Header | Skip::Blank | Skip::RepeatedHeader) => {}
            }
        }
    }

    /// What was passed over and deserves a word.
    pub fn skipped(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.skipped)
    }
}

fn chosen(kind: ImportKind, rows: &[Row], number: u32) -> Option<HeaderMatch> {
    let row = rows.iter().find(|row| row.number == number)?;
    Some(HeaderMatch::read(kind, &[row]))
}

/// Where nothing looks like a heading but columns were named by hand: the first row that holds those names.
fn by_hand(request: &ImportRequest, rows: &[Row]) -> Option<HeaderMatch> {
    if request.columns.is_empty() && request.mapping.is_none() {
        return None;
    }
    let reads = |row: &Row| HeaderMatch::read(request.kind, &[row]);
    let fits = |header: &HeaderMatch| request.columns.values().all(|column| header.resolve(column).is_ok());
    rows.iter().map(reads).find(|header| fits(header) && !header.names.is_empty())
}

fn refused(kind: ImportKind, error: &MappingError) -> ServicesError {
    let fields = kind.fields().iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
    let subject = error.subject().to_owned();
    match error {
        MappingError::UnknownField(_) => {
            ServicesError::refused("field_unknown").with("field", subject).with("fields", fields)
        }
        MappingError::UnknownColumn(_) => ServicesError::refused("column_unknown").with("column", subject),
        MappingError::AmbiguousColumn(_) => ServicesError::refused("column_ambiguous").with("column", subject),
        MappingError::Missing(_) => ServicesError::refused("columns_missing").with("fields", subject),
    }
}

//! What an import would read: the heading, the columns with their fields, and the first rows as written and as understood.

use kakuzuke_documents::Cell;
use kakuzuke_documents::columns::column_letter;

use super::Mapping;
use super::problems::Problem;
use super::questions::{DateQuestion, Questions};
use super::request::ImportRequest;
use super::table::Opened;
use crate::Services;
use crate::errors::Result;

/// Rows looked through for dates that a person has to settle.
const LOOKED_THROUGH: usize = 1_000;

/// What a file looks like before it is imported.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The visible sheets, in the workbook's order; none for a text file.
    pub sheets: Vec<String>,
    /// The sheet shown.
    pub sheet: String,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// Whether the workbook carries macros, which are never run.
    pub macros: bool,
    /// The row of the heading; none where the file has none.
    pub header_row: Option<u32>,
    /// The columns.
    pub columns: Vec<PreviewColumn>,
    /// Headings that stand over more than one column.
    pub duplicates: Vec<String>,
    /// The fields of the kind.
    pub fields: Vec<FieldChoice>,
    /// Fields that rows cannot do without and that have no column.
    pub missing: Vec<&'static str>,
    /// What a person is asked about the dates of the first rows and of the cells told to be doubtful.
    pub questions: Vec<DateQuestion>,
    /// The mapping, to be saved or used.
    pub mapping: Mapping,
    /// The first rows of data; empty while a column is missing.
    pub rows: Vec<PreviewRow>,
}

/// One column of the file.
#[derive(Clone, Debug)]
pub struct PreviewColumn {
    /// Its letter.
    pub letter: String,
    /// Its heading as written.
    pub heading: String,
    /// The field it holds.
    pub field: Option<String>,
}

/// One field of the kind.
#[derive(Clone, Copy, Debug)]
pub struct FieldChoice {
    /// Its word.
    pub key: &'static str,
    /// Whether rows cannot do without it.
    pub required: bool,
}

/// One row of data.
#[derive(Clone, Debug)]
pub struct PreviewRow {
    /// Its number in the file.
    pub row: u32,
    /// Its cells as written.
    pub cells: Vec<String>,
    /// What its mapped cells mean.
    pub understood: Vec<Understanding>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// One cell as written and as understood.
#[derive(Clone, Debug)]
pub struct Understanding {
    /// The field.
    pub field: &'static str,
    /// The cell as written.
    pub raw: String,
    /// The value; none where the cell is blank or not understood.
    pub value: Option<String>,
}

impl Services {
    /// Reads the heading and the first `rows` rows of data. Nothing is written. `doubtful` names cells further down, by
    /// heading and text, that an earlier run could not read as one day.
    ///
    /// # Errors
    /// The file cannot be read, or the request names a column or field that is not there.
    pub async fn preview(
        &self,
        request: &ImportRequest,
        rows: usize,
        doubtful: &[(String, String)],
    ) -> Result<Preview> {
        let looked_through = if rows == 0 { 0 } else { LOOKED_THROUGH.max(rows) };
        let most = u64::try_from(looked_through.saturating_add(60)).unwrap_or(u64::MAX);
        let most = most.max(u64::from(request.header_row.unwrap_or(0)).saturating_add(60));
        let opened = Opened::open(self.reader_program(), request, Some(most)).await?;
        let mapping = opened.mapping(request)?;
        let field_at = |index: usize| {
            let at =
                |column: &kakuzuke_documents::columns::ColumnRef| usize::try_from(column.index).ok() == Some(index);
            mapping.columns.iter().find(|(_, column)| at(column)).map(|(field, _)| field.clone())
        };
        let width = opened.first().iter().map(|row| row.cells.len()).max().unwrap_or(0).max(opened.header.names.len());
        let columns = (0..width)
            .map(|index| PreviewColumn {
                letter: column_letter(u32::try_from(index).unwrap_or(u32::MAX)),
                heading: opened.header.names.get(index).cloned().unwrap_or_default(),
                field: field_at(index),
            })
            .collect();
        let has = |key: &str| mapping.columns.contains_key(key);
        let mut missing: Vec<&'static str> = request
            .kind
            .fields()
            .iter()
            .filter(|field| field.required && !has(field.key))
            .map(|field| field.key)
            .collect();
        let either = request.kind.either();
        if !either.is_empty() && !either.iter().any(|key| has(key)) {
            missing.extend(either.first());
        }
        let head = opened.head();
        let mut preview = Preview {
            sheets: head
                .sheets
                .iter()
                .filter(|sheet| sheet.visible && !sheet.name.is_empty())
                .map(|sheet| sheet.name.clone())
                .collect(),
            sheet: opened.first().first().map(|row| row.sheet.to_string()).unwrap_or_default(),
            encoding: head.encoding.clone(),
            macros: head.macros,
            header_row: opened.header.first_row,
            columns,
            duplicates: opened.header.duplicates.clone(),
            fields: request
                .kind
                .fields()
                .iter()
                .map(|field| FieldChoice { key: field.key, required: field.required })
                .collect(),
            missing,
            questions: Vec::new(),
            mapping: mapping.clone(),
            rows: Vec::new(),
        };
        if preview.missing.is_empty() {
            let mut questions = Questions::new(request.kind, &mapping);
            let mut table = opened.read(request.kind, mapping.clone())?;
            for row in 0..looked_through {
                let Some(reading) = table.next().await? else { break };
                questions.look(&reading);
                if row >= rows {
                    continue;
                }
                let raw = |field: &str| {
                    let index = mapping.columns.get(field).and_then(|column| usize::try_from(column.index).ok());
                    index.and_then(|index| reading.cells.get(index)).map(shown).unwrap_or_default()
                };
                let understood = request
                    .kind
                    .fields()
                    .iter()
                    .filter(|field| has(field.key) || reading.get(field.key).is_some())
                    .map(|field| Understanding {
                        field: field.key,
                        raw: raw(field.key),
                        value: reading.get(field.key).map(|value| value.shown().into_owned()),
                    })
                    .collect();
                let cells = reading.cells.iter().map(shown).collect();
                preview.rows.push(PreviewRow { row: reading.row, cells, understood, problems: reading.problems });
            }
            for (heading, value) in doubtful {
                questions.hear(heading, value);
            }
            preview.questions = questions.finish();
        }
        Ok(preview)
    }
}

fn shown(cell: &Cell) -> String {
    cell.shown().chars().take(500).collect()
}

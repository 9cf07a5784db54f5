//! The columns of an uploaded file: what each means, and the first rows as written and as understood.

use kakuzuke_services::imports::{Counts, ImportKind, ImportState, Preview, RunOptions};
use serde::Serialize;

use super::head::{Head, ProblemView, Refusal};
use super::questions::{QuestionView, questions};
use super::view::ImportPage;
use crate::error::Result;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Rows shown as understood.
const ROWS: usize = 3;
/// Problems of a trial shown here; the list of problems has them all.
pub(super) const PROBLEMS: u32 = 20;
/// Letters of a cell shown as an example.
const SAMPLE: usize = 60;

/// The form of the columns.
#[derive(Debug, Serialize)]
pub struct MappingPage {
    pub(super) head: Head,
    pub(super) sheets: Vec<String>,
    pub(super) sheet: String,
    pub(super) header_row: String,
    pub(super) columns: Vec<ColumnView>,
    pub(super) fields: Vec<FieldView>,
    pub(super) missing: Vec<&'static str>,
    pub(super) duplicates: Vec<String>,
    pub(super) macros: bool,
    pub(super) questions: Vec<QuestionView>,
    pub(super) rows: Vec<RowView>,
    pub(super) options: OptionsView,
    pub(super) counts: Option<Counts>,
    pub(super) problems: Vec<ProblemView>,
    pub(super) errors: Errors,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ColumnView {
    pub(super) letter: String,
    pub(super) heading: String,
    pub(super) field: Option<String>,
    pub(super) sample: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct FieldView {
    pub(super) key: &'static str,
    pub(super) required: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct RowView {
    pub(super) row: u32,
    pub(super) understood: Vec<ValueView>,
    pub(super) problems: Vec<ProblemView>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ValueView {
    pub(super) field: &'static str,
    pub(super) raw: String,
    pub(super) value: Option<String>,
    /// What stands before a machine word in the catalogues, where the field holds one.
    pub(super) words: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct OptionsView {
    pub(super) create_missing: bool,
    pub(super) all_or_nothing: bool,
    pub(super) save_mapping: bool,
}

impl Page for MappingPage {
    const TEMPLATE: &'static str = "imports/mapping.html";
    const ROOM: Room = Room::Imports;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::view::samples::mappings()
    }
}

/// The page for an import that has not been carried out; a file that cannot be read is answered with its reason.
pub(super) async fn page(
    state: &AppState,
    import: &ImportState,
    head: Head,
    options: &RunOptions,
    errors: Errors,
) -> Result<Rendered> {
    let doubtful = state.services.doubtful_dates(import.row.id).await?;
    let preview = match state.services.import_request(import.row.id, options).await {
        Ok((request, _folder)) => state.services.preview(&request, ROWS, &doubtful).await,
        Err(error) => Err(error),
    };
    let preview = match preview {
        Ok(preview) => preview,
        Err(kakuzuke_services::ServicesError::Store(error)) => return Err(error.into()),
        Err(error) => return Ok(Rendered::new(ImportPage::refused(head, Refusal::new(&error)))),
    };
    let tried = import.report.as_ref().filter(|_| import.row.state == "dry_done");
    let problems = match tried {
        Some(_) => state.services.import_problems(import.row.id, 0, PROBLEMS).await?,
        None => Vec::new(),
    };
    Ok(Rendered::new(MappingPage {
        head,
        sheet: preview.sheet.clone(),
        sheets: preview.sheets.clone(),
        header_row: preview.header_row.map_or_else(|| "0".to_owned(), |row| row.to_string()),
        columns: columns(&preview),
        fields: preview.fields.iter().map(|field| FieldView { key: field.key, required: field.required }).collect(),
        missing: preview.missing,
        duplicates: preview.duplicates,
        macros: preview.macros,
        questions: questions(preview.questions),
        rows: preview.rows.into_iter().map(|one| row(one, import.kind)).collect(),
        options: OptionsView {
            create_missing: options.create_missing,
            all_or_nothing: options.all_or_nothing,
            save_mapping: options.save_mapping,
        },
        counts: tried.map(|report| report.counts),
        problems: problems.into_iter().map(|(_, problem)| ProblemView::from(problem)).collect(),
        errors,
    }))
}

fn columns(preview: &Preview) -> Vec<ColumnView> {
    let example = |index: usize| {
        let mut cells = preview.rows.iter().filter_map(|row| row.cells.get(index)).filter(|cell| !cell.is_empty());
        cells.next().map(|cell| cell.chars().take(SAMPLE).collect()).unwrap_or_default()
    };
    preview
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| ColumnView {
            letter: column.letter.clone(),
            heading: column.heading.clone(),
            field: column.field.clone(),
            sample: example(index),
        })
        .collect()
}

fn row(row: kakuzuke_services::imports::PreviewRow, kind: ImportKind) -> RowView {
    RowView {
        row: row.row,
        understood: row
            .understood
            .into_iter()
            .map(|one| ValueView { field: one.field, raw: one.raw, value: one.value, words: words(kind, one.field) })
            .collect(),
        problems: row.problems.into_iter().map(ProblemView::from).collect(),
    }
}

/// What stands before the machine words of a field in the catalogues.
pub(super) fn words(kind: ImportKind, field: &str) -> Option<&'static str> {
    Some(match (kind, field) {
        (ImportKind::Attestations, "kind") => "attestation-",
        (ImportKind::Suppliers, "kind") => "supplier-kind-",
        (ImportKind::Accounts, "role") => "role-",
        (ImportKind::Accounts, "change") => "staff-change-",
        (ImportKind::Accounts, "language") => "language-",
        (_, "edition") => "edition-",
        (_, "scope") => "scope-",
        (_, "assurance") => "assurance-",
        (_, "status") => "status-",
        (_, "opinion") => "opinion-",
        (_, "finding_severity") => "severity-",
        _ => return None,
    })
}

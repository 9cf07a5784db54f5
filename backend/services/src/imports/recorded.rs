//! What an import leaves behind beside its rows: the report, the problems, the rows that wait for a person.

use std::collections::HashSet;

use kakuzuke_store::{ImportUpdate, NewProposal, ProblemRow, Work};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::cells;
use super::problems::{Problem, Severity};
use super::report::ImportReport;
use super::run::Waiting;
use crate::errors::Result;

/// Keeps the outcome of an import in the transaction of its rows. Proposals that a person has decided stay as they are.
pub(super) async fn record(
    work: &mut Work,
    id: Uuid,
    report: &ImportReport,
    waiting: Vec<Waiting>,
    dry_run: bool,
) -> Result<()> {
    let slim = ImportReport { problems: Vec::new(), ..report.clone() };
    let rows = Some(report.counts.rows);
    let state = if dry_run { "dry_done" } else { "done" };
    let update = ImportUpdate {
        state: Some(state.to_owned()),
        report: Some(text(&slim)),
        rows_done: rows,
        rows_total: rows,
        finished: true,
        ..ImportUpdate::default()
    };
    work.update_import(id, update).await?;
    let problems = (1_u64..).zip(&report.problems).map(|(ordinal, problem)| ProblemRow {
        ordinal,
        sheet: problem.sheet.clone(),
        row: problem.row,
        column: problem.column.clone().unwrap_or_default(),
        value: problem.value.clone().unwrap_or_default(),
        severity: problem.severity.as_str().to_owned(),
        code: problem.code.clone(),
        arguments: text(&problem.arguments),
    });
    work.add_problems(id, problems.collect()).await?;
    let decided = work.decided_proposals(id).await?;
    let next = decided.last().map_or(1, |(ordinal, ..)| ordinal + 1);
    let settled: HashSet<(&str, u32)> = decided.iter().map(|(_, sheet, row)| (sheet.as_str(), *row)).collect();
    let open = waiting.into_iter().filter(|one| !settled.contains(&(one.reading.sheet.as_ref(), one.reading.row)));
    let proposals = (next..).zip(open).map(|(ordinal, one)| NewProposal {
        ordinal,
        sheet: one.reading.sheet.to_string(),
        row: one.reading.row,
        name: one.reading.text("supplier_name").or_else(|| one.reading.text("name")).unwrap_or_default(),
        cells: cells::to_json(&one.reading.cells),
        candidates: json!(
            one.candidates
                .iter()
                .map(|candidate| json!({
                    "id": candidate.supplier.id,
                    "name": candidate.name,
                    "number": candidate.supplier.number,
                    "place": candidate.place,
                }))
                .collect::<Vec<_>>()
        )
        .to_string(),
    });
    work.add_proposals(id, proposals.collect()).await?;
    Ok(())
}

/// A problem as it was kept.
pub(super) fn problem(row: ProblemRow) -> Problem {
    Problem {
        sheet: row.sheet,
        row: row.row,
        column: Some(row.column).filter(|column| !column.is_empty()),
        value: Some(row.value).filter(|value| !value.is_empty()),
        severity: if row.severity == "error" { Severity::Error } else { Severity::Warning },
        code: row.code,
        arguments: serde_json::from_str(&row.arguments).unwrap_or_default(),
    }
}

/// A value as the JSON it is kept as.
pub(super) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

//! The fields of an audit, between what a person types and the body of the fact.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakuzuke_domain::audits::{Audit, Finding, Opinion, Severity};
use serde::Serialize;

use crate::error::FieldProblem;
use crate::pages::form::{Answers, Errors};
use crate::state::AppState;

/// Empty rows offered beside the findings there are.
const SPARE: usize = 3;
/// Rows read from a form at most.
const MOST: usize = 60;

/// The fields the template knows.
pub const FIELDS: [&str; 5] = ["performed_on", "accepted_on", "third_party", "opinion", "findings"];

/// What stands in the form.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AuditForm {
    performed_on: String,
    accepted_on: String,
    third_party: bool,
    opinion: String,
    pub(super) reason: String,
    findings: Vec<FindingForm>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct FindingForm {
    id: String,
    severity: String,
    due_on: String,
    closed_on: String,
    promised_on: String,
}

/// The body of the fact, without the id that the register gives it.
#[derive(Debug, Serialize)]
pub struct Body {
    performed_on: NaiveDate,
    accepted_on: Option<NaiveDate>,
    third_party: bool,
    opinion: Opinion,
    findings: Vec<Finding>,
}

impl AuditForm {
    /// An empty form.
    #[must_use]
    pub fn empty() -> Self {
        Self { third_party: true, findings: spare(Vec::new()), ..Self::default() }
    }

    /// The form as filled in.
    #[must_use]
    pub fn typed(answers: &Answers) -> Self {
        let text = |field: &str| answers.text(field).to_owned();
        let rows = (0..MOST).map(|row| FindingForm {
            id: text(&format!("finding_{row}")),
            severity: text(&format!("severity_{row}")),
            due_on: text(&format!("due_{row}")),
            closed_on: text(&format!("closed_{row}")),
            promised_on: text(&format!("promised_{row}")),
        });
        Self {
            performed_on: text("performed_on"),
            accepted_on: text("accepted_on"),
            third_party: answers.text("third_party") == "true",
            opinion: text("opinion"),
            reason: text("reason"),
            findings: spare(rows.filter(|row| !row.severity.is_empty()).collect()),
        }
    }

    /// The form for correcting what is recorded.
    #[must_use]
    pub fn of(audit: &Audit) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let finding = |finding: &Finding| FindingForm {
            id: finding.id.clone(),
            severity: finding.severity.as_str().to_owned(),
            due_on: finding.due_on.to_string(),
            closed_on: day(finding.closed_on),
            promised_on: day(finding.promised_on),
        };
        Self {
            performed_on: audit.performed_on.to_string(),
            accepted_on: day(audit.accepted_on),
            third_party: audit.third_party,
            opinion: audit.opinion.as_str().to_owned(),
            reason: String::new(),
            findings: spare(audit.findings.iter().map(finding).collect()),
        }
    }
}

fn spare(mut rows: Vec<FindingForm>) -> Vec<FindingForm> {
    rows.extend(std::iter::repeat_n(FindingForm::default(), SPARE));
    rows
}

/// What the answers say, if every field can be read. A new finding gets an id of its own.
pub fn body(state: &AppState, answers: &BTreeMap<String, String>, errors: &mut Errors) -> Option<Body> {
    read(answers, || state.store.new_id().to_string(), errors)
}

pub(super) fn read(
    answers: &BTreeMap<String, String>,
    new_id: impl Fn() -> String,
    errors: &mut Errors,
) -> Option<Body> {
    let answers = Answers(answers.clone());
    let performed_on = answers.needed_day("performed_on", errors);
    let accepted_on = answers.day("accepted_on", errors);
    if answers.text("opinion").is_empty() {
        errors.add(FieldProblem::new("opinion", "missing"));
    }
    let opinion = answers.word("opinion", Opinion::from_word, errors);
    let findings = (0..MOST).filter_map(|row| finding(&answers, row, &new_id, errors)).collect();
    if !errors.is_empty() {
        return None;
    }
    let third_party = answers.text("third_party") == "true";
    Some(Body { performed_on: performed_on?, accepted_on, third_party, opinion: opinion?, findings })
}

fn finding(answers: &Answers, row: usize, new_id: impl Fn() -> String, errors: &mut Errors) -> Option<Finding> {
    let mut wrong = Errors::default();
    let severity = answers.word(&format!("severity_{row}"), Severity::from_word, &mut wrong)?;
    let due_on = answers.needed_day(&format!("due_{row}"), &mut wrong);
    let closed_on = answers.day(&format!("closed_{row}"), &mut wrong);
    let promised_on = answers.day(&format!("promised_{row}"), &mut wrong);
    if !wrong.is_empty() {
        errors.add(FieldProblem::new("findings", "row_days").with("row", (row + 1).to_string()));
    }
    let id = answers.given(&format!("finding_{row}")).unwrap_or_else(new_id);
    Some(Finding { id, severity, due_on: due_on?, closed_on, promised_on })
}

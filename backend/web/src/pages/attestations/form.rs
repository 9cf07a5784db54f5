//! The fields of an attestation, between what a person types and the body of the fact.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakuzuke_domain::attestations::{Assurance, Attestation, AttestationKind, Edition, Scope, Status, StatusSpan};
use serde::Serialize;

use crate::error::FieldProblem;
use crate::pages::form::{Answers, Errors};

/// Empty rows offered beside the spans there are.
const SPARE: usize = 2;
/// Rows read from a form at most.
const MOST: usize = 40;

/// The fields the template knows.
pub const FIELDS: [&str; 9] =
    ["kind", "number", "level", "edition", "scope", "assurance", "valid_from", "valid_to", "statuses"];

/// What stands in the form.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AttestationForm {
    kind: String,
    number: String,
    level: String,
    edition: String,
    scope: String,
    assurance: String,
    valid_from: String,
    valid_to: String,
    pub(super) reason: String,
    statuses: Vec<SpanForm>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct SpanForm {
    status: String,
    from: String,
    to: String,
}

/// The body of the fact, without the id that the register gives it.
#[derive(Debug, Serialize)]
pub struct Body {
    kind: AttestationKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<Edition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Scope>,
    number: String,
    assurance: Assurance,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    statuses: Vec<StatusSpan>,
}

impl AttestationForm {
    /// An empty form.
    #[must_use]
    pub fn empty() -> Self {
        Self { assurance: Assurance::SelfDeclared.as_str().to_owned(), statuses: spare(Vec::new()), ..Self::default() }
    }

    /// The form as filled in.
    #[must_use]
    pub fn typed(answers: &Answers) -> Self {
        let text = |field: &str| answers.text(field).to_owned();
        let rows = (0..MOST).map(|row| SpanForm {
            status: text(&format!("status_{row}")),
            from: text(&format!("from_{row}")),
            to: text(&format!("to_{row}")),
        });
        Self {
            kind: text("kind"),
            number: text("number"),
            level: text("level"),
            edition: text("edition"),
            scope: text("scope"),
            assurance: text("assurance"),
            valid_from: text("valid_from"),
            valid_to: text("valid_to"),
            reason: text("reason"),
            statuses: spare(rows.filter(|row| !row.status.is_empty()).collect()),
        }
    }

    /// The form for correcting what is recorded.
    #[must_use]
    pub fn of(attestation: &Attestation) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let span = |span: &StatusSpan| SpanForm {
            status: span.status.as_str().to_owned(),
            from: span.from.to_string(),
            to: day(span.to),
        };
        Self {
            kind: attestation.kind.as_str().to_owned(),
            number: attestation.number.clone(),
            level: attestation.level.map(|level| level.to_string()).unwrap_or_default(),
            edition: attestation.edition.map(|edition| edition.as_str().to_owned()).unwrap_or_default(),
            scope: attestation.scope.map(|scope| scope.as_str().to_owned()).unwrap_or_default(),
            assurance: attestation.assurance.as_str().to_owned(),
            valid_from: attestation.valid_from.to_string(),
            valid_to: day(attestation.valid_to),
            reason: String::new(),
            statuses: spare(attestation.statuses.iter().map(span).collect()),
        }
    }
}

fn spare(mut rows: Vec<SpanForm>) -> Vec<SpanForm> {
    rows.extend(std::iter::repeat_n(SpanForm::default(), SPARE));
    rows
}

/// What the answers say, if every field can be read.
pub fn body(answers: &BTreeMap<String, String>, errors: &mut Errors) -> Option<Body> {
    let answers = Answers(answers.clone());
    for field in ["kind", "assurance"] {
        if answers.text(field).is_empty() {
            errors.add(FieldProblem::new(field, "missing"));
        }
    }
    let kind = answers.word("kind", AttestationKind::from_word, errors);
    let assurance = answers.word("assurance", Assurance::from_word, errors);
    let number = answers.needed("number", errors);
    let level = answers.word("level", |text| text.parse().ok(), errors);
    let edition = answers.word("edition", Edition::from_word, errors);
    let scope = answers.word("scope", Scope::from_word, errors);
    let valid_from = answers.needed_day("valid_from", errors);
    let valid_to = answers.day("valid_to", errors);
    let statuses = (0..MOST).filter_map(|row| span(&answers, row, errors)).collect();
    if !errors.is_empty() {
        return None;
    }
    Some(Body {
        kind: kind?,
        level,
        edition,
        scope,
        number,
        assurance: assurance?,
        valid_from: valid_from?,
        valid_to,
        statuses,
    })
}

fn span(answers: &Answers, row: usize, errors: &mut Errors) -> Option<StatusSpan> {
    let mut wrong = Errors::default();
    let status = answers.word(&format!("status_{row}"), Status::from_word, &mut wrong)?;
    let from = answers.needed_day(&format!("from_{row}"), &mut wrong);
    let to = answers.day(&format!("to_{row}"), &mut wrong);
    if !wrong.is_empty() {
        errors.add(FieldProblem::new("statuses", "row_days").with("row", (row + 1).to_string()));
    }
    Some(StatusSpan { status, from: from?, to })
}

//! Rows of attestations: declarations, certificates, registrations and reports, with their status.

use std::collections::HashMap;

use chrono::NaiveDate;
use kakuzuke_domain::attestations::{Assurance, Attestation, AttestationKind, Edition, Scope, Status, StatusSpan};
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::text::{compact, plain};
use kakuzuke_store::{FactRoom, NewFact, StoredFact, Work};
use uuid::Uuid;

use super::changes::Changes;
use super::details;
use super::matching::{self, Whom};
use super::problems::Problem;
use super::reading::Reading;
use super::report::Outcome;
use super::session::{Before, Done, REASON, Session};
use crate::errors::Result;

/// After this day no audit for a first or renewed certificate of the 2013 edition was allowed (IAF MD26).
const LAST_2013_AUDIT: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 4, 30);
/// Fields kept beside the fact.
const DETAILS: [&str; 4] = ["scope_text", "issuer", "source_key", "note"];

/// What one row says.
struct Said {
    attestation: Attestation,
    details: Option<String>,
}

impl Said {
    fn read(reading: &mut Reading) -> Option<Self> {
        if reading.failed() {
            return None;
        }
        let kind = reading.word("kind").and_then(AttestationKind::from_word)?;
        let level = level(reading, kind)?;
        let number = number(reading, kind);
        let (from, to) = reading.period();
        let Some(valid_from) = from else {
            reading.complain("valid_from", Problem::error("required"));
            return None;
        };
        if let Some(to) = to.filter(|to| *to < valid_from) {
            reading.complain("valid_to", Problem::error("dates_reversed").with("to", to.to_string()));
            return None;
        }
        let isms = kind == AttestationKind::Iso27001;
        let edition = if isms { Some(edition(reading, valid_from)) } else { None };
        let scope = isms.then(|| reading.word("scope").and_then(Scope::from_word).unwrap_or(Scope::Unknown));
        let assurance = reading.word("assurance").and_then(Assurance::from_word).unwrap_or(Assurance::SelfDeclared);
        let statuses = statuses(reading)?;
        let attestation = Attestation {
            id: String::new(),
            kind,
            level,
            edition,
            scope,
            number,
            assurance,
            valid_from,
            valid_to: to,
            statuses,
        };
        Some(Self { attestation, details: details::of(reading, &DETAILS) })
    }

    /// What makes two rows speak of the same paper: its kind and number, and the day it begins.
    fn identity(&self) -> Identity {
        identity(&self.attestation)
    }
}

type Identity = (AttestationKind, String, NaiveDate);

fn identity(attestation: &Attestation) -> Identity {
    (attestation.kind, compact(&attestation.number).to_lowercase(), attestation.valid_from)
}

fn level(reading: &mut Reading, kind: AttestationKind) -> Option<Option<u8>> {
    let allowed = match kind {
        AttestationKind::SecurityAction => 1..=2,
        AttestationKind::Scs => 3..=4,
        _ => return Some(None),
    };
    match reading.integer("level").map(u8::try_from) {
        None => {
            reading.complain("kind", Problem::error("level_needed"));
            None
        }
        Some(Ok(level)) if allowed.contains(&level) => Some(Some(level)),
        Some(_) => {
            let written = reading.integer("level").unwrap_or_default().to_string();
            reading.complain("level", Problem::error("level_wrong").with("level", written));
            None
        }
    }
}

fn number(reading: &mut Reading, kind: AttestationKind) -> String {
    let written = reading.text("number").map(|text| plain(&text).trim().to_owned()).unwrap_or_default();
    let number = match kind {
        AttestationKind::SecurityAction | AttestationKind::PrivacyMark => compact(&written),
        _ => written,
    };
    if number.is_empty() {
        return number;
    }
    let right = match kind {
        AttestationKind::SecurityAction => {
            number.len() == 11 && number.starts_with(['4', '5']) && number.bytes().all(|digit| digit.is_ascii_digit())
        }
        AttestationKind::PrivacyMark => is_privacy_mark(&number),
        _ => true,
    };
    if !right {
        let code = if kind == AttestationKind::PrivacyMark { "privacy_mark_number" } else { "declaration_id" };
        reading.complain("number", Problem::warning(code));
    }
    number
}

fn is_privacy_mark(number: &str) -> bool {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|digit| digit.is_ascii_digit());
    match number.split_once('(') {
        None => digits(number, 8),
        Some((id, times)) => digits(id, 8) && times.strip_suffix(')').is_some_and(|times| digits(times, 2)),
    }
}

fn edition(reading: &mut Reading, valid_from: NaiveDate) -> Edition {
    if let Some(edition) = reading.word("edition").and_then(Edition::from_word) {
        if edition == Edition::Of2013 {
            reading.complain("edition", Problem::warning("edition_ended"));
        }
        return edition;
    }
    if LAST_2013_AUDIT.is_some_and(|last| valid_from > last) {
        return Edition::Of2022;
    }
    reading.complain("kind", Problem::warning("edition_assumed"));
    Edition::Of2013
}

fn statuses(reading: &mut Reading) -> Option<Vec<StatusSpan>> {
    let Some(status) = reading.word("status").and_then(Status::from_word) else { return Some(Vec::new()) };
    let Some(from) = reading.day("status_from") else {
        reading.complain("status", Problem::error("status_from_needed"));
        return None;
    };
    let is_final = matches!(status, Status::Revoked | Status::Returned);
    let to = reading.day("status_to").filter(|_| !is_final);
    if let Some(to) = to.filter(|to| *to < from) {
        reading.complain("status_to", Problem::error("dates_reversed").with("to", to.to_string()));
        return None;
    }
    Some(vec![StatusSpan { status, from, to }])
}

struct Held {
    id: Uuid,
    attestation: Attestation,
    details: Option<String>,
}

/// Imports one chunk of rows.
///
/// # Errors
/// The database failed, or holds something damaged.
pub async fn apply(work: &mut Work, session: &mut Session, mut readings: Vec<Reading>) -> Result<Vec<Done>> {
    let said: Vec<Option<Said>> = readings.iter_mut().map(Said::read).collect();
    let whom = matching::suppliers(work, session, &mut readings).await?;
    let mut held = held(work, &whom).await?;
    let mut changes = Changes::default();
    let mut done = Vec::with_capacity(readings.len());
    for ((mut reading, said), whom) in readings.into_iter().zip(said).zip(whom) {
        done.push(match (said, whom) {
            (Some(said), Whom::Known(supplier)) if !reading.failed() => {
                let own = held.entry(supplier).or_default();
                let outcome = tell(session, &mut reading, supplier, &said, own, &mut changes);
                Done::new(reading, outcome)
            }
            (Some(said), Whom::Perhaps(candidates)) if !reading.failed() => {
                let same = |known: &Held| says_nothing_new(known, &said, session.confirms);
                matching::propose(reading, candidates, |_, seq| held.get(&seq).is_some_and(|own| own.iter().any(same)))
            }
            _ => Done::new(reading, Outcome::Rejected),
        });
    }
    work.record(changes.facts).await?;
    work.supersede(changes.versions).await?;
    Ok(done)
}

async fn held(work: &mut Work, whom: &[Whom]) -> Result<HashMap<i64, Vec<Held>>> {
    let mut held: HashMap<i64, Vec<Held>> = HashMap::new();
    for fact in matching::held(work, whom, FactRoom::Attestation).await? {
        if let Some(Fact::Attestation(attestation)) = StoredFact::graded(&fact)? {
            let own = Held { id: fact.fact_id, attestation, details: fact.details.clone() };
            held.entry(fact.supplier_seq).or_default().push(own);
        }
    }
    Ok(held)
}

fn says_nothing_new(known: &Held, said: &Said, confirms: bool) -> bool {
    identity(&known.attestation) == said.identity()
        && merged(&known.attestation, &said.attestation, confirms) == known.attestation
        && details::merged(known.details.as_deref(), said.details.as_deref()) == known.details
}

/// The known paper with what the row says; known spans stay, and one that begins the same way is replaced. How it is known
/// changes only where the row may say so.
fn merged(known: &Attestation, said: &Attestation, confirms: bool) -> Attestation {
    let assurance = if confirms { said.assurance } else { known.assurance };
    let mut statuses = known.statuses.clone();
    for span in &said.statuses {
        match statuses.iter_mut().find(|own| own.status == span.status && own.from == span.from) {
            Some(own) => *own = span.clone(),
            None => statuses.push(span.clone()),
        }
    }
    statuses.sort_by_key(|span| span.from);
    Attestation { id: known.id.clone(), statuses, number: known.number.clone(), assurance, ..said.clone() }
}

/// How a new paper is known. Who may not confirm facts records what others are said to have confirmed as declared only.
fn assured(reading: &mut Reading, said: Assurance, confirms: bool) -> Assurance {
    if confirms || matches!(said, Assurance::Unconfirmed | Assurance::SelfDeclared) {
        return said;
    }
    reading.complain("assurance", Problem::warning("assurance_lowered"));
    Assurance::SelfDeclared
}

fn tell(
    session: &mut Session,
    reading: &mut Reading,
    supplier: i64,
    said: &Said,
    own: &mut Vec<Held>,
    changes: &mut Changes,
) -> Outcome {
    let paper = &said.attestation;
    let span = paper.statuses.first().map(|span| (span.status, span.from));
    let key = (supplier, said.identity(), span);
    let content = (format!("{paper:?}"), said.details.clone());
    match session.note(&key, &content, reading.row) {
        Before::Different(first) => {
            reading.complain_of_row(Problem::error("duplicate_row").with("first", first.to_string()));
            return Outcome::Rejected;
        }
        Before::Same(first) => {
            reading.complain_of_row(Problem::warning("same_row_again").with("first", first.to_string()));
            return Outcome::Unchanged;
        }
        Before::Nothing => {}
    }
    let known = own.iter_mut().find(|known| identity(&known.attestation) == said.identity());
    let (id, attestation, details) = match &known {
        Some(known) if says_nothing_new(known, said, session.confirms) => return Outcome::Unchanged,
        Some(known) if !session.may_change(known.id) => {
            reading.complain_of_row(Problem::error("security_corrects"));
            return Outcome::Rejected;
        }
        Some(known) => (
            known.id,
            merged(&known.attestation, paper, session.confirms),
            details::merged(known.details.as_deref(), said.details.as_deref()),
        ),
        None => {
            let id = session.new_fact();
            let assurance = assured(reading, paper.assurance, session.confirms);
            (id, Attestation { id: id.to_string(), assurance, ..paper.clone() }, said.details.clone())
        }
    };
    if let Err(error) = attestation.check() {
        let problem = if error.code() == "overlap" {
            Problem::error("status_overlaps")
        } else {
            Problem::error("fact_invalid").with("detail", error.to_string())
        };
        reading.complain("status", problem);
        return Outcome::Rejected;
    }
    let fact = NewFact::graded(supplier, id, &Fact::Attestation(attestation.clone())).with_details(details.clone());
    match known {
        Some(known) => {
            changes.replace(fact, REASON);
            *known = Held { id, attestation, details };
            Outcome::Updated
        }
        None => {
            changes.add(fact);
            own.push(Held { id, attestation, details });
            Outcome::Created
        }
    }
}

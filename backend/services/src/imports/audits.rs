//! Rows of audits: one row per audit, or one per finding; rows of the same audit are joined.

use std::collections::HashMap;

use chrono::NaiveDate;
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::audits::{Audit, Finding, Opinion, Severity};
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::text::compact;
use kakuzuke_store::{FactRoom, NewFact, StoredFact, Work};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::changes::Changes;
use super::details;
use super::matching::{self, Whom};
use super::problems::Problem;
use super::reading::Reading;
use super::report::Outcome;
use super::rights::AuditRights;
use super::session::{Done, REASON, Session, hash};
use crate::errors::Result;

/// Fields kept beside the fact.
const DETAILS: [&str; 4] = ["auditor", "title", "source_key", "note"];

/// What one row says.
struct Said {
    performed_on: NaiveDate,
    accepted_on: Option<NaiveDate>,
    third_party: bool,
    opinion: Opinion,
    details: Map<String, Value>,
    finding: Option<SaidFinding>,
    /// Whether the row says that the audit was accepted, which its sender may not.
    left: bool,
}

struct SaidFinding {
    severity: Severity,
    due_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    promised_on: Option<NaiveDate>,
    /// What makes two rows speak of one finding: its number, else its text, else its kind and term.
    key: String,
    number: Option<String>,
    text: Option<String>,
}

impl Said {
    fn read(reading: &mut Reading) -> Option<Self> {
        if reading.failed() {
            return None;
        }
        let performed_on = reading.day("performed_on")?;
        let opinion = reading.word("opinion").and_then(Opinion::from_word)?;
        let accepted_on = reading.day("accepted_on");
        if accepted_on.is_some_and(|accepted| accepted < performed_on) {
            reading.complain("accepted_on", Problem::error("accepted_before_performed"));
            return None;
        }
        let third_party = reading.truth("third_party").unwrap_or(true);
        let finding = SaidFinding::read(reading)?;
        let details = details::read(details::of(reading, &DETAILS).as_deref());
        Some(Self { performed_on, accepted_on, third_party, opinion, details, finding, left: false })
    }

    /// Leaves the acceptance to those who may say so.
    fn leave_acceptance(&mut self) {
        self.left |= self.accepted_on.take().is_some();
    }

    fn identity(&self) -> Identity {
        (self.performed_on, compact(self.details.get("source_key").and_then(Value::as_str).unwrap_or_default()))
    }
}

type Identity = (NaiveDate, String);

impl SaidFinding {
    /// The finding of the row, if it has one; none outside where it is wrong.
    fn read(reading: &mut Reading) -> Option<Option<Self>> {
        let severity = reading.word("finding_severity").and_then(Severity::from_word);
        let (text, number) = (reading.text("finding_text"), reading.text("finding_key"));
        let Some(severity) = severity else {
            if text.is_some() || number.is_some() {
                reading.complain("finding_severity", Problem::error("required"));
                return None;
            }
            return Some(None);
        };
        let Some(due_on) = reading.day("finding_due_on") else {
            reading.complain("finding_due_on", Problem::error("finding_due_needed"));
            return None;
        };
        let key = number.clone().or_else(|| text.clone()).unwrap_or_else(|| format!("{}/{due_on}", severity.as_str()));
        let (closed_on, promised_on) = (reading.day("finding_closed_on"), reading.day("finding_promised_on"));
        Some(Some(Self { severity, due_on, closed_on, promised_on, key: compact(&key), number, text }))
    }

    fn finding(&self, id: String) -> Finding {
        Finding {
            id,
            severity: self.severity,
            due_on: self.due_on,
            closed_on: self.closed_on,
            promised_on: self.promised_on,
        }
    }

    /// An id that is the same whenever the same finding is imported.
    fn id(&self) -> String {
        format!("f{:016x}", hash(&self.key))
    }
}

struct Held {
    id: Uuid,
    audit: Audit,
    details: Map<String, Value>,
    /// The row of this file that told of it first.
    row: Option<u32>,
}

impl Held {
    fn identity(&self) -> Identity {
        (self.audit.performed_on, compact(self.details.get("source_key").and_then(Value::as_str).unwrap_or_default()))
    }

    /// The audit with what a row says.
    fn with(&self, said: &Said) -> (Audit, Map<String, Value>) {
        let mut audit = self.audit.clone();
        audit.accepted_on = said.accepted_on.or(audit.accepted_on);
        audit.third_party = said.third_party;
        audit.opinion = said.opinion;
        let mut details = self.details.clone();
        for (key, value) in &said.details {
            details.insert(key.clone(), value.clone());
        }
        if let Some(finding) = &said.finding {
            let known = audit.findings.iter().find(|own| own.id == finding.key).map(|own| own.id.clone());
            let id = known.unwrap_or_else(|| finding.id());
            match audit.findings.iter_mut().find(|own| own.id == id) {
                Some(own) => *own = finding.finding(id),
                None => {
                    for (room, said) in [("findings", &finding.text), ("finding_keys", &finding.number)] {
                        let Some(said) = said else { continue };
                        let all = details.entry(room).or_insert_with(|| json!({}));
                        if let Value::Object(all) = all {
                            all.insert(id.clone(), Value::from(said.clone()));
                        }
                    }
                    audit.findings.push(finding.finding(id));
                }
            }
        }
        (audit, details)
    }
}

/// Imports one chunk of rows.
///
/// # Errors
/// The database failed, or holds something damaged.
pub async fn apply(work: &mut Work, session: &mut Session, mut readings: Vec<Reading>) -> Result<Vec<Done>> {
    let mut said: Vec<Option<Said>> = readings.iter_mut().map(Said::read).collect();
    if !session.confirms {
        said.iter_mut().flatten().for_each(Said::leave_acceptance);
    }
    let whom = matching::suppliers(work, session, &mut readings).await?;
    let mut held = held(work, &whom).await?;
    let rights = AuditRights::of(work, session, &whom).await?;
    let mut changes = Changes::default();
    let mut done = Vec::with_capacity(readings.len());
    for ((mut reading, said), whom) in readings.into_iter().zip(said).zip(whom) {
        done.push(match (said, whom) {
            (Some(mut said), Whom::Known(supplier)) if !reading.failed() => {
                let own = held.entry(supplier).or_default();
                if !rights.allow(Action::Confirm, supplier, None) {
                    said.leave_acceptance();
                }
                let outcome = tell(session, &rights, &mut reading, supplier, &said, own, &mut changes);
                Done::new(reading, outcome)
            }
            (Some(said), Whom::Perhaps(candidates)) if !reading.failed() => {
                matching::propose(reading, candidates, |_, seq| {
                    let own =
                        held.get(&seq).and_then(|own| own.iter().find(|known| known.identity() == said.identity()));
                    own.is_some_and(|known| known.with(&said) == (known.audit.clone(), known.details.clone()))
                })
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
    for fact in matching::held(work, whom, FactRoom::Audit).await? {
        if let Some(Fact::Audit(audit)) = StoredFact::graded(&fact)? {
            let own = Held { id: fact.fact_id, audit, details: details::read(fact.details.as_deref()), row: None };
            held.entry(fact.supplier_seq).or_default().push(own);
        }
    }
    Ok(held)
}

fn tell(
    session: &mut Session,
    rights: &AuditRights,
    reading: &mut Reading,
    supplier: i64,
    said: &Said,
    own: &mut Vec<Held>,
    changes: &mut Changes,
) -> Outcome {
    let Some(known) = own.iter_mut().find(|known| known.identity() == said.identity()) else {
        let id = session.new_fact();
        let bare = Audit {
            id: id.to_string(),
            performed_on: said.performed_on,
            accepted_on: said.accepted_on,
            third_party: said.third_party,
            opinion: said.opinion,
            findings: Vec::new(),
        };
        let mut new = Held { id, audit: bare, details: Map::new(), row: Some(reading.row) };
        (new.audit, new.details) = new.with(said);
        session.note(&(supplier, said.identity()), &head(said), reading.row);
        changes.add(fact(supplier, &new));
        own.push(new);
        tell_of_acceptance(reading, said);
        return Outcome::Created;
    };
    if let super::session::Before::Different(first) =
        session.note(&(supplier, said.identity()), &head(said), reading.row)
    {
        reading.complain_of_row(Problem::error("audit_differs").with("first", first.to_string()));
        return Outcome::Rejected;
    }
    let (audit, details) = known.with(said);
    if audit == known.audit && details == known.details {
        return Outcome::Unchanged;
    }
    let created_here = known.row.is_some();
    if !session.may_change(known.id) {
        reading.complain_of_row(Problem::error("security_corrects"));
        return Outcome::Rejected;
    }
    if !session.has_recorded(known.id) && !rights.allow(Action::Correct, supplier, Some(known.id)) {
        reading.complain_of_row(Problem::error("audit_not_shown"));
        return Outcome::Rejected;
    }
    tell_of_acceptance(reading, said);
    (known.audit, known.details) = (audit, details);
    changes.replace(fact(supplier, known), REASON);
    if created_here && said.finding.is_some() { Outcome::Created } else { Outcome::Updated }
}

fn tell_of_acceptance(reading: &mut Reading, said: &Said) {
    if said.left {
        reading.complain("accepted_on", Problem::warning("acceptance_left"));
    }
}

/// What all rows of one audit must say alike.
fn head(said: &Said) -> (Option<NaiveDate>, bool, &'static str) {
    (said.accepted_on, said.third_party, said.opinion.as_str())
}

fn fact(supplier: i64, held: &Held) -> NewFact {
    let details = details::written(held.details.clone());
    NewFact::graded(supplier, held.id, &Fact::Audit(held.audit.clone())).with_details(details)
}

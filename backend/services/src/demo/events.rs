//! When the demo's register learns what.

use chrono::NaiveDate;
use kakuzuke_domain::attestations::Attestation;
use kakuzuke_domain::facts::Fact;
use kakuzuke_store::{NewCloseOut, NewContract, NewFact};
use uuid::Uuid;

/// Something that is learned on a day.
pub struct Event {
    /// The day.
    pub day: NaiveDate,
    /// What is learned.
    pub what: What,
}

/// What is learned.
pub enum What {
    /// A fact.
    Fact(NewFact),
    /// A new version of a fact learned before, and why.
    Version(NewFact, &'static str),
    /// A contract.
    Contract(NewContract),
    /// A step of a contract's close-out.
    CloseOut(NewCloseOut),
}

/// The events by which a supplier's facts become known. An attestation is known before its suspension is.
pub fn of(supplier: i64, facts: Vec<Fact>) -> Vec<Event> {
    let mut events = Vec::new();
    for fact in facts {
        let Ok(id) = Uuid::parse_str(fact.id()) else { continue };
        let day = known_on(&fact);
        match &fact {
            Fact::Attestation(attestation) if !attestation.statuses.is_empty() => {
                let before = Attestation { statuses: Vec::new(), ..attestation.clone() };
                let first = NewFact::graded(supplier, id, &Fact::Attestation(before));
                events.push(Event { day, what: What::Fact(first) });
                let suspended = attestation.statuses.iter().map(|span| span.from).max().unwrap_or(day).max(day);
                let later = suspended.succ_opt().unwrap_or(suspended);
                let version = NewFact::graded(supplier, id, &fact);
                events.push(Event {
                    day: later.max(next_month(day)),
                    what: What::Version(version, "認証機関の公表による"),
                });
            }
            _ => events.push(Event { day, what: What::Fact(NewFact::graded(supplier, id, &fact)) }),
        }
    }
    events
}

fn known_on(fact: &Fact) -> NaiveDate {
    match fact {
        Fact::Audit(audit) => audit.accepted_on.unwrap_or(audit.performed_on),
        Fact::Duty(duty) => duty.done_on.unwrap_or(duty.due_on),
        _ => fact.valid_from(),
    }
}

/// A version has to follow its fact in a later month, which is a later transaction.
fn next_month(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(31)).unwrap_or(day)
}

//! The highest of a family of attestations, and what supplements it.

use super::super::assurances::Assurances;
use super::super::lines::Outcome;
use super::super::reasons::{About, Reason};
use super::super::turns::Turns;
use crate::attestations::{Attestation, Scope, Standing, Status};
use crate::schemes::{BestOf, Row, Start, Supplement};
use chrono::NaiveDate;
use smallvec::SmallVec;
use std::cmp::Reverse;

/// The attestations a family looks at.
struct Family<'a> {
    members: SmallVec<[(&'a Attestation, &'a Row); 4]>,
    supplement: Option<(&'a Supplement, SmallVec<[&'a Attestation; 2]>)>,
}

pub fn outcome<'a>(
    rule: &'a BestOf,
    attestations: &'a [Attestation],
    day: NaiveDate,
    turns: &mut Turns,
) -> Outcome<'a> {
    let family = Family::of(rule, attestations);
    if family.members.is_empty() {
        return Outcome::nothing(Reason::NoAttestation);
    }
    let now = family.on(day);
    for (one, row) in &family.members {
        note_edges(one, turns);
        note_row(row, turns);
    }
    for one in family.supplement.iter().flat_map(|(_, extras)| extras) {
        note_edges(one, turns);
    }
    turns.settle(&now, |day| family.on(day));
    now
}

/// The row of a family that speaks of an attestation.
pub fn row_of<'a>(rule: &'a BestOf, attestation: &Attestation) -> Option<&'a Row> {
    rule.rows.iter().find(|row| row.speaks_of(attestation))
}

/// Notes the days on which an attestation's standing may change.
pub fn note_edges(attestation: &Attestation, turns: &mut Turns) {
    turns.note(attestation.valid_from);
    if let Some(to) = attestation.valid_to {
        turns.note_after(to);
    }
    for span in &attestation.statuses {
        turns.note(span.from);
        if let Some(to) = span.to {
            turns.note_after(to);
        }
    }
}

/// Notes the days on which a row starts and ends.
pub fn note_row(row: &Row, turns: &mut Turns) {
    if let Some(Start::On(from)) = row.active_from {
        turns.note(from);
    }
    if let Some(until) = row.active_until {
        turns.note_after(until);
    }
}

impl<'a> Family<'a> {
    fn of(rule: &'a BestOf, attestations: &'a [Attestation]) -> Self {
        let members = attestations.iter().filter_map(|one| Some((one, row_of(rule, one)?))).collect();
        let supplement = rule.supplement.as_ref().map(|extra| {
            let extras = attestations.iter().filter(|one| one.kind == extra.attestation);
            (extra, extras.collect())
        });
        Self { members, supplement }
    }

    fn on(&self, day: NaiveDate) -> Outcome<'a> {
        let best = self
            .members
            .iter()
            .map(|(one, row)| {
                let standing = one.standing_on(day);
                let counts = standing.earns() && row.is_active_on(day);
                let earned = if counts { row.points_milli } else { 0 };
                ((earned, counts, row.points_milli, Reverse(one.id.as_str())), *one, *row, standing)
            })
            .max_by_key(|(rank, ..)| *rank);
        let Some(((earned, ..), one, row, standing)) = best else {
            return Outcome::nothing(Reason::NoAttestation);
        };
        let mut outcome = Outcome::of(earned, reason(one, row, standing, day), &one.id);
        if earned > 0 {
            outcome.assurances = Assurances::of(one.assurance);
            self.supplement(&mut outcome, one, day);
        }
        outcome
    }

    fn supplement(&self, outcome: &mut Outcome<'a>, base: &Attestation, day: NaiveDate) {
        let Some((supplement, extras)) = &self.supplement else {
            return;
        };
        let earning = extras.iter().filter(|one| one.earns_on(day));
        if let Some(extra) = earning.min_by_key(|one| one.id.as_str()) {
            outcome.points_milli += supplement.points_milli;
            outcome.reason = Reason::AttestedWithSupplement(About::from(base), supplement.attestation);
            outcome.facts.push(&extra.id);
            outcome.facts.sort_unstable();
            outcome.assurances = outcome.assurances.and(Assurances::of(extra.assurance));
        }
    }
}

fn reason(one: &Attestation, row: &Row, standing: Standing, day: NaiveDate) -> Reason {
    let about = About::from(one);
    match standing {
        Standing::Valid | Standing::UnderRenewal => in_force(about, row, day),
        Standing::Unconfirmed => Reason::AttestationUnconfirmed(about),
        Standing::NotYet => Reason::AttestationNotYet(about, one.valid_from),
        Standing::Expired => Reason::AttestationExpired(about, one.valid_to.unwrap_or(day)),
        Standing::Suspended | Standing::Revoked | Standing::Returned => withdrawn(about, one, day),
    }
}

fn in_force(about: About, row: &Row, day: NaiveDate) -> Reason {
    match (row.active_from, row.active_until) {
        (Some(Start::Unset), _) => Reason::NotStarted(about, None),
        (Some(Start::On(from)), _) if day < from => Reason::NotStarted(about, Some(from)),
        (_, Some(until)) if until < day => Reason::EditionEnded(about, until),
        _ if row.points_milli > 0 => Reason::Attested(about),
        _ if matches!(about.scope, Some(Scope::Not | Scope::Unknown)) => Reason::ScopeNotCovered(about),
        _ => Reason::ShownOnly(about),
    }
}

fn withdrawn(about: About, one: &Attestation, day: NaiveDate) -> Reason {
    let span = one.statuses.iter().find(|span| span.contains(day));
    match span.map(|span| (span.status, span.from, span.to)) {
        Some((Status::Revoked, from, _)) => Reason::AttestationRevoked(about, from),
        Some((Status::Returned, from, _)) => Reason::AttestationReturned(about, from),
        Some((_, from, to)) => Reason::AttestationSuspended(about, from, to),
        None => Reason::Attested(about),
    }
}

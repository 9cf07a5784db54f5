//! What one grading looks at: the scheme, the facts, and the incidents already judged.

use crate::facts::SupplierFacts;
use crate::incidents::Incident;
use crate::schemes::Scheme;
use chrono::NaiveDate;
use smallvec::SmallVec;

pub struct Case<'a> {
    pub scheme: &'a Scheme,
    pub facts: &'a SupplierFacts,
    /// In order of detection, then id.
    pub incidents: SmallVec<[Judged<'a>; 2]>,
}

/// An incident with the two days everything else depends on.
pub struct Judged<'a> {
    pub incident: &'a Incident,
    pub detected_on: NaiveDate,
    pub serious_from: Option<NaiveDate>,
}

impl Judged<'_> {
    pub fn is_serious_on(&self, day: NaiveDate) -> bool {
        self.serious_from.is_some_and(|from| from <= day)
    }
}

impl<'a> Case<'a> {
    pub fn new(scheme: &'a Scheme, facts: &'a SupplierFacts) -> Self {
        let mut incidents: SmallVec<[Judged<'a>; 2]> = facts
            .incidents
            .iter()
            .map(|incident| Judged {
                incident,
                detected_on: incident.detected_on(),
                serious_from: incident.serious_from(&scheme.serious),
            })
            .collect();
        incidents.sort_unstable_by(|a, b| {
            let key = |one: &Judged<'a>| (one.incident.detected_at, &one.incident.id);
            key(a).cmp(&key(b))
        });
        Self { scheme, facts, incidents }
    }

    /// The first day on which anything rates the supplier: a confirmed attestation's start, an
    /// audit performed and accepted, a duty's day gone by, an assessment completed, a training
    /// attended.
    pub fn rated_from(&self) -> Option<NaiveDate> {
        let facts = self.facts;
        let attestations = facts.attestations.iter().filter(|one| one.is_confirmed());
        let trainings = facts.trainings.iter().filter(|one| one.attended);
        let first = attestations.map(|one| one.valid_from).min();
        let first = earlier(first, facts.audits.iter().filter_map(|one| one.counts_from()).min());
        let first = earlier(first, facts.duties.iter().filter_map(|one| one.due_on.succ_opt()).min());
        let first = earlier(first, facts.assessments.iter().map(|one| one.completed_on).min());
        earlier(first, trainings.map(|one| one.held_on).min())
    }
}

fn earlier(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

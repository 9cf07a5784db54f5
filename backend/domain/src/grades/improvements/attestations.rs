//! Steps that obtain or settle an attestation.

use super::{Attempt, NEW, Step};
use crate::attestations::{Assurance, Attestation, AttestationKind, Scope};
use crate::facts::SupplierFacts;
use crate::grades::reasons::About;
use crate::schemes::{Row, Rule, Scheme};
use chrono::NaiveDate;

pub fn propose(scheme: &Scheme, facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    for (_, criterion) in scheme.criteria() {
        let Rule::BestOf(rule) = &criterion.rule else {
            continue;
        };
        for row in rule.rows.iter().filter(|row| is_best_of_its_kind(row, &rule.rows, day)) {
            obtain(facts, About::from(row), day, attempts);
        }
        if let Some(extra) = &rule.supplement {
            obtain(facts, About::from(extra.attestation), day, attempts);
        }
    }
    for (index, one) in facts.attestations.iter().enumerate() {
        if one.assurance == Assurance::Unconfirmed {
            let step = Step::ConfirmAttestation(About::from(one));
            attempts.push(change(facts, index, step, |one| {
                one.assurance = Assurance::OfficerConfirmed;
            }));
        }
        if one.scope == Some(Scope::Unknown) {
            let step = Step::JudgeScope(About { scope: Some(Scope::Covers), ..About::from(one) });
            attempts.push(change(facts, index, step, |one| one.scope = Some(Scope::Covers)));
        }
    }
}

fn is_best_of_its_kind(row: &Row, rows: &[Row], day: NaiveDate) -> bool {
    let rivals =
        rows.iter().filter(|one| one.is_active_on(day) && one.attestation == row.attestation && one.level == row.level);
    let best = rivals.reduce(|best, one| if one.points_milli > best.points_milli { one } else { best });
    row.points_milli > 0 && best.is_some_and(|best| std::ptr::eq(best, row))
}

fn obtain(facts: &SupplierFacts, about: About, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let mut facts = facts.clone();
    facts.attestations.push(Attestation {
        id: NEW.to_owned(),
        kind: about.attestation,
        level: about.level,
        edition: about.edition,
        scope: about.scope,
        number: String::new(),
        assurance: Assurance::OfficerConfirmed,
        valid_from: day,
        valid_to: None,
        statuses: Vec::new(),
    });
    let step = Step::ObtainAttestation(about);
    attempts.push(Attempt { step, touched: Vec::new(), facts });
}

fn change(facts: &SupplierFacts, index: usize, step: Step, change: impl Fn(&mut Attestation)) -> Attempt {
    let mut facts = facts.clone();
    let mut touched = Vec::new();
    if let Some(one) = facts.attestations.get_mut(index) {
        change(one);
        touched.push(one.id.clone());
    }
    Attempt { step, touched, facts }
}

impl From<&Row> for About {
    fn from(row: &Row) -> Self {
        Self { attestation: row.attestation, level: row.level, edition: row.edition, scope: row.scope }
    }
}

impl From<AttestationKind> for About {
    fn from(attestation: AttestationKind) -> Self {
        Self { attestation, level: None, edition: None, scope: None }
    }
}

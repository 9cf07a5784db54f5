//! Principle 2: adding a fact no worse than the one it displaces never lowers points or band.

use super::{days, mixed_facts, no_worse};
use crate::grades::strategies::{attestation, incident};
use crate::grades::support::SCHEME;
use chrono::NaiveDate;
use kakuzuke_domain::assessments::Assessment;
use kakuzuke_domain::attestations::Status;
use kakuzuke_domain::audits::{Audit, Opinion};
use kakuzuke_domain::duties::Duty;
use kakuzuke_domain::facts::{Fact, SupplierFacts};
use kakuzuke_domain::grades::grade;
use kakuzuke_domain::trainings::{Training, TrainingKind};
use proptest::prelude::*;

fn best_of_each(on: NaiveDate) -> Vec<Fact> {
    let id = "new".to_owned();
    let training = |kind| Training {
        id: "new".to_owned(),
        kind,
        held_on: on,
        attended: true,
        clicked_permille: Some(0),
        reported_permille: Some(1_000),
    };
    vec![
        Fact::Audit(Audit {
            id: id.clone(),
            performed_on: on,
            accepted_on: Some(on),
            third_party: true,
            opinion: Opinion::Conforming,
            findings: Vec::new(),
        }),
        Fact::Duty(Duty { id: id.clone(), code: "new".to_owned(), due_on: on, done_on: Some(on) }),
        Fact::Assessment(Assessment { id, instrument: "ipa25".to_owned(), score: 100, completed_on: on }),
        Fact::Training(training(TrainingKind::JointTraining)),
        Fact::Training(training(TrainingKind::PhishingDrill)),
        Fact::Training(training(TrainingKind::Seminar)),
    ]
}

fn plus(facts: &SupplierFacts, fact: Fact) -> SupplierFacts {
    let mut more = facts.clone();
    more.push(fact);
    more
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn a_best_fact_never_lowers(facts in mixed_facts(), day in days(), on in days()) {
        let before = grade(&SCHEME, &facts, day);
        for fact in best_of_each(on) {
            let more = plus(&facts, fact);
            no_worse(&before, &grade(&SCHEME, &more, day))?;
        }
    }

    #[test]
    fn an_attestation_that_was_never_withdrawn_never_lowers(
        facts in mixed_facts(), day in days(), mut one in attestation(),
    ) {
        one.id = "new".to_owned();
        one.statuses.retain(|span| span.status == Status::UnderRenewal);
        let more = plus(&facts, Fact::Attestation(one));
        no_worse(&grade(&SCHEME, &facts, day), &grade(&SCHEME, &more, day))?;
    }

    #[test]
    fn an_incident_never_raises(facts in mixed_facts(), day in days(), mut one in incident()) {
        one.id = "new".to_owned();
        let more = plus(&facts, Fact::Incident(one));
        no_worse(&grade(&SCHEME, &more, day), &grade(&SCHEME, &facts, day))?;
    }
}

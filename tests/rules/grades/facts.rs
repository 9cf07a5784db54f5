//! Facts survive being written and read again.

use super::strategies::any_facts;
use kakuzuke_domain::facts::{Fact, Room, SupplierFacts};
use proptest::prelude::*;

fn all(facts: &SupplierFacts) -> Vec<Fact> {
    let facts = facts.clone();
    let mut all: Vec<Fact> = facts.attestations.into_iter().map(Fact::Attestation).collect();
    all.extend(facts.audits.into_iter().map(Fact::Audit));
    all.extend(facts.duties.into_iter().map(Fact::Duty));
    all.extend(facts.assessments.into_iter().map(Fact::Assessment));
    all.extend(facts.trainings.into_iter().map(Fact::Training));
    all.extend(facts.incidents.into_iter().map(Fact::Incident));
    all
}

proptest! {
    #[test]
    fn a_document_reads_back(facts in any_facts()) {
        prop_assert_eq!(SupplierFacts::from_json(&facts.to_json()).unwrap(), facts);
    }

    #[test]
    fn facts_read_back_one_by_one(facts in any_facts()) {
        let mut gathered = SupplierFacts { supplier: facts.supplier.clone(), ..SupplierFacts::default() };
        for fact in all(&facts) {
            prop_assert_eq!(Room::from_code(fact.room().as_code()), Some(fact.room()));
            prop_assert!(fact.validate().is_ok());
            gathered.push(Fact::from_body(fact.room(), &fact.to_body()).unwrap());
        }
        prop_assert_eq!(gathered, facts);
    }
}

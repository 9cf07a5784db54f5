//! Principles 1 to 4, 6 and 7.

use super::strategies::{any_facts, days, good_facts};
use super::support::SCHEME;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{Band, Grade, grade};
use proptest::prelude::*;

mod adding;
mod improving;

fn mixed_facts() -> impl Strategy<Value = SupplierFacts> {
    prop_oneof![any_facts(), good_facts()]
}

/// That the second grade is at least the first, in points and band.
fn no_worse(before: &Grade<'_>, after: &Grade<'_>) -> Result<(), TestCaseError> {
    prop_assert!(after.points_milli >= before.points_milli, "points fell\nfrom {before:#?}\nto {after:#?}");
    prop_assert!(after.band >= before.band, "band fell\nfrom {before:#?}\nto {after:#?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn lines_sum_to_the_total_within_the_maximum(facts in mixed_facts(), day in days()) {
        let grade = grade(&SCHEME, &facts, day);
        let sum: i64 = grade.lines.iter().map(|line| line.points_milli).sum();
        prop_assert_eq!(sum, grade.points_milli);
        prop_assert!((0..=grade.maximum_milli).contains(&grade.points_milli));
        for line in &grade.lines {
            let computed = ["cap", "scaling", "floor"].contains(&line.criterion);
            prop_assert!(computed == (line.points_milli > line.maximum_milli) || line.points_milli <= line.maximum_milli);
            prop_assert!(!computed || line.points_milli != 0);
        }
    }

    #[test]
    fn every_criterion_has_a_line_in_scheme_order(facts in mixed_facts(), day in days()) {
        let grade = grade(&SCHEME, &facts, day);
        let mut words: Vec<&str> = grade.lines.iter().map(|line| line.criterion).collect();
        words.retain(|word| !["cap", "scaling", "floor"].contains(word));
        words.dedup();
        let expected: Vec<&str> = SCHEME.criteria().map(|(_, one)| one.id.as_str()).collect();
        prop_assert_eq!(words, expected);
    }

    #[test]
    fn the_order_of_facts_changes_nothing(facts in mixed_facts(), day in days()) {
        let mut turned = facts.clone();
        turned.attestations.reverse();
        for one in &mut turned.attestations {
            one.statuses.reverse();
        }
        turned.audits.reverse();
        for one in &mut turned.audits {
            one.findings.reverse();
        }
        turned.duties.reverse();
        turned.assessments.reverse();
        turned.trainings.reverse();
        turned.incidents.reverse();
        for one in &mut turned.incidents {
            one.outages.iter_mut().for_each(|all| all.reverse());
        }
        let one = grade(&SCHEME, &facts, day).to_json(&SCHEME).to_string();
        let other = grade(&SCHEME, &turned, day).to_json(&SCHEME).to_string();
        prop_assert_eq!(one, other);
    }

    #[test]
    fn assurance_stands_beside_the_points(facts in mixed_facts(), day in days()) {
        use kakuzuke_domain::attestations::Assurance;
        let mut official = facts.clone();
        for one in &mut official.attestations {
            if one.assurance != Assurance::Unconfirmed {
                one.assurance = Assurance::OfficialRegister;
            }
        }
        let (one, other) = (grade(&SCHEME, &facts, day), grade(&SCHEME, &official, day));
        prop_assert_eq!(&one.lines, &other.lines);
        prop_assert_eq!(one.band, other.band);
        prop_assert!(one.assurance.iter().all(|level| level != Assurance::Unconfirmed));
    }

    #[test]
    fn what_is_not_in_force_earns_nothing(facts in mixed_facts(), day in days()) {
        let mut without = facts.clone();
        without.attestations.retain(|one| one.earns_on(day));
        let (one, other) = (grade(&SCHEME, &facts, day), grade(&SCHEME, &without, day));
        prop_assert_eq!(one.points_milli, other.points_milli);
    }

    #[test]
    fn unrated_has_no_points_and_no_bonus(facts in mixed_facts(), day in days()) {
        let grade = grade(&SCHEME, &facts, day);
        if grade.band == Band::Unrated {
            prop_assert_eq!(grade.points_milli, 0);
            prop_assert!(!grade.gates.is_empty());
            prop_assert_eq!(SCHEME.bonus_milli(grade.band), 0);
        }
    }

    #[test]
    fn silence_is_never_best(facts in mixed_facts(), day in days()) {
        use kakuzuke_domain::incidents::Attributable;
        let full = grade(&SCHEME, &facts, day);
        let mut silent = facts.clone();
        for one in &mut silent.trainings {
            one.clicked_permille = None;
            one.reported_permille = None;
        }
        for one in &mut silent.duties {
            one.done_on = None;
        }
        for one in &mut silent.incidents {
            one.first_report_at = None;
        }
        no_worse(&grade(&SCHEME, &silent, day), &full)?;
        let settled = facts.incidents.iter().all(|one| one.attributable != Attributable::Yes);
        let mut mute = facts.clone();
        mute.incidents.clear();
        if settled {
            prop_assert_eq!(grade(&SCHEME, &mute, day).points_milli, full.points_milli);
        }
    }
}

//! Principle 5: `next_change_on` is exact, tried day by day.

use super::strategies::{any_facts, days, good_facts};
use super::support::{SCHEME, day, facts, scheme_with_scs_from};
use chrono::{Days, NaiveDate};
use kakuzuke_domain::attestations::holdings;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{Band, Grade, grade};
use kakuzuke_domain::schemes::Scheme;
use proptest::prelude::*;
use serde_json::json;

/// How far a change is looked for when none is promised.
const HORIZON: u64 = 2_200;

fn same(one: &Grade<'_>, other: &Grade<'_>) -> bool {
    (one.band, one.points_milli, one.conditional_until) == (other.band, other.points_milli, other.conditional_until)
        && one.lines == other.lines
        && one.gates == other.gates
        && one.assurance == other.assurance
        && one.coverage_milli == other.coverage_milli
}

fn day_by_day(scheme: &Scheme, facts: &SupplierFacts, from: NaiveDate) -> Option<NaiveDate> {
    let now = grade(scheme, facts, from);
    (1..HORIZON).map(|days| from + Days::new(days)).find(|day| !same(&now, &grade(scheme, facts, *day)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, ..ProptestConfig::default() })]

    #[test]
    fn the_next_change_is_the_first_day_that_differs(facts in any_facts(), from in days()) {
        let scheme = scheme_with_scs_from("2025-04-01");
        prop_assert_eq!(grade(&scheme, &facts, from).next_change_on, day_by_day(&scheme, &facts, from));
    }

    #[test]
    fn also_where_the_top_band_hangs_on_a_promise(facts in good_facts(), from in days()) {
        prop_assert_eq!(grade(&SCHEME, &facts, from).next_change_on, day_by_day(&SCHEME, &facts, from));
    }

    #[test]
    fn holdings_know_when_to_look_again(facts in any_facts(), from in days()) {
        let now = holdings(&facts, from);
        let differs = |day: &NaiveDate| {
            let then = holdings(&facts, *day);
            (then.star, then.isms, then.privacy_mark, then.ismap) != (now.star, now.isms, now.privacy_mark, now.ismap)
        };
        let found = (1..HORIZON).map(|days| from + Days::new(days)).find(differs);
        prop_assert_eq!(now.refresh_on, found);
    }
}

#[test]
fn nothing_ever_changes_without_facts() {
    let none = facts(json!({}));
    assert_eq!(grade(&SCHEME, &none, day("2026-11-22")).next_change_on, None);
}

#[test]
fn a_day_that_cannot_be_written_never_comes() {
    let one = facts(json!({"attestations": [{
        "id": "a1", "kind": "privacy_mark", "number": "1", "assurance": "third_party",
        "valid_from": "2026-01-01", "valid_to": "9999-12-31"}]}));
    assert_eq!(grade(&SCHEME, &one, day("2026-11-22")).next_change_on, None);
}

#[test]
fn a_leap_day_stays_in_its_window_until_march() {
    let one = facts(json!({"assessments": [
        {"id": "s1", "instrument": "ipa25", "score": 86, "completed_on": "2024-02-29"}]}));
    let grade = grade(&SCHEME, &one, day("2025-02-28"));
    assert_eq!(grade.points_milli, 6_250, "2025-02-28 minus 12 months is 2024-02-28, before the leap day");
    assert_eq!(grade.next_change_on, Some(day("2025-03-01")));
}

#[test]
fn the_arbitrary_facts_reach_what_matters() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut promised, mut top, mut unrated, mut last) = (0, 0, 0, 0);
    for _ in 0..2_000 {
        let good = good_facts().new_tree(&mut runner).unwrap().current();
        let any = any_facts().new_tree(&mut runner).unwrap().current();
        let day = days().new_tree(&mut runner).unwrap().current();
        let best = grade(&SCHEME, &good, day);
        promised += u32::from(best.conditional_until.is_some());
        top += u32::from(best.band == Band::S);
        let other = grade(&SCHEME, &any, day);
        unrated += u32::from(other.band == Band::Unrated);
        last += u32::from(other.next_change_on.is_none());
    }
    assert!(promised > 10 && top > 50 && unrated > 50 && last > 20, "{promised} {top} {unrated} {last}");
}

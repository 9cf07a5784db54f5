//! What would raise a grade.

use super::strategies::{any_facts, days, good_facts};
use super::support::{SCHEME, audit, day, excellent, facts, graded, isms, with};
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{Band, grade, improvements};
use proptest::prelude::*;
use serde_json::json;

const ON: &str = "2026-11-22";

fn codes(facts: &SupplierFacts) -> Vec<&'static str> {
    improvements(&SCHEME, facts, day(ON)).iter().map(|one| one.step.as_str()).collect()
}

#[test]
fn without_facts_every_criterion_has_a_step() {
    let none = facts(json!({}));
    let steps = improvements(&SCHEME, &none, day(ON));
    assert!(steps.iter().all(|one| one.reaches_next && one.band > Band::Unrated));
    let named: Vec<&str> = steps.iter().filter_map(|one| one.criterion).collect();
    for word in ["baseline", "isms", "privacy", "cloud", "report", "on_time", "assessment", "joint_training", "drill"] {
        assert!(named.contains(&word), "{word}");
    }
    assert!(
        !steps.iter().any(|one| one.step.arguments().iter().any(|(_, value)| format!("{value:?}").contains("scs")))
    );
}

#[test]
fn a_promise_is_proposed_where_it_gives_the_top_band() {
    let mut lists = excellent();
    lists["audits"][0]["findings"] = json!([{"id": "f1", "severity": "major", "due_on": "2026-09-30"}]);
    let one = facts(lists);
    let steps = improvements(&SCHEME, &one, day(ON));
    let promise = steps.iter().find(|one| one.step.as_str() == "promise_findings").unwrap();
    assert_eq!(
        (promise.band, promise.gain_milli, promise.facts.as_slice()),
        (Band::S, 0, ["u1".to_owned()].as_slice())
    );
    let close = steps.iter().find(|one| one.step.as_str() == "close_findings").unwrap();
    assert_eq!((close.band, close.gain_milli, close.opens.as_slice()), (Band::S, 3_000, ["s_finding"].as_slice()));
}

#[test]
fn what_waits_for_an_officer_is_proposed() {
    let waiting = with(audit("u1", "2026-05-01", "conforming"), "accepted_on", json!(null));
    let list = json!({"attestations": [with(isms("a1", "2022", "unknown"), "assurance", json!("official_register")),
        with(super::support::star("a2", 2), "assurance", json!("unconfirmed"))], "audits": [waiting]});
    let codes = codes(&facts(list));
    for code in ["judge_scope", "confirm_attestation", "accept_audit"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn the_best_have_only_the_rest_to_gain() {
    let one = facts(excellent());
    assert_eq!(graded(&one, ON).band, Band::S);
    assert!(improvements(&SCHEME, &one, day(ON)).iter().all(|step| !step.reaches_next && step.gain_milli > 0));
}

proptest! {
    #[test]
    fn steps_help_and_stand_in_order(facts in prop_oneof![any_facts(), good_facts()], on in days()) {
        let now = grade(&SCHEME, &facts, on);
        let steps = improvements(&SCHEME, &facts, on);
        prop_assert!(steps.is_sorted_by_key(|one| (!one.reaches_next, -one.gain_milli)));
        for step in steps {
            prop_assert!(step.gain_milli >= 0 && step.band >= now.band);
            prop_assert_eq!(step.reaches_next, step.band > now.band);
            prop_assert!(step.opens.iter().all(|id| now.gates.iter().any(|gate| gate.gate == *id)));
        }
    }
}

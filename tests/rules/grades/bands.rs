//! Bands, gates and the condition for the top band.

use super::support::{audit, day, excellent, facts, gates, graded, incident, isms, scheme_with_scs_from, star, with};
use kakuzuke_domain::grades::{Band, grade};
use serde_json::json;

const ON: &str = "2026-11-22";

#[test]
fn every_total_falls_in_one_band() {
    let scheme = &super::support::SCHEME;
    for (points, band) in [
        (100_000, Band::S),
        (85_000, Band::S),
        (84_999, Band::A),
        (70_000, Band::A),
        (69_999, Band::B),
        (50_000, Band::B),
        (49_999, Band::C),
        (30_000, Band::C),
        (29_999, Band::D),
        (0, Band::D),
    ] {
        assert_eq!(scheme.band_of(points), band, "{points}");
    }
}

#[test]
fn without_facts_there_is_no_grade_but_every_gate_is_named() {
    let none = facts(json!({}));
    let grade = graded(&none, ON);
    assert_eq!((grade.band, grade.points_milli, grade.coverage_milli), (Band::Unrated, 0, 80_000));
    assert_eq!(gates(&none, ON), ["s_coverage", "s_audit", "a_baseline"]);
}

#[test]
fn what_rates_a_supplier() {
    let rated = |lists, on: &str| graded(&facts(lists), on).band != Band::Unrated;
    let unconfirmed = with(star("a1", 2), "assurance", json!("unconfirmed"));
    assert!(!rated(json!({"attestations": [unconfirmed]}), ON));
    let expired = with(star("a1", 2), "valid_to", json!("2025-02-01"));
    assert!(rated(json!({"attestations": [expired]}), ON));
    assert!(!rated(json!({"attestations": [star("a1", 2)]}), "2024-12-31"));
    assert!(rated(json!({"attestations": [star("a1", 2)]}), "2025-01-01"));
    let own = with(audit("u1", "2020-01-01", "nonconforming"), "third_party", json!(false));
    assert!(rated(json!({"audits": [own.clone()]}), ON));
    assert!(!rated(json!({"audits": [with(own, "accepted_on", json!(null))]}), ON));
    let duty = json!({"id": "d1", "code": "x", "due_on": "2026-11-22"});
    assert!(!rated(json!({"duties": [duty]}), ON));
    assert!(rated(json!({"duties": [duty]}), "2026-11-23"));
    let training = json!({"id": "t1", "kind": "seminar", "held_on": "2020-01-01", "attended": true});
    assert!(rated(json!({"trainings": [training.clone()]}), ON));
    assert!(!rated(json!({"trainings": [with(training, "attended", json!(false))]}), ON));
    assert!(!rated(json!({"incidents": [incident("i1", "2026-01-01T00:00:00Z")]}), ON));
}

#[test]
fn the_top_band_is_within_reach() {
    let one = facts(excellent());
    let grade = graded(&one, ON);
    // 40 + 25 + 20 + 5 of 100
    assert_eq!((grade.band, grade.points_milli), (Band::S, 90_000));
    assert!(grade.gates.is_empty());
    let words: Vec<_> = grade.assurance.iter().map(|level| level.as_str()).collect();
    assert_eq!(words, ["officer_confirmed", "official_register", "self_declared", "third_party"]);
}

#[test]
fn the_top_band_asks_for_duties_and_a_recent_audit() {
    let mut lists = excellent();
    lists["duties"] = json!([]);
    let one = facts(lists);
    let grade = graded(&one, ON);
    assert_eq!((grade.band, grade.points_milli), (Band::A, 87_500));
    assert_eq!(gates(&one, ON), ["s_coverage"]);
    let mut lists = excellent();
    lists["audits"] = json!([audit("u1", "2025-11-22", "conforming")]);
    assert_eq!(gates(&facts(lists), ON), ["s_audit"]);
}

#[test]
fn a_promise_gives_the_top_band_until_its_day() {
    let mut lists = excellent();
    lists["audits"][0]["findings"] = json!([
        {"id": "f1", "severity": "major", "due_on": "2026-09-30", "closed_on": null, "promised_on": "2027-01-31"},
        {"id": "f2", "severity": "minor", "due_on": "2026-12-30"},
    ]);
    let one = facts(lists.clone());
    let grade = graded(&one, ON);
    // 90 - 3
    assert_eq!((grade.band, grade.points_milli), (Band::S, 87_000));
    assert_eq!(grade.conditional_until, Some(day("2027-01-31")));
    assert_eq!(gates(&one, ON), ["s_finding"]);
    assert_eq!(graded(&one, "2027-01-31").band, Band::S);
    assert_eq!(graded(&one, "2027-02-01").band, Band::A);
    lists["audits"][0]["findings"][0]["promised_on"] = json!("2027-05-22");
    assert_eq!(graded(&facts(lists.clone()), ON).band, Band::A, "181 days ahead");
    assert_eq!(graded(&facts(lists.clone()), "2026-11-23").band, Band::S, "180 days ahead");
    lists["audits"][0]["findings"][0]["promised_on"] = json!(null);
    assert_eq!(graded(&facts(lists), ON).band, Band::A);
}

#[test]
fn an_upper_band_asks_for_a_baseline() {
    let mut lists = excellent();
    lists["attestations"] = json!([star("a1", 1), super::support::attestation("a3", "privacy_mark")]);
    let one = facts(lists.clone());
    assert_eq!(gates(&one, ON), ["a_baseline"]);
    lists["attestations"] = json!([isms("a2", "2022", "unknown")]);
    assert_eq!(gates(&facts(lists.clone()), ON), ["a_baseline"]);
    lists["attestations"] = json!([isms("a2", "2013", "covers")]);
    assert_eq!(gates(&facts(lists.clone()), ON), ["a_baseline"]);
    lists["attestations"] = json!([isms("a2", "2022", "partly")]);
    assert!(gates(&facts(lists.clone()), ON).is_empty());
    lists["attestations"] = json!([with(super::support::attestation("a2", "scs"), "level", json!(3))]);
    let one = facts(lists);
    assert_eq!(gates(&one, ON), ["a_baseline"]);
    let started = scheme_with_scs_from("2026-11-22");
    assert!(grade(&started, &one, day(ON)).gates.is_empty());
    let before = grade(&started, &one, day("2026-11-21"));
    assert_eq!(before.next_change_on, Some(day(ON)));
}

#[test]
fn a_withdrawn_attestation_caps_the_band_for_a_year() {
    let shut = |kind: &str, from: &str, to: serde_json::Value| {
        let mut lists = excellent();
        lists["attestations"][2]["statuses"] = json!([{"status": kind, "from": from, "to": to}]);
        gates(&facts(lists), ON)
    };
    assert_eq!(shut("suspended", "2025-10-01", json!("2025-11-23")), ["attestation_withdrawn"]);
    assert!(shut("suspended", "2025-10-01", json!("2025-11-22")).is_empty());
    assert_eq!(shut("suspended", "2025-10-01", json!(null)), ["attestation_withdrawn"]);
    assert_eq!(shut("revoked", "2025-11-23", json!(null)), ["attestation_withdrawn"]);
    assert!(shut("revoked", "2025-11-22", json!(null)).is_empty());
    assert!(shut("returned", "2026-11-01", json!(null)).is_empty());
    assert!(shut("suspended", "2026-11-23", json!(null)).is_empty());
}

#[test]
fn an_open_serious_incident_caps_the_band() {
    let mut lists = excellent();
    let serious = with(incident("i1", "2024-01-01T00:00:00+09:00"), "records", json!(1_000));
    lists["incidents"] = json!([serious.clone()]);
    assert_eq!(gates(&facts(lists.clone()), ON), ["incident_open", "corrective_overdue"]);
    assert_eq!(graded(&facts(lists.clone()), ON).band, Band::C);
    let closed = with(with(serious, "closed_on", json!(ON)), "corrective_done_on", json!(ON));
    lists["incidents"] = json!([closed]);
    assert!(gates(&facts(lists.clone()), ON).is_empty());
    assert_eq!(gates(&facts(lists), "2026-11-21"), ["incident_open", "corrective_overdue"]);
}

#[test]
fn a_correction_has_its_day_and_a_serious_one_gets_sixty() {
    let mut lists = excellent();
    let one = incident("i1", "2026-09-20T12:00:00+09:00");
    lists["incidents"] = json!([with(one.clone(), "corrective_due_on", json!("2026-11-21"))]);
    assert_eq!(gates(&facts(lists.clone()), ON), ["corrective_overdue"]);
    assert!(gates(&facts(lists.clone()), "2026-11-21").is_empty());
    lists["incidents"] = json!([one.clone()]);
    assert!(gates(&facts(lists.clone()), ON).is_empty());
    let serious = with(with(one, "records", json!(5_000)), "closed_on", json!("2026-09-21"));
    lists["incidents"] = json!([serious]);
    assert!(gates(&facts(lists.clone()), "2026-11-19").is_empty());
    assert_eq!(gates(&facts(lists), "2026-11-20"), ["corrective_overdue"]);
}

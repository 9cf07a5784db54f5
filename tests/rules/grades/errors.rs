//! Facts that are refused, and the path each error names.

use super::strategies::any_facts;
use super::support::{attestation, audit, incident, isms, star, with};
use kakuzuke_domain::facts::{Fact, Room, SupplierFacts};
use proptest::prelude::*;
use serde_json::{Value, json};

fn refused(document: &Value) -> (String, &'static str) {
    let error = SupplierFacts::from_json(&document.to_string()).unwrap_err();
    assert!(!error.to_string().contains('\n'), "{error}");
    (error.path.clone(), error.code())
}

fn refused_in(list: &str, item: Value) -> (String, &'static str) {
    refused(&json!({"supplier": "1", list: [item]}))
}

fn refuses(list: &str, item: Value, path: &str, code: &str) {
    let (found, found_code) = refused_in(list, item.clone());
    assert_eq!((found.as_str(), found_code), (path, code), "{item}");
}

#[test]
fn unknown_fields_and_words_are_refused() {
    assert_eq!(refused(&json!({"suplier": "1"})), ("suplier".to_owned(), "malformed"));
    refuses("attestations", with(star("a1", 2), "levels", json!(1)), "attestations[0].levels", "malformed");
    refuses("attestations", with(star("a1", 2), "kind", json!("iso9001")), "attestations[0].kind", "malformed");
    refuses("attestations", with(star("a1", 2), "assurance", json!("sure")), "attestations[0].assurance", "malformed");
    refuses(
        "trainings",
        json!({"id": "t", "kind": "drill", "held_on": "2026-01-01", "attended": true}),
        "trainings[0].kind",
        "malformed",
    );
}

#[test]
fn required_fields_must_stand() {
    let whole = [
        ("attestations", star("a1", 2), vec!["id", "kind", "number", "assurance", "valid_from", "level"]),
        ("audits", audit("u1", "2026-01-01", "conforming"), vec!["id", "performed_on", "third_party", "opinion"]),
        ("duties", json!({"id": "d1", "code": "x", "due_on": "2026-01-01"}), vec!["id", "code", "due_on"]),
        (
            "assessments",
            json!({"id": "s1", "instrument": "x", "score": 1, "completed_on": "2026-01-01"}),
            vec!["id", "instrument", "score", "completed_on"],
        ),
        (
            "trainings",
            json!({"id": "t1", "kind": "seminar", "held_on": "2026-01-01", "attended": true}),
            vec!["id", "kind", "held_on", "attended"],
        ),
        ("incidents", incident("i1", "2026-01-01T00:00:00Z"), vec!["id", "detected_at", "attributable"]),
    ];
    for (list, item, fields) in whole {
        SupplierFacts::from_json(&json!({list: [item]}).to_string()).unwrap();
        for field in fields {
            let (path, _) = refused_in(list, with(item.clone(), field, json!(null)));
            assert!(path.starts_with(&format!("{list}[0].{field}")), "{path}");
            let mut without = item.clone();
            without.as_object_mut().unwrap().remove(field);
            let (path, _) = refused_in(list, without);
            assert!(path.starts_with(&format!("{list}[0]")), "{path}");
        }
    }
}

#[test]
fn what_is_not_required_may_be_null_or_absent() {
    let sparse = json!({"attestations": null, "audits": [{"id": "u1", "performed_on": "2026-01-01", "accepted_on": null,
        "third_party": true, "opinion": "conforming", "findings": null}]});
    let facts = SupplierFacts::from_json(&sparse.to_string()).unwrap();
    assert!(facts.audits[0].findings.is_empty());
    assert!(SupplierFacts::from_json("{}").unwrap().is_empty());
}

#[test]
fn dates_are_never_guessed() {
    for wrong in [
        "2026-02-30",
        "2026-2-3",
        "26-02-03",
        "2026/02/03",
        "0000-01-01",
        "2026-02-03T00:00:00",
        " 2026-02-03",
        "２０２６-02-03",
        "",
    ] {
        refuses(
            "attestations",
            with(star("a1", 2), "valid_from", json!(wrong)),
            "attestations[0].valid_from",
            "malformed",
        );
        refuses("attestations", with(star("a1", 2), "valid_to", json!(wrong)), "attestations[0].valid_to", "malformed");
    }
    for wrong in [
        "2026-08-21T17:30:00",
        "2026-08-21 17:30:00+09:00",
        "2026-08-21",
        "2026-08-21T24:00:00Z",
        "2026-08-21T23:59:60Z",
        "2026-02-30T00:00:00Z",
    ] {
        refuses("incidents", incident("i1", wrong), "incidents[0].detected_at", "malformed");
    }
}

#[test]
fn instants_are_cut_to_microseconds() {
    let one = incident("i1", "2026-08-21T17:30:00.123456789+09:00");
    let facts = SupplierFacts::from_json(&json!({"incidents": [one]}).to_string()).unwrap();
    assert_eq!(facts.incidents[0].detected_at.timestamp_subsec_nanos(), 123_456_000);
}

#[test]
fn ids_are_unique_within_their_list() {
    assert_eq!(
        refused(&json!({"attestations": [star("a1", 1), star("a1", 2)]})),
        ("attestations[1].id".to_owned(), "duplicate_id")
    );
    let finding = json!({"id": "f1", "severity": "minor", "due_on": "2026-01-01"});
    let twice = with(audit("u1", "2026-01-01", "conforming"), "findings", json!([finding, finding]));
    refuses("audits", twice, "audits[0].findings[1].id", "duplicate_id");
    let shared = json!({"attestations": [star("x", 1)], "audits": [audit("x", "2026-01-01", "conforming")]});
    SupplierFacts::from_json(&shared.to_string()).unwrap();
}

#[test]
fn fields_of_a_kind_stay_with_it() {
    let mark = || attestation("a1", "privacy_mark");
    refuses("attestations", with(mark(), "level", json!(1)), "attestations[0].level", "not_of_this_kind");
    refuses("attestations", with(mark(), "edition", json!("2022")), "attestations[0].edition", "not_of_this_kind");
    refuses("attestations", with(mark(), "scope", json!("covers")), "attestations[0].scope", "not_of_this_kind");
    refuses("attestations", attestation("a1", "scs"), "attestations[0].level", "needed_by_kind");
    refuses("attestations", attestation("a1", "iso27001"), "attestations[0].edition", "needed_by_kind");
    refuses(
        "attestations",
        with(isms("a1", "2022", "covers"), "scope", json!(null)),
        "attestations[0].scope",
        "needed_by_kind",
    );
    for level in [0, 3, 255] {
        refuses("attestations", star("a1", level), "attestations[0].level", "out_of_range");
    }
    refuses("attestations", with(attestation("a1", "scs"), "level", json!(2)), "attestations[0].level", "out_of_range");
}

#[test]
fn spans_do_not_overlap_and_final_ones_do_not_end() {
    let spans = |list: Value| with(star("a1", 2), "statuses", list);
    let span = |status: &str, from: &str, to: Value| json!({"status": status, "from": from, "to": to});
    let shared_day = json!([
        span("suspended", "2026-02-01", json!("2026-02-10")),
        span("under_renewal", "2026-01-01", json!("2026-02-01"))
    ]);
    refuses("attestations", spans(shared_day), "attestations[0].statuses[1]", "overlap");
    let after_open = json!([span("suspended", "2026-02-01", json!(null)), span("revoked", "2026-03-01", json!(null))]);
    refuses("attestations", spans(after_open), "attestations[0].statuses[1]", "overlap");
    refuses(
        "attestations",
        spans(json!([span("revoked", "2026-02-01", json!("2026-02-10"))])),
        "attestations[0].statuses[0].to",
        "final_status",
    );
    refuses(
        "attestations",
        spans(json!([span("suspended", "2026-02-01", json!("2026-01-31"))])),
        "attestations[0].statuses[0].to",
        "reversed",
    );
    refuses(
        "attestations",
        with(star("a1", 2), "valid_to", json!("2024-12-31")),
        "attestations[0].valid_to",
        "reversed",
    );
}

#[test]
fn ranges_hold() {
    refuses(
        "audits",
        with(audit("u1", "2026-01-02", "conforming"), "accepted_on", json!("2026-01-01")),
        "audits[0].accepted_on",
        "reversed",
    );
    let assessed = |score: i64| json!({"id": "s1", "instrument": "x", "score": score, "completed_on": "2026-01-01"});
    refuses("assessments", assessed(101), "assessments[0].score", "out_of_range");
    refuses("assessments", assessed(-26), "assessments[0].score", "out_of_range");
    let training = json!({"id": "t1", "kind": "phishing_drill", "held_on": "2026-01-01", "attended": true, "clicked_permille": 1001});
    refuses("trainings", training, "trainings[0].clicked_permille", "out_of_range");
    refuses(
        "incidents",
        with(incident("i1", "2026-01-01T00:00:00Z"), "records", json!(-1)),
        "incidents[0].records",
        "malformed",
    );
    let reversed = json!([{"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"}]);
    refuses(
        "incidents",
        with(incident("i1", "2026-01-01T00:00:00Z"), "outages", reversed),
        "incidents[0].outages[0].to",
        "reversed",
    );
}

#[test]
fn a_single_fact_is_checked_alike() {
    let body = with(star("a1", 2), "level", json!(7)).to_string();
    let error = Fact::from_body(Room::Attestation, &body).unwrap().validate().unwrap_err();
    assert_eq!((error.path.as_str(), error.code()), ("level", "out_of_range"));
    assert!(SupplierFacts::from_json("{} {}").is_err());
}

#[test]
fn records_are_objects_and_words_are_strings() {
    assert!(SupplierFacts::from_json("[]").is_err());
    refuses("duties", json!(["d1", "access_log", "2026-01-01", null]), "duties[0]", "malformed");
    let odd = with(audit("u1", "2026-01-01", "conforming"), "opinion", json!({"conforming": null}));
    refuses("audits", odd, "audits[0].opinion", "malformed");
}

#[test]
fn a_message_stays_one_line_whatever_the_input() {
    for text in ["{\"a\\nb\":1}", "{\"attestations\":[{\"kind\":\"x\\ny\"}]}", "{\"supplier\":\n\n{}}"] {
        let message = SupplierFacts::from_json(text).unwrap_err().to_string();
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

proptest! {
    #[test]
    fn no_input_makes_it_panic(facts in any_facts(), at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let mut text = facts.to_json().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        let text = String::from_utf8(text).unwrap();
        match SupplierFacts::from_json(&text) {
            Ok(facts) => prop_assert!(SupplierFacts::from_json(&facts.to_json()).is_ok()),
            Err(error) => prop_assert_eq!(error.to_string().lines().count(), 1),
        }
    }
}

//! The JSON of a grade: field order, digest, one-line errors.

use super::support::{SCHEME_FILE, excellent};
use kakuzuke_domain::grades::grade_json;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_fields_stand_in_the_order_of_the_contract() {
    let mut document = excellent();
    document["supplier"] = json!("2040001999902");
    let text = grade_json(SCHEME_FILE.as_bytes(), document.to_string().as_bytes(), "2027-11-22").unwrap();
    let grade: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        keys(&grade),
        [
            "supplier",
            "valid_on",
            "scheme",
            "band",
            "conditional_until",
            "points_milli",
            "maximum_milli",
            "coverage_milli",
            "assurance",
            "lines",
            "gates",
            "next_change_on"
        ]
    );
    assert_eq!(keys(&grade["scheme"]), ["id", "version", "sha256"]);
    assert_eq!(
        keys(&grade["lines"][0]),
        ["criterion", "group", "points_milli", "maximum_milli", "reason", "arguments", "facts"]
    );
    assert_eq!(keys(&grade["gates"][0]), ["gate", "cap", "reason", "facts"]);
    assert_eq!(grade["supplier"], "2040001999902");
    assert_eq!(grade["valid_on"], "2027-11-22");
    assert_eq!(grade["maximum_milli"], 100_000);
    assert_eq!(grade["scheme"]["sha256"], hex::encode(Sha256::digest(SCHEME_FILE)));
    assert_eq!(grade["lines"][0]["arguments"], json!({"attestation": "security_action", "level": 2}));
}

#[test]
fn a_wrong_input_is_one_clear_line() {
    let scheme = SCHEME_FILE.as_bytes();
    let wrong: [(&[u8], &[u8], &str); 6] = [
        (b"id = ", b"{}", "2026-11-22"),
        (b"\xff", b"{}", "2026-11-22"),
        (scheme, b"{", "2026-11-22"),
        (scheme, b"\xff", "2026-11-22"),
        (scheme, b"{\"duties\":[{}]}", "2026-11-22"),
        (scheme, b"{}", "2026-11-31\n"),
    ];
    for (scheme, facts, on) in wrong {
        let message = grade_json(scheme, facts, on).unwrap_err().to_string();
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn the_ends_of_the_calendar_are_days_like_others() {
    let mut document = excellent();
    document["incidents"] = json!([super::support::incident("i1", "9999-12-31T23:59:59-23:00")]);
    for on in ["0001-01-01", "9999-12-31"] {
        let text = grade_json(SCHEME_FILE.as_bytes(), document.to_string().as_bytes(), on).unwrap();
        let grade: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(grade["next_change_on"].is_null(), on == "9999-12-31", "{on}");
    }
}

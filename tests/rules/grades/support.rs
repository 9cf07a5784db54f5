//! The default scheme, days, and small documents of facts.

use chrono::NaiveDate;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{Grade, Line, grade};
use kakuzuke_domain::schemes::Scheme;
use serde_json::{Value, json};
use std::sync::LazyLock;

pub const SCHEME_FILE: &str = include_str!("../../../seed/schemes/tokubetsuku-2026.toml");

pub static SCHEME: LazyLock<Scheme> = LazyLock::new(|| Scheme::from_toml(SCHEME_FILE.as_bytes()).unwrap());

/// The default scheme as if SCS had started on a day.
pub fn scheme_with_scs_from(day: &str) -> Scheme {
    let file = SCHEME_FILE.replace("\"unset\"", &format!("\"{day}\""));
    Scheme::from_toml(file.as_bytes()).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Facts from some of the lists of a document.
pub fn facts(lists: Value) -> SupplierFacts {
    let mut document = json!({"supplier": "2040001999902"});
    for (name, list) in lists.as_object().unwrap() {
        document[name] = list.clone();
    }
    SupplierFacts::from_json(&document.to_string()).unwrap()
}

pub fn graded<'a>(facts: &'a SupplierFacts, on: &str) -> Grade<'a> {
    grade(&SCHEME, facts, day(on))
}

pub fn line<'g, 'a>(grade: &'g Grade<'a>, criterion: &str) -> &'g Line<'a> {
    grade.lines.iter().find(|line| line.criterion == criterion).unwrap()
}

/// Points and reason of a criterion on a day.
pub fn earns(facts: &SupplierFacts, criterion: &str, on: &str) -> (i64, &'static str) {
    let grade = graded(facts, on);
    let line = line(&grade, criterion);
    (line.points_milli, line.reason.as_str())
}

pub fn gates(facts: &SupplierFacts, on: &str) -> Vec<String> {
    graded(facts, on).gates.iter().map(|gate| gate.gate.to_owned()).collect()
}

pub fn attestation(id: &str, kind: &str) -> Value {
    json!({"id": id, "kind": kind, "number": "1", "assurance": "official_register", "valid_from": "2025-01-01"})
}

pub fn with(mut fact: Value, field: &str, value: Value) -> Value {
    fact[field] = value;
    fact
}

pub fn isms(id: &str, edition: &str, scope: &str) -> Value {
    let one = with(attestation(id, "iso27001"), "edition", json!(edition));
    with(one, "scope", json!(scope))
}

pub fn star(id: &str, level: u8) -> Value {
    with(attestation(id, "security_action"), "level", json!(level))
}

pub fn audit(id: &str, performed_on: &str, opinion: &str) -> Value {
    json!({"id": id, "performed_on": performed_on, "accepted_on": performed_on, "third_party": true, "opinion": opinion})
}

pub fn incident(id: &str, detected_at: &str) -> Value {
    json!({"id": id, "detected_at": detected_at, "first_report_at": detected_at, "attributable": "yes", "records": 0, "outages": []})
}

/// A supplier that reaches the top band on 2026-11-22.
pub fn excellent() -> Value {
    json!({
        "attestations": [star("a1", 2), isms("a2", "2022", "covers"), attestation("a3", "privacy_mark")],
        "audits": [audit("u1", "2026-05-20", "conforming")],
        "duties": [{"id": "d1", "code": "access_log", "due_on": "2026-07-10", "done_on": "2026-07-08"}],
        "assessments": [{"id": "s1", "instrument": "ipa25", "score": 86, "completed_on": "2026-04-20"}],
    })
}

//! `kakuzuke grade`: the contract of design section 3.3, from outside.
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::harness::cli::{self, Outcome};

fn scheme() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seed/schemes/tokubetsuku-2026.toml")
}

/// The worked example of the contract.
fn example() -> Value {
    json!({"supplier":"2040001999902",
     "attestations":[
      {"id":"a1","kind":"security_action","level":2,"number":"50000228580","assurance":"self_declared",
       "valid_from":"2026-04-10","valid_to":null,"statuses":[]},
      {"id":"a2","kind":"iso27001","edition":"2022","scope":"covers","number":"IS 123456","assurance":"official_register",
       "valid_from":"2025-06-01","valid_to":"2028-05-31",
       "statuses":[{"status":"suspended","from":"2026-01-10","to":"2026-04-09"}]}],
     "audits":[{"id":"u1","performed_on":"2026-05-20","accepted_on":"2026-06-10","third_party":true,
       "opinion":"conforming_with_findings",
       "findings":[{"id":"f1","severity":"major","due_on":"2026-09-30","closed_on":null,"promised_on":null}]}],
     "duties":[{"id":"d1","code":"access_log","due_on":"2026-07-10","done_on":"2026-07-08"}],
     "assessments":[{"id":"s1","instrument":"ipa25","score":86,"completed_on":"2026-04-20"}],
     "trainings":[{"id":"t1","kind":"joint_training","held_on":"2026-06-01","attended":true,
       "clicked_permille":null,"reported_permille":null}],
     "incidents":[{"id":"i1","detected_at":"2026-08-21T17:30:00+09:00","first_report_at":"2026-08-21T18:30:00+09:00",
       "attributable":"yes","records":1200,
       "outages":[{"from":"2026-08-21T18:00:00+09:00","to":"2026-08-22T03:00:00+09:00"}],
       "closed_on":null,"corrective_due_on":"2026-12-01","corrective_done_on":null}]})
}

fn grade(facts: &str, on: &str) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("facts.json");
    fs::write(&file, facts).expect("written");
    let scheme = scheme();
    cli::run(&[
        "grade",
        "--scheme",
        scheme.to_str().expect("a plain path"),
        "--facts",
        file.to_str().expect("a plain path"),
        "--on",
        on,
    ])
}

#[test]
fn the_example_of_the_contract() {
    let grade = grade(&example().to_string(), "2026-09-01").ok().json();
    let sha = hex(&Sha256::digest(fs::read(scheme()).expect("the scheme")));
    assert_eq!(grade["scheme"]["sha256"], sha);
    assert_eq!(grade["supplier"], "2040001999902");
    assert_eq!(grade["band"], "C", "{grade:#}");
    assert_eq!(grade["points_milli"], 68_500, "{grade:#}");
    assert_eq!(grade["maximum_milli"], 100_000);
    assert_eq!(grade["coverage_milli"], 100_000);
    assert_eq!(grade["conditional_until"], Value::Null);
    assert_eq!(grade["next_change_on"], "2026-10-01");
    assert_eq!(grade["assurance"], json!(["officer_confirmed", "official_register", "self_declared", "third_party"]));
    let gates: Vec<&str> = list(&grade, "gates").iter().map(|gate| gate["gate"].as_str().expect("a gate")).collect();
    assert_eq!(gates, ["incident_open", "attestation_withdrawn"]);
    let sum: i64 = list(&grade, "lines").iter().map(|line| line["points_milli"].as_i64().expect("points")).sum();
    assert_eq!(sum, 68_500);
}

#[test]
fn fields_stand_in_the_order_of_the_contract() {
    let outcome = grade(&example().to_string(), "2026-09-01").ok();
    let grade = outcome.json();
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&grade),
        "supplier valid_on scheme band conditional_until points_milli maximum_milli coverage_milli assurance lines gates next_change_on"
    );
    assert_eq!(keys(&grade["scheme"]), "id version sha256");
    assert_eq!(keys(&grade["lines"][0]), "criterion group points_milli maximum_milli reason arguments facts");
    assert_eq!(keys(&grade["gates"][0]), "gate cap reason facts");
}

#[test]
fn silence_is_unrated_and_explained() {
    let grade = grade(r#"{"supplier":"2040001999902"}"#, "2026-09-01").ok().json();
    assert_eq!(grade["band"], "unrated");
    assert_eq!(grade["points_milli"], 0);
    assert_eq!(grade["next_change_on"], Value::Null);
    assert!(list(&grade, "lines").len() >= 9, "a line for every criterion: {grade:#}");
    assert!(list(&grade, "gates").iter().any(|gate| gate["gate"] == "a_baseline"));
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_order() {
    let mut shuffled = example();
    shuffled["attestations"].as_array_mut().expect("a list").reverse();
    let first = grade(&example().to_string(), "2026-09-01").ok().stdout;
    assert_eq!(first, grade(&shuffled.to_string(), "2026-09-01").ok().stdout);
}

#[test]
fn bad_input_is_one_clear_line_and_exit_2() {
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut facts = example();
        change(&mut facts);
        facts.to_string()
    };
    let cases = [
        (wrong(&|facts| facts["colour"] = json!("red")), "colour"),
        (wrong(&|facts| facts["attestations"][0]["edition"] = json!("2022")), "attestations"),
        (wrong(&|facts| facts["attestations"][1]["id"] = json!("a1")), "attestations"),
        (wrong(&|facts| facts["audits"][0]["performed_on"] = json!("2026-02-30")), "performed_on"),
        (wrong(&|facts| facts["audits"][0]["accepted_on"] = json!("2026-05-19")), "accepted_on"),
        (wrong(&|facts| facts["assessments"][0]["score"] = json!(101)), "score"),
        (wrong(&|facts| facts["duties"][0]["due_on"] = Value::Null), "due_on"),
        (
            wrong(&|facts| {
                facts["attestations"][1]["statuses"] =
                    json!([{"status":"suspended","from":"2026-01-10"},{"status":"under_renewal","from":"2026-02-01"}]);
            }),
            "statuses",
        ),
        ("{".to_owned(), ""),
        (String::new(), ""),
    ];
    for (facts, path) in cases {
        let outcome = grade(&facts, "2026-09-01");
        refused(&outcome, path);
    }
    refused(&grade(&example().to_string(), "2026-13-01"), "");
    refused(&cli::run(&["grade", "--scheme", "/nowhere", "--facts", "/nowhere", "--on", "2026-09-01"]), "/nowhere");
}

/// Exit 2, nothing on stdout, one line on stderr that names the place.
#[track_caller]
pub fn refused(outcome: &Outcome, path: &str) {
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert_eq!(outcome.stdout, "", "{outcome:?}");
    assert_eq!(outcome.stderr.trim_end().lines().count(), 1, "{outcome:?}");
    assert!(outcome.stderr.contains(path), "{path} in {outcome:?}");
}

fn list<'a>(grade: &'a Value, name: &str) -> &'a Vec<Value> {
    grade[name].as_array().expect("a list")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

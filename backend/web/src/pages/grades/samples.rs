//! Suppliers whose facts between them reach every reason, for the test that renders every page.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use kakuzuke_domain::facts::{Fact, SupplierFacts};
use kakuzuke_domain::schemes::Scheme;
use serde_json::json;
use uuid::Uuid;

use crate::caller::AuditRights;
use crate::pages::attestations::AttestationPage;
use crate::pages::audits::AuditPage;
use crate::pages::form::Errors;
use crate::pages::supplier_link::SupplierLink;
use crate::pages::versions::{History, VersionView};

/// The scheme that a new register starts with.
pub fn scheme() -> Arc<Scheme> {
    let toml = include_bytes!("../../../../../seed/schemes/tokubetsuku-2026.toml");
    Arc::new(Scheme::from_toml(toml).expect("the seed scheme is well formed"))
}

/// The day that the samples are about.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// Facts from silence to plenty, in good order and in bad.
pub fn facts() -> Vec<SupplierFacts> {
    let read =
        |value: serde_json::Value| SupplierFacts::from_json(&value.to_string()).expect("sample facts are well formed");
    let audits = |performed: &str, opinion: &str, findings: serde_json::Value| json!([{"id": "u1", "performed_on": performed, "accepted_on": performed, "third_party": true, "opinion": opinion, "findings": findings}]);
    let iso = |scope: &str, edition: &str, from: &str, to: serde_json::Value, statuses: serde_json::Value| json!([{"id": "a2", "kind": "iso27001", "edition": edition, "scope": scope, "number": "IS 123456", "assurance": "official_register", "valid_from": from, "valid_to": to, "statuses": statuses}]);
    let duty =
        |done: serde_json::Value| json!([{"id": "d1", "code": "access_log", "due_on": "2026-07-10", "done_on": done}]);
    let incident = |attributable: &str, records: serde_json::Value, report: serde_json::Value| json!([{"id": "i1", "detected_at": "2026-08-21T17:30:00+09:00", "first_report_at": report, "attributable": attributable, "records": records, "outages": null, "closed_on": null, "corrective_due_on": null, "corrective_done_on": null}]);
    let drill = |clicked: serde_json::Value, reported: serde_json::Value| {
        json!([{"id": "t1", "kind": "joint_training", "held_on": "2026-06-01", "attended": true, "clicked_permille": null, "reported_permille": null},
               {"id": "t2", "kind": "phishing_drill", "held_on": "2026-06-02", "attended": true, "clicked_permille": clicked, "reported_permille": reported},
               {"id": "t3", "kind": "seminar", "held_on": "2026-06-03", "attended": false, "clicked_permille": null, "reported_permille": null}])
    };
    let score = |score: i32| json!([{"id": "s1", "instrument": "ipa25", "score": score, "completed_on": "2026-04-20"}]);
    let declared = json!({"id": "a1", "kind": "security_action", "level": 2, "number": "50000228580", "assurance": "self_declared", "valid_from": "2025-04-10", "valid_to": null, "statuses": []});
    let mut plenty = iso("covers", "2022", "2025-06-01", json!("2028-05-31"), json!([]));
    if let Some(list) = plenty.as_array_mut() {
        list.push(declared.clone());
        for kind in ["iso27017", "privacy_mark", "ismap", "ismap_liu", "soc2"] {
            list.push(json!({"id": kind, "kind": kind, "number": "1", "assurance": "third_party", "valid_from": "2026-01-01", "valid_to": "2027-12-31", "statuses": []}));
        }
    }
    let span = |status: &str, to: serde_json::Value| json!([{"status": status, "from": "2026-10-01", "to": to}]);
    let major = json!([{"id": "f1", "severity": "major", "due_on": "2026-09-30", "closed_on": null, "promised_on": "2026-12-31"},
        {"id": "f2", "severity": "minor", "due_on": "2027-09-30", "closed_on": null, "promised_on": null},
        {"id": "f3", "severity": "observation", "due_on": "2026-09-30", "closed_on": "2026-09-01", "promised_on": null}]);
    vec![
        SupplierFacts::default(),
        read(
            json!({"supplier": "2040001999902", "attestations": plenty, "audits": audits("2026-05-20", "conforming", json!([])),
            "duties": duty(json!("2026-07-08")), "assessments": score(86), "trainings": drill(json!(20), json!(900))}),
        ),
        read(
            json!({"supplier": "2040001999902", "attestations": plenty, "audits": audits("2026-05-20", "conforming", major.clone()),
            "duties": duty(json!("2026-07-08")), "assessments": score(86), "trainings": drill(json!(20), json!(900))}),
        ),
        read(
            json!({"attestations": [declared], "audits": audits("2025-05-20", "conforming_with_findings", major), "duties": duty(json!("2026-08-08")),
            "assessments": score(40), "trainings": drill(json!(200), json!(100)), "incidents": incident("yes", json!(1200), json!(null))}),
        ),
        read(
            json!({"attestations": iso("not", "2022", "2025-06-01", json!(null), json!([])), "audits": audits("2026-05-20", "nonconforming", json!([])),
            "duties": duty(json!(null)), "trainings": drill(json!(null), json!(null)), "incidents": incident("undetermined", json!(null), json!("2026-08-21T20:30:00+09:00"))}),
        ),
        read(
            json!({"attestations": iso("covers", "2022", "2025-06-01", json!("2028-05-31"), span("suspended", json!("2026-12-31"))), "audits": audits("2020-05-20", "conforming", json!([])),
            "incidents": incident("no", json!(0), json!("2026-08-21T18:00:00+09:00"))}),
        ),
        read(
            json!({"attestations": iso("covers", "2022", "2025-06-01", json!("2028-05-31"), span("suspended", json!(null)))}),
        ),
        read(
            json!({"attestations": iso("covers", "2022", "2025-06-01", json!("2028-05-31"), span("revoked", json!(null)))}),
        ),
        read(
            json!({"attestations": iso("covers", "2022", "2025-06-01", json!("2028-05-31"), span("returned", json!(null)))}),
        ),
        read(
            json!({"attestations": iso("covers", "2022", "2025-06-01", json!("2028-05-31"), span("under_renewal", json!(null)))}),
        ),
        read(json!({"attestations": iso("covers", "2013", "2024-06-01", json!("2027-05-31"), json!([]))})),
        read(json!({"attestations": iso("partly", "2022", "2020-06-01", json!("2023-05-31"), json!([]))})),
        read(json!({"attestations": iso("unknown", "2022", "2026-12-01", json!("2029-05-31"), json!([]))})),
        read(
            json!({"attestations": [{"id": "a5", "kind": "scs", "level": 3, "number": "3", "assurance": "unconfirmed", "valid_from": "2026-01-01", "valid_to": null, "statuses": []}]}),
        ),
        read(
            json!({"attestations": [{"id": "a5", "kind": "scs", "level": 4, "number": "3", "assurance": "third_party", "valid_from": "2026-01-01", "valid_to": null, "statuses": []}]}),
        ),
        read(
            json!({"attestations": [{"id": "a1", "kind": "security_action", "level": 1, "number": "1", "assurance": "officer_confirmed", "valid_from": "2026-01-01", "valid_to": "2026-03-31", "statuses": []}]}),
        ),
    ]
}

fn history(latest: Fact, withdrawn: bool, audit: Option<AuditRights>) -> History {
    let supplier = SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() };
    let version = |reason: Option<&str>, superseded: bool| {
        VersionView::sample(&latest.to_body(), reason, superseded.then_some(DateTime::UNIX_EPOCH))
    };
    let mut versions = vec![version(None, withdrawn), version(Some("転記誤り"), true)];
    if audit.is_some_and(|rights| !rights.findings) {
        versions.iter_mut().for_each(VersionView::hide_findings);
    }
    History { supplier, latest, withdrawn, versions, audit }
}

/// One page of every attestation and state.
pub fn attestations() -> Vec<AttestationPage> {
    let all = facts().into_iter().flat_map(|facts| facts.attestations);
    all.flat_map(|one| {
        [false, true].map(|withdrawn| {
            AttestationPage::of(
                Uuid::nil(),
                history(Fact::Attestation(one.clone()), withdrawn, None),
                None,
                Errors::default(),
            )
            .expect("it is an attestation")
        })
    })
    .collect()
}

/// One page of every audit and state.
pub fn audits() -> Vec<AuditPage> {
    let all = facts().into_iter().flat_map(|facts| facts.audits);
    let rights = |all| AuditRights { findings: all, correct: all, withdraw: all, accept: all };
    all.flat_map(|one| {
        [(false, true), (true, true), (false, false)].map(|(withdrawn, shown)| {
            let history = history(Fact::Audit(one.clone()), withdrawn, Some(rights(shown)));
            AuditPage::of(Uuid::nil(), history, None, Errors::default()).expect("it is an audit")
        })
    })
    .collect()
}

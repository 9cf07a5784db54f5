//! What is tried with the ids of one side.
use axum::http::Method;
use serde_json::{Value, json};

use super::{Body, Side, Try, Who};

fn read(who: Who, path: String) -> Try {
    Try { who, method: Method::GET, path, body: Body::Nothing, own: 200, foreign: 404 }
}

pub(super) fn form(who: Who, path: String, fields: &[(&'static str, &str)]) -> Try {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Try { who, method: Method::POST, path, body: Body::Form(fields), own: 303, foreign: 404 }
}

fn api(who: Who, method: Method, path: String, body: Value, own: u16) -> Try {
    Try { who, method, path, body: Body::Json(body), own, foreign: 404 }
}

impl Try {
    /// The role does not go so far, whose ever it is.
    fn forbidden(self) -> Self {
        Self { own: 403, foreign: 403, ..self }
    }
}

const ATTESTATION: [(&str, &str); 4] =
    [("kind", "privacy_mark"), ("number", "10000001"), ("assurance", "self_declared"), ("valid_from", "2026-01-01")];
const AUDIT: [(&str, &str); 3] = [("performed_on", "2026-05-01"), ("third_party", "true"), ("opinion", "conforming")];

pub(super) fn attestation() -> Value {
    json!({"kind": "privacy_mark", "number": "10000001", "assurance": "self_declared", "valid_from": "2026-01-01"})
}

pub(super) fn audit() -> Value {
    json!({"performed_on": "2026-05-01", "third_party": true, "opinion": "conforming"})
}

/// Everything that can be tried with the ids of one side.
pub(super) fn tries(side: &Side) -> Vec<Try> {
    let mut all = with_facts(side);
    all.extend(with_imports(side));
    all.extend(with_people(side));
    all.extend(with_what_is_mine(side));
    all
}

fn with_facts(side: &Side) -> Vec<Try> {
    use Who::{Officer, Supplier};
    let (supplier, held, audited) = (side.supplier, side.attestation, side.audit);
    let reason = ("reason", "訂正");
    let corrected = |fields: &[(&'static str, &'static str)]| [fields, &[reason]].concat();
    let contract = format!("/contracts/{}", side.contract);
    let mut all = Vec::new();
    for below in ["", "/corrections/new", "/amendments/new", "/renewals/new"] {
        all.push(read(Officer, format!("{contract}{below}")));
    }
    for below in ["", "/versions", "/close-outs"] {
        all.push(read(Officer, format!("/api/v1{contract}{below}")));
    }
    all.push(form(Officer, format!("{contract}/withdrawals"), &[("withdrawal", "二重登録")]));
    for below in ["", "/attestations/new", "/audits/new"] {
        all.push(read(Supplier, format!("/suppliers/{supplier}{below}")));
    }
    for below in ["", "/facts", "/grade", "/grades", "/improvements", "/attestations", "/audits", "/members"] {
        all.push(read(Supplier, format!("/api/v1/suppliers/{supplier}{below}")));
    }
    for path in [format!("/attestations/{held}"), format!("/audits/{audited}")] {
        all.push(read(Supplier, path.clone()));
        all.push(read(Supplier, format!("/api/v1{path}")));
    }
    let below = |room: &str| format!("/suppliers/{supplier}/{room}");
    let change = json!({"profile": {"name": "株式会社改名", "kind": "corporation"}, "valid_from": "2026-08-01", "reason": "改名"});
    let profile = [("since", "2026-08-01"), ("name", "株式会社改名"), ("kind", "corporation"), reason];
    all.extend([
        form(Supplier, below("attestations"), &ATTESTATION),
        form(Supplier, below("audits"), &AUDIT),
        api(Supplier, Method::POST, format!("/api/v1{}", below("attestations")), attestation(), 201),
        api(Supplier, Method::POST, format!("/api/v1{}", below("audits")), audit(), 201),
        form(Supplier, format!("/attestations/{held}/corrections"), &corrected(&ATTESTATION)).forbidden(),
        form(Supplier, format!("/attestations/{held}/withdrawals"), &[reason]).forbidden(),
        form(Supplier, format!("/audits/{audited}/corrections"), &corrected(&AUDIT)).forbidden(),
        form(Supplier, format!("/audits/{audited}/withdrawals"), &[reason]).forbidden(),
        form(Supplier, below("profile/changes"), &profile).forbidden(),
        api(Supplier, Method::POST, format!("/api/v1{}", below("profiles")), change, 201).forbidden(),
        form(Supplier, below("members/changes"), &[("members", "2040001999902"), reason]).forbidden(),
    ]);
    for (path, name, body) in [
        (format!("/api/v1/attestations/{held}"), "attestation", attestation()),
        (format!("/api/v1/audits/{audited}"), "audit", audit()),
    ] {
        let corrected = json!({ name: body, "reason": "訂正" });
        all.push(api(Supplier, Method::PUT, path.clone(), corrected, 200).forbidden());
        all.push(api(Supplier, Method::DELETE, format!("{path}?reason=x"), json!({}), 204).forbidden());
    }
    all
}

fn with_imports(side: &Side) -> Vec<Try> {
    use Who::Officer;
    let mut all = Vec::new();
    let decided = side.proposals;
    for below in ["", "/problems", "/proposals", "/problems.xlsx"] {
        all.push(read(Officer, format!("/imports/{decided}{below}")));
        if below != "/problems.xlsx" {
            all.push(read(Officer, format!("/api/v1/imports/{decided}{below}")));
        }
    }
    let one = |at: usize| side.imports[at];
    let saved = json!({"save_mapping": true, "create_missing": true});
    all.extend([
        form(Officer, format!("/imports/{}/runs", one(0)), &[("dry_run", "false"), ("save_mapping", "true")]),
        api(Officer, Method::POST, format!("/api/v1/imports/{}/runs", one(1)), saved, 202),
        form(Officer, format!("/imports/{}/cancellations", one(2)), &[]),
        api(Officer, Method::POST, format!("/api/v1/imports/{}/cancellations", one(3)), json!({}), 202),
        form(Officer, format!("/imports/{decided}/proposals/1/decisions"), &[("decision", "skip")]),
        api(
            Officer,
            Method::POST,
            format!("/api/v1/imports/{decided}/proposals/2/decisions"),
            json!({"decision": "use", "supplier": side.supplier}),
            200,
        ),
    ]);
    all
}

fn with_people(side: &Side) -> Vec<Try> {
    use Who::Officer;
    let person = format!("/people/{}", side.person);
    let [renewed, taken] = side.invitations.map(|id| format!("/people/invitations/{id}"));
    let erasure = format!("{person}/erasures");
    vec![
        read(Officer, person.clone()),
        form(Officer, format!("{person}/grants"), &[("role", "subsidy"), ("place", side.code)]),
        form(Officer, format!("{person}/grants/{}/withdrawals", side.grant), &[]),
        form(Officer, format!("{person}/sessions/withdrawals"), &[]),
        Try { own: 403, ..read(Officer, erasure.clone()) },
        Try { own: 403, ..form(Officer, erasure, &[]) },
        form(Officer, format!("{person}/closures"), &[]),
        form(Officer, format!("{person}/reopenings"), &[]),
        form(Officer, format!("{renewed}/renewals"), &[]),
        form(Officer, format!("{taken}/withdrawals"), &[]),
    ]
}

fn with_what_is_mine(side: &Side) -> Vec<Try> {
    use Who::Officer;
    let [shown, told] = side.notices;
    let [renamed, removed] = side.passkeys.map(|id| format!("/account/security/passkeys/{id}"));
    vec![
        form(Officer, format!("/notices/{shown}/readings"), &[]),
        api(Officer, Method::POST, format!("/api/v1/notices/{told}/readings"), json!({}), 204),
        form(Officer, format!("/account/tokens/{}/withdrawals", side.token), &[]),
        form(Officer, format!("/account/sessions/{}/withdrawals", side.other_session), &[]),
        form(Officer, format!("{renamed}/names"), &[("name", "別の名")]),
        form(Officer, format!("{removed}/removals"), &[]),
    ]
}

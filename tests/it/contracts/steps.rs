//! Steps in the life of a contract.
use axum::http::Method;
use kakuzuke_domain::accounts::Role;
use serde_json::{Value, json};

use super::{Desk, address, code, described, fields, page, quiet};
use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::WARD;

both!(
    a_contract_is_corrected_amended_renewed_and_withdrawn,
    two_officers_at_once_lose_nothing,
    what_cannot_be_so_is_refused,
);

async fn a_contract_is_corrected_amended_renewed_and_withdrawn(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let typed = [
        ("supplier", "2040001999902"),
        ("contract_title", "電子申請サービス利用"),
        ("begins_on", "令和8年4月1日"),
        ("ends_on", "令和9年3月31日"),
        ("amount_yen", "7,999,999"),
        ("amount_tax", "excluded"),
        ("persons", "23,000"),
        ("zone_internet", "true"),
        ("cloud", "yes"),
    ];
    let at = desk.app.form("/contracts", &typed).await.is(303).location();
    let shown = desk.app.page(&at, "ja").await.is(200).text();
    for text in ["8,799,998円", "799,999円", "インターネット接続系", "重要業務", "株式会社東都"] {
        assert!(shown.contains(text), "{text} is missing in {shown}");
    }
    for form in ["corrections", "amendments", "renewals"] {
        let shown = desk.app.page(&format!("{at}/{form}/new"), "en").await.is(200).text();
        assert!(shown.contains("value=\"8799998\"") != (form == "renewals"), "{form} begins with what is recorded");
    }
    let first = desk.app.get(&format!("/api/v1{at}")).await.is(200).value();
    assert_eq!((&first["critical"], &first["amount_yen"]), (&json!("critical"), &json!(8_799_998)));
    assert_eq!(first["source_key"], first["id"], "a contract without a number is found by its id");
    desk.app.clock.set("2026-09-01T03:20:00Z".parse().expect("an instant"));
    let mut body = json!({"version": first["version"], "reason": "転記誤り", "contract": quiet("電子申請サービス利用", "2026-04-01", "2027-03-31")});
    let corrected = desk.app.json(Method::PUT, &address(&first, ""), &body).await.is(200).value();
    assert_eq!(corrected["critical"], "not_critical");
    let before = format!("{}?known_at=2026-09-01T03:10:00Z", address(&first, ""));
    assert_eq!(desk.app.get(&before).await.is(200).value()["critical"], "critical", "what was known then");
    body = json!({"version": corrected["version"], "reason": "対象者の追加", "from": "2026-10-01", "contract": described()});
    body["contract"]["title"] = json!("電子申請サービス利用");
    desk.app.json(Method::POST, &address(&first, "/amendments"), &body).await.is(201);
    let on = async |day: &str| {
        let asked = format!("{}?valid_on={day}", address(&first, ""));
        desk.app.get(&asked).await.is(200).value()["critical"].clone()
    };
    assert_eq!(on("2026-09-30").await, "not_critical", "what held before the amendment stays true");
    assert_eq!(on("2026-10-01").await, "critical");
    let list = desk.app.get("/api/v1/contracts").await.is(200).value();
    assert_eq!(list["count"], 1, "an amended contract is one contract: {list}");
    assert_eq!(desk.app.get("/api/v1/contracts?critical=critical").await.value()["count"], 0);
    assert_eq!(desk.app.get("/api/v1/contracts?critical=critical&valid_on=2026-10-01").await.value()["count"], 1);
    let renewal = quiet("電子申請サービス利用", "2027-04-01", "2028-03-31");
    let next = desk.app.json(Method::POST, &address(&first, "/renewals"), &renewal).await.is(201).value();
    assert_eq!(next["former"], first["id"]);
    let again = desk.app.json(Method::POST, &address(&first, "/renewals"), &renewal).await.is(409);
    assert_eq!(code(&again), "contract_renewed");
    let shown = desk.app.page(&page(&first, ""), "ja").await.is(200).text();
    for text in ["転記誤り", "対象者の追加", "更新後の契約", "変更契約の記録", "重要業務ではない"]
    {
        assert!(shown.contains(text), "{text} is missing");
    }
    let versions = desk.app.get(&address(&first, "/versions")).await.is(200).value();
    assert_eq!(versions["items"].as_array().expect("items").len(), 4);
    desk.app.form(&page(&next, "/withdrawals"), &[("withdrawal", "")]).await.is(422);
    desk.app.form(&page(&next, "/withdrawals"), &[("withdrawal", "二重登録")]).await.is(303);
    desk.app.get(&address(&next, "")).await.is(404);
    assert!(desk.app.page(&page(&next, ""), "ja").await.is(200).text().contains("取り消されています"));
    desk.app.house.cli(&["ledger", "verify"]).ok();
}

async fn two_officers_at_once_lose_nothing(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let contract = desk.record(quiet("庁舎清掃", "2026-04-01", "2027-03-31")).await;
    let version = contract["version"].to_string();
    let typed = |changes: &[(&'static str, &'static str)], version: &str| {
        let mut fields: Vec<(&str, String)> = [
            ("contract_title", "庁舎清掃"),
            ("begins_on", "2026-04-01"),
            ("ends_on", "2027-03-31"),
            ("amount_yen", "1100000"),
            ("amount_tax", "included"),
            ("section", "総務課"),
            ("zone_none", "true"),
            ("confidentiality", "2"),
            ("availability", "1"),
            ("personal_data", "no"),
            ("core_system", "no"),
            ("cloud", "no"),
            ("subcontracting", "no"),
            ("reason", "確認した"),
        ]
        .map(|(field, text)| (field, text.to_owned()))
        .to_vec();
        fields.push(("contract_number", contract["source_key"].as_str().expect("a number").to_owned()));
        fields.push(("version", version.to_owned()));
        for (field, text) in changes {
            fields.retain(|(known, _)| known != field);
            fields.push((field, (*text).to_owned()));
        }
        fields
    };
    let send = async |app: &TestApp, fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
        app.form(&page(&contract, "/corrections"), &fields).await
    };
    let first = typed(&[("section", "施設課"), ("amount_yen", "1,200,000")], &version);
    send(&desk.app, first).await.is(303);
    desk.enter(Role::Procurement).await;
    let second = typed(&[("section", "管財課"), ("subcontracting", "yes")], &version);
    let told = send(&desk.app, second).await.is(409).text();
    for text in ["総務課", "施設課", "管財課", "value=\"1200000\"", "選んでください"] {
        assert!(told.contains(text), "{text} is missing in {told}");
    }
    assert!(told.contains("<option value=\"yes\" selected>"), "what was typed stays in the form");
    let now = desk.app.get(&address(&contract, "")).await.is(200).value();
    assert_eq!(now["attributes"]["section"], "施設課", "nothing is written before a person has chosen");
    let newer = now["version"].to_string();
    assert!(told.contains(&format!("name=\"version\" value=\"{newer}\"")));
    let chosen = typed(&[("section", "管財課"), ("subcontracting", "yes"), ("amount_yen", "1200000")], &newer);
    send(&desk.app, chosen).await.is(303);
    let after = desk.app.get(&address(&contract, "")).await.is(200).value();
    assert_eq!((&after["amount_yen"], &after["attributes"]["section"]), (&json!(1_200_000), &json!("管財課")));
    assert_eq!(after["attributes"]["subcontracting"], true);
    let stale = json!({"version": contract["version"], "reason": "訂正", "contract": quiet("庁舎清掃", "2026-04-01", "2027-03-30")});
    let late = desk.app.json(Method::PUT, &address(&contract, ""), &stale).await.is(409);
    assert_eq!(code(&late), "contract_changed");
}

async fn what_cannot_be_so_is_refused(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let refused = async |desk: &Desk, contract: Value| {
        let body = json!({"buyer": WARD, "supplier": desk.supplier, "contract": contract});
        fields(&desk.app.json(Method::POST, "/api/v1/contracts", &body).await.is(422))
    };
    let told = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
    let reversed = quiet("清掃", "2027-04-01", "2026-04-01");
    assert_eq!(refused(&desk, reversed).await, told("valid_to", "dates_reversed"));
    let mut negative = quiet("清掃", "2026-04-01", "2027-03-31");
    negative["amount_yen"] = json!(-1);
    assert_eq!(refused(&desk, negative).await, told("amount_yen", "amount_negative"));
    let mut contradicting = quiet("清掃", "2026-04-01", "2027-03-31");
    contradicting["attributes"]["persons"] = json!(3);
    assert_eq!(refused(&desk, contradicting).await, told("persons", "contract_no_personal_data"));
    let held = desk.record(quiet("清掃", "2026-04-01", "2027-03-31")).await;
    assert_eq!(
        refused(&desk, quiet("清掃", "2027-03-31", "2027-12-31")).await,
        told("valid_from", "contract_overlaps")
    );
    let overlapping = quiet("清掃", "2027-03-01", "2028-03-31");
    let answer = desk.app.json(Method::POST, &address(&held, "/renewals"), &overlapping).await.is(422);
    assert_eq!(fields(&answer), told("valid_from", "contract_renewal_overlaps"));
    for (from, code) in [("2026-04-01", "contract_amendment_early"), ("2027-04-01", "contract_amendment_late")] {
        let body = json!({"version": held["version"], "from": from, "reason": "変更", "contract": described()});
        let answer = desk.app.json(Method::POST, &address(&held, "/amendments"), &body).await.is(422);
        assert_eq!(fields(&answer), told("from", code));
    }
    let form = [
        ("supplier", "2040001999902"),
        ("contract_title", "x"),
        ("begins_on", "令和8年4月1日"),
        ("ends_on", "令和7年4月1日"),
    ];
    let shown = desk.app.form("/contracts", &form).await.is(422).text();
    assert!(shown.contains("終了日が開始日より前です") && shown.contains("令和8年4月1日"), "what was typed stays");
}

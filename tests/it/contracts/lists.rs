//! Contracts in lists that go out and come in, and what time brings.
use axum::http::Method;
use kakuzuke_domain::accounts::Role;
use kakuzuke_services::worker;
use serde_json::json;
use uuid::Uuid;

use super::{Desk, OTHER, address, described, quiet};
use crate::both;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::harness::samples;

both!(
    what_is_exported_comes_back_unchanged,
    an_import_does_not_wipe_what_was_recorded_by_hand,
    procurement_is_told_what_ends,
);

async fn what_is_exported_comes_back_unchanged(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let first = desk.record(described()).await;
    desk.record(quiet("庁舎清掃", "2026-04-01", "2027-03-31")).await;
    desk.record(json!({"title": "単価契約の業務", "amount_note": "unit_price"})).await;
    let renewal = quiet("住民税当初課税データ入力業務委託", "2027-04-01", "2028-03-31");
    desk.app.json(Method::POST, &address(&first, "/renewals"), &renewal).await.is(201);
    let house = &desk.app.house;
    for language in ["ja", "en"] {
        for format in ["xlsx", "csv"] {
            let file = house.folder().join(format!("contracts-{language}.{format}"));
            let path = file.to_str().expect("a plain path");
            house.cli(&["--lang", language, "export", "contracts", "--format", format, "--output", path]).ok();
            let report = house.cli(&["import", "contracts", path, "--json"]).ok().json();
            let counts = ["rows", "unchanged", "updated", "created", "rejected"].map(|name| report[name].as_u64());
            assert_eq!(counts, [Some(4), Some(4), Some(0), Some(0), Some(0)], "{language} {format}: {report}");
        }
    }
}

async fn an_import_does_not_wipe_what_was_recorded_by_hand(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let mut numbered = described();
    numbered["source_key"] = json!("R8-1");
    let contract = desk.record(numbered).await;
    let rows: &[&[&str]] = &[
        &["契約番号", "団体コード", "件名", "法人番号", "契約金額", "所管課", "個人情報件数", "ネットワーク区分"],
        &["R8-1", WARD, "住民税当初課税データ入力業務委託", "2040001999902", "15,000,000", "課税課", "250,000", "庁内"],
        &["R8-2", WARD, "別の業務", "2040001999902", "1,000", "課税課", "-5", ""],
    ];
    let file = samples::xlsx(desk.app.house.folder(), "list.xlsx", rows);
    let path = file.to_str().expect("a plain path");
    let report = desk.app.house.cli(&["import", "contracts", path, "--json"]).json();
    assert_eq!((&report["updated"], &report["rejected"]), (&json!(1), &json!(1)), "{report}");
    let after = desk.app.get(&address(&contract, "")).await.is(200).value();
    assert_eq!((&after["amount_yen"], &after["valid_to"]), (&json!(15_000_000), &json!("2027-03-31")));
    let attributes = &after["attributes"];
    assert_eq!((&attributes["section"], &attributes["records"]), (&json!("課税課"), &json!(250_000)));
    assert_eq!((&attributes["my_number"], &attributes["zones"]), (&json!(true), &json!(["my_number", "internet"])));
}

async fn procurement_is_told_what_ends(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    let procurement = desk.enter(Role::Procurement).await;
    desk.record(quiet("庁舎清掃", "2025-12-01", "2026-11-20")).await;
    let mut ended = described();
    (ended["valid_from"], ended["valid_to"]) = (json!("2025-04-01"), json!("2026-03-31"));
    desk.record(ended).await;
    let other = people::ward(desk.app.services.store(), OTHER).await;
    let stranger = desk.enter_ward(Role::Procurement, other).await;
    for _ in 0..2 {
        worker::drain(&desk.app.services).await.expect("worked");
    }
    let told = async |account: Uuid| {
        let page = desk.app.services.store().notices(account, 0, 50).await.expect("notices");
        let mut kinds: Vec<&str> = page.rows.iter().map(|notice| notice.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.join(" ")
    };
    assert_eq!(told(procurement).await, "close_out_overdue contract_ends", "each once");
    assert_eq!(told(stranger).await, "");
}

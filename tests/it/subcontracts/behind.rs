//! What stands behind contracts, seen over all of them: cloud services, what hangs on a company, and contracts handed on.
use axum::http::Method;
use kakuzuke_domain::accounts::{Role, Tenant};
use serde_json::{Value, json};

use super::{NAMES, NUMBERS, World, problem};
use crate::both;
use crate::harness::engine::Engine;

both!(
    cloud_services_are_recorded_used_and_corrected,
    what_hangs_on_a_company_is_counted_over_every_tier,
    contracts_leave_as_open_contracting_without_what_is_not_public,
);

async fn cloud_services_are_recorded_used_and_corrected(engine: Engine) {
    let mut world = World::new(engine).await;
    let service = json!({
        "provider": "架空クラウド株式会社", "name": "架空クラウド", "iso27017": "yes", "iso27017_to": "2026-08-31",
        "listing": { "register": "ismap", "number": "C99-0001-1", "valid_from": "2026-04-01", "valid_to": "2027-03-31" },
        "countries": ["US", "JP"],
        "responsibilities": [{ "layer": "data", "answerable": "shared", "text": "消去は発注者が指示" }],
    });
    let collection = "/api/v1/cloud-services";
    for role in [Role::Reader, Role::Subsidy] {
        world.officer(0, role).await;
        world.app.json(Method::POST, collection, &service).await.is(403);
    }
    world.of_company(0).await;
    assert_eq!(world.status(collection).await, 403);
    world.officer(0, Role::Security).await;
    let wrong = json!({ "provider": "架", "name": "空", "countries": ["Japan"] });
    problem(world.app.json(Method::POST, collection, &wrong).await, "countries", "not_a_country");
    let id = world.app.json(Method::POST, collection, &service).await.is(201).value()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let item = world.app.get(collection).await.is(200).value()["items"][0].clone();
    assert_eq!((&item["listed"], &item["certified"]), (&json!("valid"), &json!("expired")), "{item}");
    assert_eq!(item["service"]["countries"], json!(["JP", "US"]));
    let later = world.app.get(&format!("{collection}?valid_on=2027-04-01")).await.is(200).value();
    assert_eq!(later["items"][0]["listed"], "expired");
    let uses = world.contracts.map(|contract| format!("/api/v1/contracts/{contract}/cloud-uses"));
    let usage = json!({ "service": id, "valid_from": "2026-04-01" });
    world.app.json(Method::POST, &uses[1], &usage).await.is(404);
    let used =
        world.app.json(Method::POST, &uses[0], &usage).await.is(201).value()["id"].as_str().expect("an id").to_owned();
    let withdrawal = format!("{collection}/{id}?reason=x");
    let delete =
        |path: &str| world.app.request(Method::DELETE, path).body(axum::body::Body::empty()).expect("a request");
    let refused = world.app.send(delete(&withdrawal)).await.is(409).value();
    assert_eq!(refused["code"], "cloud_service_in_use");
    world.officer(1, Role::Procurement).await;
    assert_eq!(world.status(&uses[0]).await, 404);
    let page = world.app.page(&format!("/cloud-services/{id}"), "ja").await.is(200).text();
    assert!(page.contains("消去は発注者が指示") && page.contains("国外を含む") && !page.contains("税の計算"), "{page}");
    let end = json!({ "ended_on": "2026-08-31", "reason": "更改" });
    world.app.json(Method::POST, &format!("/api/v1/cloud-uses/{used}/endings"), &end).await.is(404);
    world.officer(0, Role::Procurement).await;
    let page = world.app.page(&format!("/contracts/{}/subcontracts", world.contracts[0]), "ja").await.is(200).text();
    assert!(page.contains("架空クラウド"), "{page}");
    world.app.json(Method::POST, &format!("/api/v1/cloud-uses/{used}/endings"), &end).await.is(204);
    let list = world.app.get(&uses[0]).await.is(200).value();
    assert_eq!((&list["items"][0]["valid_to"], &list["count"]), (&json!("2026-08-31"), &json!(1)));
    let version = world.app.get(&format!("{collection}/{id}")).await.is(200).value()["versions"][0]["version"].clone();
    let correction = json!({ "service": { "provider": "架空クラウド株式会社", "name": "新しい名称" }, "version": version, "reason": "改称" });
    let path = format!("{collection}/{id}");
    let history = world.app.json(Method::PUT, &path, &correction).await.is(200).value();
    assert_eq!(history["versions"].as_array().map(Vec::len), Some(2));
    assert_eq!(world.app.json(Method::PUT, &path, &correction).await.is(409).value()["code"], "already_superseded");
    let fields =
        [("provider", "見本株式会社"), ("service_name", "見本"), ("countries", "jp、us"), ("answerable_data", "buyer")];
    let address = world.app.form("/cloud-services", &fields).await.is(303).location();
    assert!(world.app.page(&address, "ja").await.is(200).text().contains("JP, US"));
    let page =
        world.app.form("/cloud-services", &[("provider", "見本"), ("listing_number", "1"), ("text_data", "x")]).await;
    assert!(page.is(422).text().contains("責任を負う者も選んでください"));
    let file = world.app.page("/cloud-services/export?format=csv", "ja").await.is(200).text();
    assert!(file.contains("新しい名称") && file.contains("JP US"), "{file}");
}

async fn contracts_leave_as_open_contracting_without_what_is_not_public(engine: Engine) {
    let mut world = World::new(engine).await;
    world.officer(0, Role::Reader).await;
    for path in ["/api/v1/contracts/ocds", "/contracts/export?format=ocds"] {
        let package = world.app.get(path).await.is(200).value();
        assert_eq!(package["version"], "1.1");
        let releases = package["releases"].as_array().expect("releases");
        assert_eq!(releases.len(), 2, "the own ones: {package}");
        let of = |title: &str| releases.iter().find(|one| one["tender"]["title"] == title).expect("a release").clone();
        let release = of("税の計算");
        assert_eq!(release["contracts"][0]["value"], json!({ "amount": 1_000_000, "currency": "JPY" }));
        assert_eq!(release["contracts"][0]["status"], "active");
        assert_eq!(release["contracts"][0]["period"]["endDate"], "2027-03-31T23:59:59+09:00");
        assert_eq!(release["tender"]["procurementMethod"], "selective");
        let supplier = &release["parties"][1];
        assert_eq!(supplier["identifier"], json!({ "scheme": "JP-JCN", "id": NUMBERS[0], "legalName": NAMES[0] }));
        assert_eq!(release["awards"][0]["suppliers"][0]["id"], supplier["id"]);
        assert_eq!(release["buyer"]["id"], release["parties"][0]["id"]);
        let unit = of("単価の計算");
        assert_eq!(
            (&unit["contracts"][0]["value"], &unit["contracts"][0]["status"]),
            (&Value::Null, &json!("pending"))
        );
    }
    world.enter(Role::Secretariat, Tenant::Council).await;
    let all = world.app.get("/api/v1/contracts/ocds").await.is(200);
    assert!(all.text().contains("秘密の計算") && !all.text().contains("非公表") && !all.text().contains("withheld"));
    assert!(!all.text().contains("unrated"), "no grade leaves with it");
    world.of_company(1).await;
    let own = world.app.get("/api/v1/contracts/ocds").await.is(200).value();
    assert_eq!(own["releases"].as_array().map(Vec::len), Some(1));
    world.enter(Role::Operator, Tenant::Installation).await;
    assert_eq!(world.status("/api/v1/contracts/ocds").await, 403);
}

async fn what_hangs_on_a_company_is_counted_over_every_tier(engine: Engine) {
    let mut world = World::new(engine).await;
    for ward in [0, 1] {
        world.officer(ward, Role::Procurement).await;
        let first = world.requested(ward, None, 1).await;
        let second = world.requested(ward, Some(&first), 2).await;
        let waiting = world.requested(ward, Some(&second), 3).await;
        for id in [&first, &second] {
            world.decide(id, "approve", None).await.is(200);
        }
        assert!(!waiting.is_empty());
    }
    let of = |list: &Value, name: &str| {
        list["items"].as_array().expect("items").iter().find(|one| one["name"] == name).cloned()
    };
    let figures = |item: &Value| {
        ["contracts", "as_subcontractor", "buyers", "persons", "persons_unknown"].map(|field| item[field].clone())
    };
    world.enter(Role::Secretariat, Tenant::Council).await;
    let all = world.app.get("/api/v1/concentration").await.is(200).value();
    assert_eq!(
        figures(&of(&all, NAMES[0]).expect("the contractor")),
        [2, 0, 2, 30_000, 1].map(|number| json!(number)),
        "{all}"
    );
    assert_eq!(
        figures(&of(&all, NAMES[2]).expect("the second tier")),
        [2, 2, 2, 30_000, 1].map(|number| json!(number)),
        "{all}"
    );
    assert_eq!(of(&all, NAMES[3]), None, "what was not approved does not count");
    let before = world.app.get("/api/v1/concentration?valid_on=2026-04-15").await.is(200).value();
    assert_eq!(of(&before, NAMES[2]), None, "not begun yet: {before}");
    let path = format!("/api/v1/concentration/{}", world.companies[2]);
    let stops = world.app.get(&path).await.is(200).value();
    assert_eq!(
        (&stops["count"], &stops["items"][0]["tier"], &stops["items"][0]["companies"]),
        (&json!(2), &json!(2), &json!(3)),
        "{stops}"
    );
    assert_eq!((&stops["items"][0]["unrated"], &stops["items"][0]["weakest"]), (&json!(3), &Value::Null), "{stops}");
    world.officer(0, Role::Reader).await;
    let own = world.app.get("/api/v1/concentration").await.is(200).value();
    assert_eq!(
        figures(&of(&own, NAMES[2]).expect("the second tier")),
        [1, 1, 1, 30_000, 0].map(|number| json!(number)),
        "{own}"
    );
    let stops = world.app.get(&path).await.is(200);
    assert!(stops.text().contains("税の計算") && !stops.text().contains("秘密の計算"), "{}", stops.text());
    for page in ["/contracts/concentration".to_owned(), format!("/contracts/concentration/{}", world.companies[2])] {
        let page = world.app.page(&page, "ja").await.is(200).text();
        assert!(page.contains(NAMES[2]) && !page.contains("秘密の計算"), "{page}");
    }
    let file = world.app.page("/contracts/concentration/export?format=csv", "ja").await.is(200).text();
    assert!(file.contains(NAMES[2]) && !file.contains(NAMES[3]), "{file}");
}

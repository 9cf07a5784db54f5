//! Each role, of a buyer with a contract in force, with one that has ended and with none, on every page and in the API.
use axum::http::Method;
use kakuzuke_domain::accounts::{Role, Tenant};
use serde_json::{Value, json};

use super::{World, audit};
use crate::both;
use crate::harness::engine::Engine;

both!(findings_are_told_to_whom_they_are_shown, who_does_not_see_findings_cannot_change_them);

const OF_BUYER: [Role; 4] = [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader];

async fn findings_are_told_to_whom_they_are_shown(engine: Engine) {
    let mut world = World::new(engine).await;
    let mut grades = Vec::new();
    for role in OF_BUYER {
        world.officer(role, 0).await;
        assert_eq!(world.counts().await, [[Some(1); 3]; 2], "{role}");
        let mut told = world.tells(0).await;
        let home = told.iter().position(|path| path == "/").map(|at| told.remove(at));
        assert!(home.is_none() || role == Role::Security, "findings are the work of security officers");
        assert_eq!(told, world.places(0), "{role}");
        for ward in [1, 2] {
            world.officer(role, ward).await;
            assert_eq!(world.counts().await, [[None; 3]; 2], "{role} of ward {ward}");
            assert!(world.tells(0).await.is_empty(), "{role} of ward {ward}: {:?}", world.tells(0).await);
            for path in [format!("/suppliers/{}", world.supplier), format!("/audits/{}", world.audits[0])] {
                let page = world.app.page(&path, "ja").await.is(200);
                assert!(page.text().contains("共有コード"), "the page says who sees them: {path}");
                assert!(world.app.page(&path, "en").await.is(200).text().contains("share code"), "{path}");
            }
            grades.push(world.app.get(&format!("/api/v1/suppliers/{}/grade", world.supplier)).await.is(200).value());
        }
    }
    for role in [Role::Supplier, Role::Auditor] {
        world.of_supplier(role).await;
        assert_eq!(world.counts().await, [[Some(1); 3]; 2], "{role}");
        grades.push(world.app.get(&format!("/api/v1/suppliers/{}/grade", world.supplier)).await.is(200).value());
        world.enter(role, Tenant::Supplier(world.other)).await;
        assert!(world.tells(0).await.is_empty(), "{role} of another supplier");
    }
    world.enter(Role::Secretariat, Tenant::Council).await;
    assert_eq!(world.counts().await, [[None; 3]; 2], "the council's office sees the grade alone");
    assert!(world.tells(0).await.is_empty());
    world.enter(Role::Operator, Tenant::Installation).await;
    assert!(world.tells(0).await.is_empty());
    let says = |grade: &Value| ["band", "points_milli", "lines", "gates"].map(|key| grade[key].clone());
    assert!(grades.windows(2).all(|two| says(&two[0]) == says(&two[1])), "the grade is common");
    let overdue = grades[0]["lines"].as_array().expect("lines").iter().find(|line| line["criterion"] == "findings");
    assert_eq!(overdue.expect("a line")["arguments"], json!({ "major": 2, "minor": 0 }), "the breakdown says how many");
}

async fn who_does_not_see_findings_cannot_change_them(engine: Engine) {
    let mut world = World::new(engine).await;
    let [first, _] = world.audits;
    let (api, page) = (format!("/api/v1/audits/{first}"), format!("/audits/{first}"));
    let mut without = audit(0);
    without["findings"] = json!([]);
    let wiped = json!({ "audit": without, "reason": "誤記" });
    let fields = [
        ("performed_on", "2026-05-20"),
        ("accepted_on", "2026-06-10"),
        ("opinion", "conforming"),
        ("third_party", "true"),
        ("reason", "誤記"),
    ];
    for ward in [1, 2] {
        world.officer(Role::Security, ward).await;
        world.app.json(Method::PUT, &api, &wiped).await.is(403);
        world.app.json(Method::DELETE, &format!("{api}?reason=x"), &Value::Null).await.is(403);
        world.app.form(&format!("{page}/corrections"), &fields).await.is(403);
        world.app.form(&format!("{page}/withdrawals"), &[("reason", "誤記")]).await.is(403);
        let form = world.app.page(&page, "ja").await.is(200);
        assert!(!form.text().contains(&format!("{page}/corrections")), "no form is offered");
        let path = format!("/api/v1/suppliers/{}/audits", world.supplier);
        let refused = world.app.json(Method::POST, &path, &audit(0)).await.is(422);
        assert!(refused.text().contains("accepted_on"), "{}", refused.text());
    }
    for role in [Role::Procurement, Role::Reader] {
        world.officer(role, 0).await;
        world.app.json(Method::PUT, &api, &wiped).await.is(403);
    }
    world.officer(Role::Security, 0).await;
    assert_eq!(world.counts().await, [[Some(1); 3]; 2], "nothing was changed");
    let form = world.app.page(&page, "ja").await.is(200);
    assert!(form.text().contains("value=\"2026-08-15\""), "the form holds what is recorded");
    let corrected = world.app.json(Method::PUT, &api, &wiped).await.is(200).value();
    assert_eq!(corrected["current"]["findings"], json!([]));
    assert_eq!(world.counts().await[0], [Some(0); 3]);
    world.officer(Role::Security, 2).await;
    assert_eq!(world.counts().await[0], [None; 3], "none found and not shown look alike");
}

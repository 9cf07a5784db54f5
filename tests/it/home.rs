//! The first page: each role finds its own work there, and nothing of anybody else's.
use axum::body::Body;
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::approvals::Content;
use kakuzuke_services::worker;
use kakuzuke_store::{Actor, NewContract, NewInvitation, NewJob, Term};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::both;
use crate::harness::engine::Engine;
use crate::harness::people;
use crate::harness::samples;
use crate::tenancy::World;

both!(each_role_finds_its_own_work, what_is_done_waits_no_longer);

/// The kinds of work on the first page, with how much there is of each.
async fn blocks(world: &World) -> Vec<(String, u64)> {
    let page = world.app.page("/", "en").await.is(200).text();
    let sections = page.split("aria-labelledby=\"waiting-").skip(1);
    let block = |section: &str| {
        let (work, rest) = section.split_once('"').expect("a word");
        let (_, tag) = rest.split_once("<span class=\"tag").expect("a count");
        let (_, count) = tag.split_once('>').expect("a count");
        let digits: String = count.chars().take_while(|c| *c != '<').filter(char::is_ascii_digit).collect();
        (work.to_owned(), digits.parse().expect("a number"))
    };
    sections.map(block).collect()
}

fn work(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(work, count)| ((*work).to_owned(), *count)).collect()
}

/// The same of both wards and both suppliers, and something of the council's and the installation's.
async fn busy(engine: Engine) -> World {
    let mut world = World::new(engine).await;
    let store = world.app.services.store().clone();
    let mut change = store.begin(&Actor::system(), "contracts.record").await.expect("a change");
    let buyers = change.buyers().await.expect("buyers");
    let known = change.suppliers_by_ids(&world.suppliers).await.expect("suppliers");
    let ends = ["2026-08-31", "2026-09-01", "2026-11-30", "2026-12-01"];
    for (at, name) in ["自区", "他区"].into_iter().enumerate() {
        let buyer_seq = buyers.iter().find(|buyer| buyer.id == world.wards[at]).expect("a ward").seq;
        let supplier_seq = known[&world.suppliers[at]].seq;
        let contracts = ends.map(|end| NewContract {
            valid_to: Some(end.parse().expect("a day")),
            ..NewContract::new(change.new_id(), buyer_seq, supplier_seq, format!("{name} {end}まで"))
        });
        change.add_contracts(contracts.to_vec()).await.expect("contracts");
    }
    change.commit().await.expect("committed");
    for at in 0..2 {
        let under = format!("/api/v1/suppliers/{}", world.suppliers[at]);
        let mark = |assurance: &str, end: &str| json!({ "kind": "privacy_mark", "number": "10000001", "assurance": assurance, "valid_from": "2025-01-01", "valid_to": end });
        for body in [mark("unconfirmed", "2027-12-31"), mark("official_register", "2026-10-01")] {
            world.app.json(Method::POST, &format!("{under}/attestations"), &body).await.is(201);
        }
        let finding = |id: &str, due: &str| json!({ "id": id, "severity": "major", "due_on": due });
        let audit = json!({ "performed_on": "2026-05-01", "third_party": true, "opinion": "conforming_with_findings",
            "findings": [finding("a", "2026-08-31"), finding("b", "2026-10-31"), finding("c", "2027-10-31")] });
        world.app.json(Method::POST, &format!("{under}/audits"), &audit).await.is(201);
        world.enter(Role::Procurement, Tenant::Buyer(world.wards[at])).await;
        import(&world, ["own.csv", "foreign.csv"][at]).await;
        world.app.session = Some(everything(&world).await);
    }
    world.enter(Role::Secretariat, Tenant::Council).await;
    import(&world, "council.csv").await;
    world
}

async fn everything(world: &World) -> String {
    people::everything(world.app.services.store()).await.session
}

/// An import with one row that is refused.
async fn import(world: &World, name: &str) {
    let rows: &[&[&str]] = &[&["法人番号", "商号又は名称"], &["2040001999903", "番号を誤る"]];
    let file = std::fs::read(samples::csv(world.app.house.folder(), name, rows)).expect("a file");
    let path = format!("/api/v1/imports?kind=suppliers&file_name={name}");
    let request = world.app.request(Method::POST, &path).header("content-type", "application/octet-stream");
    world.app.send(request.body(Body::from(file)).expect("a request")).await.is(202);
    worker::drain(&world.app.services).await.expect("worked");
}

async fn each_role_finds_its_own_work(engine: Engine) {
    let mut world = busy(engine).await;
    let store = world.app.services.store().clone();
    let ward = world.wards[0];
    let expected: [(Role, &[(&str, u64)]); 5] = [
        (Role::Procurement, &[("approvals", 0), ("proposed", 0), ("imports", 1), ("contracts", 2)]),
        (Role::Security, &[("approvals", 0), ("imports", 1), ("attestations", 1), ("audits", 1), ("findings", 1)]),
        (Role::Subsidy, &[("contracts", 2), ("lapsing", 1)]),
        (Role::Reader, &[("contracts", 2), ("lapsing", 1)]),
        (Role::Supplier, &[("expiring", 1), ("due", 2), ("improvements", 0)]),
    ];
    for (role, own) in expected {
        match role {
            Role::Supplier => world.of_supplier(role).await,
            _ => world.officer(role).await,
        }
        let found = blocks(&world).await;
        let (found, steps) = match role {
            Role::Supplier => (found[..2].to_vec(), found[2].1),
            _ => (found, 0),
        };
        let (own, rest) = own.split_at(if role == Role::Supplier { 2 } else { own.len() });
        assert_eq!(found, work(own), "{role}");
        assert_eq!(steps > 0, !rest.is_empty(), "{role}: what would raise the grade");
        for (kind, _) in own.iter().filter(|(_, count)| *count > 0) {
            let page = world.app.page(&format!("/waiting/{kind}"), "ja").await.is(200).text();
            assert!(!page.contains("他区") && !page.contains("西都") && !page.contains("foreign.csv"), "{role} {kind}");
            assert!(!page.contains("council.csv"), "{role} {kind}");
            assert!(
                page.contains("自区") || page.contains("東都") || page.contains("own.csv"),
                "{role} {kind}: {page}"
            );
        }
        for other in ["jobs", "invitations", "engagements"] {
            assert_eq!(world.status(&format!("/waiting/{other}")).await, 403, "{role} {other}");
        }
    }
    assert_eq!(world.status("/waiting/nothing").await, 404);

    world.of_supplier(Role::Auditor).await;
    assert_eq!(blocks(&world).await, work(&[("engagements", 1)]));
    let page = world.app.page("/", "ja").await.is(200).text();
    assert!(page.contains("東都") && !page.contains("西都"));

    let author =
        people::account(&store, "提案 者", &[Grant { role: Role::Secretariat, tenant: Tenant::Council }]).await;
    let person = kakuzuke_domain::accounts::Actor::person(
        author,
        vec![Grant { role: Role::Secretariat, tenant: Tenant::Council }],
    );
    let newest = store.schemes().await.expect("schemes").remove(0);
    let toml = newest.toml.replacen("version = \"", "version = \"9", 1);
    world.app.services.propose(&person, Content::scheme(&toml).expect("a scheme")).await.expect("proposed");
    world.enter(Role::Secretariat, Tenant::Council).await;
    assert_eq!(blocks(&world).await, work(&[("approvals", 1), ("proposed", 0), ("imports", 1)]));
    let page = world.app.page("/waiting/imports", "ja").await.is(200).text();
    assert!(page.contains("council.csv") && !page.contains("own.csv") && !page.contains("foreign.csv"));
    world.app.session = Some(people::session(&store, author, true).await);
    assert_eq!(blocks(&world).await, work(&[("approvals", 0), ("proposed", 1), ("imports", 1)]));

    let mut inviting = store.begin(&Actor::account(author), "accounts.invitations").await.expect("a change");
    let new = NewInvitation {
        email: Some("someone@example.jp".to_owned()),
        name: "招待 花子".to_owned(),
        language: "ja".to_owned(),
        grant: Grant { role: Role::Reader, tenant: Tenant::Buyer(ward) },
        term: Term::default(),
        expires_at: "2026-09-08T00:00:00Z".parse().expect("an instant"),
    };
    inviting.invite(new).await.expect("invited");
    inviting.enqueue(NewJob::new("nobody_knows_this", "1")).await.expect("a job");
    inviting.commit().await.expect("committed");
    let given_up = "UPDATE jobs SET state = 3 WHERE kind = 'nobody_knows_this'";
    world.app.house.raw().await.execute_unprepared(given_up).await.expect("given up");
    world.enter(Role::Operator, Tenant::Installation).await;
    assert_eq!(blocks(&world).await, work(&[("jobs", 1), ("invitations", 1)]));

    world.app.session = Some(everything(&world).await);
    let all: Vec<String> = blocks(&world).await.into_iter().map(|(kind, _)| kind).collect();
    let union =
        ["approvals", "proposed", "imports", "contracts", "attestations", "audits", "findings", "lapsing", "jobs"];
    assert_eq!(all, union.into_iter().chain(["invitations"]).collect::<Vec<_>>(), "every role's, each once");
}

async fn what_is_done_waits_no_longer(engine: Engine) {
    let mut world = busy(engine).await;
    let under = format!("/api/v1/suppliers/{}", world.suppliers[0]);
    world.app.session = Some(everything(&world).await);
    let audits = world.app.get(&format!("{under}/audits")).await.is(200).value();
    let audit = audits["items"][0].clone();
    let id = audit["id"].as_str().or_else(|| audit["audit"]["id"].as_str()).expect("an id").to_owned();
    let body = json!({ "reason": "受理", "audit": { "performed_on": "2026-05-01", "accepted_on": "2026-06-01", "third_party": true,
        "opinion": "conforming_with_findings",
        "findings": [{ "id": "a", "severity": "major", "due_on": "2026-08-31", "closed_on": "2026-08-01" }] } });
    world.app.json(Method::PUT, &format!("/api/v1/audits/{id}"), &body).await.is(200);
    world.officer(Role::Security).await;
    assert_eq!(
        blocks(&world).await,
        work(&[("approvals", 0), ("imports", 1), ("attestations", 1), ("audits", 0), ("findings", 0)])
    );
    let page = world.app.page("/", "ja").await.is(200).text();
    assert!(page.contains("受理を待っている監査報告はありません。"), "an empty kind says so");
    world.enter(Role::Security, Tenant::Buyer(world.wards[1])).await;
    assert_eq!(blocks(&world).await[2..], work(&[("attestations", 1), ("audits", 1), ("findings", 1)]));
}

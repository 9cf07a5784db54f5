//! Who reads which entry of the ledger: in lists, exports and counts, by number, per supplier and per person.
use axum::http::Method;
use kakuzuke_domain::accounts::{Audience, Grant, Role, Tenant, Visible};
use kakuzuke_store::{Actor, EntryQuery, NewContract};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::both;
use crate::harness::engine::Engine;
use crate::harness::people;
use crate::tenancy::World;

both!(everybody_reads_their_own_entries_alone, names_of_people_stand_where_they_are_known);

/// The number of the newest entry.
async fn newest(world: &World) -> i64 {
    let query = EntryQuery { limit: 1, ..EntryQuery::default() };
    world.app.services.store().ledger_entries(&Visible::All, &query).await.expect("entries")[0].seq
}

/// A contract of a ward with the first supplier, recorded by somebody; answers the number of its entry.
async fn contract(world: &World, by: &Actor, ward: usize) -> i64 {
    let store = world.app.services.store();
    let mut work = store.begin(by, "contracts.import").await.expect("a change");
    let buyers = work.buyers().await.expect("buyers");
    let buyer = buyers.iter().find(|buyer| buyer.id == world.wards[ward]).expect("a ward");
    let supplier = work.suppliers_by_ids(&[world.suppliers[0]]).await.expect("a look")[&world.suppliers[0]].seq;
    let contract = NewContract::new(work.new_id(), buyer.seq, supplier, "運用".to_owned());
    work.add_contracts(vec![contract]).await.expect("a contract");
    let entry = work.seal("import:contracts", json!({})).await.expect("sealed");
    work.commit().await.expect("committed");
    entry
}

/// An attestation of a supplier, recorded by whoever asks; answers the number of its entry.
async fn attestation(world: &World, supplier: usize) -> i64 {
    let body =
        json!({ "kind": "privacy_mark", "number": "10000001", "assurance": "unconfirmed", "valid_from": "2026-01-01" });
    let path = format!("/api/v1/suppliers/{}/attestations", world.suppliers[supplier]);
    world.app.json(Method::POST, &path, &body).await.is(201);
    newest(world).await
}

/// A person of a circle; answers the id and the number of the entry of the role.
async fn person(world: &World, name: &str, role: Role, tenant: Tenant) -> (Uuid, i64) {
    let id = people::account(world.app.services.store(), name, &[Grant { role, tenant }]).await;
    (id, newest(world).await)
}

/// The numbers of a list of the API, page by page, and its count.
async fn seqs(world: &World, query: &str) -> (Vec<i64>, Value) {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/ledger/entries?limit=7{query}{cursor}");
        let page = world.app.get(&path).await.is(200).value();
        found.extend(page["items"].as_array().expect("items").iter().filter_map(|item| item["seq"].as_i64()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (found, page["count"].clone()),
        }
    }
}

async fn everybody_reads_their_own_entries_alone(engine: Engine) {
    let mut world = World::new(engine).await;
    let wards = world.wards.map(Tenant::Buyer);
    let suppliers = world.suppliers.map(Tenant::Supplier);
    let (officer, own_officer) = person(&world, "自区 職員", Role::Procurement, wards[0]).await;
    let (foreigner, foreign_officer) = person(&world, "他区 職員", Role::Procurement, wards[1]).await;
    let (_, own_clerk) = person(&world, "自社 社員", Role::Supplier, suppliers[0]).await;
    let (_, foreign_clerk) = person(&world, "他社 社員", Role::Supplier, suppliers[1]).await;
    let (_, auditor) = person(&world, "監査 人", Role::Auditor, suppliers[0]).await;
    let own_contract = contract(&world, &Actor::account(officer), 0).await;
    let foreign_contract = contract(&world, &Actor::account(foreigner), 1).await;
    let (own_record, other_record) = (attestation(&world, 0).await, attestation(&world, 1).await);
    let mut invitation = world.app.services.store().begin(&Actor::account(foreigner), "test").await.expect("a change");
    let foreign_work =
        invitation.seal_for(&[Audience::Buyer(world.wards[1])], "import:x", json!({})).await.expect("sealed");
    invitation.commit().await.expect("committed");
    let all = newest(&world).await + 1;
    let start = 0;

    let entries = [
        start,
        own_officer,
        foreign_officer,
        own_clerk,
        foreign_clerk,
        auditor,
        own_contract,
        foreign_contract,
        own_record,
        other_record,
        foreign_work,
    ];
    let of_ward: &[i64] = &[start, own_officer, own_contract, own_record, other_record];
    let of_supplier: &[i64] = &[own_clerk, own_record];
    for role in [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader, Role::Supplier] {
        let seen = if role == Role::Supplier { of_supplier } else { of_ward };
        match role {
            Role::Supplier => world.of_supplier(role).await,
            _ => world.officer(role).await,
        }
        let (listed, count) = seqs(&world, "").await;
        let mut sorted = listed.clone();
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        sorted.dedup();
        assert_eq!(listed, sorted, "{role}: newest first, each once");
        assert_eq!(count, json!(listed.len()), "{role}");
        let page = world.app.page("/ledger", "ja").await.is(200).text();
        let table = world.app.page("/ledger/export?format=csv", "ja").await.is(200).text();
        let rows: Vec<i64> =
            table.lines().filter_map(|line| line.split(',').next()?.trim_matches('"').parse().ok()).collect();
        assert_eq!(rows, listed, "{role}: the table is the list");
        for entry in entries {
            let shown = seen.contains(&entry);
            assert_eq!(listed.contains(&entry), shown, "{role} {entry}");
            assert_eq!(page.contains(&format!("id=\"entry-{entry}\"")), shown, "{role} {entry}");
            let status = if shown { 200 } else { 404 };
            assert_eq!(world.status(&format!("/ledger?entry={entry}")).await, status, "{role} {entry}");
            let proof = format!("/api/v1/ledger/proofs/inclusion?seq={entry}");
            assert_eq!(world.status(&proof).await, status, "{role} {entry}");
        }
        // Narrowed in every way, nobody sees more.
        for entry in [foreign_contract, foreign_work, foreign_officer] {
            for narrow in [
                format!("&supplier={}", world.suppliers[0]),
                format!("&actor=account:{foreigner}"),
                "&command=contracts.import".to_owned(),
                "&command=accounts.add".to_owned(),
                "&subject=import:contracts".to_owned(),
                format!("&subject=account:{foreigner}"),
                "&from=2026-09-01&to=2026-09-01".to_owned(),
            ] {
                let (found, _) = seqs(&world, &narrow).await;
                assert!(!found.contains(&entry), "{role} {narrow} {entry}");
                assert!(found.iter().all(|seq| listed.contains(seq)), "{role} {narrow}");
            }
        }
        let (narrowed, _) = seqs(&world, &format!("&supplier={}", world.suppliers[0])).await;
        assert_eq!(narrowed.contains(&own_contract), role != Role::Supplier, "{role}");
        assert!(narrowed.contains(&own_record), "{role}");
        let (by_officer, _) = seqs(&world, &format!("&actor=account:{officer}&command=contracts.import")).await;
        assert_eq!(by_officer, if role == Role::Supplier { vec![] } else { vec![own_contract] }, "{role}");
        assert!(!page.contains(&foreigner.to_string()), "{role}: no choice names who did nothing to be seen");
        assert!(!page.contains("value=\"test\""), "{role}: nor what was done");
        assert_eq!(world.status("/api/v1/ledger/export").await, 404, "{role}");
    }
    for (role, tenant) in [(Role::Operator, Tenant::Installation), (Role::Secretariat, Tenant::Council)] {
        world.enter(role, tenant).await;
        let (listed, count) = seqs(&world, "").await;
        assert!(entries.iter().all(|entry| listed.contains(entry)), "{role}");
        assert!(count.as_i64() > Some(all) && count == json!(listed.len()), "{role} {count}");
        assert_eq!(world.status("/api/v1/ledger/export").await, 200, "{role}");
    }
    world.of_supplier(Role::Auditor).await;
    for path in ["/ledger", "/ledger/export", "/api/v1/ledger/entries", "/api/v1/ledger/export"] {
        assert_eq!(world.status(path).await, 403, "{path}");
    }
    let verified = world.app.services.store().verify_ledger(&|_, _| {}).await.expect("a verification");
    assert!(verified.is_sound(), "{:?}", verified.problems);
}

async fn names_of_people_stand_where_they_are_known(engine: Engine) {
    let mut world = World::new(engine).await;
    let wards = world.wards.map(Tenant::Buyer);
    let everything = world.app.session.clone();
    for (name, ward) in [("自区 花子", 0), ("他区 太郎", 1)] {
        let id = person(&world, name, Role::Security, wards[ward]).await.0;
        let session = people::session(world.app.services.store(), id, true).await;
        world.app.session = Some(session);
        attestation(&world, ward).await;
    }
    world.officer(Role::Reader).await;
    let page = world.app.page("/ledger", "ja").await.is(200).text();
    assert!(page.contains("自区 花子") && page.contains("中央区の職員") && !page.contains("他区 太郎"), "{page}");
    let table = world.app.page("/ledger/export?format=csv", "ja").await.is(200).text();
    assert!(table.contains("自区 花子") && table.contains("中央区の職員") && !table.contains("他区 太郎"));
    world.of_supplier(Role::Supplier).await;
    let page = world.app.page("/ledger", "en").await.is(200).text();
    assert!(page.contains("an officer of 千代田区") && !page.contains("自区 花子"), "{page}");
    world.enter(Role::Secretariat, Tenant::Council).await;
    let page = world.app.page("/ledger", "ja").await.is(200).text();
    assert!(page.contains("自区 花子") && page.contains("他区 太郎"));
    world.app.session = everything;
    let gone = person(&world, "去る 人", Role::Reader, wards[0]).await.0;
    let mut work = world.app.services.store().begin(&Actor::account(gone), "accounts.erase").await.expect("a change");
    work.erase_account(gone).await.expect("erased");
    work.commit().await.expect("committed");
    let page = world.app.page(&format!("/ledger?actor=account:{gone}"), "ja").await.is(200).text();
    assert!(page.contains("消去された利用者") && !page.contains("去る 人"), "{page}");
    let answer = world.app.get(&format!("/api/v1/ledger/entries?actor=account:{gone}")).await.is(200).value();
    assert_eq!(answer["items"][0]["actor"], format!("account:{gone}"), "programs get ids");
}

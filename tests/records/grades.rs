//! Grades stay fresh: with the change, when a day passes, and in one pass over all.

use chrono::TimeDelta;
use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::grades::Band;
use kakuzuke_store::{Clock, SupplierQuery};

use crate::both;
use crate::house::{House, add, certificate, declaration};

both!(a_new_day_changes_what_it_must, one_pass_finds_nothing_to_do_and_mends_what_is_wrong);

async fn a_new_day_changes_what_it_must(house: House) {
    let suppliers = house.register(&[("株式会社国税商事あ", None)]).await;
    let mut work = house.begin().await;
    let fact = certificate(&suppliers[0], work.new_id(), "2025-06-01", "2026-09-30", "[]");
    work.record(vec![fact]).await.expect("recorded");
    work.commit().await.expect("committed");
    let holders = SupplierQuery { isms: Some(true), ..SupplierQuery::of(Visible::All) };
    let page = house.store.search_suppliers(&holders, &house.now().await).await.expect("a page");
    assert_eq!(page.rows.len(), 1);
    assert_ne!(page.rows[0].band, Band::Unrated);
    house.clock.set(house.clock.now() + TimeDelta::days(30));
    let page = house.store.search_suppliers(&holders, &house.now().await).await.expect("a page");
    assert!(page.rows.is_empty(), "the certificate ended on the day before");
    assert_eq!(house.store.freshen().await.expect("fresh"), 0);
    let sound = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(sound.is_sound(), "{:?}", sound.problems);
}

async fn one_pass_finds_nothing_to_do_and_mends_what_is_wrong(house: House) {
    let names: Vec<String> = (0..2_500).map(|n| format!("架空{n}")).collect();
    let companies: Vec<(&str, Option<&str>)> = names.iter().map(|name| (name.as_str(), None)).collect();
    let mut work = house.begin().await;
    let suppliers = add(&mut work, &companies).await;
    let facts = suppliers.iter().map(|supplier| declaration(supplier, work.new_id(), 1, "2026-04-01")).collect();
    work.record(facts).await.expect("recorded");
    work.commit().await.expect("committed");
    let done = house.store.regrade_all(&|_, _| {}).await.expect("regraded");
    assert_eq!((done.suppliers, done.changed), (2_500, 0));
    let raw = house.raw().await;
    let spoil = "UPDATE listings SET points_milli = 1, band = 5, cell = 60 WHERE supplier_seq % 2 = 0";
    sea_orm::ConnectionTrait::execute_unprepared(&raw, spoil).await.expect("spoilt");
    let done = house.store.regrade_all(&|_, _| {}).await.expect("regraded");
    assert_eq!((done.suppliers, done.changed), (2_500, 1_250));
    let counts = house.store.band_counts().await.expect("counts");
    assert_eq!(counts.iter().find(|(band, _)| *band == Band::S).map(|(_, count)| *count), Some(0));
    for spoil in [
        "UPDATE listings SET name = '', sort_key = '', number = '1' WHERE supplier_seq % 3 = 0",
        "UPDATE listings SET next_change_on = '2026-01-01' WHERE supplier_seq % 3 = 1",
        "UPDATE listings SET refresh_on = NULL, coverage_milli = 1, isms = TRUE WHERE supplier_seq % 3 = 2",
    ] {
        sea_orm::ConnectionTrait::execute_unprepared(&raw, spoil).await.expect("spoilt");
    }
    let done = house.store.regrade_all(&|_, _| {}).await.expect("regraded");
    assert_eq!((done.suppliers, done.changed), (2_500, 2_500));
    let sound = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(sound.is_sound(), "{:?}", sound.problems);
}

//! Figures at size, for those who change the store: `cargo nextest run -p kakuzuke-store --run-ignored only speed --no-capture`.

use std::time::Instant;

use kakuzuke_store::{SupplierQuery, SupplierSort};

use crate::house::{House, add, declaration, run};

const SUPPLIERS: usize = 400_000;

#[test]
#[ignore = "figures, not a check"]
fn on_sqlite() {
    run(false, figures);
}

#[test]
#[ignore = "figures, not a check"]
fn on_postgres() {
    run(true, figures);
}

async fn figures(house: House) {
    let parts =
        ["東京", "架空", "情報", "システム", "商事", "建設", "印刷", "警備", "清掃", "サービス", "ネット", "データ"];
    let start = Instant::now();
    let mut work = house.begin().await;
    for chunk in 0..SUPPLIERS / 1_000 {
        let name = |at: usize| {
            let at = chunk * 1_000 + at;
            format!("株式会社{}{}{at}", parts[at % 12], parts[at / 12 % 11])
        };
        let names: Vec<String> = (0..1_000).map(name).collect();
        let companies: Vec<(&str, Option<&str>)> = names.iter().map(|name| (name.as_str(), None)).collect();
        add(&mut work, &companies).await;
        work.seal("import", serde_json::Value::Null).await.expect("sealed");
    }
    work.commit().await.expect("committed");
    eprintln!("import: {:.1} µs per supplier", start.elapsed().as_secs_f64() * 1e6 / SUPPLIERS as f64);
    let start = Instant::now();
    let mut work = house.begin().await;
    for chunk in 0..SUPPLIERS / 1_000 {
        let first = i64::try_from(chunk * 1_000 + 1).expect("a number");
        let seqs: Vec<i64> = (first..first + 1_000).collect();
        let suppliers = work.suppliers_by_seqs(&seqs).await.expect("suppliers");
        let mut facts = Vec::new();
        for seq in seqs.iter().filter(|seq| **seq % 7 != 0) {
            for at in 0..5 {
                facts.push(declaration(&suppliers[seq], work.new_id(), 1 + (at % 2), "2026-04-01"));
            }
        }
        work.record(facts).await.expect("facts");
        work.seal("import", serde_json::Value::Null).await.expect("sealed");
    }
    work.commit().await.expect("committed");
    eprintln!("five facts each: {:.1} µs per supplier", start.elapsed().as_secs_f64() * 1e6 / SUPPLIERS as f64);
    let start = Instant::now();
    let mut bytes = 0;
    let all = house.now().await;
    let each = |fact: kakuzuke_store::StoredFact| {
        bytes += fact.body.len();
        std::ops::ControlFlow::Continue(())
    };
    house.store.for_each_fact(None, &all, each).await.expect("a scan");
    eprintln!("scan of the facts: {:.2} s", start.elapsed().as_secs_f64());
    for _ in 0..2 {
        let start = Instant::now();
        let done = house.store.regrade_all(&|_, _| {}).await.expect("regraded");
        eprintln!("regrade of all: {:.2} s ({done:?})", start.elapsed().as_secs_f64());
    }
    let query = |text: Option<&str>, star, isms, sort| SupplierQuery {
        text: text.map(str::to_owned),
        star,
        isms,
        sort,
        ..SupplierQuery::default()
    };
    let queries = [
        query(None, None, None, SupplierSort::Registered),
        query(None, None, None, SupplierSort::Grade),
        query(None, None, None, SupplierSort::Name),
        query(None, Some(2), None, SupplierSort::Registered),
        query(None, Some(2), None, SupplierSort::Grade),
        query(None, Some(2), None, SupplierSort::Name),
        query(None, None, Some(true), SupplierSort::Name),
        query(Some("システム"), None, None, SupplierSort::Registered),
        query(Some("東京システム"), None, None, SupplierSort::Registered),
        query(Some("9999"), None, None, SupplierSort::Registered),
        query(Some("シ"), None, None, SupplierSort::Registered),
        query(Some("京"), None, None, SupplierSort::Registered),
        query(Some("システム"), Some(2), None, SupplierSort::Registered),
        query(Some("システム"), None, Some(true), SupplierSort::Registered),
    ];
    for query in queries {
        let mut times = Vec::new();
        let mut count = None;
        for _ in 0..20 {
            let start = Instant::now();
            let page = house.store.search_suppliers(&query, &all).await.expect("a page");
            times.push(start.elapsed().as_secs_f64() * 1e3);
            count = Some(page.count);
        }
        times.sort_by(f64::total_cmp);
        let asked = (&query.text, query.star, query.isms, query.sort);
        eprintln!("search {asked:?} {count:?}: p50 {:.1} ms, worst {:.1} ms", times[10], times[19]);
    }
    let start = Instant::now();
    let found = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    eprintln!("verify: {:.2} s, {} rows, sound: {}", start.elapsed().as_secs_f64(), found.rows, found.is_sound());
    let start = Instant::now();
    house.store.close().await.expect("closed");
    eprintln!("close: {:.2} s", start.elapsed().as_secs_f64());
}

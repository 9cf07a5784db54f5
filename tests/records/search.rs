//! Search, filters, orders and pages.

use std::collections::BTreeSet;

use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::grades::Band;
use kakuzuke_store::{NewContract, Supersession, SupplierQuery, SupplierSort};

use crate::both;
use crate::house::{House, add, certificate, declaration};

both!(
    any_part_of_any_name,
    pages_hold_every_supplier_once_in_every_order,
    filters_join,
    filters_sift_what_a_text_finds,
    the_past_is_listed_as_it_was_known
);

fn text(text: &str) -> SupplierQuery {
    SupplierQuery { text: Some(text.to_owned()), ..SupplierQuery::of(Visible::All) }
}

async fn names(house: &House, query: &SupplierQuery) -> Vec<String> {
    let page = house.store.search_suppliers(query, &house.now().await).await.expect("a page");
    assert!(page.rows.len() as u64 <= page.count.number);
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn any_part_of_any_name(house: House) {
    let number = Some("2040001999902");
    house
        .register(&[("株式会社国税商事あ", number), ("有限会社東京ｼｽﾃﾑ", None), ("Alpha Systems Co., Ltd.", None)])
        .await;
    let first = [
        "国税商事",
        "税商",
        "株式会社国税商事あ",
        "国税商事　株式会社",
        "20400019",
        "2040001999902",
        "２０４０００１９９９９０２",
        "9902",
        "あ",
        "ア",
        "国",
        "株式会社 国税",
    ];
    for asked in first {
        assert_eq!(names(&house, &text(asked)).await, ["株式会社国税商事あ"], "{asked}");
    }
    for asked in ["東京システム", "シス", "しすてむ", "㈲東京", "東 京"] {
        assert_eq!(names(&house, &text(asked)).await, ["有限会社東京ｼｽﾃﾑ"], "{asked}");
    }
    for asked in ["alpha", "ALPHA SYSTEMS", "phasys", "alpha systems ltd", "a"] {
        assert_eq!(names(&house, &text(asked)).await, ["Alpha Systems Co., Ltd."], "{asked}");
    }
    for asked in ["税国", "国商", "!!!", "\" OR 1", "国税商事い", "zzz"] {
        assert!(names(&house, &text(asked)).await.is_empty(), "{asked}");
    }
    for asked in ["", "  ", "株式会社"] {
        assert_eq!(names(&house, &text(asked)).await.len(), 3, "{asked}");
    }
}

async fn many(house: &House) -> BTreeSet<i64> {
    let companies: Vec<(String, Option<&str>)> =
        (0..60).map(|n| (format!("架空商事{:02}", (n * 37) % 60), None)).collect();
    let companies: Vec<(&str, Option<&str>)> =
        companies.iter().map(|(name, number)| (name.as_str(), *number)).collect();
    let mut work = house.begin().await;
    let suppliers = add(&mut work, &companies).await;
    let mut facts = Vec::new();
    for (at, supplier) in suppliers.iter().enumerate() {
        if at % 2 == 0 {
            facts.push(declaration(supplier, work.new_id(), if at % 4 == 0 { 1 } else { 2 }, "2026-04-01"));
        }
        if at % 3 == 0 {
            let to = format!("2027-{:02}-01", at % 12 + 1);
            facts.push(certificate(supplier, work.new_id(), "2025-06-01", &to, "[]"));
        }
    }
    work.record(facts).await.expect("facts");
    let buyer = work.buyers().await.expect("buyers").remove(0);
    let contracts = suppliers.iter().step_by(5).map(|supplier| NewContract {
        amount_yen: Some(1),
        ..NewContract::new(work.new_id(), buyer.seq, supplier.seq, "運用")
    });
    let contracts = contracts.collect();
    work.add_contracts(contracts).await.expect("contracts");
    work.commit().await.expect("committed");
    suppliers.iter().map(|supplier| supplier.seq).collect()
}

async fn pages_hold_every_supplier_once_in_every_order(house: House) {
    let all = many(&house).await;
    for band in [None, Some(Band::D), Some(Band::Unrated)] {
        for isms in [None, Some(true)] {
            for buyer in [None, Some("131016".to_owned())] {
                let query = SupplierQuery { band, isms, buyer, limit: 1_000, ..SupplierQuery::of(Visible::All) };
                let expected = house.store.search_suppliers(&query, &house.now().await).await.expect("all");
                for sort in SupplierSort::ALL {
                    let mut query = SupplierQuery { sort, limit: 7, ..query.clone() };
                    let (mut seen, mut rows) = (BTreeSet::new(), Vec::new());
                    loop {
                        let page = house.store.search_suppliers(&query, &house.now().await).await.expect("a page");
                        for row in page.rows {
                            assert!(seen.insert(row.supplier_seq), "{query:?}");
                            rows.push(row);
                        }
                        query.cursor = page.next_cursor;
                        if query.cursor.is_none() {
                            assert_eq!(page.count.number, rows.len() as u64, "{query:?}");
                            break;
                        }
                    }
                    let keeps = |sort| sort != SupplierSort::NextChange;
                    let wanted: BTreeSet<i64> = expected
                        .rows
                        .iter()
                        .filter(|row| keeps(sort) || row.next_change_on.is_some())
                        .map(|row| row.supplier_seq)
                        .collect();
                    assert_eq!(seen, wanted, "{query:?}");
                    let sorted = rows.windows(2).all(|pair| match sort {
                        SupplierSort::Registered => pair[0].supplier_seq < pair[1].supplier_seq,
                        SupplierSort::Name => pair[0].sort_key <= pair[1].sort_key,
                        SupplierSort::Grade => {
                            (pair[0].band, pair[0].points_milli) >= (pair[1].band, pair[1].points_milli)
                        }
                        SupplierSort::NextChange => pair[0].next_change_on <= pair[1].next_change_on,
                    });
                    assert!(sorted, "{query:?}");
                }
            }
        }
    }
    assert_eq!(all.len(), 60);
}

async fn filters_join(house: House) {
    many(&house).await;
    let star = SupplierQuery { star: Some(2), ..SupplierQuery::of(Visible::All) };
    assert_eq!(names(&house, &star).await.len(), 15);
    let both = SupplierQuery { isms: Some(true), ..star.clone() };
    assert_eq!(names(&house, &both).await.len(), 5);
    let named = SupplierQuery { text: Some("商事0".to_owned()), ..both };
    let found = names(&house, &named).await;
    assert!(found.iter().all(|name| name.contains("商事0")), "{found:?}");
    let bought = SupplierQuery {
        text: Some("架空".to_owned()),
        buyer: Some("131016".to_owned()),
        ..SupplierQuery::of(Visible::All)
    };
    assert_eq!(names(&house, &bought).await.len(), 12);
    let bought = SupplierQuery { star: Some(1), ..bought };
    assert_eq!(names(&house, &bought).await.len(), 6);
    let foreign = SupplierQuery { buyer: Some("999999".to_owned()), ..SupplierQuery::of(Visible::All) };
    assert!(names(&house, &foreign).await.is_empty());
    let counts = house.store.band_counts().await.expect("counts");
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<u64>(), 60);
    let cursor = SupplierQuery { cursor: Some("6e6f".to_owned()), ..SupplierQuery::of(Visible::All) };
    let error = house.store.search_suppliers(&cursor, &house.now().await).await.expect_err("no cursor of ours");
    assert_eq!(error.code(), "cursor");
}

async fn filters_sift_what_a_text_finds(house: House) {
    let names: Vec<String> = (0..4_200).map(|n| format!("架空{n}")).collect();
    let companies: Vec<(&str, Option<&str>)> = names.iter().map(|name| (name.as_str(), None)).collect();
    let mut work = house.begin().await;
    let suppliers = add(&mut work, &companies).await;
    let starred = suppliers.iter().enumerate().filter(|(at, _)| at % 40 != 0);
    let facts = starred.map(|(_, supplier)| declaration(supplier, work.new_id(), 1, "2026-04-01")).collect();
    work.record(facts).await.expect("facts");
    work.commit().await.expect("committed");
    let ones = (0..4_200).filter(|n: &usize| n.to_string().contains('1'));
    let expected: Vec<usize> = ones.filter(|n| n % 40 != 0).collect();
    let mut query = SupplierQuery { star: Some(1), limit: 500, ..text("空 1") };
    let mut seen = Vec::new();
    loop {
        let page = house.store.search_suppliers(&query, &house.now().await).await.expect("a page");
        assert_eq!((page.count.number, page.count.capped), (expected.len() as u64, false));
        seen.extend(page.rows.into_iter().map(|row| row.name));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected.iter().map(|n| format!("架空{n}")).collect::<Vec<_>>());
}

async fn the_past_is_listed_as_it_was_known(house: House) {
    let suppliers = house.register(&[("株式会社国税商事あ", None), ("株式会社国税商事井", None)]).await;
    let mut work = house.begin().await;
    let fact = declaration(&suppliers[0], work.new_id(), 2, "2026-04-01");
    let fact_id = fact.fact_id;
    work.record(vec![fact]).await.expect("recorded");
    work.commit().await.expect("committed");
    let before = house.now().await;
    let mut work = house.begin().await;
    let withdrawal = Supersession { fact_id, replacement: None, reason: "誤り".to_owned() };
    work.supersede(vec![withdrawal]).await.expect("withdrawn");
    add(&mut work, &[("三つ目", None)]).await;
    work.commit().await.expect("committed");
    let starred = SupplierQuery { star: Some(2), ..SupplierQuery::of(Visible::All) };
    assert!(names(&house, &starred).await.is_empty());
    let then = house.store.search_suppliers(&starred, &before).await.expect("a page");
    assert_eq!((then.rows.len(), then.count.number), (1, 1));
    let all = house.store.search_suppliers(&SupplierQuery::of(Visible::All), &before).await.expect("a page");
    assert_eq!(all.rows.len(), 2);
    let paged = SupplierQuery { limit: 1, text: Some("国税".to_owned()), ..SupplierQuery::of(Visible::All) };
    let first = house.store.search_suppliers(&paged, &before).await.expect("a page");
    let next = SupplierQuery { cursor: first.next_cursor.clone(), ..paged };
    let second = house.store.search_suppliers(&next, &before).await.expect("a page");
    assert_eq!(
        (first.rows[0].name.as_str(), second.rows[0].name.as_str()),
        ("株式会社国税商事あ", "株式会社国税商事井")
    );
    assert_eq!(second.next_cursor, None);
}

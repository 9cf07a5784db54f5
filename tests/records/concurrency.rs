//! Many writers at once: order of recording is order of commits, and no number is given twice.

use kakuzuke_domain::accounts::Visible;
use kakuzuke_store::{Actor, EntryQuery};

use crate::both;
use crate::house::{House, add};

both!(writers_take_turns, dropped_work_leaves_nothing);

async fn writers_take_turns(house: House) {
    let writers = (0..8).map(|writer| {
        let store = house.store.clone();
        tokio::spawn(async move {
            for turn in 0..5 {
                let mut work =
                    store.begin(&Actor::new(format!("writer-{writer}")), "suppliers.add").await.expect("a turn");
                let name = format!("会社{writer}の{turn}");
                add(&mut work, &[(name.as_str(), None)]).await;
                work.seal("supplier", serde_json::Value::Null).await.expect("sealed");
                work.commit().await.expect("committed");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("a writer");
    }
    let entries = house
        .store
        .ledger_entries(&Visible::All, &EntryQuery { limit: 100, ..EntryQuery::default() })
        .await
        .expect("entries");
    assert_eq!(entries.len(), 41);
    assert!(entries.windows(2).all(|pair| pair[0].recorded_at > pair[1].recorded_at && pair[0].seq == pair[1].seq + 1));
    assert_eq!(house.store.supplier_count().await.expect("a count"), 40);
    let sound = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(sound.is_sound(), "{:?}", sound.problems);
    let (head, first) = (house.store.ledger_head().await.expect("a head"), 7);
    let proof = house.store.consistency_proof(first, head.size).await.expect("a proof");
    assert!(!proof.is_empty());
    assert!(house.store.public_key().signed(&head));
}

async fn dropped_work_leaves_nothing(house: House) {
    let mut work = house.begin().await;
    add(&mut work, &[("消える会社", Some("2040001999902"))]).await;
    work.seal("supplier", serde_json::Value::Null).await.expect("sealed");
    drop(work);
    assert_eq!(house.store.supplier_count().await.expect("a count"), 0);
    let suppliers = house.register(&[("残る会社", Some("2040001999902"))]).await;
    assert_eq!(suppliers[0].seq, 1);
    let mut work = house.begin().await;
    let taken =
        kakuzuke_store::NewSupplier { id: work.new_id(), kind: suppliers[0].kind, number: suppliers[0].number.clone() };
    assert_eq!(work.add_suppliers(vec![taken]).await.expect_err("taken").code(), "number_taken");
    drop(work);
    let sound = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(sound.is_sound(), "{:?}", sound.problems);
}

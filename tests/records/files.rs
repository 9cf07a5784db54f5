//! Uploads: stored once, and checked when they are read.

use crate::both;
use crate::house::House;

both!(stored_once_and_checked, a_changed_file_is_found);

async fn stored_once_and_checked(house: House) {
    let source = house.folder.path().join("upload.csv");
    let content = "法人番号,名称\n".repeat(500_000);
    std::fs::write(&source, &content).expect("written");
    let stored = house.store.put_file(&source, "名簿.csv", "text/csv").await.expect("stored");
    assert_eq!(stored.bytes, content.len() as u64);
    let again = house.store.put_bytes(content.clone().into(), "別名.csv", "text/plain").await.expect("stored");
    assert_eq!(again, stored, "the same bytes are stored once");
    let target = house.folder.path().join("copy.csv");
    house.store.fetch_file(&stored.sha256, &target).await.expect("fetched");
    assert_eq!(std::fs::read_to_string(&target).expect("a copy"), content);
    assert_eq!(house.store.file_bytes(&"0".repeat(64)).await.expect_err("missing").code(), "missing");
    assert_eq!(house.store.file_bytes("../../etc/passwd").await.expect_err("no key").code(), "missing");
}

async fn a_changed_file_is_found(house: House) {
    let stored = house.store.put_bytes("abc".into(), "a.txt", "text/plain").await.expect("stored");
    let place = house.folder.path().join("files/sha256").join(&stored.sha256[..2]).join(&stored.sha256);
    std::fs::write(&place, "abd").expect("changed");
    assert_eq!(house.store.file_bytes(&stored.sha256).await.expect_err("damaged").code(), "damaged");
    let found = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert_eq!(found.problems.len(), 1);
    assert_eq!((found.problems[0].table.as_str(), found.problems[0].code), ("files", "file_changed"));
}

//! Files of public sources that stand beside the repository; skipped where they are not.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kakuzuke_documents::columns::*;
use kakuzuke_documents::{ReadOptions, Row};
use kakuzuke_domain::dates::DateHint;

use crate::support::read;

fn rows_of(name: &str) -> Option<Vec<Row>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    let outcome = read(&path, &ReadOptions::default());
    assert_eq!(outcome.error, None);
    Some(outcome.rows)
}

fn understood(kind: ImportKind, rows: &[Row]) -> Vec<Understood> {
    let header = find_header(kind, &rows[..HEADER_SEARCH_ROWS.min(rows.len())]).expect("a header");
    let mut reading = Interpreter::new(kind, &Mapping::suggested(&header), DateHint::default()).expect("a mapping");
    rows.iter().filter_map(|row| reading.read(row).ok()).collect()
}

#[test]
fn a_day_of_the_corporate_number_register() {
    let Some(rows) = rows_of("houjin/nta_diff_20260821_cp932.csv") else { return };
    let read = understood(ImportKind::CorporateNumbers, &rows);
    assert_eq!(read.len(), 2_181);
    assert!(read.iter().all(|row| row.problems.is_empty()));
    let mut latest: BTreeMap<String, usize> = BTreeMap::new();
    for row in &read {
        *latest.entry(row.get("number").unwrap().shown().into_owned()).or_default() +=
            usize::from(row.get("latest") == Some(&Value::Bool(true)));
    }
    assert_eq!(latest.len(), 1_943);
    assert!(latest.values().all(|count| *count == 1));
    assert_eq!(read.iter().filter(|row| row.get("kana").is_none()).count(), 152);
    assert_eq!(read.iter().filter(|row| row.get("name_image").is_some()).count(), 16);
    let first = &read[0];
    assert_eq!(
        (first.text("process"), first.text("name"), first.text("postcode")),
        (Some("12"), Some("株式会社ギャラリー五辻"), Some("1120011"))
    );
}

#[test]
fn replies_of_the_register_with_their_first_line() {
    for (name, count) in
        [("houjin/name_ver4_c4.csv", 10), ("houjin/num_0_ver4_c2.csv", 1), ("houjin/diff_20190404_ver4_c2.csv", 1)]
    {
        let Some(rows) = rows_of(name) else { return };
        let read = understood(ImportKind::CorporateNumbers, &rows);
        assert!(read.len() >= count && read.iter().all(|row| row.problems.is_empty()), "{name}: {}", read.len());
    }
}

#[test]
fn awards_of_a_ministry() {
    let Some(rows) = rows_of("awards/gbizinfo_procurement_meti_fy2024_2026.csv") else { return };
    let read = understood(ImportKind::Contracts, &rows);
    assert_eq!(read.len(), 3_432);
    let mut codes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for problem in read.iter().flat_map(|row| &row.problems) {
        *codes.entry((problem.field, problem.code)).or_default() += 1;
    }
    let rejected = read.iter().filter(|row| row.rejected()).count();
    assert!(rejected * 100 <= read.len(), "{rejected} of {} rejected: {codes:?}", read.len());
    let first = &read[0];
    assert_eq!(first.get("supplier_number").unwrap().shown(), "7010001134137");
    assert_eq!(first.text("supplier_name"), Some("株式会社ラック"));
    assert_eq!(first.text("buyer_name"), Some("情報処理推進機構"));
    assert_eq!(first.get("amount_yen").unwrap().shown(), "40260000");
    assert_eq!(first.get("awarded_on").unwrap().shown(), "2024-04-01");
    assert_eq!(first.text("source_key"), Some("2024_03_17_20240800_00000060"));
}

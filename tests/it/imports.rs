//! `kakuzuke import` with what wards really have.
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::both;
use crate::harness::cli::Outcome;
use crate::harness::engine::{Engine, House};
use crate::harness::samples::{bytes, csv, xlsx};
use crate::harness::shared;

both!(
    the_file_of_the_tax_agency,
    real_award_lists,
    every_way_of_writing_a_table_gives_the_same,
    the_habits_of_excel,
    a_dry_run_answers_the_same_and_writes_nothing,
    all_or_nothing,
    what_nobody_knows_is_asked,
    every_problem_is_told_in_words,
    a_row_knows_all_rows_above_it,
);

const SUPPLIERS: [&[&str]; 3] = [
    &["法人番号", "商号又は名称", "フリガナ", "所在地"],
    &["2040001999902", "株式会社国税商事あ", "コクゼイショウジア", "千葉県千葉市中央区"],
    &["2040001999910", "株式会社国税商事井", "コクゼイショウジイ", "千葉県千葉市中央区"],
];

fn import(house: &House, kind: &str, file: &Path, more: &[&str]) -> Outcome {
    let file = file.to_str().expect("a plain path");
    house.cli(&[&["import", kind, file, "--json"], more].concat())
}

/// rows, created, updated, unchanged, rejected, proposals.
#[track_caller]
fn counts(outcome: &Outcome) -> [u64; 6] {
    let report = outcome.json();
    let counts = ["rows", "created", "updated", "unchanged", "rejected", "proposals"]
        .map(|name| report[name].as_u64().unwrap_or_else(|| panic!("{name} in {report}")));
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "every row is counted once: {report}");
    counts
}

fn codes(outcome: &Outcome) -> Vec<String> {
    let report = outcome.json();
    let problems = report["problems"].as_array().expect("problems");
    problems.iter().map(|problem| problem["code"].as_str().expect("a code").to_owned()).collect()
}

async fn the_file_of_the_tax_agency(engine: Engine) {
    let Some(file) = shared::file("houjin/nta_diff_20260821_cp932.csv") else { return };
    let house = House::new(engine).await;
    let first = import(&house, "corporate-numbers", &file, &[]).ok();
    let [rows, _, _, _, rejected, proposals] = counts(&first);
    assert_eq!((rows, rejected, proposals), (2181, 0, 0), "{first:?}");
    let list = house.cli(&["export", "suppliers", "--format", "json"]).ok().json();
    assert_eq!(list.as_array().or(list["items"].as_array()).expect("a list").len(), 1943);
    let again = import(&house, "corporate-numbers", &file, &[]).ok();
    assert_eq!(counts(&again), [2181, 0, 0, 2181, 0, 0]);
    house.cli(&["ledger", "verify"]).ok();
}

async fn real_award_lists(engine: Engine) {
    let Some(file) = shared::file("awards/gbizinfo_procurement_meti_fy2024_2026.csv") else { return };
    let house = House::new(engine).await;
    let first = import(&house, "contracts", &file, &["--create-missing"]);
    let [rows, created, _, _, rejected, _] = counts(&first);
    assert_eq!(rows, 3432);
    assert!(created > 3000, "{first:?}");
    let report = first.json();
    let errors =
        report["problems"].as_array().expect("problems").iter().filter(|problem| problem["severity"] == "error");
    let mut refused: Vec<u64> = errors.map(|problem| problem["row"].as_u64().expect("a row")).collect();
    refused.dedup();
    assert_eq!(refused.len() as u64, rejected, "every refused row has its reason");
    let again = counts(&import(&house, "contracts", &file, &["--create-missing"]));
    assert_eq!((again[1], again[2]), (0, 0), "the same file twice changes nothing");
    assert_eq!(again[4], rejected);
}

async fn every_way_of_writing_a_table_gives_the_same(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    let first = import(&house, "suppliers", &xlsx(folder.path(), "a.xlsx", &SUPPLIERS), &[]).ok();
    assert_eq!(counts(&first), [2, 2, 0, 0, 0, 0]);
    let plain = csv(folder.path(), "b.csv", &SUPPLIERS);
    let text = fs::read_to_string(&plain).expect("text");
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let tabs = text.replace(',', "\t");
    for file in [
        plain,
        bytes(folder.path(), "c.csv", &[&b"\xef\xbb\xbf"[..], text.as_bytes()].concat()),
        bytes(folder.path(), "d.csv", &cp932),
        bytes(folder.path(), "e.csv", &[&b"\xff\xfe"[..], &utf16].concat()),
        bytes(folder.path(), "f.txt", tabs.as_bytes()),
    ] {
        let again = import(&house, "suppliers", &file, &[]).ok();
        assert_eq!(counts(&again), [2, 0, 0, 2, 0, 0], "{}", file.display());
    }
}

async fn the_habits_of_excel(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    let known = xlsx(folder.path(), "known.xlsx", &SUPPLIERS);
    import(&house, "suppliers", &known, &[]).ok();
    let rows: [&[&str]; 8] = [
        &["令和８年度　委託契約一覧"],
        &[],
        &["法人番号", "契約の相手方", "件名", "契約日", "契約期間", "契約金額", "所管課"],
        &[
            "２０４０００１９９９９０２",
            "国税商事あ",
            "住民情報\nシステム運用",
            "令和8年4月1日",
            "令和8年4月1日～令和9年3月31日",
            "4,400万円",
            "情報課",
        ],
        &["T2040001999910", "国税商事井", "データ入力", "R8.4.1", "2026/4/1～2027/3/31", "非公表", "税務課"],
        &["2040001999910", "国税商事井", "封入封緘", "2026-05-01", "", "￥１，２３４，５６７", "税務課"],
        &["2040001999902", "", "値引き", "2026/6/1", "", "△1,000", "税務課"],
        &["", "合計", "", "", "", "45,234,567", ""],
    ];
    let file = xlsx(folder.path(), "habits.xlsx", &rows);
    let outcome = import(&house, "contracts", &file, &["--buyer", "131016"]);
    let [seen, created, ..] = counts(&outcome);
    assert!((3..=5).contains(&seen) && created >= 3, "{outcome:?}");
    let list = house.cli(&["export", "contracts", "--format", "json"]).ok().stdout;
    for expected in ["44000000", "1234567", "2026-04-01", "2027-03-31", "住民情報システム運用"] {
        assert!(list.replace("住民情報 システム", "住民情報システム").contains(expected), "{expected} in {list}");
    }
}

async fn a_dry_run_answers_the_same_and_writes_nothing(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut rows = SUPPLIERS.to_vec();
    rows.push(&["1234567890123", "検査数字の合わない会社", "", ""]);
    let file = xlsx(folder.path(), "a.xlsx", &rows);
    let before = house.cli(&["export", "suppliers", "--format", "json"]).ok().stdout;
    let mut dry = import(&house, "suppliers", &file, &["--dry-run"]).json();
    assert_eq!(before, house.cli(&["export", "suppliers", "--format", "json"]).ok().stdout);
    let mut real = import(&house, "suppliers", &file, &[]).json();
    for report in [&mut dry, &mut real] {
        report["seconds"] = Value::Null;
    }
    assert_eq!(dry, real);
    assert_eq!(real["created"], 2);
    assert_eq!(real["rejected"], 1);
    let problem = &real["problems"][0];
    assert_eq!((&problem["row"], &problem["severity"]), (&json!(4), &json!("error")), "{problem}");
    assert_eq!(problem["value"], "1234567890123");
}

async fn all_or_nothing(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut rows = SUPPLIERS.to_vec();
    rows.push(&["1234567890123", "検査数字の合わない会社", "", ""]);
    let file = xlsx(folder.path(), "a.xlsx", &rows);
    let before = house.cli(&["export", "suppliers", "--format", "json"]).ok().stdout;
    let outcome = import(&house, "suppliers", &file, &["--all-or-nothing"]);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert_eq!(before, house.cli(&["export", "suppliers", "--format", "json"]).ok().stdout);
    let good = xlsx(folder.path(), "b.xlsx", &SUPPLIERS);
    assert_eq!(counts(&import(&house, "suppliers", &good, &["--all-or-nothing"]).ok()), [2, 2, 0, 0, 0, 0]);
}

async fn what_nobody_knows_is_asked(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    import(&house, "suppliers", &xlsx(folder.path(), "known.xlsx", &SUPPLIERS), &[]).ok();
    let head: &[&str] = &["法人番号", "事業者名", "種類", "段階", "登録番号", "有効開始日", "確認方法"];
    let file = xlsx(
        folder.path(),
        "a.xlsx",
        &[
            head,
            &["2040001999902", "", "SECURITY ACTION", "2", "50000228580", "03/04/26", "自己宣言"],
            &["", "国税商事あ", "プライバシーマーク", "", "10820001", "2026-04-01", ""],
            &["3040001999901", "誰も知らない会社", "プライバシーマーク", "", "10820002", "2026-04-01", ""],
        ],
    );
    let outcome = import(&house, "attestations", &file, &[]);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    let [rows, created, _, _, rejected, proposals] = counts(&outcome);
    assert_eq!((rows, created), (3, 0), "{outcome:?}");
    assert_eq!(
        (rejected, proposals),
        (2, 1),
        "an ambiguous day and an unknown number; a name is a proposal: {outcome:?}"
    );
    assert!(codes(&outcome).iter().any(|code| code.contains("ambiguous")), "{outcome:?}");
    for (answer, code) in
        [("有効開始日=month-first+reiwa", 3), ("valid_from=heisei", 3), ("F=western", 3), ("F=era", 1)]
    {
        let outcome = import(&house, "attestations", &file, &["--dry-run", "--date", answer]);
        assert_eq!(outcome.code == Some(3), code == 3, "{answer}: {outcome:?}");
        if code == 3 {
            assert_eq!(counts(&outcome)[1], 1, "{answer}: the day is understood: {outcome:?}");
        }
    }
    let before = counts(&import(&house, "attestations", &file, &["--create-missing"]));
    assert_eq!(before[1], 1, "the unknown number is created when asked");
}

/// A list longer than what is written at once: a late row finds the suppliers of early ones by number and by name.
async fn a_row_knows_all_rows_above_it(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    let names: Vec<String> = (1..=1_700).map(|row| format!("株式会社長い名簿{row}")).collect();
    let mut rows: Vec<[&str; 4]> = vec![["法人番号", "商号又は名称", "フリガナ", "変更年月日"]];
    rows.extend(names.iter().map(|name| ["", name.as_str(), "", ""]));
    rows[700] = ["2040001999902", &names[699], "ナガイメイボ", "2020-04-01"];
    rows.push(["2040001999902", "株式会社改名", "カイメイ", "2024-04-01"]);
    rows.push(["", "長い名簿1450（株）", "ナガイ", ""]);
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let file = csv(folder.path(), "long.csv", &rows);
    let outcome = import(&house, "suppliers", &file, &[]);
    assert_eq!(counts(&outcome), [1_702, 1_700, 1, 0, 0, 1], "{outcome:?}");
    let again = import(&house, "suppliers", &file, &[]);
    assert_eq!(counts(&again), [1_702, 0, 0, 1_701, 0, 1], "{again:?}");
    house.cli(&["ledger", "verify"]).ok();
}

async fn every_problem_is_told_in_words(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    import(&house, "suppliers", &xlsx(folder.path(), "known.xlsx", &SUPPLIERS), &[]).ok();
    let head: &[&str] =
        &["法人番号", "種類", "段階", "版", "範囲の判定", "登録番号", "有効開始日", "有効期限", "状態", "状態開始日"];
    let good = ["2040001999902", "ISO/IEC 27001", "", "2022", "", "IS 1", "2026-04-01", "2029-03-31", "", ""];
    let with = |column: usize, cell: &'static str| {
        let mut row = good;
        row[column] = cell;
        row
    };
    let long = "長".repeat(40_000);
    let mut rows = vec![
        with(0, "〃"),
        with(0, "〇〇〇"),
        with(0, "0040001999902"),
        with(1, "知らない認証"),
        with(1, "〃"),
        with(2, "星ふたつ半"),
        with(3, "1999"),
        with(4, "たぶん"),
        with(6, "昨日"),
        with(6, "3/4/26"),
        with(6, "9999-12-31"),
        with(7, "2020-01-01"),
        with(8, "停止中"),
        with(8, "???"),
        with(5, ""),
    ];
    let mut table: Vec<&[&str]> = vec![head];
    let mut too_long = good;
    too_long[5] = &long;
    rows.push(too_long);
    table.extend(rows.iter().map(|row| &row[..]));
    let file = csv(folder.path(), "wrong.csv", &table);
    for language in ["ja", "en"] {
        let outcome = import(&house, "attestations", &file, &["--dry-run", "--lang", language]);
        assert_eq!(outcome.code, Some(3), "{outcome:?}");
        for problem in outcome.json()["problems"].as_array().expect("problems") {
            let message = problem["message"].as_str().expect("a message");
            assert!(!message.contains("import-problem") && !message.contains('$'), "{language}: {problem}");
        }
    }
}

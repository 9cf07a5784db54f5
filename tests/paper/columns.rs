//! Columns: headers, mappings, and the reading of cells.

use std::sync::Arc;

use kakuzuke_documents::columns::*;
use kakuzuke_documents::{Cell, Row};
use kakuzuke_domain::dates::DateHint;
use proptest::prelude::*;

use crate::support::text_row;

fn understood(kind: ImportKind, rows: &[Row]) -> Vec<Result<Understood, Skip>> {
    let header = find_header(kind, rows).expect("a header");
    let mut reading = Interpreter::new(kind, &Mapping::suggested(&header), DateHint::default()).expect("a mapping");
    rows.iter().map(|row| reading.read(row)).collect()
}

fn shown(row: &Understood) -> Vec<(&'static str, String)> {
    row.values().filter_map(|(key, value)| Some((key, value?.shown().into_owned()))).collect()
}

fn codes(row: &Understood) -> Vec<(&'static str, &'static str)> {
    row.problems.iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn a_list_as_wards_publish_it() {
    let rows = [
        text_row(1, &["令和８年度　委託契約一覧"]),
        text_row(3, &["", "", "", "（単位：千円）"]),
        text_row(
            4,
            &[
                "No",
                "契約件名",
                "契約の相手方の商号又は名称及び住所",
                "契約金額\n（千円）",
                "契約を締結した日",
                "法人番号",
                "備考",
            ],
        ),
        text_row(
            5,
            &[
                "1",
                "住民情報システム\n運用保守",
                "株式会社国税商事あ\n千葉県千葉市中央区",
                "４，４００",
                "令和８年４月１日",
                "２０４０００１９９９９０２",
                "",
            ],
        ),
        text_row(6, &["2", "〃", "〃", "4,400万円", "R8.6.11", "〃", ""]),
        text_row(7, &["3", "窓口業務委託", "㈱国税商事亜", "非公表", "4月1日", "－", ""]),
        text_row(
            8,
            &[
                "No",
                "契約件名",
                "契約の相手方の商号又は名称及び住所",
                "契約金額\n（千円）",
                "契約を締結した日",
                "法人番号",
                "備考",
            ],
        ),
        text_row(9, &["", "合　計", "", "8,800", "", "", ""]),
        text_row(10, &["", " ", "　"]),
    ];
    let read = understood(ImportKind::Contracts, &rows);
    assert_eq!(read[0..3], [Err(Skip::Header), Err(Skip::Header), Err(Skip::Header)]);
    assert_eq!(read[6..9], [Err(Skip::RepeatedHeader), Err(Skip::Totals), Err(Skip::Blank)]);
    let first = read[3].as_ref().unwrap();
    assert_eq!(
        shown(first),
        [
            ("supplier_number", "2040001999902".to_owned()),
            ("supplier_name", "株式会社国税商事あ".to_owned()),
            ("supplier_address", "千葉県千葉市中央区".to_owned()),
            ("title", "住民情報システム 運用保守".to_owned()),
            ("awarded_on", "2026-04-01".to_owned()),
            ("amount_yen", "4400000".to_owned()),
        ]
    );
    let second = read[4].as_ref().unwrap();
    assert_eq!(second.get("amount_yen").unwrap().shown(), "44000000");
    assert_eq!(
        (second.text("supplier_name"), second.text("title")),
        (first.text("supplier_name"), first.text("title"))
    );
    let third = read[5].as_ref().unwrap();
    assert_eq!(third.get("amount_yen").unwrap().shown(), "withheld");
    assert_eq!(codes(third), [("awarded_on", "ambiguous_date")]);
    assert!(third.rejected());
}

#[test]
fn a_header_of_two_rows() {
    let rows = [
        text_row(1, &["契約件名", "受託者", "", "契約期間", ""]),
        text_row(2, &["", "名称", "法人番号", "自", "至"]),
        text_row(3, &["清掃", "甲社", "", "2026/4/1", "2027/3/31"]),
    ];
    let header = find_header(ImportKind::Contracts, &rows).unwrap();
    assert_eq!((header.first_row, header.row_count), (Some(1), 2));
    let read = understood(ImportKind::Contracts, &rows);
    let row = read[2].as_ref().unwrap();
    assert_eq!(row.date("valid_from").unwrap().to_string(), "2026-04-01");
    assert_eq!(row.date("valid_to").unwrap().to_string(), "2027-03-31");
    assert_eq!(row.text("supplier_name"), Some("甲社"));
}

#[test]
fn a_unit_above_the_header_holds_for_amounts_without_their_own() {
    let title = text_row(1, &["委託一覧", "", "（単位：千円）"]);
    let rows = [title.clone(), text_row(2, &["件名", "事業者名", "契約金額"]), text_row(3, &["a", "b", "1,500"])];
    let read = understood(ImportKind::Contracts, &rows);
    assert_eq!(read[2].as_ref().unwrap().get("amount_yen").unwrap().shown(), "1500000");
    let rows = [title, text_row(2, &["件名", "事業者名", "契約金額（円）"]), text_row(3, &["a", "b", "1,500"])];
    let read = understood(ImportKind::Contracts, &rows);
    assert_eq!(read[2].as_ref().unwrap().get("amount_yen").unwrap().shown(), "1500");
}

#[test]
fn the_fiscal_year_of_a_row_settles_days_without_year() {
    let rows = [
        text_row(1, &["年度", "件名", "事業者名", "契約日"]),
        text_row(2, &["令和8年度", "a", "b", "3月31日"]),
        text_row(3, &["2026", "a", "b", "4月1日"]),
    ];
    let read = understood(ImportKind::Contracts, &rows);
    assert_eq!(read[1].as_ref().unwrap().date("awarded_on").unwrap().to_string(), "2027-03-31");
    assert_eq!(read[2].as_ref().unwrap().date("awarded_on").unwrap().to_string(), "2026-04-01");
}

#[test]
fn problems_have_codes() {
    let rows = [
        text_row(1, &["法人番号", "事業者名", "件名", "契約日", "契約金額"]),
        text_row(2, &["7000012050001", "甲", "x", "令和6年13月1日", "約1万円"]),
        text_row(3, &["7.00001E+12", "甲", "x", "8.4.1", "100.5"]),
        text_row(4, &["", "", "x", "", ""]),
        text_row(5, &["〃", "甲", "", "", ""]),
        Row {
            sheet: Arc::from(""),
            number: 6,
            cells: vec![
                Cell::Error("#N/A".into()),
                Cell::TooLong(100_000),
                Cell::Text("あ".repeat(5_000)),
                Cell::Bool(true),
                Cell::Number("1e308".into()),
            ],
        },
    ];
    let read: Vec<_> =
        understood(ImportKind::Contracts, &rows).into_iter().skip(1).map(|row| codes(&row.unwrap())).collect();
    assert_eq!(
        read,
        [
            vec![
                ("supplier_number", "corporate_number_check_digit"),
                ("awarded_on", "invalid_date"),
                ("amount_yen", "invalid_amount")
            ],
            vec![
                ("supplier_number", "corporate_number_rounded"),
                ("awarded_on", "ambiguous_date"),
                ("amount_yen", "amount_not_whole_yen")
            ],
            vec![("supplier_number", "required")],
            vec![("supplier_number", "corporate_number_rounded"), ("title", "required")],
            vec![
                ("supplier_number", "cell_error"),
                ("supplier_name", "text_too_long"),
                ("title", "text_too_long"),
                ("awarded_on", "invalid_date"),
                ("amount_yen", "invalid_amount")
            ],
        ]
    );
}

#[test]
fn attestations_in_their_real_words() {
    let rows = [
        text_row(1, &["法人番号", "認証の種類", "登録番号", "登録日", "有効期限", "適用範囲の判定", "確認方法"]),
        text_row(2, &["2040001999902", "SECURITY ACTION ★★", "50000228580", "2026/4/10", "", "", "自己宣言"]),
        text_row(3, &["2040001999902", "ISO/IEC 27001:2022", "IS 123456", "2025/6/1", "2028/5/31", "含む", "公的名簿"]),
        text_row(4, &["2040001999902", "Ｐマーク", "10123456(07)", "R7.4.1", "R9.3.31", "", ""]),
        text_row(5, &["2040001999902", "セキュリティアクション（一つ星）", "5", "2026/4/10", "", "", "未確認"]),
        text_row(6, &["2040001999902", "えるぼし", "5", "2026/4/10", "", "", ""]),
        text_row(7, &["2040001999902", "ISMAP-LIU", "5", "2026/4/10", "", "", ""]),
        text_row(8, &["2040001999902", "SCS ★3", "5", "2026/4/10", "", "", ""]),
    ];
    let read = understood(ImportKind::Attestations, &rows);
    let word = |at: usize, key: &str| {
        read[at].as_ref().unwrap().get(key).map(|value| value.shown().into_owned()).unwrap_or_default()
    };
    assert_eq!(["kind", "level", "assurance"].map(|key| word(1, key)), ["security_action", "2", "self_declared"]);
    assert_eq!(
        ["kind", "edition", "scope", "assurance"].map(|key| word(2, key)),
        ["iso27001", "2022", "covers", "official_register"]
    );
    assert_eq!(["kind", "valid_to"].map(|key| word(3, key)), ["privacy_mark", "2027-03-31"]);
    assert_eq!(["kind", "level"].map(|key| word(4, key)), ["security_action", "1"]);
    assert_eq!(codes(read[5].as_ref().unwrap()), [("kind", "invalid_choice")]);
    assert_eq!(word(6, "kind"), "ismap_liu");
    assert_eq!(["kind", "level"].map(|key| word(7, key)), ["scs", "3"]);
}

#[test]
fn duplicate_headers_are_reported_and_can_be_settled() {
    let rows = [text_row(1, &["名称", "法人番号", "名称", "件名"]), text_row(2, &["甲", "", "乙", "x"])];
    let header = find_header(ImportKind::Contracts, &rows).unwrap();
    assert_eq!(header.duplicates, ["名称"]);
    let mut mapping = Mapping::suggested(&header);
    assert_eq!(
        mapping.set(ImportKind::Contracts, &header, "supplier_name", "名称"),
        Err(MappingError::AmbiguousColumn("名称".into()))
    );
    mapping.set(ImportKind::Contracts, &header, "supplier_name", "C").unwrap();
    let mut reading = Interpreter::new(ImportKind::Contracts, &mapping, DateHint::default()).unwrap();
    assert_eq!(reading.read(&rows[1]).unwrap().text("supplier_name"), Some("乙"));
    assert_eq!(
        mapping.set(ImportKind::Contracts, &header, "colour", "A"),
        Err(MappingError::UnknownField("colour".into()))
    );
    assert_eq!(
        mapping.set(ImportKind::Contracts, &header, "title", "色"),
        Err(MappingError::UnknownColumn("色".into()))
    );
    mapping.set(ImportKind::Contracts, &header, "title", "-").unwrap();
    assert_eq!(mapping.check(ImportKind::Contracts), Err(MappingError::Missing("title")));
}

#[test]
fn a_saved_mapping_follows_its_headers() {
    let header = |cells: &[&str]| HeaderMatch::read(ImportKind::Contracts, &[&text_row(1, cells)]);
    let first = header(&["独自の件名", "事業者名", "法人番号", "独自の金額（千円）"]);
    let mut mapping = Mapping::suggested(&first);
    mapping.set(ImportKind::Contracts, &first, "title", "独自の件名").unwrap();
    mapping.set(ImportKind::Contracts, &first, "amount_yen", "4").unwrap();
    let saved: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    let moved = saved.applied_to(&header(&["法人番号", "事業者名", "独自の金額（千円）", "独自の件名"]));
    let index = |key: &str| moved.columns[key].index;
    assert_eq!((index("title"), index("amount_yen"), index("supplier_number")), (3, 2, 0));
    assert_eq!(moved.units["amount_yen"], kakuzuke_domain::money::AmountUnit::Thousand);
}

#[test]
fn an_answer_about_dates_belongs_to_its_column() {
    let header = |cells: &[&str]| HeaderMatch::read(ImportKind::Contracts, &[&text_row(1, cells)]);
    let first = header(&["契約件名", "事業者名", "契約日", "契約期間"]);
    let mut mapping = Mapping::suggested(&first);
    mapping.answer(&first, "契約日", "reiwa+fy2026".parse().unwrap()).unwrap();
    mapping.answer(&first, "period", "heisei".parse().unwrap()).unwrap();
    assert_eq!(mapping.answer(&first, "色", "reiwa".parse().unwrap()), Err(MappingError::UnknownColumn("色".into())));
    let read = |mapping: &Mapping, cells: &[&str]| {
        let mut reading = Interpreter::new(ImportKind::Contracts, mapping, DateHint::default()).unwrap();
        reading
            .read(&text_row(2, cells))
            .unwrap()
            .values()
            .filter_map(|(_, value)| Some(value?.shown().into_owned()))
            .collect::<Vec<_>>()
    };
    let row = read(&mapping, &["甲", "乙", "8.4.1", "8.4.1～9.3.31"]);
    assert!(row.contains(&"2026-04-01".to_owned()) && row.contains(&"1996-04-01/1997-03-31".to_owned()), "{row:?}");
    assert!(read(&mapping, &["甲", "乙", "4月1日", ""]).contains(&"2026-04-01".to_owned()));

    let saved: Mapping = serde_json::from_str(&serde_json::to_string(&mapping.clone().lasting()).unwrap()).unwrap();
    let moved = saved.applied_to(&header(&["契約期間", "契約日", "契約件名", "事業者名"]));
    let row = read(&moved, &["", "8.4.1", "甲", "乙"]);
    assert!(row.contains(&"2026-04-01".to_owned()), "the answer follows the heading: {row:?}");
    let row = read(&moved, &["", "4月1日", "甲", "乙"]);
    assert!(!row.iter().any(|value| value.ends_with("04-01")), "the fiscal year was that file's: {row:?}");

    let key = mapping.columns.iter().find(|(_, column)| column.name == "契約日").map(|(key, _)| key.clone()).unwrap();
    mapping.set(ImportKind::Contracts, &first, &key, "契約件名").unwrap();
    assert!(mapping.columns[&key].dates.is_empty(), "another column is another question");
}

#[test]
fn columns_have_letters() {
    assert_eq!([0, 25, 26, 701, 702].map(column_letter), ["A", "Z", "AA", "ZZ", "AAA"]);
}

#[test]
fn every_field_is_found_by_each_of_its_names() {
    for kind in ImportKind::ALL {
        for field in kind.fields() {
            let header = HeaderMatch::read(kind, &[&text_row(1, &[field.names[0], "x"])]);
            assert!(header.columns.contains_key(field.key), "{} {}", kind.as_str(), field.key);
        }
        assert_eq!(ImportKind::from_word(kind.as_str()), Some(kind));
    }
}

proptest! {
    #[test]
    fn any_rows_are_answered(cells in proptest::collection::vec(proptest::collection::vec("\\PC{0,20}|法人番号|件名|名称|〃|合計|R8.4.1|4,400万円", 0..8), 1..12)) {
        for kind in ImportKind::ALL {
            let rows: Vec<Row> = (1..).zip(&cells).map(|(number, row)| text_row(number, &row.iter().map(String::as_str).collect::<Vec<_>>())).collect();
            if let Some(header) = find_header(kind, &rows)
                && let Ok(mut reading) = Interpreter::new(kind, &Mapping::suggested(&header), DateHint::default())
            {
                for row in &rows {
                    let _ = reading.read(row);
                }
            }
        }
    }
}

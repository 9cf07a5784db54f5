//! Text files: encodings, delimiters, line endings.

use kakuzuke_documents::{Cell, ReadOptions};
use proptest::prelude::*;

use crate::support::{read_bytes, read_with};

const TEXT: &str = "商号,金額\r\n㈱髙橋①,1\r\n";

fn utf16(text: &str, mark: &[u8], swap: bool) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() });
    mark.iter().copied().chain(units).collect()
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("UTF-8", TEXT.into()),
        ("UTF-8", ["\u{FEFF}".as_bytes(), TEXT.as_bytes()].concat()),
        ("CP932", encoding_rs::SHIFT_JIS.encode(TEXT).0.into_owned()),
        ("UTF-16LE", utf16(TEXT, &[0xFF, 0xFE], false)),
        ("UTF-16BE", utf16(TEXT, &[0xFE, 0xFF], true)),
    ];
    for (name, bytes) in cases {
        let outcome = read_bytes(&bytes);
        assert_eq!(outcome.table(), [["商号", "金額"], ["㈱髙橋①", "1"]], "{name}");
        assert_eq!(outcome.head.unwrap()["encoding"], name);
    }
    let outcome = read_bytes(&encoding_rs::EUC_JP.encode("商号又は名称,契約金額\n日本電気株式会社,千円\n").0);
    assert_eq!(outcome.table(), [["商号又は名称", "契約金額"], ["日本電気株式会社", "千円"]]);
    assert_eq!(outcome.head.unwrap()["encoding"], "EUC-JP");
}

#[test]
fn delimiters_are_found() {
    for (delimiter, text) in [
        ('\t', "名称\t金額\nA\t1,000\nB\t2,000\n"),
        (';', "名称;金額\nA;1\nB;2\n"),
        (',', "名称,金額\nA,1\nB,\"2;3\"\n"),
    ] {
        let outcome = read_bytes(text.as_bytes());
        assert_eq!(outcome.table()[0], ["名称", "金額"], "{delimiter:?}");
        assert_eq!(outcome.head.unwrap()["delimiter"], delimiter.to_string());
    }
}

#[test]
fn line_endings_blank_lines_and_the_end_mark() {
    let outcome = read_bytes(b"a,b\r\n\r\n\"c\r\nd\",e\rf,\"g\"\"h\"\n,,\ni, j\x1a");
    assert_eq!(outcome.table(), [vec!["a", "b"], vec!["c\r\nd", "e"], vec!["f", "g\"h"], vec!["i", " j"]]);
    assert_eq!(outcome.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 4, 6]);
}

#[test]
fn quotes_inside_a_cell_are_text() {
    assert_eq!(read_bytes("名称,寸法\nA,5\" disk\n".as_bytes()).table()[1], ["A", "5\" disk"]);
    assert_eq!(read_bytes("a,\"b\"c,d\n".as_bytes()).table()[0], ["a", "bc", "d"]);
}

#[test]
fn what_is_not_text_is_refused() {
    assert_eq!(read_bytes(b"").code(), "empty");
    assert_eq!(read_bytes(b"\n\n\n").code(), "no_rows");
    assert_eq!(read_bytes(b"a,b\n\"c,d\ne,f\n").code(), "damaged");
    assert_eq!(read_bytes(b"a\0b").code(), "unknown_format");
    assert_eq!(read_bytes(b"<html><table>").code(), "unknown_format");
    assert_eq!(read_bytes(b"%PDF-1.7").code(), "unknown_format");
    assert_eq!(read_bytes(&[b'a', b',', 0x81, b'\n', 0xFF, 0xFE, 0xFF]).code(), "undecodable");
    assert_eq!(read_bytes(&[0xFF, 0xFE, 0x00, 0xD8]).code(), "undecodable");
}

#[test]
fn long_cells_are_counted_not_kept() {
    let long = "あ".repeat(100_000);
    let outcome = read_bytes(format!("名称,番号\n{long},1\n\"{}\",2\n", "b".repeat(2_000_000)).as_bytes());
    assert_eq!(outcome.rows[1].cells, [Cell::TooLong(100_000), Cell::Text("1".into())]);
    assert_eq!(outcome.rows[2].cells, [Cell::TooLong(2_000_000), Cell::Text("2".into())]);
}

#[test]
fn rows_and_columns_have_limits() {
    let mut options = ReadOptions::default();
    options.limits.rows = 3;
    assert_eq!(read_with(b"1\n2\n3\n4\n", &options).code(), "too_many_rows");
    assert_eq!(read_bytes(format!("{}x\n", ",".repeat(500)).as_bytes()).code(), "too_many_columns");
    assert_eq!(read_bytes(format!("a{}\n", ",".repeat(5_000)).as_bytes()).table(), [["a"]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_our_writer_writes_is_read_back(rows in proptest::collection::vec(proptest::collection::vec("[ -~あ-ん㈱髙\r\n\t\"]{0,12}", 2..5), 1..8), cp932: bool) {
        use kakuzuke_documents::write::{Column, CsvEncoding, CsvWriter, Value, neutral};
        let columns: Vec<Column> = ["甲", "乙"].map(|header| Column::new(header, 10)).into();
        let encoding = if cp932 { CsvEncoding::Cp932 } else { CsvEncoding::Utf8Bom };
        let mut writer = CsvWriter::new(Vec::new(), encoding, &columns).unwrap();
        for row in &rows {
            writer.add_row(&row.iter().cloned().map(Value::Text).collect::<Vec<_>>()).unwrap();
        }
        let (bytes, lost) = writer.finish().unwrap();
        prop_assert!(lost.is_empty());
        let table = read_bytes(&bytes).table();
        let expected: Vec<Vec<String>> = rows.iter().map(|row| {
            let mut cells: Vec<String> = row.iter().map(|cell| neutral(cell).into_owned()).collect();
            while cells.last().is_some_and(String::is_empty) { cells.pop(); }
            cells
        }).filter(|row| !row.is_empty()).collect();
        prop_assert_eq!(&table[1..], &expected[..]);
    }

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_bytes(&bytes);
    }
}

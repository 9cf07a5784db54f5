//! Tables out.

use chrono::NaiveDate;
use kakuzuke_documents::write::*;
use kakuzuke_documents::{Cell, ReadOptions};

use crate::support::{read, read_bytes};

fn columns() -> Vec<Column> {
    ["法人番号", "名称", "金額（円）", "期限", "点", "有効"].map(|header| Column::new(header, 14)).into()
}

fn row() -> Vec<Value> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    vec![
        Value::Identifier("0040001999902".into()),
        Value::Text("=1+1".into()),
        Value::Number(1_234_567),
        Value::Date(day),
        Value::Decimal("57.125".into()),
        Value::Bool(true),
    ]
}

#[test]
fn a_workbook_keeps_identifiers_days_and_text_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.xlsx");
    let mut writer = WorkbookWriter::create(&path, "一覧/2026", &columns()).unwrap();
    writer.add_row(&row()).unwrap();
    writer.next_sheet("次", &columns()).unwrap();
    writer
        .add_row(&[
            Value::Empty,
            Value::Text("x".into()),
            Value::Number(i64::MAX),
            Value::Date(NaiveDate::from_ymd_opt(1868, 1, 25).unwrap()),
        ])
        .unwrap();
    writer.finish().unwrap();
    let outcome = read(&path, &ReadOptions::default());
    assert_eq!(
        outcome.rows[1].cells,
        [
            Cell::Text("0040001999902".into()),
            Cell::Text("=1+1".into()),
            Cell::Number("1234567".into()),
            Cell::Date(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()),
            Cell::Number("57.125".into()),
            Cell::Bool(true)
        ]
    );
    let second = read(&path, &ReadOptions { sheet: Some("次".into()), ..ReadOptions::default() });
    assert_eq!(second.table()[1], ["", "x", "9223372036854775807", "1868-01-25"]);
}

#[test]
fn text_files_have_a_mark_and_windows_line_endings() {
    let mut writer = CsvWriter::new(Vec::new(), CsvEncoding::Utf8Bom, &columns()).unwrap();
    writer.add_row(&row()).unwrap();
    writer
        .add_row(&[Value::Text("改行\n\"引用\"".into()), Value::Text("@SUM".into()), Value::Number(-5), Value::Empty])
        .unwrap();
    let (bytes, lost) = writer.finish().unwrap();
    assert!(lost.is_empty());
    let expected = "\u{FEFF}法人番号,名称,金額（円）,期限,点,有効\r\n0040001999902,'=1+1,1234567,2026-11-30,57.125,TRUE\r\n\"改行\n\"\"引用\"\"\",'@SUM,-5,\r\n";
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn cp932_lists_what_it_lost() {
    let mut writer = CsvWriter::new(Vec::new(), CsvEncoding::Cp932, &[Column::new("名称", 10)]).unwrap();
    writer.add_row(&[Value::Text("㈱髙﨑①〜—−¥".into())]).unwrap();
    writer.add_row(&[Value::Text("𠮷野家𠮷é".into())]).unwrap();
    let (bytes, lost) = writer.finish().unwrap();
    assert_eq!(
        lost,
        [
            LostCharacter { character: 'é', times: 1, first_row: 3 },
            LostCharacter { character: '𠮷', times: 2, first_row: 3 }
        ]
    );
    assert_eq!(read_bytes(&bytes).table(), [["名称"], ["㈱髙﨑①～―－￥"], ["〓野家〓〓"]]);
}

#[test]
fn formulas_are_neutralised() {
    for text in ["=1", "+1", "-1", "@x", "\t=1", "＝1", " =1", "\r=1"] {
        assert!(neutral(text).starts_with('\''), "{text:?}");
    }
    for text in ["", "1-1", "株式会社", "a=b"] {
        assert_eq!(neutral(text), text);
    }
}

//! Workbooks as people make them.

use chrono::NaiveDate;
use kakuzuke_documents::{Cell, ReadOptions};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::{ods, pack, read_bytes, read_with, workbook, workbook_parts};

#[test]
fn cells_keep_their_kinds() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    let era = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
    sheet.write_string(0, 0, "法人番号\n（13桁）").unwrap();
    sheet.write_number(1, 0, 7_000_012_050_002_f64).unwrap();
    sheet.write_number(1, 1, 0.1 + 0.2).unwrap();
    sheet.write_number_with_format(1, 2, 46113.0, &day).unwrap();
    sheet.write_number_with_format(1, 3, 46113.75, &era).unwrap();
    sheet.write_boolean(1, 4, true).unwrap();
    sheet.write_formula(1, 6, rust_xlsxwriter::Formula::new("=1+1").set_result("99")).unwrap();
    sheet.write_string(1, 8, "=HYPERLINK(\"http://x\")").unwrap();
    let outcome = read_bytes(&book.save_to_buffer().unwrap());
    let date = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
    assert_eq!(outcome.rows[0].cells, [Cell::Text("法人番号\n（13桁）".into())]);
    assert_eq!(
        outcome.rows[1].cells,
        [
            Cell::Number("7000012050002".into()),
            Cell::Number("0.3".into()),
            Cell::Date(date),
            Cell::Date(date),
            Cell::Bool(true),
            Cell::Empty,
            Cell::Number("99".into()),
            Cell::Empty,
            Cell::Text("=HYPERLINK(\"http://x\")".into())
        ]
    );
    assert_eq!(outcome.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(&*outcome.rows[0].sheet, "Sheet1");
}

#[test]
fn the_first_visible_sheet_with_cells_is_read_unless_one_is_chosen() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("控え").unwrap().set_hidden(true);
    hidden.write_string(0, 0, "hidden").unwrap();
    book.add_worksheet().set_name("一覧").unwrap().write_string(4, 1, "here").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let outcome = read_bytes(&bytes);
    assert_eq!((&*outcome.rows[0].sheet, outcome.rows[0].number), ("一覧", 5));
    assert_eq!(outcome.head.unwrap()["sheets"].as_array().unwrap().len(), 3);
    let chosen = |name: &str| read_with(&bytes, &ReadOptions { sheet: Some(name.into()), ..ReadOptions::default() });
    assert_eq!(chosen("控え").table(), [["hidden"]]);
    assert_eq!(chosen("ない").code(), "sheet_missing");
    assert_eq!(chosen("表紙").code(), "no_rows");
}

#[test]
fn a_preview_stops_cleanly() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..500 {
        sheet.write_number(row, 0, f64::from(row)).unwrap();
    }
    let options = ReadOptions { first_rows: Some(40), ..ReadOptions::default() };
    assert_eq!(read_with(&book.save_to_buffer().unwrap(), &options).table().len(), 40);
}

#[test]
fn days_counted_from_1904() {
    let mut parts = workbook_parts(r#"<row r="1"><c r="A1" s="1"><v>44651</v></c><c r="B1"><v>44651</v></c></row>"#);
    parts[2].1 = String::from_utf8(parts[2].1.clone())
        .unwrap()
        .replace("<workbookPr/>", r#"<workbookPr date1904="1"/>"#)
        .into_bytes();
    let outcome = read_bytes(&pack(&parts));
    assert_eq!(outcome.table(), [["2026-04-01", "44651"]]);
    assert_eq!(outcome.head.unwrap()["system_1904"], true);
}

#[test]
fn extreme_numbers_and_days() {
    let data = r#"<row r="1"><c r="A1"><v>1e308</v></c><c r="B1"><v>-1e308</v></c><c r="C1" s="1"><v>2958465</v></c><c r="D1" s="1"><v>2958466</v></c><c r="E1" s="1"><v>-5</v></c><c r="F1" s="1"><v>1e308</v></c><c r="G1"><v>1e-300</v></c><c r="H1" s="1"><v>0.5</v></c><c r="I1" t="e"><v>#DIV/0!</v></c><c r="J1" t="b"><v>1</v></c></row>"#;
    assert_eq!(
        read_bytes(&workbook(data)).table(),
        [["1e308", "-1e308", "9999-12-31", "2958466", "-5", "1e308", "1e-300", "0.5", "#DIV/0!", "TRUE"]]
    );
}

#[test]
fn open_document_tables() {
    let tables = r#"<table:table table:name="一覧"><table:table-column/><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
      <table:table-row><table:table-cell office:value-type="string"><text:p>商号<text:s text:c="2"/>&amp;名称</text:p><text:p>二行目</text:p><office:annotation><text:p>memo</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-04-01T10:00:00"><text:p>R8.4.1</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="7000012050002"><text:p>7.00E12</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let outcome = read_bytes(&ods(tables));
    assert_eq!(
        outcome.table(),
        vec![vec!["商号  &名称\n二行目", "2026-04-01", "", "7000012050002", "TRUE"], vec!["x", "x"], vec!["x", "x"]]
    );
    assert_eq!(outcome.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [4, 5, 6]);
}

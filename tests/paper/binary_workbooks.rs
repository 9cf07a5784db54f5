//! Excel 97–2003 and binary workbooks, built record by record.

use crate::compound::compound;
use crate::support::{archive, read_bytes};

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A record of the Excel 97–2003 format.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn short_string(text: &str) -> Vec<u8> {
    let count = u8::try_from(text.encode_utf16().count()).unwrap();
    [vec![count, 1], utf16(text)].concat()
}

fn long_string(text: &str) -> Vec<u8> {
    let count = u16::try_from(text.encode_utf16().count()).unwrap();
    [count.to_le_bytes().to_vec(), vec![1], utf16(text)].concat()
}

fn place(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].iter().flat_map(|part| part.to_le_bytes()).collect()
}

/// A workbook stream with one sheet of these records.
fn xls_stream(strings: &[&str], cells: &[Vec<u8>], system_1904: bool) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let format = |number: u16| record(0x00E0, &[&[0, 0][..], &number.to_le_bytes(), &[0; 16]].concat());
    let count = u32::try_from(strings.len()).unwrap().to_le_bytes();
    let table = [count.to_vec(), count.to_vec(), strings.iter().flat_map(|text| long_string(text)).collect()].concat();
    let mode = record(0x0022, &[u8::from(system_1904), 0]);
    let head = [begin(0x0005), record(0x0042, &1200_u16.to_le_bytes()), mode, format(0), format(14)].concat();
    let name = [vec![0, 0], short_string("一覧")].concat();
    let tail = [record(0x00FC, &table), record(0x000A, &[])].concat();
    let position = u32::try_from(head.len() + 4 + 4 + name.len() + tail.len()).unwrap();
    let sheet = record(0x0085, &[position.to_le_bytes().to_vec(), name].concat());
    [head, sheet, tail, begin(0x0010), cells.concat(), record(0x000A, &[])].concat()
}

fn text(row: u16, column: u16, string: u32) -> Vec<u8> {
    record(0x00FD, &[place(row, column, 0), string.to_le_bytes().to_vec()].concat())
}

fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[place(row, column, format), value.to_le_bytes().to_vec()].concat())
}

#[test]
fn an_old_workbook() {
    let cells = [text(2, 0, 0), text(2, 1, 1), number(3, 0, 0, 7_000_012_050_002.0), number(3, 1, 1, 46_113.0)];
    let outcome = read_bytes(&compound(&xls_stream(&["法人番号", "契約日"], &cells, false)));
    assert_eq!(outcome.table(), [["法人番号", "契約日"], ["7000012050002", "2026-04-01"]]);
    assert_eq!(outcome.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(&*outcome.rows[0].sheet, "一覧");
    let since_1904 = read_bytes(&compound(&xls_stream(&[], &[number(0, 0, 1, 44_651.0)], true)));
    assert_eq!(since_1904.table(), [["2026-04-01"]]);
}

#[test]
fn two_cells_of_an_old_workbook_in_one_place_are_told() {
    let twice = [text(0, 0, 0), number(1, 0, 0, 1.0), number(1, 1, 0, 2.0), number(1, 0, 0, 3.0)];
    let outcome = read_bytes(&compound(&xls_stream(&["法人番号"], &twice, false)));
    assert_eq!(outcome.code(), "duplicate_row");
    let apart = [number(1, 0, 0, 1.0), text(0, 0, 0), number(1, 1, 0, 2.0)];
    assert_eq!(read_bytes(&compound(&xls_stream(&["甲"], &apart, false))).table(), [vec!["甲"], vec!["1", "2"]]);
    let many =
        record(0x00BD, &[place(1, 0, 0), vec![0; 4], vec![0; 2], vec![0; 4], 1_u16.to_le_bytes().to_vec()].concat());
    let outcome = read_bytes(&compound(&xls_stream(&[], &[many, number(1, 1, 0, 2.0)], false)));
    assert_eq!(outcome.code(), "duplicate_row", "several numbers in one record");
    let missing = [text(0, 0, 0), text(0, 1, 7)];
    assert_eq!(read_bytes(&compound(&xls_stream(&["甲"], &missing, false))).code(), "damaged");
}

#[test]
fn an_old_workbook_behind_a_password() {
    let mut stream = xls_stream(&[], &[], false);
    let password = record(0x002F, &[1, 0, 1, 0, 1, 0]);
    stream.splice(20..20, password);
    assert_eq!(read_bytes(&compound(&stream)).code(), "encrypted");
}

#[test]
fn every_truncation_of_an_old_workbook_is_answered() {
    let whole = compound(&xls_stream(&["法人番号"], &[text(0, 0, 0), number(1, 0, 1, 1e308)], false));
    for length in (0..whole.len()).step_by(61) {
        let _ = read_bytes(&whole[..length]);
    }
    for at in (0..1_600).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read_bytes(&bytes);
    }
}

#[test]
fn a_defined_name_shorter_than_it_says() {
    let mut stream = xls_stream(&[], &[number(0, 0, 0, 1.0)], false);
    stream.splice(20..20, record(0x0018, &[0]));
    assert_eq!(read_bytes(&compound(&stream)).code(), "damaged");
}

/// A record of the binary workbook format.
fn part(kind: u16, data: &[u8]) -> Vec<u8> {
    let low = u8::try_from(kind & 0x7F).unwrap();
    let mut bytes = if kind < 0x80 { vec![low] } else { vec![low | 0x80, u8::try_from(kind >> 7).unwrap()] };
    let mut length = data.len();
    loop {
        let low = u8::try_from(length & 0x7F).unwrap();
        length >>= 7;
        bytes.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            break;
        }
    }
    [bytes, data.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    [u32::try_from(text.encode_utf16().count()).unwrap().to_le_bytes().to_vec(), utf16(text)].concat()
}

fn xlsb(rows: &[Vec<u8>]) -> Vec<u8> {
    let number = |value: u32| value.to_le_bytes().to_vec();
    let bundle = [number(0), number(1), wide("rId1"), wide("一覧")].concat();
    let book =
        [part(0x83, &[]), part(0x99, &[0; 12]), part(0x8F, &[]), part(0x9C, &bundle), part(0x90, &[]), part(0x84, &[])];
    let style = |format: u16| part(0x2F, &[&[0, 0][..], &format.to_le_bytes(), &[0; 12]].concat());
    let styles = [part(0x269, &number(2)), style(0), style(14)];
    let sheet =
        [part(0x81, &[]), part(0x94, &[0; 16]), part(0x91, &[]), rows.concat(), part(0x92, &[]), part(0x82, &[])];
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    archive(&[
        ("xl/workbook.bin", &book.concat()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
    ])
}

fn binary_row(row: u32) -> Vec<u8> {
    part(0x00, &[&row.to_le_bytes()[..], &[0; 13]].concat())
}

fn binary_cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    part(kind, &[&column.to_le_bytes()[..], &style.to_le_bytes(), value].concat())
}

#[test]
fn a_binary_workbook() {
    let rows = [
        binary_row(0),
        binary_cell(0x06, 0, 0, &wide("法人番号")),
        binary_cell(0x06, 1, 0, &wide("契約日")),
        binary_row(4),
        binary_cell(0x05, 0, 0, &7_000_012_050_002_f64.to_le_bytes()),
        binary_cell(0x05, 1, 1, &46_113_f64.to_le_bytes()),
    ];
    let outcome = read_bytes(&xlsb(&rows));
    assert_eq!(outcome.table(), [["法人番号", "契約日"], ["7000012050002", "2026-04-01"]]);
    assert_eq!(outcome.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 5]);
}

#[test]
fn a_binary_workbook_made_to_break_readers() {
    let value = |column| binary_cell(0x05, column, 0, &1_f64.to_le_bytes());
    assert_eq!(read_bytes(&xlsb(&[binary_row(0), value(0), binary_row(0), value(0)])).code(), "duplicate_row");
    assert_eq!(read_bytes(&xlsb(&[binary_row(0), value(16_383)])).code(), "too_many_columns");
    assert_eq!(read_bytes(&xlsb(&[binary_row(0), binary_cell(0x07, 0, 0, &9_u32.to_le_bytes())])).code(), "damaged");
    assert_eq!(read_bytes(&xlsb(&[])).code(), "no_rows");
    for impossible in [1_048_576, 1_048_577, u32::MAX] {
        let rows = [binary_row(0), value(0), binary_row(impossible), value(0), binary_row(2), value(0)];
        assert_eq!(read_bytes(&xlsb(&rows)).code(), "damaged", "row {impossible}");
    }
    let last = [binary_row(0), value(0), binary_row(1_048_575), value(0)];
    assert_eq!(read_bytes(&xlsb(&last)).rows.len(), 2, "the last row that a sheet has");
}

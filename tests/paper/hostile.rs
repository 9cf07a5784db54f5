//! Files made to break readers. Limits of the process itself are tried with the whole program.

use std::time::Instant;

use kakuzuke_documents::{Cell, ReadOptions};
use proptest::prelude::*;

use crate::support::{archive, ods, pack, read_bytes, read_with, workbook, workbook_parts};

#[test]
fn two_cells_far_apart() {
    let bytes =
        workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#);
    assert!(bytes.len() < 4096);
    assert_eq!(read_bytes(&bytes).code(), "too_many_columns");
    let narrow =
        workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>"#);
    let outcome = read_bytes(&narrow);
    assert_eq!(outcome.table(), vec![vec!["1"], vec!["", "2"]]);
    assert_eq!(outcome.rows[1].number, 1_048_576);
    assert_eq!(read_bytes(&workbook(r#"<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>"#)).code(), "damaged");
}

#[test]
fn duplicate_rows_and_cells() {
    for data in [
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
        r#"<row r="2"><c r="A2"/></row><row r="1"><c r="A1"><v>2</v></c></row>"#,
    ] {
        let outcome = read_bytes(&workbook(data));
        assert_eq!(outcome.code(), "duplicate_row", "{data}");
        assert!(outcome.error.unwrap().arguments.contains_key("row"));
    }
}

#[test]
fn a_forged_count_of_shared_strings() {
    for count in ["99999999999", "18446744073709551615", "9999999999999999999999999"] {
        let mut parts = workbook_parts(r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#);
        parts.push((
            "xl/sharedStrings.xml",
            format!(r#"<sst uniqueCount="{count}"><si><t>a</t></si></sst>"#).into_bytes(),
        ));
        assert_eq!(read_bytes(&pack(&parts)).code(), "damaged", "{count}");
    }
}

#[test]
fn a_wrong_checksum() {
    let mut bytes = workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[at + 16] ^= 0xFF;
    let local = bytes.windows(4).rposition(|window| window == b"PK\x03\x04").unwrap();
    bytes[local + 14] ^= 0xFF;
    let outcome = read_bytes(&bytes);
    assert_eq!(outcome.code(), "bad_crc");
    assert!(outcome.rows.is_empty());
}

#[test]
fn a_name_twice_in_the_archive() {
    let parts = workbook_parts(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let mut members: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    members.push(("XL/Worksheets/Sheet1.xml", b"<worksheet/>"));
    assert_eq!(read_bytes(&archive(&members)).code(), "duplicate_member");
    members.pop();
    members.push(("xl/worksheets/sheet2.xml", b"<worksheet/>"));
    let mut bytes = archive(&members);
    for at in 0..bytes.len() - 10 {
        if bytes[at..].starts_with(b"sheet2.xml") {
            bytes[at + 5] = b'1';
        }
    }
    assert!(matches!(read_bytes(&bytes).code(), "duplicate_member" | "damaged"));
}

#[test]
fn archives_that_unpack_without_end() {
    let began = Instant::now();
    let mut parts = workbook_parts("");
    parts.push(("xl/media/big.xml", vec![b' '; 64 << 20]));
    assert_eq!(read_bytes(&pack(&parts)).code(), "zip_bomb");
    let mut options = ReadOptions::default();
    options.limits.unpacked_bytes = 1 << 20;
    let mut parts = workbook_parts("");
    parts.push(("xl/media/big.xml", vec![b' '; 2 << 20]));
    assert_eq!(read_with(&pack(&parts), &options).code(), "zip_bomb");
    let many: Vec<(String, Vec<u8>)> = (0..5_000).map(|at| (format!("xl/{at}.xml"), Vec::new())).collect();
    let members: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(read_bytes(&archive(&members)).code(), "too_many_members");
    assert!(began.elapsed().as_secs() < 20);
}

#[test]
fn document_types_and_entities() {
    let doctype =
        r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY lol "lollollol">]>"#;
    for place in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"] {
        let mut parts = workbook_parts(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>"#);
        let part = parts.iter_mut().find(|(name, _)| *name == place).unwrap();
        part.1 = String::from_utf8(part.1.clone()).unwrap().replace(r#"<?xml version="1.0"?>"#, doctype).into_bytes();
        assert_eq!(read_bytes(&pack(&parts)).code(), "doctype", "{place}");
    }
    assert_eq!(
        read_bytes(&workbook(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>"#)).code(),
        "damaged"
    );
}

#[test]
fn places_beyond_any_number() {
    for place in ["ZZZZZZZZZZ1", "A99999999999", "FXSHRXX1"] {
        let data = format!(r#"<row r="1"><c r="{place}"><v>1</v></c></row>"#);
        assert!(matches!(read_bytes(&workbook(&data)).code(), "damaged" | "too_many_columns"), "{place}");
    }
}

#[test]
fn long_names_stay_out() {
    let name = "あ".repeat(100_000);
    let outcome = read_bytes(&workbook(&format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{name}</t></is></c><c r="B1"><v>1</v></c></row>"#
    )));
    assert_eq!(outcome.rows[0].cells, [Cell::TooLong(100_000), Cell::Number("1".into())]);
}

#[test]
fn sheets_without_rows() {
    assert_eq!(read_bytes(&workbook("")).code(), "no_rows");
    assert_eq!(read_bytes(&workbook(r#"<row r="1"><c r="A1" s="1"/></row>"#)).code(), "no_rows");
    assert_eq!(read_bytes(&ods(r#"<table:table table:name="a"/>"#)).code(), "no_rows");
    assert_eq!(read_bytes(&ods("")).code(), "no_rows");
}

#[test]
fn repeats_of_open_document_tables() {
    let began = Instant::now();
    let cell = r#"<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>"#;
    let rows = |count: &str| {
        ods(&format!(
            r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="{count}">{cell}</table:table-row></table:table>"#
        ))
    };
    let mut options = ReadOptions::default();
    options.limits.rows = 10_000;
    assert_eq!(read_with(&rows("4294967295"), &options).code(), "too_many_rows");
    let wide = ods(
        r#"<table:table table:name="a"><table:table-row><table:table-cell table:number-columns-repeated="4294967295" office:value-type="float" office:value="1"/></table:table-row></table:table>"#,
    );
    assert_eq!(read_bytes(&wide).code(), "too_many_columns");
    assert_eq!(read_bytes(&ods(r#"<table:table table:name="a"><table:table-row>"#)).code(), "damaged");
    assert!(began.elapsed().as_secs() < 10);
}

#[test]
fn protected_workbooks() {
    let mut compound = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    compound.extend(vec![0; 70_000]);
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    compound.extend(vec![0; 512]);
    assert_eq!(read_bytes(&compound).code(), "encrypted");
    let manifest = br#"<manifest:manifest xmlns:manifest="urn:x"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    assert_eq!(read_bytes(&archive(&[("content.xml", b"x"), ("META-INF/manifest.xml", manifest)])).code(), "encrypted");
}

#[test]
fn macros_are_seen_and_left_alone() {
    let mut parts = workbook_parts(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    parts.push(("xl/vbaProject.bin", b"not a project".to_vec()));
    let outcome = read_bytes(&pack(&parts));
    assert_eq!(outcome.table(), [["1"]]);
    assert_eq!(outcome.head.unwrap()["macros"], true);
}

#[test]
fn every_truncation_is_answered() {
    let book = workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    for length in (0..book.len()).step_by(37) {
        assert!(read_bytes(&book[..length]).error.is_some(), "{length}");
    }
}

fn starts() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(Vec::new()),
        Just(b"PK\x03\x04".to_vec()),
        Just(vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        Just(vec![0xFF, 0xFE]),
        Just(vec![0xEF, 0xBB, 0xBF]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn random_bytes_behind_any_mark(start in starts(), rest in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&[start, rest].concat());
    }

    #[test]
    fn a_workbook_with_one_byte_changed(at in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = workbook(r#"<row r="1"><c r="A1" s="1"><v>44651</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>"#);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read_bytes(&bytes);
    }

    #[test]
    fn sheet_data_of_any_tags(data in "(<row r=\"[0-9]{1,7}\">|</row>|<c r=\"[A-Z]{0,3}[0-9]{0,7}\"( t=\"(s|b|e|n|d|str|inlineStr|q)\")?( s=\"[0-9]\")?>|</c>|<v>[0-9e.+-]{0,9}</v>|<is><t>x</t></is>|<f>1+1</f>|&[a-z]{0,3};){0,12}") {
        let _ = read_bytes(&workbook(&data));
    }

    #[test]
    fn open_document_data_of_any_tags(data in "(<table:table table:name=\"a\">|</table:table>|<table:table-row table:number-rows-repeated=\"[0-9]{0,3}\">|</table:table-row>|<table:table-cell office:value-type=\"(float|date|string)\" office:value=\"[0-9e.-]{0,6}\">|</table:table-cell>|<text:p>|</text:p>|x|<text:s text:c=\"[0-9]{0,10}\"/>){0,14}") {
        let _ = read_bytes(&ods(&data));
    }
}

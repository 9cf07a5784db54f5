//! Reading a file in this process, and building workbooks part by part.

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;

use kakuzuke_documents::{Cell, ReadError, ReadOptions, Row, child};
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What the reading process says of a file.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub head: Option<Value>,
    pub rows: Vec<Row>,
    pub error: Option<ReadError>,
    pub ended: bool,
}

impl Outcome {
    #[track_caller]
    pub fn code(&self) -> &'static str {
        self.error.as_ref().unwrap_or_else(|| panic!("no error: {self:?}")).code()
    }

    #[track_caller]
    pub fn table(&self) -> Vec<Vec<String>> {
        assert_eq!((&self.error, self.ended), (&None, true));
        self.rows.iter().map(|row| row.cells.iter().map(|cell| cell.shown().into_owned()).collect()).collect()
    }
}

pub fn read(path: &Path, options: &ReadOptions) -> Outcome {
    let mut out = Vec::new();
    child::run(path, options, &mut out).expect("memory takes every byte");
    parse(&out)
}

pub fn read_bytes(bytes: &[u8]) -> Outcome {
    read_with(bytes, &ReadOptions::default())
}

pub fn read_with(bytes: &[u8], options: &ReadOptions) -> Outcome {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("written");
    read(file.path(), options)
}

fn parse(lines: &[u8]) -> Outcome {
    let mut outcome = Outcome { head: None, rows: Vec::new(), error: None, ended: false };
    let mut sheet: Arc<str> = Arc::from("");
    for line in lines.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
        let value: Value = serde_json::from_slice(line).expect("every line is JSON");
        if let Some(row) = value.as_array() {
            let cells = row[1].as_array().expect("cells").iter().map(cell).collect();
            outcome.rows.push(Row {
                sheet: Arc::clone(&sheet),
                number: row[0].as_u64().expect("a number") as u32,
                cells,
            });
        } else if let Some(head) = value.get("head") {
            outcome.head = Some(head.clone());
        } else if let Some(name) = value.get("sheet") {
            sheet = Arc::from(name.as_str().expect("a name"));
        } else if let Some(error) = value.get("error") {
            outcome.error = Some(serde_json::from_value(error.clone()).expect("an error"));
        } else {
            assert_eq!(value["end"].as_u64(), Some(outcome.rows.len() as u64));
            outcome.ended = true;
        }
    }
    assert_ne!(outcome.error.is_some(), outcome.ended, "exactly one last line");
    outcome
}

fn cell(value: &Value) -> Cell {
    let Some(text) = value.as_str() else { return Cell::Empty };
    let (mark, rest) = text.split_at(1);
    match mark {
        "t" => Cell::Text(rest.to_owned()),
        "n" => Cell::Number(rest.to_owned()),
        "d" => Cell::Date(rest.parse().expect("a day")),
        "b" => Cell::Bool(rest == "1"),
        "e" => Cell::Error(rest.to_owned()),
        "l" => Cell::TooLong(rest.parse().expect("a length")),
        other => panic!("unknown mark {other}"),
    }
}

/// An archive of these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// The parts of a workbook with one sheet whose data are the given XML.
pub fn workbook_parts(sheet_data: &str) -> Vec<(&'static str, Vec<u8>)> {
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    vec![
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.to_vec()),
        ("_rels/.rels", RELATIONS.as_bytes().to_vec()),
        ("xl/workbook.xml", format!(r#"<?xml version="1.0"?><workbook {main}><workbookPr/><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>"#).into_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS.as_bytes().to_vec()),
        ("xl/styles.xml", STYLES.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.xml", format!(r#"<?xml version="1.0"?><worksheet {main}><sheetData>{sheet_data}</sheetData></worksheet>"#).into_bytes()),
    ]
}

pub fn pack(parts: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let members: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    archive(&members)
}

/// A workbook whose sheet data are the given XML.
pub fn workbook(sheet_data: &str) -> Vec<u8> {
    pack(&workbook_parts(sheet_data))
}

/// An OpenDocument spreadsheet whose tables are the given XML.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// A row of text cells for tests of columns.
pub fn text_row(number: u32, cells: &[&str]) -> Row {
    let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
    Row { sheet: Arc::from(""), number, cells: cells.iter().map(cell).collect() }
}

//! Files as people send them, made on the spot.
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Writes a workbook of one sheet, every cell a text.
pub fn xlsx(folder: &Path, name: &str, rows: &[&[&str]]) -> PathBuf {
    let path = folder.join(name);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    workbook.save(&path).expect("a workbook");
    path
}

/// Writes UTF-8 without a mark.
pub fn csv(folder: &Path, name: &str, rows: &[&[&str]]) -> PathBuf {
    let quote = |cell: &str| {
        if cell.contains(['"', ',', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(|cell| quote(cell)).collect::<Vec<_>>().join(",")).collect();
    bytes(folder, name, format!("{}\r\n", lines.join("\r\n")).as_bytes())
}

/// Writes what it is given.
pub fn bytes(folder: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).expect("written");
    path
}

/// A workbook put together by hand around one sheet's XML.
pub fn raw_xlsx(folder: &Path, name: &str, sheet: &str) -> PathBuf {
    parts(folder, name, &workbook_parts(sheet))
}

/// The five parts a reader needs.
pub fn workbook_parts(sheet: &str) -> Vec<(&'static str, String)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    vec![
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{document}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{document}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{document}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ]
}

/// A ZIP of the given parts.
pub fn parts(folder: &Path, name: &str, parts: &[(&str, String)]) -> PathBuf {
    let path = folder.join(name);
    let mut archive = ZipWriter::new(File::create(&path).expect("a file"));
    for (part, content) in parts {
        archive.start_file(*part, SimpleFileOptions::default()).expect("a part");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.finish().expect("finished");
    path
}

/// A sheet around rows of XML.
pub fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// A text cell without a shared string.
pub fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

//! What the targets share: a file from bytes, an archive from members.

#[path = "../../paper/compound.rs"]
mod compound;

use std::io::{Cursor, Write};
use std::sync::Once;

use kakuzuke_documents::columns::{ImportKind, Interpreter, Mapping, find_header};
use kakuzuke_documents::{ReadOptions, child};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A panic ends the run, unless the workbook library caused it: the reading process catches those and calls the file damaged.
fn only_ours_end_the_run() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let library = panic.location().is_some_and(|place| place.file().contains("/calamine-"));
            if !library {
                told(panic);
            }
        }));
    });
}

/// Reads the bytes as a file and throws the lines away.
pub fn read(bytes: &[u8]) {
    only_ours_end_the_run();
    let Ok(mut file) = tempfile::NamedTempFile::new() else { return };
    if file.write_all(bytes).is_err() {
        return;
    }
    let mut options = ReadOptions::default();
    options.limits.rows = 20_000;
    options.limits.unpacked_bytes = 32 << 20;
    let _ = child::run(file.path(), &options, &mut std::io::sink());
}

/// The bytes themselves if they look like a compound file, otherwise one that holds them as its workbook stream.
pub fn compounded(data: &[u8]) -> Vec<u8> {
    if data.starts_with(&[0xD0, 0xCF]) { data.to_vec() } else { compound::compound(data) }
}

/// The bytes themselves if they look like an archive, otherwise an archive that holds them as one member.
pub fn wrapped(data: &[u8], member: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default();
    for (name, bytes) in others {
        let _ = zip.start_file(*name, stored);
        let _ = zip.write_all(bytes);
    }
    let _ = zip.start_file(member, stored);
    let _ = zip.write_all(data);
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The parts around the first sheet of an Office Open XML workbook.
pub fn workbook_parts(book: &'static str, sheet: &'static str) -> Vec<(&'static str, String)> {
    let relations = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    vec![
        ("_rels/.rels", relations("officeDocument", book)),
        (
            if book.ends_with("bin") { "xl/_rels/workbook.bin.rels" } else { "xl/_rels/workbook.xml.rels" },
            relations("worksheet", sheet),
        ),
    ]
}

/// Reads bytes as lines of cells separated by tabs, and asks every kind what they mean.
pub fn interpret(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let cell = |text: &str| {
        if text.is_empty() { kakuzuke_documents::Cell::Empty } else { kakuzuke_documents::Cell::Text(text.to_owned()) }
    };
    let rows: Vec<_> = (1..)
        .zip(text.lines().take(60))
        .map(|(number, line)| kakuzuke_documents::Row {
            sheet: "".into(),
            number,
            cells: line.split('\t').take(60).map(cell).collect(),
        })
        .collect();
    for kind in ImportKind::ALL {
        let Some(header) = find_header(kind, &rows) else { continue };
        let Ok(mut reading) = Interpreter::new(kind, &Mapping::suggested(&header), Default::default()) else {
            continue;
        };
        for row in &rows {
            let _ = reading.read(row);
        }
    }
}

//! OpenDocument spreadsheets, streamed: repeats are counted, never unrolled beyond the limits.

use std::fs::File;
use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::{Flow, Sink, values};
use crate::cells::Cell;
use crate::detect::FileFormat;
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::wire::{Head, SheetInfo};

/// Elements whose content is no cell text.
const SKIPPED: &[&str] = &[
    "office:annotation",
    "table:tracked-changes",
    "table:shapes",
    "office:forms",
    "draw:frame",
    "draw:custom-shape",
    "draw:object",
    "table:content-validations",
];

pub(crate) fn read(file: File, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(ReadError::damaged)?;
    refuse_encrypted(&mut archive)?;
    let sheets = sheet_names(content(&mut archive)?)?;
    sink.head(Head {
        format: FileFormat::Ods,
        encoding: None,
        delimiter: None,
        system_1904: false,
        macros: false,
        sheets: sheets.clone(),
    })?;
    let wanted = super::sheets_to_read(&sheets, options)?;
    let mut xml = content(&mut archive)?;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(ReadError::damaged)? {
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                let name = attribute(&element, "table:name")?.unwrap_or_default();
                if wanted.contains(&name) {
                    sink.begin_sheet(&name);
                    if table(&mut xml, sink)? == Flow::Enough || sink.has_rows() {
                        return Ok(());
                    }
                } else {
                    skip(&mut xml, &element)?;
                }
            }
            Event::Start(element) if SKIPPED.contains(&element.name().as_ref()) => skip(&mut xml, &element)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

type Content<'a> = Reader<BufReader<zip::read::ZipFile<'a, BufReader<File>>>>;

fn content(archive: &mut ZipArchive<BufReader<File>>) -> Result<Content<'_>, ReadError> {
    let member = archive.by_name("content.xml").map_err(ReadError::damaged)?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, member));
    xml.config_mut().expand_empty_elements = true;
    Ok(xml)
}

fn refuse_encrypted(archive: &mut ZipArchive<BufReader<File>>) -> Result<(), ReadError> {
    let Ok(member) = archive.by_name("META-INF/manifest.xml") else { return Ok(()) };
    let mut xml = Reader::from_reader(BufReader::new(member));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(ReadError::damaged)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "encryption-data" => {
                return Err(ReadError::new(ReadErrorCode::Encrypted));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn sheet_names(mut xml: Content<'_>) -> Result<Vec<SheetInfo>, ReadError> {
    let mut sheets = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(ReadError::damaged)? {
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                sheets.push(SheetInfo { name: attribute(&element, "table:name")?.unwrap_or_default(), visible: true });
                if sheets.len() > 10_000 {
                    return Err(ReadError::damaged("sheets"));
                }
                skip(&mut xml, &element)?;
            }
            Event::Start(element) if SKIPPED.contains(&element.name().as_ref()) => skip(&mut xml, &element)?,
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

fn skip<R: BufRead>(xml: &mut Reader<R>, element: &BytesStart<'_>) -> Result<(), ReadError> {
    let mut buffer = Vec::new();
    xml.read_to_end_into(element.to_end().name(), &mut buffer).map_err(ReadError::damaged)?;
    Ok(())
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    let found = element.try_get_attribute(name).map_err(ReadError::damaged)?;
    found
        .map(|found| {
            found
                .normalized_value(XmlVersion::Implicit1_0)
                .map(std::borrow::Cow::into_owned)
                .map_err(ReadError::damaged)
        })
        .transpose()
}

fn repeats(element: &BytesStart<'_>, name: &str) -> Result<u32, ReadError> {
    Ok(attribute(element, name)?.and_then(|count| count.parse().ok()).unwrap_or(1_u32).max(1))
}

fn table<R: BufRead>(xml: &mut Reader<R>, sink: &mut Sink<'_>) -> Result<Flow, ReadError> {
    let (mut row, mut buffer) = (0_u32, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(ReadError::damaged)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table-row" => {
                    let count = repeats(&element, "table:number-rows-repeated")?;
                    let cells = cells_of_row(xml, sink)?;
                    if !cells.is_empty() {
                        for repeat in 0..count {
                            for (column, cell) in &cells {
                                if sink.cell(row.saturating_add(repeat), *column, cell.clone())? == Flow::Enough {
                                    return Ok(Flow::Enough);
                                }
                            }
                        }
                    }
                    row = row.saturating_add(count);
                }
                name if SKIPPED.contains(&name) => skip(xml, &element)?,
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "table:table" => return sink.end_row(),
            Event::Eof => return Err(ReadError::damaged("table:table")),
            _ => {}
        }
    }
}

/// The cells of a row that have content, with their columns.
fn cells_of_row<R: BufRead>(xml: &mut Reader<R>, sink: &Sink<'_>) -> Result<Vec<(u32, Cell)>, ReadError> {
    let (mut column, mut cells, mut buffer) = (0_u32, Vec::new(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(ReadError::damaged)? {
            Event::Start(element)
                if matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell") =>
            {
                let count = repeats(&element, "table:number-columns-repeated")?;
                let value = cell(xml, &element, sink)?;
                if value != Cell::Empty {
                    for repeat in 0..count.min(sink.limits().columns.saturating_add(1)) {
                        cells.push((column.saturating_add(repeat), value.clone()));
                    }
                }
                column = column.saturating_add(count);
            }
            Event::End(element) if element.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(ReadError::damaged("table:table-row")),
            _ => {}
        }
    }
}

fn cell<R: BufRead>(xml: &mut Reader<R>, element: &BytesStart<'_>, sink: &Sink<'_>) -> Result<Cell, ReadError> {
    let end = element.name().as_ref().to_owned();
    let kind = attribute(element, "office:value-type")?.unwrap_or_default();
    let value = match kind.as_str() {
        "float" | "currency" | "percentage" => attribute(element, "office:value")?,
        "date" => attribute(element, "office:date-value")?,
        "boolean" => attribute(element, "office:boolean-value")?,
        "string" => attribute(element, "office:string-value")?,
        _ => None,
    };
    let text = paragraphs(xml, &end)?;
    Ok(match (kind.as_str(), value) {
        ("float" | "currency" | "percentage", Some(value)) => {
            value.parse().map_or_else(|_| sink.text(&value), values::number_cell)
        }
        ("date", Some(value)) => values::iso_cell(sink, &value),
        ("boolean", Some(value)) => Cell::Bool(value == "true"),
        ("string", Some(value)) => sink.text(&value),
        _ => sink.text(&text),
    })
}

fn paragraphs<R: BufRead>(xml: &mut Reader<R>, end: &str) -> Result<String, ReadError> {
    let (mut text, mut buffer, mut seen) = (String::new(), Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(ReadError::damaged)? {
            Event::Start(element) => match element.name().as_ref() {
                "text:p" => {
                    if seen > 0 {
                        text.push('\n');
                    }
                    seen += 1;
                }
                "text:s" => {
                    let count = repeats(&element, "text:c")?.min(1_000);
                    text.extend((0..count).map(|_| ' '));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                name if SKIPPED.contains(&name) || name == "text:ruby-text" || name == "table:table" => {
                    skip(xml, &element)?
                }
                _ => {}
            },
            Event::Text(part) if seen > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if seen > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if seen > 0 => match entity.resolve_char_ref().map_err(ReadError::damaged)? {
                Some(c) => text.push(c),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(entity.as_ref()).unwrap_or("")),
            },
            Event::End(element) if element.name().as_ref() == end => return Ok(text),
            Event::Eof => return Err(ReadError::damaged("table:table-cell")),
            _ => {}
        }
    }
}

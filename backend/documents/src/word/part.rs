//! An XML part: its events, its paragraphs, and its text with edits.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Writer, XmlVersion};

use super::problems::TemplateError;
use crate::errors::{ReadError, ReadErrorCode};

/// The largest XML part in bytes.
const LARGEST: usize = 8 << 20;
/// Elements inside each other.
const DEEPEST: usize = 256;

/// A part, event by event.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub events: Vec<Event<'static>>,
}

/// A paragraph: where it stands, and its text run by run.
#[derive(Debug, Clone)]
pub(super) struct Span {
    /// From its start tag to its end tag.
    pub at: RangeInclusive<usize>,
    /// Its place among all paragraphs of the part, from 1.
    pub number: usize,
    /// Whether it stands inside another paragraph, as in a text box.
    pub inside: bool,
    /// Its texts.
    pub texts: Vec<Text>,
}

/// A text (`w:t`) of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// From its start tag to its end tag.
    pub at: RangeInclusive<usize>,
    /// What it says.
    pub text: String,
}

impl Part {
    /// Reads a part: well-formed, in UTF-8, without a document type.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, TemplateError> {
        let damaged = |detail: &dyn std::fmt::Display| {
            TemplateError::File(ReadError::new(ReadErrorCode::Damaged).with("detail", format_args!("{name}: {detail}")))
        };
        if bytes.len() > LARGEST {
            return Err(ReadError::new(ReadErrorCode::TooLarge).with("limit", LARGEST).into());
        }
        let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| damaged(&error))?;
        let mut reader = Reader::from_str(text);
        let (mut events, mut depth) = (Vec::new(), 0_usize);
        loop {
            let event = reader.read_event().map_err(|error| damaged(&error))?;
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::DocType(_) => return Err(ReadError::new(ReadErrorCode::Doctype).with("member", name).into()),
                Event::Eof if depth > 0 => return Err(damaged(&"unclosed")),
                Event::Eof => return Ok(Self { events }),
                _ => {}
            }
            if depth > DEEPEST {
                return Err(damaged(&"depth"));
            }
            events.push(event.into_owned());
        }
    }

    /// The elements, by their start tags.
    pub fn elements(&self) -> impl Iterator<Item = &BytesStart<'static>> {
        self.events.iter().filter_map(|event| match event {
            Event::Start(element) | Event::Empty(element) => Some(element),
            _ => None,
        })
    }

    /// The paragraphs in the order in which they begin.
    pub fn paragraphs(&self) -> Result<Vec<Span>, TemplateError> {
        let (mut open, mut done): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let (mut number, mut text): (usize, Option<(usize, String)>) = (0, None);
        for (at, event) in self.events.iter().enumerate() {
            match event {
                Event::Start(element) if element.name().as_ref() == "w:p" => {
                    number += 1;
                    open.push(Span { at: at..=at, number, inside: !open.is_empty(), texts: Vec::new() });
                }
                Event::Empty(element) if element.name().as_ref() == "w:p" => number += 1,
                Event::End(element) if element.name().as_ref() == "w:p" => {
                    if let Some(span) = open.pop() {
                        done.push(Span { at: *span.at.start()..=at, ..span });
                    }
                }
                Event::Start(element) if element.name().as_ref() == "w:t" => text = Some((at, String::new())),
                Event::End(element) if element.name().as_ref() == "w:t" => {
                    if let (Some((start, text)), Some(span)) = (text.take(), open.last_mut()) {
                        span.texts.push(Text { at: start..=at, text });
                    }
                }
                Event::Text(part) => add(&mut text, &part.xml10_content()),
                Event::CData(part) => add(&mut text, &part.xml10_content()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref().map_err(TemplateError::damaged)? {
                    Some(c) => add(&mut text, c.encode_utf8(&mut [0; 4])),
                    None => match resolve_predefined_entity(entity.as_ref()) {
                        Some(value) => add(&mut text, value),
                        None => return Err(TemplateError::damaged("entity")),
                    },
                },
                _ => {}
            }
        }
        done.sort_by_key(|span| span.number);
        Ok(done)
    }

    /// The part with some of its events replaced by other XML.
    pub fn write(&self, edits: &BTreeMap<usize, (usize, String)>) -> std::io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new());
        let mut at = 0;
        while let Some(event) = self.events.get(at) {
            match edits.get(&at) {
                Some((end, xml)) => {
                    writer.get_mut().extend_from_slice(xml.as_bytes());
                    at = *end;
                }
                None => writer.write_event(event.borrow())?,
            }
            at += 1;
        }
        Ok(writer.into_inner())
    }

    /// The XML of some events, as they stand.
    pub fn raw(&self, at: RangeInclusive<usize>) -> std::io::Result<String> {
        let mut writer = Writer::new(Vec::new());
        for event in self.events.get(at).unwrap_or_default() {
            writer.write_event(event.borrow())?;
        }
        String::from_utf8(writer.into_inner()).map_err(std::io::Error::other)
    }

    /// The first element of this name among some events, to its end.
    pub fn find(&self, name: &str, within: RangeInclusive<usize>) -> Option<RangeInclusive<usize>> {
        let (mut start, mut depth) = (0, 0_usize);
        for at in within {
            match self.events.get(at)? {
                Event::Empty(element) if depth == 0 && element.name().as_ref() == name => return Some(at..=at),
                Event::Start(element) if element.name().as_ref() == name => {
                    start = if depth == 0 { at } else { start };
                    depth += 1;
                }
                Event::End(element) if depth > 0 && element.name().as_ref() == name => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(start..=at);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

fn add(text: &mut Option<(usize, String)>, more: &str) {
    if let Some((_, text)) = text {
        text.push_str(more);
    }
}

/// The value of an attribute; none if it is absent or cannot be read.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Text as it stands in XML; what XML cannot hold is left out, and breaks become spaces.
pub(super) fn written(text: &str) -> String {
    let held = |c: char| match c {
        '\t' | '\n' | '\r' => Some(' '),
        c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => None,
        c => Some(c),
    };
    escape(text.chars().filter_map(held).collect::<String>()).into_owned()
}

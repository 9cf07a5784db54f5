//! What could harm whoever opens the document: macros, embedded things, reaching outside.

use quick_xml::events::Event;

use super::instructions::{harmful, is_web_address};
use super::part::{Part, attribute};
use super::problems::{TemplateError, TemplateProblem, TemplateProblemCode as Code};

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Header,
    Footer,
    Note,
}

impl Role {
    /// Its word in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Note => "note",
        }
    }
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The list of parts (`[Content_Types].xml`): the parts that hold text, with what they are for.
///
/// # Errors
/// It is no Word document, or one with macros or embedded things.
pub(super) fn roles(types: &Part) -> Result<Vec<(String, Role)>, TemplateError> {
    let mut roles = Vec::new();
    for element in types.elements() {
        let Some(content_type) = attribute(element, "ContentType") else { continue };
        let lower = content_type.to_ascii_lowercase();
        let has = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
        if has(&["macroenabled", "vbaproject", "vbadata", "keymapcustomizations", "attachedtoolbars"]) {
            return Err(TemplateError::one(Code::Macros));
        }
        if has(&["oleobject", "activex", "x-msdownload", "application/xhtml", "text/html", "application/rtf"]) {
            return Err(active(&content_type));
        }
        let role = match content_type.strip_prefix(WORD) {
            Some("document.main+xml") => Role::Body,
            Some("header+xml") => Role::Header,
            Some("footer+xml") => Role::Footer,
            Some("footnotes+xml" | "endnotes+xml") => Role::Note,
            _ => continue,
        };
        if let Some(name) = attribute(element, "PartName") {
            roles.push((name.trim_start_matches('/').to_owned(), role));
        }
    }
    match roles.iter().filter(|(_, role)| *role == Role::Body).count() {
        1 => Ok(roles),
        _ => Err(TemplateError::one(Code::NotWord)),
    }
}

fn active(what: &str) -> TemplateError {
    TemplateProblem::new(Code::ActiveContent).with("what", what).into()
}

/// Relationships that are taken out without a word: they lead to the designer's own machine and bear nothing of the paper.
const FORGOTTEN: [&str; 3] = ["attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"];
/// Elements that go with them.
const FORGOTTEN_ELEMENTS: [&str; 2] = ["w:attachedTemplate", "w:mailMerge"];
/// Relationships to things that act or hide a file.
const ACTIVE: [&str; 9] = [
    "vbaProject",
    "wordVbaData",
    "oleObject",
    "package",
    "control",
    "aFChunk",
    "subDocument",
    "keyMapCustomizations",
    "attachedToolbars",
];

/// Checks the relationships of a part, and takes out those that lead to the designer's machine.
pub(super) fn relations(part: &mut Part) -> Result<(), TemplateError> {
    let mut kept = Vec::with_capacity(part.events.len());
    let mut dropping = false;
    for event in part.events.drain(..) {
        if let Event::Start(element) | Event::Empty(element) = &event
            && element.local_name().as_ref() == "Relationship"
        {
            let kind = attribute(element, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default();
            let target = attribute(element, "Target").unwrap_or_default();
            let outside = attribute(element, "TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            dropping = FORGOTTEN.contains(&kind);
            if ACTIVE.contains(&kind) {
                return Err(active(kind));
            }
            let web = kind == "hyperlink" && is_web_address(&target);
            if !dropping && !web && (outside || target.contains(':') || target.contains("\\\\")) {
                return Err(TemplateProblem::new(Code::External).with("target", target).into());
            }
            if dropping {
                dropping = matches!(event, Event::Start(_));
                continue;
            }
        }
        if dropping {
            dropping = !matches!(event, Event::End(_));
        } else {
            kept.push(event);
        }
    }
    part.events = kept;
    Ok(())
}

/// Checks a part of the document's text or settings, and takes out what leads to the designer's machine.
pub(super) fn content(part: &mut Part) -> Result<(), TemplateError> {
    let acts = ["w:altChunk", "w:object", "w:control", "w:subDoc", "o:OLEObject"];
    if let Some(element) = part.elements().find(|element| acts.contains(&element.name().as_ref())) {
        return Err(active(element.name().as_ref()));
    }
    if let Some(problem) = harmful(part) {
        return Err(problem.into());
    }
    for name in FORGOTTEN_ELEMENTS {
        while let Some(at) = part.find(name, 0..=part.events.len().saturating_sub(1)) {
            part.events.drain(at);
        }
    }
    Ok(())
}

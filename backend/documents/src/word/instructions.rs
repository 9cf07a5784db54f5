//! The instructions of a document's own fields, such as the page number: harmless ones only.

use quick_xml::events::Event;

use super::part::{Part, attribute};
use super::problems::{TemplateProblem, TemplateProblemCode as Code};

/// Instructions that neither fetch nor start anything.
const HARMLESS: [&str; 31] = [
    "=",
    "ADVANCE",
    "AUTHOR",
    "CREATEDATE",
    "DATE",
    "DOCPROPERTY",
    "EQ",
    "FILENAME",
    "FORMCHECKBOX",
    "FORMDROPDOWN",
    "FORMTEXT",
    "HYPERLINK",
    "IF",
    "LISTNUM",
    "MERGEFIELD",
    "NOTEREF",
    "NUMPAGES",
    "NUMWORDS",
    "PAGE",
    "PAGEREF",
    "PRINTDATE",
    "REF",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "STYLEREF",
    "SYMBOL",
    "TC",
    "TIME",
    "TITLE",
];
/// The table of contents is one too.
const CONTENTS: &str = "TOC";

/// Addresses that a person may be led to.
pub(super) fn is_web_address(target: &str) -> bool {
    let target = target.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|start| target.starts_with(start))
}

/// The first instruction of the part that is not harmless.
pub(super) fn harmful(part: &Part) -> Option<TemplateProblem> {
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut reading = false;
    for event in &part.events {
        let problem = match event {
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:fldSimple" => {
                judge(&attribute(element, "w:instr").unwrap_or_default())
            }
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:fldChar" => {
                match attribute(element, "w:fldCharType").as_deref() {
                    Some("begin") => {
                        open.push((String::new(), true));
                        None
                    }
                    Some("separate") => open.last_mut().and_then(|(text, unread)| {
                        *unread = false;
                        judge(text)
                    }),
                    _ => open.pop().filter(|(_, unread)| *unread).and_then(|(text, _)| judge(&text)),
                }
            }
            Event::Start(element) if element.name().as_ref() == "w:instrText" => {
                reading = true;
                None
            }
            Event::End(element) if element.name().as_ref() == "w:instrText" => {
                reading = false;
                None
            }
            Event::Text(text) if reading => {
                if let Some((instruction, true)) = open.last_mut() {
                    instruction.push_str(&text.xml10_content());
                }
                None
            }
            // Quotation marks and ampersands are written as references; what they stand for is of no matter here.
            Event::GeneralRef(_) | Event::CData(_) if reading => {
                if let Some((instruction, true)) = open.last_mut() {
                    instruction.push('"');
                }
                None
            }
            _ => None,
        };
        if problem.is_some() {
            return problem;
        }
    }
    open.iter().filter(|(_, unread)| *unread).find_map(|(text, _)| judge(text))
}

fn judge(instruction: &str) -> Option<TemplateProblem> {
    let text = instruction.trim();
    let word = text.split(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default().to_ascii_uppercase();
    let word = if word.starts_with('=') { "=" } else { word.as_str() };
    if word == "HYPERLINK" {
        let target = text.split('"').nth(1).unwrap_or_default();
        let harmless = is_web_address(target) || (text.contains("\\l") && target_is_plain(target));
        return (!harmless).then(|| TemplateProblem::new(Code::External).with("target", target));
    }
    (word != CONTENTS && !HARMLESS.contains(&word)).then(|| {
        let what = if word.is_empty() { text } else { word };
        TemplateProblem::new(Code::ActiveContent).with("what", what)
    })
}

/// The name of a place in the document itself.
fn target_is_plain(target: &str) -> bool {
    !target.contains([':', '\\', '/'])
}

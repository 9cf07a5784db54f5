//! The articles as paragraphs of a Word document.

use quick_xml::events::Event;

use super::paper::{Level, Line};
use super::part::{Part, Span, attribute, written};

/// Names of the paragraph styles that a template may have for the articles, by level.
const STYLES: [(Level, &str); 4] =
    [(Level::Heading, "特約見出し"), (Level::Article, "特約条"), (Level::Paragraph, "特約項"), (Level::Item, "特約号")];
/// Half-points of the usual size of a public document: 10.5 points.
const USUAL_SIZE: u32 = 21;

/// How the articles look.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// Ids of the template's styles for the articles.
    pub styles: Vec<(Level, String)>,
    base: String,
    spacing: String,
    alignment: String,
    run: String,
    size: u32,
    section: Option<String>,
}

/// The styles for the articles that the template's part of styles has.
pub(super) fn styles(part: &Part) -> Vec<(Level, String)> {
    let mut id = None;
    let mut found = Vec::new();
    for element in part.elements() {
        match element.name().as_ref() {
            "w:style" => id = attribute(element, "w:styleId"),
            "w:name" => {
                let name = attribute(element, "w:val").unwrap_or_default();
                let level = STYLES.iter().find(|(_, style)| *style == name);
                if let (Some((level, _)), Some(id)) = (level, &id) {
                    found.push((*level, id.clone()));
                }
            }
            _ => {}
        }
    }
    found
}

impl Look {
    /// The look of the paragraph that holds the field: its style, spacing, alignment and letters.
    pub fn of(part: &Part, span: &Span, styles: &[(Level, String)]) -> std::io::Result<Self> {
        let mut look = Self { styles: styles.to_vec(), size: USUAL_SIZE, ..Self::default() };
        let raw = |name: &str, within| part.find(name, within).map_or_else(|| Ok(String::new()), |at| part.raw(at));
        let mut after = *span.at.start();
        if let Some(properties) = part.find("w:pPr", span.at.clone()) {
            // The letters of the paragraph's mark come behind its own properties, and have a spacing of another kind.
            let end = part.find("w:rPr", properties.clone()).map_or(*properties.end(), |mark| *mark.start());
            let own = *properties.start()..=end;
            look.base = raw("w:pStyle", own.clone())?;
            look.spacing = raw("w:spacing", own.clone())?;
            look.alignment = raw("w:jc", own)?;
            look.section = part.find("w:sectPr", properties.clone()).map(|at| part.raw(at)).transpose()?;
            after = properties.end() + 1;
        }
        if let Some(run) = part.find("w:r", after..=*span.at.end())
            && let Some(letters) = part.find("w:rPr", run)
        {
            look.run = part.raw(letters.clone())?;
            if let Some(at) = part.find("w:sz", letters)
                && let Some(Event::Empty(element) | Event::Start(element)) = part.events.get(*at.start())
            {
                look.size = attribute(element, "w:val").and_then(|size| size.parse().ok()).unwrap_or(USUAL_SIZE);
            }
        }
        Ok(look)
    }

    /// The lines as paragraphs; the end of a section that the field's paragraph bore stays behind them.
    pub fn paragraphs(&self, lines: &[Line]) -> String {
        let mut xml: String = lines.iter().map(|line| self.paragraph(line)).collect();
        if let Some(section) = &self.section {
            xml.push_str(&format!("<w:p><w:pPr>{section}</w:pPr></w:p>"));
        }
        xml
    }

    fn paragraph(&self, line: &Line) -> String {
        let words = match line.number.as_str() {
            "" => written(&line.text),
            number => format!("{number}　{}", written(&line.text)),
        };
        let text = format!(r#"<w:t xml:space="preserve">{words}</w:t>"#);
        match self.styles.iter().find(|(level, _)| *level == line.level) {
            Some((_, id)) => {
                let id = written(id);
                format!(r#"<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr><w:r>{text}</w:r></w:p>"#)
            }
            None => {
                let Self { base, spacing, alignment, run, .. } = self;
                let (keep, indent) = (self.keep(line.level), self.indent(line.level));
                format!("<w:p><w:pPr>{base}{keep}{spacing}{indent}{alignment}</w:pPr><w:r>{run}{text}</w:r></w:p>")
            }
        }
    }

    fn keep(&self, level: Level) -> &'static str {
        if level == Level::Heading { "<w:keepNext/>" } else { "" }
    }

    /// Indents of one or two letters: a heading one letter in, numbers hanging.
    fn indent(&self, level: Level) -> String {
        let one = self.size.clamp(8, 144) * 10;
        match level {
            Level::Heading => format!(r#"<w:ind w:leftChars="100" w:left="{one}"/>"#),
            Level::Article | Level::Paragraph => {
                format!(r#"<w:ind w:left="{one}" w:hangingChars="100" w:hanging="{one}"/>"#)
            }
            Level::Item => {
                let two = one * 2;
                format!(r#"<w:ind w:leftChars="100" w:left="{two}" w:hangingChars="100" w:hanging="{one}"/>"#)
            }
        }
    }
}

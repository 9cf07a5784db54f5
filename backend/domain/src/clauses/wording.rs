//! The text of an article as people write it: a line for each paragraph, and lines that begin with (1), (2) for its items.

use super::Clause;

/// A heading and paragraphs, with parameters and references as in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The heading.
    pub title: String,
    /// The paragraphs, each with its items.
    pub paragraphs: Vec<(String, Vec<String>)>,
}

impl Wording {
    /// The binding text of a clause.
    #[must_use]
    pub fn of(clause: &Clause) -> Self {
        let paragraph = |paragraph: &super::Paragraph| {
            (paragraph.ja.clone(), paragraph.items.iter().map(|item| item.ja.clone()).collect())
        };
        Self { title: clause.title.ja.clone(), paragraphs: clause.paragraphs.iter().map(paragraph).collect() }
    }

    /// Reads what somebody typed. Numbers before paragraphs are left away; an item before any paragraph makes one of its own.
    #[must_use]
    pub fn from_text(title: &str, text: &str) -> Self {
        let mut paragraphs: Vec<(String, Vec<String>)> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match (item(line), paragraphs.last_mut()) {
                (Some(item), Some((_, items))) => items.push(item.to_owned()),
                _ => paragraphs.push((paragraph(line).to_owned(), Vec::new())),
            }
        }
        Self { title: title.trim().to_owned(), paragraphs }
    }

    /// A line for each paragraph and item; paragraphs carry numbers from the second on, items always.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, (text, items)) in self.paragraphs.iter().enumerate() {
            lines.push(if at == 0 { text.clone() } else { format!("{} {text}", at + 1) });
            lines.extend(items.iter().zip(1..).map(|(item, number)| format!("({number}) {item}")));
        }
        lines
    }
}

/// An item without its number.
fn item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['(', '（'])?;
    let after = rest.trim_start_matches(|c: char| c.is_numeric());
    if after.len() == rest.len() {
        return None;
    }
    after.strip_prefix([')', '）']).map(str::trim)
}

/// A paragraph without its number.
fn paragraph(line: &str) -> &str {
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if after.len() < line.len() && after.starts_with([' ', '\u{3000}', '\t']) { after.trim() } else { line }
}

//! Two wordings side by side, down to the words that differ.

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::approvals::difference;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Whether the other side says something else here.
    pub differs: bool,
}

/// A line of each side; an empty side has no such line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Before.
    pub before: Vec<Piece>,
    /// After.
    pub after: Vec<Piece>,
}

impl Row {
    /// Whether both sides say the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        !self.before.iter().chain(&self.after).any(|piece| piece.differs)
    }
}

/// Both texts line beside line. Runs of Latin letters and digits are compared as words, anything else by character.
#[must_use]
pub fn side_by_side(before: &[String], after: &[String]) -> Vec<Row> {
    let (before, after) = (before.join("\n"), after.join("\n"));
    let rows = difference(&before, &after).into_iter().map(|line| match (line.before, line.after) {
        (Some(before), Some(after)) => row(before.text, after.text),
        (before, after) => {
            let whole = |side: Option<crate::approvals::Side<'_>>| {
                side.map(|side| vec![Piece { text: side.text.to_owned(), differs: true }]).unwrap_or_default()
            };
            Row { before: whole(before), after: whole(after) }
        }
    });
    rows.collect()
}

fn row(before: &str, after: &str) -> Row {
    let (old, new) = (tokens(before), tokens(after));
    let mut row = Row { before: Vec::new(), after: Vec::new() };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let differs = op.tag() != DiffTag::Equal;
        add(&mut row.before, old.get(op.old_range()), differs);
        add(&mut row.after, new.get(op.new_range()), differs);
    }
    row
}

fn add(pieces: &mut Vec<Piece>, tokens: Option<&[&str]>, differs: bool) {
    let text = tokens.unwrap_or_default().concat();
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.differs == differs => last.text.push_str(&text),
        _ => pieces.push(Piece { text, differs }),
    }
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (token, after) = rest.split_at(if word == 0 { first.len_utf8() } else { word });
        tokens.push(token);
        rest = after;
    }
    tokens
}

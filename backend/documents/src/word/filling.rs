//! Fields in the text of a part, whatever runs they are split over: what is wrong with them, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::Look;
use super::fields::{Field, Piece, pieces};
use super::paper::{Level, SpecialClauses};
use super::part::{Part, Span, written};
use super::problems::{TemplateError, TemplateProblem, TemplateProblemCode as Code};
use super::safety::Role;

/// A template with more fields than this is a mistake or an attack.
const MOST: usize = 1_000;

/// What was found so far in all parts.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub fields: BTreeSet<Field>,
    pub problems: Vec<TemplateProblem>,
    count: usize,
}

/// A paragraph that holds braces.
struct Found {
    span: Span,
    /// Each character of the paragraph with the text it stands in.
    chars: Vec<(usize, char)>,
    pieces: Vec<Piece>,
}

impl Found {
    fn text(&self) -> String {
        self.chars.iter().map(|(_, c)| c).collect()
    }
}

fn found(part: &Part) -> Result<Vec<Found>, TemplateError> {
    let paragraphs = part.paragraphs()?.into_iter();
    Ok(paragraphs
        .filter_map(|span| {
            let texts = span.texts.iter().enumerate();
            let chars: Vec<_> = texts.flat_map(|(at, text)| text.text.chars().map(move |c| (at, c))).collect();
            let pieces = pieces(&chars.iter().map(|(_, c)| *c).collect::<Vec<_>>());
            let holds = pieces.iter().any(|piece| !matches!(piece, Piece::Text(_)));
            holds.then_some(Found { span, chars, pieces })
        })
        .collect())
}

/// Adds the fields of a part, and what is wrong with them, to what was seen.
pub(super) fn check(part: &Part, role: Role, seen: &mut Seen) -> Result<(), TemplateError> {
    for found in found(part)? {
        let problem =
            |code| TemplateProblem::new(code).with("part", role.as_str()).with("paragraph", found.span.number);
        for piece in &found.pieces {
            match piece {
                Piece::Text(_) => continue,
                Piece::Broken(at) => {
                    let text: String = found.chars.get(at.clone()).unwrap_or_default().iter().map(|(_, c)| c).collect();
                    seen.problems.push(problem(Code::BrokenField).with("text", text));
                }
                Piece::Field { name, .. } => match Field::from_name(name) {
                    None => {
                        let unknown = problem(Code::UnknownField).with("field", name).with("text", found.text());
                        seen.problems.push(unknown);
                    }
                    Some(Field::Articles) => {
                        let problem = |code| problem(code).with("field", name);
                        if role != Role::Body || found.span.inside {
                            seen.problems.push(problem(Code::ArticlesElsewhere));
                        } else if !stands_alone(part, &found) {
                            seen.problems.push(problem(Code::ArticlesNotAlone).with("text", found.text()));
                        } else if seen.fields.contains(&Field::Articles) {
                            seen.problems.push(problem(Code::ArticlesTwice));
                        }
                        seen.fields.insert(Field::Articles);
                    }
                    Some(field) => {
                        seen.fields.insert(field);
                    }
                },
            }
            seen.count += 1;
            if seen.count > MOST {
                return Err(TemplateProblem::new(Code::TooManyFields).with("limit", MOST).into());
            }
        }
    }
    Ok(())
}

fn stands_alone(part: &Part, found: &Found) -> bool {
    let field = |piece: &Piece| matches!(piece, Piece::Field { .. });
    let blank = |piece: &Piece| match piece {
        Piece::Text(at) => found.chars.get(at.clone()).unwrap_or_default().iter().all(|(_, c)| c.is_whitespace()),
        _ => false,
    };
    let picture = ["w:drawing", "w:pict"].iter().any(|name| part.find(name, found.span.at.clone()).is_some());
    !picture
        && found.pieces.iter().filter(|piece| field(piece)).count() == 1
        && found.pieces.iter().all(|piece| field(piece) || blank(piece))
}

/// What the template must have and has not.
pub(super) fn missing(seen: &Seen) -> Vec<TemplateProblem> {
    let lacks = |field: &Field| {
        // The preamble names both parties and the contract.
        let told = *field != Field::Articles && seen.fields.contains(&Field::Preamble);
        !told && !seen.fields.contains(field)
    };
    let needed = Field::NEEDED.into_iter().filter(lacks);
    needed.map(|field| TemplateProblem::new(Code::FieldMissing).with("field", field.name())).collect()
}

/// The part with its fields filled in.
pub(super) fn fill(part: &Part, paper: &SpecialClauses, styles: &[(Level, String)]) -> Result<Vec<u8>, TemplateError> {
    let mut edits = BTreeMap::new();
    for found in found(part)? {
        if found.pieces.iter().any(is_articles) {
            let look = Look::of(part, &found.span, styles).map_err(TemplateError::damaged)?;
            edits.insert(*found.span.at.start(), (*found.span.at.end(), look.paragraphs(&paper.lines())));
            continue;
        }
        let mut texts = vec![String::new(); found.span.texts.len()];
        for piece in &found.pieces {
            let (at, value) = match piece {
                Piece::Text(at) | Piece::Broken(at) => (at, None),
                Piece::Field { at, name } => (at, Field::from_name(name).map(|field| field.value(paper))),
            };
            let mut chars = found.chars.get(at.clone()).unwrap_or_default().iter();
            match value {
                Some(value) => {
                    if let Some(text) = chars.next().and_then(|(home, _)| texts.get_mut(*home)) {
                        text.push_str(&value);
                    }
                }
                None => chars.for_each(|(home, c)| texts.get_mut(*home).into_iter().for_each(|text| text.push(*c))),
            }
        }
        for (old, new) in found.span.texts.iter().zip(texts).filter(|(old, new)| old.text != *new) {
            let xml = format!(r#"<w:t xml:space="preserve">{}</w:t>"#, written(&new));
            edits.insert(*old.at.start(), (*old.at.end(), xml));
        }
    }
    part.write(&edits).map_err(TemplateError::damaged)
}

fn is_articles(piece: &Piece) -> bool {
    matches!(piece, Piece::Field { name, .. } if Field::from_name(name) == Some(Field::Articles))
}

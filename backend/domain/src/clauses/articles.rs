//! The articles of a contract's special terms: numbered, with the values filled in and the references resolved.

use serde::Serialize;

use super::template::{Part, numbered, parts};
use super::{Clause, TextLanguage, Value, Values, Wording};

/// A clause that a contract carries.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// The values that differ from the defaults.
    pub values: &'a Values,
    /// Another wording in the place of the standard's; it has no English.
    pub wording: Option<&'a Wording>,
}

/// An article as it is printed: 「第n条」 and its heading, then its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Article {
    /// Its number, from 1.
    pub number: usize,
    /// The clause it was made from.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// Its paragraphs; the first carries no number.
    pub paragraphs: Vec<ArticleParagraph>,
}

/// A paragraph (項) with its items (号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleParagraph {
    /// The text.
    pub text: String,
    /// The items, (1), (2) and so on.
    pub items: Vec<String>,
}

impl Article {
    /// Its text as people write it.
    #[must_use]
    pub fn wording(&self) -> Wording {
        let paragraph = |one: &ArticleParagraph| (one.text.clone(), one.items.clone());
        Wording { title: self.title.clone(), paragraphs: self.paragraphs.iter().map(paragraph).collect() }
    }
}

/// A text that refers to clauses none of which is there, or to a parameter that the clause lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("clause {clause} refers to {to}, which is not there")]
pub struct Unresolved {
    /// The clause with the text.
    pub clause: String,
    /// What it refers to.
    pub to: String,
}

/// Numbers the clauses in their order and fills in their texts. Of several clauses that are named together those that are
/// there are named.
///
/// # Errors
/// The first reference to what is not there.
pub fn articles(chosen: &[Chosen<'_>], language: TextLanguage) -> Result<Vec<Article>, Unresolved> {
    let codes: Vec<&str> = chosen.iter().map(|one| one.clause.code.as_str()).collect();
    chosen.iter().zip(1..).map(|(one, number)| Filling { one, codes: &codes, language }.article(number)).collect()
}

struct Filling<'a> {
    one: &'a Chosen<'a>,
    codes: &'a [&'a str],
    language: TextLanguage,
}

impl Filling<'_> {
    fn article(&self, number: usize) -> Result<Article, Unresolved> {
        let clause = self.one.clause;
        let (title, paragraphs) = match self.one.wording {
            Some(wording) => {
                let paragraph = |(text, items): &(String, Vec<String>)| self.paragraph(text, items);
                (&wording.title, wording.paragraphs.iter().map(paragraph).collect::<Result<_, _>>()?)
            }
            None => {
                let title = if self.language == TextLanguage::Ja { &clause.title.ja } else { &clause.title.en };
                let paragraph = |paragraph: &super::Paragraph| {
                    let item = |item: &crate::schemes::Text| match self.language {
                        TextLanguage::Ja => item.ja.clone(),
                        TextLanguage::En => item.en.clone(),
                    };
                    let items: Vec<String> = paragraph.items.iter().map(item).collect();
                    self.paragraph(paragraph.in_language(self.language), &items)
                };
                (title, clause.paragraphs.iter().map(paragraph).collect::<Result<_, _>>()?)
            }
        };
        Ok(Article { number, code: clause.code.clone(), title: title.clone(), paragraphs })
    }

    fn paragraph(&self, text: &str, items: &[String]) -> Result<ArticleParagraph, Unresolved> {
        let items = items.iter().map(|item| self.fill(item)).collect::<Result<_, _>>()?;
        Ok(ArticleParagraph { text: self.fill(text)?, items })
    }

    fn fill(&self, text: &str) -> Result<String, Unresolved> {
        let unresolved = |to: &str| Unresolved { clause: self.one.clause.code.clone(), to: to.to_owned() };
        let mut filled = String::with_capacity(text.len());
        for part in parts(text).ok_or_else(|| unresolved(text))? {
            match part {
                Part::Plain(plain) => filled.push_str(plain),
                Part::Parameter(name) => {
                    let value = self.value(name).ok_or_else(|| unresolved(name))?;
                    filled.push_str(&value.in_text(self.language));
                }
                Part::Clauses { joined, codes } => {
                    let number = |code: &&str| self.codes.iter().position(|one| one == code).map(|at| at + 1);
                    let mut numbers: Vec<usize> = codes.iter().filter_map(number).collect();
                    numbers.sort_unstable();
                    if numbers.is_empty() {
                        return Err(unresolved(&codes.join(",")));
                    }
                    filled.push_str(&numbered(&numbers, joined, self.language));
                }
            }
        }
        Ok(filled)
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let default = self.one.clause.default_of(name)?;
        Some(self.one.values.get(name).unwrap_or(default))
    }
}

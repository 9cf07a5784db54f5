//! What the paper says, whatever its looks.

use chrono::NaiveDate;
use kakuzuke_domain::clauses::Article;
use serde::Serialize;

/// Special clauses ready to attach to a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialClauses {
    /// Such as 「情報セキュリティに関する特約条項」.
    pub title: String,
    /// The edition of the standard clauses it is made from; may be empty.
    pub edition: String,
    /// The body that buys.
    pub buyer: String,
    /// Title of the contract; none in a paper that no contract has yet.
    pub contract: Option<String>,
    /// Number of the contract.
    pub number: Option<String>,
    /// The day on which the contract is concluded.
    pub concluded_on: Option<NaiveDate>,
    /// First and last day of the contract.
    pub period: (Option<NaiveDate>, Option<NaiveDate>),
    /// The company that sells.
    pub supplier: Option<String>,
    /// The sentence before the first article; may be empty.
    pub preamble: String,
    /// The articles in their order.
    pub articles: Vec<Article>,
    /// The sentence behind the last article; may be empty.
    pub closing: String,
    /// The day on which the paper is made.
    pub made_on: NaiveDate,
}

/// What a line of the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The heading of an article, in brackets.
    Heading,
    /// The first paragraph of an article, which bears its number.
    Article,
    /// A further paragraph.
    Paragraph,
    /// An item of a paragraph.
    Item,
}

/// One line of the numbered articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it is.
    pub level: Level,
    /// 「第1条」, 「2」 or 「(1)」; empty for a heading.
    pub number: String,
    /// Its words.
    pub text: String,
}

impl SpecialClauses {
    /// The articles line by line, numbered as public documents do: 第1条, 第2項 as 「2」, 第1号 as 「(1)」.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut add = |level, number, text: &str| lines.push(Line { level, number, text: text.to_owned() });
        for article in &self.articles {
            add(Level::Heading, String::new(), &format!("（{}）", article.title));
            for (paragraph, at) in article.paragraphs.iter().zip(1_u32..) {
                match at {
                    1 => add(Level::Article, format!("第{}条", article.number), &paragraph.text),
                    _ => add(Level::Paragraph, at.to_string(), &paragraph.text),
                }
                for (item, at) in paragraph.items.iter().zip(1_u32..) {
                    add(Level::Item, format!("({at})"), item);
                }
            }
        }
        lines
    }
}

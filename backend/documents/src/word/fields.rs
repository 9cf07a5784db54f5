//! The fields that a template may have, and what stands in them.

use kakuzuke_domain::dates::wareki;

use super::paper::SpecialClauses;

/// What is left open for a pen: a word, and a day.
const BLANK: &str = "　　　　　　　　";
const BLANK_DAY: &str = "令和　　年　　月　　日";

/// A field of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title of the paper.
    Title,
    /// The sentence before the articles, which names both parties and the contract.
    Preamble,
    /// All articles; a paragraph of its own.
    Articles,
    /// The sentence behind the articles.
    Closing,
    /// The body that buys.
    Buyer,
    /// The title of the contract.
    Contract,
    /// The number of the contract.
    Number,
    /// The day of the contract.
    ConcludedOn,
    /// First and last day of the contract.
    Period,
    /// The company that sells.
    Supplier,
    /// The edition of the standard clauses.
    Edition,
    /// The day on which the paper is made.
    MadeOn,
}

impl Field {
    /// Every field, the usual order of a paper.
    pub const ALL: [Self; 12] = [
        Self::Title,
        Self::Buyer,
        Self::Contract,
        Self::Number,
        Self::ConcludedOn,
        Self::Period,
        Self::Supplier,
        Self::Preamble,
        Self::Articles,
        Self::Closing,
        Self::Edition,
        Self::MadeOn,
    ];

    /// Its name, as it stands between double braces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "表題",
            Self::Preamble => "前文",
            Self::Articles => "条文",
            Self::Closing => "結び",
            Self::Buyer => "区名",
            Self::Contract => "契約件名",
            Self::Number => "契約番号",
            Self::ConcludedOn => "契約日",
            Self::Period => "契約期間",
            Self::Supplier => "受注者名",
            Self::Edition => "版名",
            Self::MadeOn => "作成日",
        }
    }

    /// Its word in keys of the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Preamble => "preamble",
            Self::Articles => "articles",
            Self::Closing => "closing",
            Self::Buyer => "buyer",
            Self::Contract => "contract",
            Self::Number => "number",
            Self::ConcludedOn => "concluded-on",
            Self::Period => "period",
            Self::Supplier => "supplier",
            Self::Edition => "edition",
            Self::MadeOn => "made-on",
        }
    }

    /// The field with this name, or a usual other name of it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let usual = match name {
            "団体名" | "発注者名" | "発注者" => "区名",
            "件名" => "契約件名",
            "受注者" => "受注者名",
            "契約締結日" => "契約日",
            other => other,
        };
        Self::ALL.into_iter().find(|field| field.name() == usual)
    }

    /// The fields that a template must have: the articles, and what tells which contract they belong to.
    pub(crate) const NEEDED: [Self; 4] = [Self::Articles, Self::Buyer, Self::Contract, Self::Supplier];

    /// What stands in the field. What is not known is left open, to be written by hand.
    #[must_use]
    pub fn value(self, paper: &SpecialClauses) -> String {
        let text = |text: Option<&String>| text.map_or(BLANK, String::as_str).to_owned();
        let day = |day: Option<_>| day.map_or_else(|| BLANK_DAY.to_owned(), wareki);
        match self {
            Self::Title => paper.title.clone(),
            Self::Preamble => paper.preamble.clone(),
            Self::Articles => String::new(),
            Self::Closing => paper.closing.clone(),
            Self::Buyer => paper.buyer.clone(),
            Self::Contract => text(paper.contract.as_ref()),
            Self::Number => text(paper.number.as_ref()),
            Self::ConcludedOn => day(paper.concluded_on),
            Self::Period => format!("{}から{}まで", day(paper.period.0), day(paper.period.1)),
            Self::Supplier => text(paper.supplier.as_ref()),
            Self::Edition => paper.edition.clone(),
            Self::MadeOn => wareki(paper.made_on),
        }
    }
}

/// What a paragraph's text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Characters as they stand, by their places.
    Text(std::ops::Range<usize>),
    /// A field, by the places of its braces and all between them.
    Field { at: std::ops::Range<usize>, name: String },
    /// Braces that are not closed, or closed without being opened.
    Broken(std::ops::Range<usize>),
}

/// Takes the text of a paragraph apart. Braces may be full-width, and spaces around a name are allowed.
pub(crate) fn pieces(text: &[char]) -> Vec<Piece> {
    let (mut pieces, mut at, mut plain) = (Vec::new(), 0, 0);
    let double = |at: usize, one: [char; 2]| {
        let is = |at: usize| text.get(at).is_some_and(|c| one.contains(c));
        is(at) && is(at + 1)
    };
    let (open, close) = (['{', '｛'], ['}', '｝']);
    while at < text.len() {
        let end = if double(at, open) {
            let mut end = at + 2;
            while end < text.len() && !double(end, close) && !double(end, open) {
                end += 1;
            }
            Some((end, double(end, close)))
        } else if double(at, close) {
            Some((at, false))
        } else {
            None
        };
        let Some((end, whole)) = end else {
            at += 1;
            continue;
        };
        if plain < at {
            pieces.push(Piece::Text(plain..at));
        }
        if whole {
            let name: String = text.get(at + 2..end).unwrap_or_default().iter().collect();
            pieces.push(Piece::Field { at: at..end + 2, name: name.trim().to_owned() });
            at = end + 2;
        } else {
            let end = end.max(at + 2);
            pieces.push(Piece::Broken(at..end));
            at = end;
        }
        plain = at;
    }
    if plain < at {
        pieces.push(Piece::Text(plain..at));
    }
    pieces
}

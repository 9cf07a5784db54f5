//! The text of a paragraph with its parameters and its references to other clauses.

/// A language in which a clause can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextLanguage {
    /// Japanese, the binding one.
    Ja,
    /// English, for reading along.
    En,
}

/// How several clauses are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// All of them: 及び.
    And,
    /// Any of them: 又は.
    Or,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Said as it is.
    Plain(&'a str),
    /// The value of a parameter.
    Parameter(&'a str),
    /// The numbers of clauses.
    Clauses { joined: Joined, codes: Vec<&'a str> },
}

/// Takes a text apart; none where a brace is not closed or names nothing.
pub(super) fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('{') {
        let (name, next) = after.split_once('}')?;
        if plain.contains('}') {
            return None;
        }
        if !plain.is_empty() {
            parts.push(Part::Plain(plain));
        }
        parts.push(named(name)?);
        rest = next;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest));
    }
    Some(parts)
}

fn named(name: &str) -> Option<Part<'_>> {
    let is_word = |word: &str| super::clause::is_word(word, usize::MAX);
    let Some((what, codes)) = name.split_once(':') else {
        return is_word(name).then_some(Part::Parameter(name));
    };
    let codes: Vec<&str> = codes.split(',').collect();
    let joined = match (what, codes.len()) {
        ("clause", 1) | ("and", 2..) => Joined::And,
        ("or", 2..) => Joined::Or,
        _ => return None,
    };
    codes.iter().all(|code| is_word(code)).then_some(Part::Clauses { joined, codes })
}

/// 「第5条、第16条及び第27条」; "Articles 5, 16 and 27".
pub(super) fn numbered(numbers: &[usize], joined: Joined, language: TextLanguage) -> String {
    let (one, several, comma, last) = match (language, joined) {
        (TextLanguage::Ja, Joined::And) => ("", "", "、", "及び"),
        (TextLanguage::Ja, Joined::Or) => ("", "", "、", "又は"),
        (TextLanguage::En, Joined::And) => ("Article ", "Articles ", ", ", " and "),
        (TextLanguage::En, Joined::Or) => ("Article ", "Articles ", ", ", " or "),
    };
    let mut text = String::from(if numbers.len() == 1 { one } else { several });
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            text.push_str(if at + 1 == numbers.len() { last } else { comma });
        }
        match language {
            TextLanguage::Ja => text.push_str(&format!("第{number}条")),
            TextLanguage::En => text.push_str(&number.to_string()),
        }
    }
    text
}

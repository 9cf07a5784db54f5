//! Names: the key by which they are found, and the branch some of them carry.

use super::legal_form::{find, split, without_english_form};
use crate::text::{common_kanji, katakana, plain};

/// The key under which a name is searched and compared: NFKC, lower case, katakana, common kanji, the legal form removed,
/// letters and digits only. Two names with one key may still be two companies: a key proposes, it never decides.
///
/// A name that is nothing but a legal form keeps it.
#[must_use]
pub fn search_key(name: &str) -> String {
    let name = plain(name);
    let mut core = name.trim();
    while let Some((_, rest)) = split(core) {
        if fold(rest).is_empty() {
            break;
        }
        core = rest;
    }
    if core.is_ascii() { fold(&without_english_form(core)) } else { fold(core) }
}

fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut kana_before = false;
    for c in text.chars() {
        match c {
            '0'..='9' | 'a'..='z' | '一'..='\u{9FFF}' => {
                out.push(common_kanji(c));
                kana_before = false;
            }
            'ぁ'..='ゖ' | 'ァ'..='ヺ' => {
                out.push(katakana(c));
                kana_before = true;
            }
            'ー' if kana_before => out.push(c),
            'ー' => {}
            other => {
                let letters = other.to_lowercase().map(|c| katakana(common_kanji(c)));
                out.extend(letters.filter(|c| c.is_alphanumeric()));
                kana_before = false;
            }
        }
    }
    if out.contains('ヴ') {
        for (from, to) in [("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ")] {
            out = out.replace(from, to);
        }
    }
    out
}

const CLOSING: [char; 2] = ['）', ')'];

const BRANCH_ENDINGS: &[&str] = &[
    "支店",
    "支社",
    "支部",
    "支所",
    "営業所",
    "事業所",
    "出張所",
    "事務所",
    "営業部",
    "事業部",
    "センター",
    "本店",
    "本社",
];

/// A name and the branch written behind it: after a space, in brackets, or directly behind a legal form (〇〇株式会社東京支店).
///
/// Where nothing separates the two (株式会社〇〇東京支店), no branch is guessed.
#[must_use]
pub fn split_branch(name: &str) -> (String, Option<String>) {
    let name = name.trim();
    let end = name.trim_end_matches(CLOSING).trim_end();
    if !BRANCH_ENDINGS.iter().any(|ending| end.ends_with(ending)) {
        return (name.to_owned(), None);
    }
    if let Some(found) = bracketed(name).or_else(|| spaced(name)).or_else(|| behind_form(name)) {
        return (found.0.to_owned(), Some(found.1.to_owned()));
    }
    (name.to_owned(), None)
}

fn is_branch(text: &str) -> bool {
    BRANCH_ENDINGS.iter().any(|ending| text.ends_with(ending)) && text.chars().count() <= 40
}

fn bracketed(name: &str) -> Option<(&str, &str)> {
    let inner = name.strip_suffix(CLOSING)?;
    let at = inner.rfind(['（', '('])?;
    let width = inner.get(at..)?.chars().next()?.len_utf8();
    let (head, tail) = (inner.get(..at)?.trim(), inner.get(at + width..)?.trim());
    (!head.is_empty() && is_branch(tail)).then_some((head, tail))
}

fn spaced(name: &str) -> Option<(&str, &str)> {
    let spaces = name.char_indices().filter(|(_, c)| c.is_whitespace());
    for (at, space) in spaces {
        let (Some(head), Some(tail)) = (name.get(..at), name.get(at + space.len_utf8()..)) else { continue };
        let (head, tail) = (head.trim(), tail.trim());
        let core = search_key(head);
        let only_form = split(&plain(head)).is_some_and(|(_, rest)| rest.is_empty());
        if !core.is_empty() && !only_form && is_branch(tail) && !tail.chars().any(char::is_whitespace) {
            return Some((head, tail));
        }
    }
    None
}

fn behind_form(name: &str) -> Option<(&str, &str)> {
    let (at, end) = find(name)?;
    let (head, tail) = (name.get(..end)?, name.get(end..)?.trim());
    (at > 0 && !tail.is_empty() && is_branch(tail)).then_some((head, tail))
}

/// True where a name says that it is several companies together (共同企業体, JV, コンソーシアム).
#[must_use]
pub fn looks_like_joint_venture(name: &str) -> bool {
    let name = plain(name);
    let marks = ["共同企業体", "共同事業体", "企業共同体", "コンソーシアム", "特定JV", "・JV", "建設JV"];
    marks.iter().any(|mark| name.contains(mark)) || name.trim_end().ends_with("JV")
}

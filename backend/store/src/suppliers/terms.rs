//! What someone typed into the search field, as parts of folded names.

use kakuzuke_domain::suppliers::{legal_form, search_key};

use super::names::grams;

/// Longer input is cut: no name is this long, and no statement should be.
const MOST_CHARS: usize = 100;

/// The parts that must all be found; none if nothing can match, empty if nothing is asked.
pub(super) fn terms(text: &str) -> Option<Vec<String>> {
    let text: String = text.chars().filter(|c| *c != '\0').take(MOST_CHARS).collect();
    let text = text.trim();
    if text.is_empty() {
        return Some(Vec::new());
    }
    if text.is_ascii() {
        let key = search_key(text);
        return (!key.is_empty()).then(|| vec![key]);
    }
    let (mut terms, mut only_forms) = (Vec::new(), true);
    for word in text.split_whitespace() {
        let key = search_key(word);
        let is_form = legal_form(word).is_some_and(|form| search_key(form.word) == key);
        only_forms &= is_form;
        if !key.is_empty() && !is_form {
            terms.push(key);
        }
    }
    terms.sort();
    terms.dedup();
    (only_forms || !terms.is_empty()).then_some(terms)
}

/// The terms as a query of the full-text index: a phrase of bigrams each, a prefix for a single character.
pub(super) fn match_expression(terms: &[String]) -> String {
    let phrase = |term: &String| {
        if term.chars().count() == 1 {
            return format!("\"{term}\" *");
        }
        format!("\"{}\"", pairs(term))
    };
    terms.iter().map(phrase).collect::<Vec<_>>().join(" AND ")
}

/// All bigrams of the terms (a single character stands for itself), for a look into a set.
pub(super) fn gram_set(terms: &[String]) -> String {
    terms.iter().map(|term| pairs(term)).collect::<Vec<_>>().join(" ")
}

fn pairs(term: &str) -> String {
    let mut text = String::new();
    grams(term, &mut text);
    match text.rsplit_once(' ') {
        Some((pairs, _)) => pairs.to_owned(),
        None => text,
    }
}

//! Two people change one contract: what each of them changed, and what of it goes together.

use std::collections::BTreeMap;

use crate::words::words;

/// A field and what stands in it, as text; empty is nothing.
pub type Fields = BTreeMap<String, String>;

words! {
    /// How the two changes of a field go together.
    pub enum Part {
        /// Only the other has changed it: that is taken over.
        Theirs = "theirs",
        /// Only I have changed it: that stays.
        Mine = "mine",
        /// Both have changed it to the same.
        Both = "both",
        /// Both have changed it, and differently: a person has to choose.
        Conflict = "conflict",
    }
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Before; empty for nothing.
    pub before: String,
    /// After; empty for nothing.
    pub after: String,
}

/// A field that at least one of two people has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its name.
    pub name: String,
    /// What both began with.
    pub base: String,
    /// What the other made of it.
    pub theirs: String,
    /// What I made of it.
    pub mine: String,
    /// How these go together.
    pub part: Part,
}

impl Merged {
    /// What stands in the field afterwards; where a person has to choose, my text, so that nothing typed is lost.
    #[must_use]
    pub fn value(&self) -> &str {
        if self.part == Part::Theirs { &self.theirs } else { &self.mine }
    }
}

fn at<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map(String::as_str).unwrap_or_default()
}

fn names<'a>(all: &[&'a Fields]) -> Vec<&'a String> {
    let mut names: Vec<&String> = all.iter().flat_map(|fields| fields.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The fields that differ.
#[must_use]
pub fn changes(before: &Fields, after: &Fields) -> Vec<Field> {
    let differing = names(&[before, after]).into_iter().filter(|name| at(before, name) != at(after, name));
    let field = |name: &String| Field {
        name: name.clone(),
        before: at(before, name).to_owned(),
        after: at(after, name).to_owned(),
    };
    differing.map(field).collect()
}

/// The fields that one of the two has changed since `base`, by name.
#[must_use]
pub fn merge(base: &Fields, theirs: &Fields, mine: &Fields) -> Vec<Merged> {
    let merged = names(&[base, theirs, mine]).into_iter().filter_map(|name| {
        let (before, other, own) = (at(base, name), at(theirs, name), at(mine, name));
        let part = match (before != other, before != own) {
            (false, false) => return None,
            (true, false) => Part::Theirs,
            (false, true) => Part::Mine,
            (true, true) if other == own => Part::Both,
            (true, true) => Part::Conflict,
        };
        let [base, theirs, mine] = [before, other, own].map(str::to_owned);
        Some(Merged { name: name.clone(), base, theirs, mine, part })
    });
    merged.collect()
}

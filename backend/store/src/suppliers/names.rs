//! The names under which suppliers are found: all of them, over all time, folded.

use std::collections::BTreeSet;

use kakuzuke_domain::suppliers::search_key;
use sea_orm::{ConnectionTrait, Value};

use super::Profile;
use crate::database::bulk_insert;
use crate::facts::{FactRoom, StoredFact};
use crate::store::is_postgres;
use crate::Result;

/// What a supplier is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) supplier_seq: i64,
    /// Folded names, for finding the same name.
    names: BTreeSet<String>,
    /// Folded names, readings and numbers, for finding any part.
    keys: BTreeSet<String>,
}

impl Names {
    /// The names in all current profiles and branches.
    pub(crate) fn of(supplier_seq: i64, facts: &[StoredFact]) -> Result<Self> {
        let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for fact in facts.iter().filter(|fact| fact.room == FactRoom::Profile) {
            let profile: Profile = fact.read()?;
            let name = search_key(&profile.name);
            for other in [&profile.kana, &profile.name_en].into_iter().flatten() {
                keys.insert(search_key(other));
            }
            keys.extend(profile.number);
            keys.insert(name.clone());
            names.insert(name);
        }
        names.remove("");
        keys.remove("");
        Ok(Self { supplier_seq, names, keys })
    }

    /// The folded names.
    pub(crate) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// The folded names, readings and numbers.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }
}

/// Bigrams of a key, and its last character alone: `abc` gives `ab bc c`. Every pair of neighbours is one token,
/// so that a phrase of bigrams is exactly a part of the key.
pub(crate) fn grams(key: &str, out: &mut String) {
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(c);
        out.extend(chars.peek());
    }
}

/// Writes the names of suppliers; those of suppliers that are not `new` must have been forgotten before.
pub(crate) async fn write_names(db: &impl ConnectionTrait, all: &[Names], new: bool) -> Result<()> {
    let mut pairs: Vec<(&str, i64)> =
        all.iter().flat_map(|one| one.names.iter().map(|name| (name.as_str(), one.supplier_seq))).collect();
    pairs.sort_unstable();
    let values: Vec<Value> = pairs.into_iter().flat_map(|(name, seq)| [Value::from(name), Value::from(seq)]).collect();
    let tail = if new { "" } else { " ON CONFLICT DO NOTHING" };
    bulk_insert(db, "INSERT INTO supplier_names (search_key, supplier_seq) VALUES ", 2, values, tail).await?;
    if is_postgres(db) { write_postgres(db, all).await } else { write_sqlite(db, all).await }
}

async fn write_sqlite(db: &impl ConnectionTrait, all: &[Names]) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(all.len() * 2);
    for one in all {
        let mut text = String::with_capacity(200);
        for key in &one.keys {
            grams(key, &mut text);
        }
        values.extend([one.supplier_seq.into(), text.into()]);
    }
    bulk_insert(db, "INSERT INTO supplier_search (rowid, grams) VALUES ", 2, values, "").await
}

/// PostgreSQL keeps a set of bigrams and single characters, and the keys for the second look.
async fn write_postgres(db: &impl ConnectionTrait, all: &[Names]) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(all.len() * 3);
    for one in all {
        let mut set = BTreeSet::new();
        for key in &one.keys {
            let mut text = String::new();
            grams(key, &mut text);
            set.extend(text.split(' ').map(str::to_owned));
            set.extend(key.chars().map(String::from));
        }
        let keys = one.keys.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        let grams = set.into_iter().collect::<Vec<_>>().join(" ");
        values.extend([one.supplier_seq.into(), keys.into(), grams.into()]);
    }
    let mut values = values.into_iter();
    for size in crate::database::chunks_of(all.len(), 3) {
        let rows = crate::database::bulk_sql("", size, 3, "");
        let sql = format!(
            "INSERT INTO supplier_search (supplier_seq, search_keys, grams) \
             SELECT seq, keys, string_to_array(grams, ' ') FROM (VALUES {rows}) AS v (seq, keys, grams)"
        );
        let chunk = values.by_ref().take(size * 3).collect();
        crate::database::exec(db, &sql, crate::database::Params(chunk)).await?;
    }
    Ok(())
}

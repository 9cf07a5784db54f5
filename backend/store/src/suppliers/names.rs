//! The names under which suppliers are found: all of them, over all time, folded.

use std::collections::{BTreeMap, BTreeSet};

use kakuzuke_domain::suppliers::search_key;
use sea_orm::{ConnectionTrait, Value};

use super::Profile;
use crate::Result;
use crate::database::bulk_insert;
use crate::facts::{FactBrief, FactRoom};
use crate::store::is_postgres;

/// What a supplier is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) supplier_seq: i64,
    /// Folded names, readings and numbers, for finding any part; true for names, for finding the same name.
    keys: BTreeMap<String, bool>,
}

impl Names {
    /// The names in all current profiles and branches.
    pub(crate) fn of(supplier_seq: i64, facts: &[FactBrief<'_>]) -> Result<Self> {
        let profiles = facts.iter().filter(|fact| fact.room == FactRoom::Profile).map(FactBrief::read);
        Ok(Self::among(supplier_seq, &profiles.collect::<Result<Vec<Profile>>>()?))
    }

    /// The names in these profiles.
    pub(crate) fn among(supplier_seq: i64, profiles: &[Profile]) -> Self {
        let mut keys = BTreeMap::new();
        for profile in profiles {
            let others = [&profile.kana, &profile.name_en].into_iter().flatten().map(|other| search_key(other));
            for other in others.chain(profile.number.clone()) {
                keys.entry(other).or_insert(false);
            }
            keys.insert(search_key(&profile.name), true);
        }
        keys.remove("");
        Self { supplier_seq, keys }
    }

    /// The keys; true for names.
    pub(crate) fn marked(&self) -> &BTreeMap<String, bool> {
        &self.keys
    }

    /// The folded names, readings and numbers.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
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

/// Writes the names of suppliers; what was written before must have been forgotten.
pub(crate) async fn write_names(db: &impl ConnectionTrait, all: &[Names]) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(all.len() * 6);
    for one in all {
        for (key, is_name) in &one.keys {
            values.extend([one.supplier_seq.into(), key.as_str().into(), (*is_name).into()]);
        }
    }
    bulk_insert(db, "INSERT INTO supplier_names (supplier_seq, search_key, is_name) VALUES ", 3, values, "").await?;
    if is_postgres(db) { write_postgres(db, all).await } else { write_sqlite(db, all).await }
}

async fn write_sqlite(db: &impl ConnectionTrait, all: &[Names]) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(all.len() * 2);
    for one in all {
        let mut text = String::with_capacity(200);
        for key in one.keys() {
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
        for key in one.keys() {
            let mut text = String::new();
            grams(key, &mut text);
            set.extend(text.split(' ').map(str::to_owned));
            set.extend(key.chars().map(String::from));
        }
        let keys = one.keys().collect::<Vec<_>>().join("\n");
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

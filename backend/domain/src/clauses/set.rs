//! A set of clauses (標準特約条項 of a year): one file that holds every clause in full, known by the SHA-256 of its bytes.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::clause::is_word;
use super::error::{Checked, Wrong, ensure};
use super::standard;
use super::{Chosen, Circumstance, Clause, ClauseError, TextLanguage, Values, articles};
use crate::facts::days;
use crate::schemes::Text;

const MOST_CLAUSES: usize = 200;

/// A set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseSet {
    /// Name of the set over its versions.
    pub id: String,
    /// Its version.
    pub version: String,
    /// First day for which it is meant.
    #[serde(with = "days::day")]
    pub effective_from: NaiveDate,
    /// Title.
    pub title: Text,
    /// The clauses in the order of the articles.
    pub clauses: Vec<Clause>,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    #[serde(skip)]
    pub sha256: String,
}

/// A set that names its clauses, each of which has a file of its own.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Index {
    id: String,
    version: String,
    #[serde(with = "days::day")]
    effective_from: NaiveDate,
    title: Text,
    clauses: Vec<String>,
}

impl ClauseSet {
    /// Reads and checks a set, and takes the SHA-256 of its bytes. `file` names it in errors.
    ///
    /// # Errors
    /// Anything that is not strictly a set, or one that contradicts itself.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, ClauseError> {
        let mut set: Self = toml::from_str(text).map_err(|error| ClauseError::malformed(file, text, &error))?;
        for clause in &set.clauses {
            clause.check().map_err(|wrong| wrong.in_file(file, &format!("clauses.{}.", clause.code)))?;
        }
        set.check().map_err(|wrong| wrong.in_file(file, ""))?;
        set.sha256 = hex::encode(Sha256::digest(text));
        Ok(set)
    }

    /// The set that a new register starts with, from the files of `seed/clauses`.
    ///
    /// # Errors
    /// One of them is wrong.
    pub fn standard() -> Result<String, ClauseError> {
        Self::assemble(standard::INDEX, &standard::FILES)
    }

    /// One file from an index that names the clauses and a file for each of them.
    ///
    /// # Errors
    /// What is wrong with one of the files, a clause without a file, or a file that no index names.
    pub fn assemble(index: (&str, &str), files: &[(&str, &str)]) -> Result<String, ClauseError> {
        let (name, text) = index;
        let index: Index = toml::from_str(text).map_err(|error| ClauseError::malformed(name, text, &error))?;
        let mut clauses = Vec::with_capacity(files.len());
        for code in &index.clauses {
            let file = files.iter().find(|(file, _)| file.strip_suffix(".toml") == Some(code));
            let Some((file, text)) = file else {
                return Err(Wrong::new(format!("clauses.{code}"), "has no file of that name").in_file(name, ""));
            };
            let clause = Clause::from_toml(file, text)?;
            if clause.code != *code {
                return Err(Wrong::new("code", "must be the name of the file").in_file(file, ""));
            }
            clauses.push(clause);
        }
        let named = |file: &str| index.clauses.iter().any(|code| file.strip_suffix(".toml") == Some(code));
        if let Some((file, _)) = files.iter().find(|(file, _)| !named(file)) {
            return Err(Wrong::new("code", "stands in no set").in_file(file, ""));
        }
        let Index { id, version, effective_from, title, .. } = index;
        let set = Self { id, version, effective_from, title, clauses, sha256: String::new() };
        toml::to_string_pretty(&set).map_err(|_| Wrong::new("clauses", "cannot be written").in_file(name, ""))
    }

    /// The clause of this code.
    #[must_use]
    pub fn clause(&self, code: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.code == code)
    }

    /// The clauses that apply in these circumstances, in order.
    pub fn applicable<'a>(&'a self, circumstances: &'a [Circumstance]) -> impl Iterator<Item = &'a Clause> {
        self.clauses.iter().filter(|clause| clause.applies(circumstances))
    }

    fn check(&self) -> Checked {
        ensure(is_word(&self.id, 40), "id", "must be lower-case letters, digits and _")?;
        let version = &self.version;
        ensure(!version.trim().is_empty() && version.len() <= 20, "version", "must be 1 to 20 characters")?;
        ensure(!self.title.ja.is_empty() && !self.title.en.is_empty(), "title", "both languages must say something")?;
        ensure((1..=MOST_CLAUSES).contains(&self.clauses.len()), "clauses", "must be 1 to 200")?;
        let mut codes = HashSet::new();
        let mut duties = HashSet::new();
        for clause in &self.clauses {
            let path = format!("clauses.{}", clause.code);
            ensure(codes.insert(clause.code.as_str()), &path, "the code stands there twice")?;
            let new = clause.duties.iter().all(|duty| duties.insert(duty.code.as_str()));
            ensure(new, &path, "a duty of this code stands in another clause")?;
        }
        self.check_references()
    }

    /// Whatever the circumstances, no article refers to one that is not there.
    fn check_references(&self) -> Checked {
        let none = Values::new();
        for mask in 0_u32..1 << Circumstance::ALL.len() {
            let holds = |at: &usize| mask & (1 << at) != 0;
            let all = Circumstance::ALL;
            let circumstances: Vec<Circumstance> =
                (0..all.len()).filter(holds).filter_map(|at| all.get(at).copied()).collect();
            let chosen: Vec<Chosen<'_>> =
                self.applicable(&circumstances).map(|clause| Chosen { clause, values: &none, wording: None }).collect();
            for language in [TextLanguage::Ja, TextLanguage::En] {
                if let Err(unresolved) = articles(&chosen, language) {
                    let path = format!("clauses.{}", unresolved.clause);
                    return Err(Wrong::new(path, "refers to a clause that is not there in every circumstance"));
                }
            }
        }
        Ok(())
    }
}

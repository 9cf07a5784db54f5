//! Everything the rule knows of one supplier: the JSON contract of `kakuzuke grade` (design 3.3).

pub mod days;
mod error;
mod fact;
pub(crate) mod objects;
mod room;

pub use error::{FactsError, Problem};
pub use fact::Fact;
pub use room::Room;

use crate::assessments::Assessment;
use crate::attestations::Attestation;
use crate::audits::Audit;
use crate::duties::Duty;
use crate::incidents::Incident;
use crate::trainings::Training;
use objects::Object;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::HashSet;

/// The facts of one supplier, as one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplierFacts {
    /// The supplier's number or id; empty if the document names none.
    #[serde(default, deserialize_with = "text_or_null")]
    pub supplier: String,
    /// Declarations, certificates, registrations, reports.
    #[serde(default, deserialize_with = "objects::list")]
    pub attestations: Vec<Attestation>,
    /// Audit reports.
    #[serde(default, deserialize_with = "objects::list")]
    pub audits: Vec<Audit>,
    /// Duties from clauses.
    #[serde(default, deserialize_with = "objects::list")]
    pub duties: Vec<Duty>,
    /// Self-assessments.
    #[serde(default, deserialize_with = "objects::list")]
    pub assessments: Vec<Assessment>,
    /// Trainings and drills.
    #[serde(default, deserialize_with = "objects::list")]
    pub trainings: Vec<Training>,
    /// Incidents.
    #[serde(default, deserialize_with = "objects::list")]
    pub incidents: Vec<Incident>,
}

impl SupplierFacts {
    /// Reads and checks one document.
    ///
    /// # Errors
    /// Anything that is not exactly the contract; the error names its path.
    pub fn from_json(text: &str) -> Result<Self, FactsError> {
        let facts: Self = read(text)?;
        facts.check()?;
        Ok(facts)
    }

    /// Writes the document in the contract's field order.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Adds a fact to the list of its room.
    pub fn push(&mut self, fact: Fact) {
        match fact {
            Fact::Attestation(one) => self.attestations.push(one),
            Fact::Audit(one) => self.audits.push(one),
            Fact::Duty(one) => self.duties.push(one),
            Fact::Assessment(one) => self.assessments.push(one),
            Fact::Training(one) => self.trainings.push(one),
            Fact::Incident(one) => self.incidents.push(one),
        }
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.attestations.is_empty()
            && self.audits.is_empty()
            && self.duties.is_empty()
            && self.assessments.is_empty()
            && self.trainings.is_empty()
            && self.incidents.is_empty()
    }

    /// Checks what reading alone cannot: ids, ranges, order of days, fields of kinds.
    ///
    /// # Errors
    /// The first problem, with its path.
    pub fn check(&self) -> Result<(), FactsError> {
        check_list("attestations", &self.attestations, |one| &one.id, Attestation::check)?;
        check_list("audits", &self.audits, |one| &one.id, Audit::check)?;
        check_list("duties", &self.duties, |one| &one.id, |_| Ok(()))?;
        check_list("assessments", &self.assessments, |one| &one.id, Assessment::check)?;
        check_list("trainings", &self.trainings, |one| &one.id, Training::check)?;
        check_list("incidents", &self.incidents, |one| &one.id, Incident::check)
    }
}

fn check_list<T>(
    list: &str,
    items: &[T],
    id: impl Fn(&T) -> &String,
    check: impl Fn(&T) -> Result<(), FactsError>,
) -> Result<(), FactsError> {
    check_ids(list, items.iter().map(|item| id(item).as_str()))?;
    for (index, item) in items.iter().enumerate() {
        check(item).map_err(|error| error.within(&format!("{list}[{index}]")))?;
    }
    Ok(())
}

/// Checks that no id stands twice in a list.
pub(crate) fn check_ids<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), FactsError> {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            return Err(FactsError::at(format!("{list}[{index}].id"), Problem::DuplicateId));
        }
    }
    Ok(())
}

/// Reads JSON at full speed; only a failure is read again to learn its path.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, FactsError> {
    if let Ok(Object(value)) = serde_json::from_str(text) {
        return Ok(value);
    }
    let mut from = serde_json::Deserializer::from_str(text);
    let malformed = |path: String, error: &serde_json::Error| {
        FactsError::at(one_line(&path), Problem::Malformed(one_line(&error.to_string())))
    };
    let Object(value) = serde_path_to_error::deserialize(&mut from)
        .map_err(|error| malformed(error.path().to_string(), error.inner()))?;
    from.end().map_err(|error| malformed(".".to_owned(), &error))?;
    Ok(value)
}

fn text_or_null<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}

/// The text with control characters escaped, so that a message stays one line.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}

//! The rule by which a contract is critical (重要業務): published, versioned, known by the SHA-256 of its file.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Availability, Confidentiality, Integrity, NetworkZone};
use crate::facts::days;

/// Every published version, the oldest first. A new version is a new file; none is ever changed.
const PUBLISHED: [&str; 1] = [include_str!("../../../../seed/contracts/criticality-1.0.0.toml")];

static RULES: LazyLock<Vec<CriticalityRule>> =
    LazyLock::new(|| PUBLISHED.iter().filter_map(|text| CriticalityRule::from_toml(text).ok()).collect());

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// What the rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub title: Title,
}

/// One question to a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    /// My Number is handled.
    MyNumber,
    /// Personal data is handled.
    PersonalData,
    /// A core system is run or kept.
    CoreSystem,
    /// Cloud services are used.
    Cloud,
    /// A part is entrusted further.
    Subcontracting,
    /// Data of so many people or more.
    Persons {
        /// Fewest people.
        at_least: u64,
    },
    /// So many records of personal data or more.
    Records {
        /// Fewest records.
        at_least: u64,
    },
    /// This class of confidentiality or a more sensitive one.
    Confidentiality {
        /// The least sensitive class that counts.
        at_least: Confidentiality,
    },
    /// This class of integrity or a higher one.
    Integrity {
        /// The lowest class that counts.
        at_least: Integrity,
    },
    /// This class of availability or a higher one.
    Availability {
        /// The lowest class that counts.
        at_least: Availability,
    },
    /// This zone is touched.
    Zone {
        /// The zone.
        zone: NetworkZone,
    },
}

/// A condition that makes a contract critical: all of its tests together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its word, unique in the rule.
    pub id: String,
    /// What it says.
    pub title: Title,
    /// Its tests; never empty.
    pub all: Vec<Test>,
}

/// One version of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalityRule {
    /// The word of the rule.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The first day on which contracts are judged by it.
    #[serde(with = "days::day")]
    pub effective_from: NaiveDate,
    /// Its name.
    pub title: Title,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// What makes a contract critical; one suffices.
    pub conditions: Vec<Condition>,
    /// SHA-256 of its file in lower-case hex.
    #[serde(skip)]
    pub sha256: String,
}

/// A rule file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Not TOML, a missing or unknown field, an unknown word.
    #[error("the rule cannot be read: {0}")]
    Malformed(String),
    /// A condition without a test, or two of one name.
    #[error("the condition {0} is wrong")]
    Condition(String),
}

impl CriticalityRule {
    /// Reads and checks a rule, and takes the SHA-256 of its bytes.
    ///
    /// # Errors
    /// Anything that is not strictly a rule.
    pub fn from_toml(text: &str) -> Result<Self, RuleError> {
        let mut rule: Self = toml::from_str(text).map_err(|error| RuleError::Malformed(error.message().to_owned()))?;
        for (at, condition) in rule.conditions.iter().enumerate() {
            let again = rule.conditions.iter().take(at).any(|before| before.id == condition.id);
            if again || condition.all.is_empty() {
                return Err(RuleError::Condition(condition.id.clone()));
            }
        }
        rule.sha256 = hex::encode(Sha256::digest(text.as_bytes()));
        Ok(rule)
    }

    /// Every published version, the oldest first.
    #[must_use]
    pub fn published() -> &'static [Self] {
        &RULES
    }

    /// The texts of the published versions as their files hold them, the oldest first.
    #[must_use]
    pub const fn files() -> &'static [&'static str] {
        &PUBLISHED
    }

    /// The version by which what is recorded on `day` is judged: the newest in force, before all of them the first.
    #[must_use]
    pub fn in_force_on(day: NaiveDate) -> Option<&'static Self> {
        RULES.iter().rev().find(|rule| rule.effective_from <= day).or_else(|| RULES.first())
    }

    /// The version with this SHA-256.
    #[must_use]
    pub fn by_sha256(sha256: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.sha256 == sha256)
    }
}

//! Assessments: self-assessment questionnaires.

use crate::facts::{FactsError, Problem, days};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One completed questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Unique among the supplier's assessments.
    pub id: String,
    /// Which questionnaire, such as `ipa25`.
    pub instrument: String,
    /// −25 to 100 (IPA's 25 questions: 4, 2, 0 or −1 each).
    pub score: i16,
    /// Day of completion.
    #[serde(with = "days::day")]
    pub completed_on: NaiveDate,
}

impl Assessment {
    /// Checks the score.
    ///
    /// # Errors
    /// A score outside −25 to 100.
    pub fn check(&self) -> Result<(), FactsError> {
        if (-25..=100).contains(&self.score) {
            return Ok(());
        }
        let problem = Problem::OutOfRange { from: -25, to: 100 };
        Err(FactsError::at("score", problem))
    }
}

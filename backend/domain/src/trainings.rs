//! Trainings: joint trainings, seminars and phishing drills.

use crate::facts::{FactsError, Problem, days};
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// The kind of training.
    pub enum TrainingKind {
        /// 合同研修.
        JointTraining = "joint_training",
        /// セミナー.
        Seminar = "seminar",
        /// 標的型攻撃メール訓練.
        PhishingDrill = "phishing_drill",
    }
}

/// One training with the supplier's attendance and results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Unique among the supplier's trainings.
    pub id: String,
    /// The kind.
    pub kind: TrainingKind,
    /// Day of the training.
    #[serde(with = "days::day")]
    pub held_on: NaiveDate,
    /// Whether the supplier took part.
    pub attended: bool,
    /// Share of recipients who clicked, in thousandths.
    #[serde(default)]
    pub clicked_permille: Option<u16>,
    /// Share of recipients who reported the mail, in thousandths.
    #[serde(default)]
    pub reported_permille: Option<u16>,
}

impl Training {
    /// Checks the rates.
    ///
    /// # Errors
    /// A rate above 1,000 thousandths.
    pub fn check(&self) -> Result<(), FactsError> {
        let rates = [("clicked_permille", self.clicked_permille), ("reported_permille", self.reported_permille)];
        for (field, rate) in rates {
            if rate.is_some_and(|rate| rate > 1_000) {
                let problem = Problem::OutOfRange { from: 0, to: 1_000 };
                return Err(FactsError::at(field, problem));
            }
        }
        Ok(())
    }
}

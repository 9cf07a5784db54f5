//! Grading schemes: the published rule as data (design 3.2).

mod check;
mod criteria;
mod error;
mod gates;
mod model;
mod read;

pub use criteria::{
    AgeStep, BestOf, CountStep, CountSteps, DrillRates, IncidentDeductions, OnTimeRatio, OpinionShare, OverdueFindings,
    Row, Rule, ScoreStep, ScoreSteps, Start, StepsByAge, Supplement,
};
pub use error::SchemeError;
pub use gates::{GateRule, GateTest, Paper};
pub use model::{
    BandRule, Bonus, BonusRow, Conditional, Criterion, Group, Rounding, RoundingMode, Scheme, Source, Text,
};

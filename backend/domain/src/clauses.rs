//! Clauses: the standard clauses on information security (特約条項), their parameters, their sets, and the articles they make.
//!
//! A clause refers to others by their codes. Which number a code has follows from the set and the circumstances of the
//! contract, so that a clause that does not apply leaves no gap.

mod articles;
mod circumstance;
mod clause;
mod difference;
mod duty;
mod error;
mod parameter;
mod set;
mod standard;
mod template;
mod value;
mod variant;
mod wording;

pub use articles::{Article, ArticleParagraph, Chosen, Unresolved, articles};
pub use circumstance::Circumstance;
pub use clause::{Clause, ClauseSource, Paragraph, SourceMark};
pub use difference::{Piece, Row, side_by_side};
pub use duty::{DutyEvent, DutyRule, Timing};
pub use error::ClauseError;
pub use parameter::{Parameter, ParameterProblem, Range, Stricter, Values};
pub use set::ClauseSet;
pub use template::TextLanguage;
pub use value::{Cycle, Rate, Value, ValueKind};
pub use variant::{VariantJudgement, WordingProblem};
pub use wording::Wording;

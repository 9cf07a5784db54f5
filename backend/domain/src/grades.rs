//! Grades: the pure function from a scheme, facts and a day to a grade with its breakdown.

mod assurances;
mod band;
mod breakdown;
mod case;
mod conditional;
mod criteria;
mod entry;
mod fact_ids;
mod gates;
mod grade;
mod improvements;
mod lines;
mod output;
mod reasons;
mod timeline;
mod turns;
mod windows;

pub use assurances::Assurances;
pub use band::Band;
pub use entry::{GradeInputError, grade_json};
pub use fact_ids::FactIds;
pub use grade::{Gate, Grade, grade};
pub use improvements::{Improvement, Step, improvements};
pub use lines::Line;
pub use output::GradeView;
pub use reasons::{About, Argument, Arguments, Drill, GateReason, Reason, ReportTiming};
pub use timeline::timeline;
pub(crate) use turns::is_writable;

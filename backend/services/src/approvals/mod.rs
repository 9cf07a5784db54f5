//! Four eyes at work: proposing, changing, deciding, and carrying out what two people agreed to.

mod content;
mod effect;
mod steps;

pub use content::Content;
pub(crate) use effect::REGRADE_JOB;
pub use steps::Verdict;

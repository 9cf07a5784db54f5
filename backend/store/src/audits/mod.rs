//! Audits beyond what they say: to whom their reports and findings are shown.

mod shown;

pub use shown::ShownAudits;

//! Audits beyond what they say: to whom their reports and findings are shown, and the codes by which suppliers show them.

mod codes;
mod shown;

pub use codes::{NewShareCode, OpenShareCode, Redemption, ShareCode};
pub use shown::ShownAudits;

//! What holds now: roles that have begun and not ended, accounts that are open. Planned days are computed when asked.

use chrono::{DateTime, Utc};

/// For how long a role holds; without an end, until somebody ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Term {
    /// From this instant on; at once without.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
}

impl Term {
    /// Whether it holds at an instant.
    #[must_use]
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| to > at)
    }
}

/// The condition under which the role in the row `g` holds at an instant in microseconds.
pub(crate) fn role_holds(at: i64) -> String {
    format!(
        "g.ended_at IS NULL AND (g.begins_at IS NULL OR g.begins_at <= {at}) AND (g.ends_at IS NULL OR g.ends_at > {at})"
    )
}

/// The condition under which the role in the row `g` holds at an instant in microseconds, or is planned to.
pub(crate) fn role_is_ahead(at: i64) -> String {
    format!("g.ended_at IS NULL AND (g.ends_at IS NULL OR g.ends_at > {at})")
}

/// The condition under which the account in the row `a` is open at an instant in microseconds.
pub(crate) fn account_is_open(at: i64) -> String {
    format!("a.deactivated_at IS NULL AND (a.closes_at IS NULL OR a.closes_at > {at})")
}

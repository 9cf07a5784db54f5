//! How many rows a list has, as the page says it.

use kakuzuke_store::Count;
use serde::Serialize;

/// A count that stops at a limit.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct CountView {
    /// How many, at most the limit.
    pub number: u64,
    /// Whether there are more.
    pub capped: bool,
}

impl From<Count> for CountView {
    fn from(count: Count) -> Self {
        Self { number: count.number, capped: count.capped }
    }
}

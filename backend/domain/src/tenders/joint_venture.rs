//! The band with which a joint venture enters the formula.

use serde::{Deserialize, Serialize};

use crate::grades::Band;

/// Whose band stands for the joint venture; fixed by the tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JointVentureRule {
    /// The representative member's (代表者).
    Representative,
    /// The lowest of all members (全構成員の最低), the representative among them; `unrated` is the lowest.
    LowestMember,
}

/// The band of a joint venture under the tender's rule.
#[must_use]
pub fn joint_venture_band(rule: JointVentureRule, representative: Band, members: &[Band]) -> Band {
    match rule {
        JointVentureRule::Representative => representative,
        JointVentureRule::LowestMember => {
            members.iter().copied().chain([representative]).min_by_key(|band| band.as_code()).unwrap_or(representative)
        }
    }
}

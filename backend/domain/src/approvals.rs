//! Four eyes: what one person proposes and another must agree to before it takes effect (design 5).
//!
//! Agreement is bound to the SHA-256 of what was read: whoever changes the content voids what was agreed before. Whether a
//! person holds the role is asked of [`crate::accounts::may`] beside this rule.

mod case;
mod content;
mod difference;

use crate::accounts::{Action, Owner, ResourceKind};
use crate::words::words;

pub use case::{Case, Hash, Refusal, Step};
pub use content::{ContentError, canonical_json, content_hash};
pub use difference::{Line, Side, difference};

words! {
    /// What can be proposed.
    pub enum ApprovalKind {
        /// A grading scheme is to be published; by it every grade is computed from then on.
        PublishScheme = "publish_scheme",
    }
}

words! {
    /// Where a proposal stands.
    pub enum ApprovalState {
        /// It waits for a second person.
        Waiting = "waiting",
        /// It was approved and has taken effect.
        Effective = "effective",
        /// A second person has rejected it.
        Rejected = "rejected",
        /// Its proposer has withdrawn it.
        Withdrawn = "withdrawn",
    }
}

impl ApprovalKind {
    /// How many people besides the author must agree.
    #[must_use]
    pub const fn needed(self) -> usize {
        match self {
            Self::PublishScheme => 1,
        }
    }

    /// The thing that is proposed, and whose it is: with [`Action::Propose`] what its author must be allowed to do, with
    /// [`Action::Approve`] what the second person must.
    #[must_use]
    pub const fn concerns(self) -> (ResourceKind, Owner) {
        match self {
            Self::PublishScheme => (ResourceKind::Schemes, Owner::Council),
        }
    }

    /// What the second person must be allowed to do.
    #[must_use]
    pub const fn decided_by(self) -> Action {
        match self {
            Self::PublishScheme => Action::Approve,
        }
    }
}

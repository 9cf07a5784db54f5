//! Four eyes: what one person proposes and another must agree to before it takes effect (design 5).
//!
//! Agreement is bound to the SHA-256 of what was read: whoever changes the content voids what was agreed before. Whether a
//! person holds the role is asked of [`crate::accounts::may`] beside this rule.

mod case;
mod content;
mod difference;

use crate::accounts::{Action, Owner, ResourceKind};
use crate::words::words;
use uuid::Uuid;

pub use case::{Case, Hash, Refusal, Step};
pub use content::{ContentError, canonical_json, content_hash};
pub use difference::{Line, Side, difference};

words! {
    /// What can be proposed.
    pub enum ApprovalKind {
        /// A grading scheme is to be published; by it every grade is computed from then on.
        PublishScheme = "publish_scheme",
        /// Whether a contract is critical is to be told otherwise than the rule tells it.
        OverrideCriticality = "override_criticality",
        /// A contract is to be closed out without a certificate of erasure.
        WaiveErasure = "waive_erasure",
        /// A set of standard clauses is to be published; contracts are proposed its clauses from then on.
        PublishClauses = "publish_clauses",
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
            Self::PublishScheme | Self::PublishClauses | Self::OverrideCriticality | Self::WaiveErasure => 1,
        }
    }

    /// What kind of thing is proposed.
    #[must_use]
    pub const fn resource(self) -> ResourceKind {
        match self {
            Self::PublishScheme => ResourceKind::Schemes,
            Self::OverrideCriticality | Self::WaiveErasure => ResourceKind::Contracts,
            Self::PublishClauses => ResourceKind::Clauses,
        }
    }

    /// Whether such a proposal belongs to one buyer; the others are the council's.
    #[must_use]
    pub const fn is_of_buyer(self) -> bool {
        matches!(self, Self::OverrideCriticality | Self::WaiveErasure)
    }

    /// The thing that is proposed, and whose it is: with [`Action::Propose`] what its author must be allowed to do, with
    /// [`Action::Approve`] what the second person must. `buyer` is whose it is, for what [belongs to a buyer](Self::is_of_buyer).
    #[must_use]
    pub fn concerns(self, buyer: Option<Uuid>) -> (ResourceKind, Owner) {
        let owner = if self.is_of_buyer() { Owner::Buyer(buyer.unwrap_or_default()) } else { Owner::Council };
        (self.resource(), owner)
    }

    /// What the second person must be allowed to do.
    #[must_use]
    pub const fn decided_by(self) -> Action {
        match self {
            Self::PublishScheme | Self::PublishClauses | Self::OverrideCriticality | Self::WaiveErasure => {
                Action::Approve
            }
        }
    }
}

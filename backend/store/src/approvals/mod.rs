//! Four eyes: proposals with all their versions, and the steps taken with them. Their rule is `kakuzuke_domain::approvals`.

mod deciders;
mod list;
mod read;
mod write;

pub(crate) use list::waiting_in_hand;
pub use list::{ApprovalFilter, ApprovalRow, ApprovalSight};
pub use read::{Approval, ApprovalStep, ApprovalVersion};
pub use write::{NewApproval, Taken};

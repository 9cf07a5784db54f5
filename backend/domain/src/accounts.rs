//! Accounts: who may do what (design 5). Deny by default: what no rule allows is refused.

mod actor;
mod audience;
mod granting;
mod may;
pub mod passwords;
mod resource;
mod role;
mod rules;
mod scopes;
mod throttle;
mod visible;

pub use actor::{Actor, Grant, Tenant};
pub use audience::Audience;
pub use granting::{grantable, may_grant};
pub use may::{Decision, could, may};
pub use resource::{Action, Owner, Resource, ResourceKind};
pub use role::Role;
pub use scopes::TokenScope;
pub use throttle::{Throttle, ThrottleRule};
pub use visible::{Visible, visible};

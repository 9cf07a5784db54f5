//! People: accounts, roles, sessions, tokens, invitations. Their names and addresses stand here and nowhere else.

mod circle;
mod grants;
mod invitations;
mod people;
mod read;
mod row;
mod secret;
mod sessions;
mod sign_ins;
mod throttles;
mod tokens;

pub use grants::GrantRow;
pub use invitations::{Invitation, NewInvitation};
pub use people::NewAccount;
pub use row::{Account, Person};
pub use secret::Secret;
pub use sessions::{NewSession, Session, Visitor};
pub use sign_ins::SignIn;
pub use tokens::{ApiToken, NewToken, TokenHolder};

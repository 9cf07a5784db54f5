//! People: accounts, roles, sessions, tokens, invitations. Their names and addresses stand here and nowhere else.

mod access;
mod ceremonies;
mod circle;
mod credentials;
mod grants;
mod identities;
mod invitations;
mod names;
mod passkeys;
mod people;
mod people_list;
mod read;
mod resets;
mod row;
mod sealing;
mod secret;
mod sessions;
mod sign_ins;
mod throttles;
mod tokens;

pub use ceremonies::{Ceremony, CeremonyTicket};
pub use credentials::TotpState;
pub use grants::GrantRow;
pub use identities::LinkedIdentity;
pub use invitations::{Invitation, NewInvitation};
pub use names::PersonName;
pub use passkeys::PasskeyRow;
pub use people::NewAccount;
pub use people_list::PeopleQuery;
pub use resets::RESET_MINUTES;
pub use row::{Account, Person};
pub use secret::Secret;
pub use sessions::{NewSession, Session, Visitor};
pub use sign_ins::SignIn;
pub use tokens::{ApiToken, NewToken, TokenHolder};

//! How people prove who they are: passwords, one-time codes, recovery codes, passkeys, and other services (OpenID Connect).

mod by_passkey;
mod by_password;
mod elsewhere;
mod hand_overs;
mod invitations;
pub mod oidc;
mod own;
pub mod passkeys;
pub mod passwords;
mod people;
pub mod qr;
pub mod recovery;
mod resets;
pub mod sealing;
mod second_factor;
pub mod tokens;
pub mod totp;

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::ThrottleRule;
use kakuzuke_store::{Actor, CeremonyTicket, Store, Work};
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

pub use elsewhere::{Arrival, Journey};
pub(crate) use hand_overs::hand_over_in;
pub use hand_overs::{HandOver, Parts};
pub use invitations::{Invited, Newcomer};
pub(crate) use invitations::{check_email, invite_in};
pub use own::WantedToken;
pub use second_factor::NewTotp;

use crate::{Result, ServicesError};
use oidc::{Oidc, Provider};
use passkeys::Passkeys;
use passwords::Passwords;
use sealing::Sealing;

/// Where a try comes from, for the history that a person sees and for slowing guessers down.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The network address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Right: this is the account.
    Accepted(Uuid),
    /// Wrong; nothing is said about what was wrong.
    Refused,
    /// Too many wrong ones: not even looked at before this instant.
    Throttled(DateTime<Utc>),
}

/// The desk at which people show who they are. Cloning is cheap.
#[derive(Clone)]
pub struct Accounts {
    store: Store,
    passwords: Passwords,
    passkeys: Option<Passkeys>,
    oidc: Oidc,
}

/// What became of a wish to be asked for a passkey.
#[derive(Debug, Clone)]
pub enum Asked {
    /// The question: what matches the answer with it, and what the browser is told, as JSON.
    Question(CeremonyTicket, Value),
    /// Too many questions were put to this address: none before this instant.
    Throttled(DateTime<Utc>),
}

impl Accounts {
    /// The desk of a service that people reach on this machine only, without other services.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, passwords: Passwords::default(), passkeys: None, oidc: Oidc::none() }
    }

    /// The same at the address `origin`, with the other services through which people may sign in. At a bare network address
    /// there are no passkeys.
    ///
    /// # Errors
    /// The connections to the other services cannot be prepared.
    pub fn at(self, origin: &Url, providers: Vec<Provider>) -> Result<Self> {
        let passkeys = Passkeys::new(origin).ok();
        Ok(Self { passkeys, oidc: Oidc::new(providers, origin)?, ..self })
    }

    /// Whether passkeys work at this address.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// The other services through which people may sign in.
    #[must_use]
    pub fn providers(&self) -> &[Provider] {
        self.oidc.providers()
    }

    fn sealing(&self) -> Result<Sealing> {
        Sealing::open(&self.store)
    }

    fn passkeys(&self) -> Result<&Passkeys> {
        self.passkeys.as_ref().ok_or_else(|| ServicesError::refused("passkeys_origin"))
    }

    /// Fresh random bytes.
    fn draw<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        for piece in bytes.chunks_mut(32) {
            let drawn = self.store.config().ids.secret().ok_or(kakuzuke_store::StoreError::Randomness)?;
            piece.iter_mut().zip(drawn).for_each(|(to, from)| *to = from);
        }
        Ok(bytes)
    }

    /// Begins a change of an account by its owner.
    async fn change(&self, account: Uuid, command: &str) -> Result<Work> {
        Ok(self.store.begin(&Actor::account(account), command).await?)
    }

    /// Counts a try under the two keys; the instant before which it is refused, if it is.
    async fn admit(&self, who: &str, visit: &Visit) -> Result<Option<DateTime<Utc>>> {
        let until = self.store.admit(&from(visit), &ThrottleRule::ADDRESS).await?;
        if until.is_some() {
            return Ok(until);
        }
        Ok(self.store.admit(who, &ThrottleRule::ACCOUNT).await?)
    }

    /// Takes the try back: it turned out well.
    async fn forgive(&self, who: &str, visit: &Visit) -> Result<()> {
        self.store.forgive(who).await?;
        self.store.take_back(&from(visit)).await?;
        self.answered(visit).await
    }

    /// Counts a question put to an address; the instant before which it is refused, if it is.
    async fn may_ask(&self, visit: &Visit) -> Result<Option<DateTime<Utc>>> {
        Ok(self.store.admit(&questions_to(visit), &ThrottleRule::QUESTIONS).await?)
    }

    /// Takes a question back: somebody at that address has shown who they are.
    async fn answered(&self, visit: &Visit) -> Result<()> {
        Ok(self.store.take_back(&questions_to(visit)).await?)
    }

    /// Writes the history after the answer, so that its time says nothing about whether there is an account.
    fn note(&self, account: Uuid, method: &'static str, outcome: &'static str, visit: &Visit) {
        let (store, visit) = (self.store.clone(), visit.clone());
        tokio::spawn(async move {
            let noted = store.note_sign_in(account, method, outcome, &visit.address, &visit.agent).await;
            if let Err(error) = noted {
                tracing::error!(%error, "a sign-in could not be noted");
            }
        });
    }
}

fn from(visit: &Visit) -> String {
    format!("sign-in from {}", visit.address)
}

fn questions_to(visit: &Visit) -> String {
    format!("questions to {}", visit.address)
}

/// The key under which tries for a person are counted, whether or not there is such a person; no address stands in it.
fn by_email(email: &str) -> String {
    format!("sign-in {}", hex::encode(Sha256::digest(email.trim().to_lowercase())))
}

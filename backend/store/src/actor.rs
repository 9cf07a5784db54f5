//! Who changes the register.

use std::fmt;

use uuid::Uuid;

/// Who acts, as the ledger records it: an opaque id, never a person's name or address (those can be erased, the ledger cannot).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor(String);

impl Actor {
    /// An actor with an id such as `account:0198…` or `loopback`.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// A person, by the account's id.
    #[must_use]
    pub fn account(id: Uuid) -> Self {
        Self(format!("account:{id}"))
    }

    /// The account's id, of a person.
    #[must_use]
    pub fn as_account(&self) -> Option<Uuid> {
        self.0.strip_prefix("account:").and_then(|id| id.parse().ok())
    }

    /// The program itself: first start, due dates, jobs.
    #[must_use]
    pub fn system() -> Self {
        Self("system".to_owned())
    }

    /// Someone with a shell on the machine.
    #[must_use]
    pub fn command_line() -> Self {
        Self("command-line".to_owned())
    }

    /// Someone at the counter of a register that has no accounts yet and listens on loopback only.
    #[must_use]
    pub fn loopback() -> Self {
        Self("loopback".to_owned())
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

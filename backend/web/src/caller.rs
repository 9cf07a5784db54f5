//! Whoever sends a request: nobody, a person with a session, or a program with a person's token.

mod audits;
mod chain;
mod sight;

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kakuzuke_domain::accounts::{Action, Actor, Decision, Resource, may};
use kakuzuke_store::{Session, TokenHolder, Visitor};
use uuid::Uuid;

pub use self::audits::{AuditRights, AuditSight};
pub use self::chain::Chain;
pub use self::sight::{kind_of, resource_of};
use crate::error::{AppError, Result};

/// How far a caller has come in showing who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not signed in.
    Nobody,
    /// Signed in; a role requires the second factor, which is still to be proven.
    Unproven,
    /// Signed in; a role requires a second factor, and the person has none yet.
    Unprotected,
    /// Signed in with all that the roles require.
    Known,
}

/// Whoever sends a request. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Caller(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    actor: Actor,
    name: String,
    session: Option<Session>,
    has_second_factor: bool,
}

impl Caller {
    /// The person whose session a request belongs to.
    #[must_use]
    pub fn visitor(visitor: Visitor) -> Self {
        Self(Arc::new(Inner {
            actor: Actor::person(visitor.session.account, visitor.grants),
            name: visitor.name,
            session: Some(visitor.session),
            has_second_factor: visitor.has_second_factor,
        }))
    }

    /// The program that brings a person's token.
    #[must_use]
    pub fn token(holder: TokenHolder) -> Self {
        let actor = Actor { account: Some(holder.account), grants: holder.grants, scopes: Some(holder.token.scopes) };
        Self(Arc::new(Inner { actor, name: holder.name, session: None, has_second_factor: false }))
    }

    /// Somebody for a sample.
    #[cfg(test)]
    pub(crate) fn of(actor: Actor, name: &str) -> Self {
        Self(Arc::new(Inner { actor, name: name.to_owned(), session: None, has_second_factor: false }))
    }

    /// The caller as the rule sees it.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.0.actor
    }

    /// The caller as the ledger names it.
    #[must_use]
    pub fn signature(&self) -> kakuzuke_store::Actor {
        self.0.actor.account.map_or_else(|| kakuzuke_store::Actor::new("nobody"), kakuzuke_store::Actor::account)
    }

    /// The account, of a caller who has signed in.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] for nobody.
    pub fn account(&self) -> Result<Uuid> {
        self.0.actor.account.ok_or(AppError::Unauthenticated)
    }

    /// The session, of a person at the counter.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.0.session.as_ref()
    }

    /// The person's name; empty for nobody.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether the person has a second factor to prove.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.0.has_second_factor
    }

    /// How far the caller has come. A token was made by a person who had proven everything.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let inner = &self.0;
        if inner.actor.account.is_none() {
            return Standing::Nobody;
        }
        let Some(session) = &inner.session else { return Standing::Known };
        if session.proven_at.is_some() {
            Standing::Known
        } else if inner.has_second_factor {
            Standing::Unproven
        } else if inner.actor.needs_second_factor() {
            Standing::Unprotected
        } else {
            Standing::Known
        }
    }

    /// Lets the caller do `action` with `resource`.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without the role, [`AppError::NotFound`] if it is another tenant's,
    /// [`AppError::Unauthenticated`] for nobody.
    pub fn require(&self, action: Action, resource: &Resource) -> Result<()> {
        match may(self.actor(), action, resource) {
            Decision::Allowed => Ok(()),
            Decision::Forbidden => Err(AppError::Forbidden),
            Decision::Hidden => Err(AppError::NotFound),
            Decision::Unknown => Err(AppError::Unauthenticated),
        }
    }

    /// Whether the caller may do `action` with `resource`: for what a page offers.
    #[must_use]
    pub fn may(&self, action: Action, resource: &Resource) -> bool {
        may(self.actor(), action, resource) == Decision::Allowed
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

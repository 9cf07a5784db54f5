//! What the pages of the room share: where a try comes from, how fresh a proof is, and the cookie that binds an answer.

use axum::extract::FromRequestParts;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Redirect;
use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_services::ServicesError;
use kakuzuke_services::accounts::Visit;
use kakuzuke_store::{CeremonyTicket, Secret, StoreError};
use uuid::Uuid;

use crate::access::{SECOND_STEP, SIGN_IN};
use crate::caller::Caller;
use crate::cookies;
use crate::error::{AppError, FieldProblem};
use crate::layers::address::ClientAddress;
use crate::pages::form::Errors;
use crate::render::address::Address;
use crate::sign_in::agent;

/// The security page of one's own account.
pub const SECURITY: &str = "/account/security";
/// For so long a proof allows changes of credentials.
const FRESH: TimeDelta = TimeDelta::minutes(15);
const TICKET: &str = "__Host-ceremony";

/// Where a request comes from, for the history and the throttles.
pub fn visit(address: &ClientAddress, headers: &HeaderMap) -> Visit {
    Visit { address: address.0.clone(), agent: agent(headers).to_owned() }
}

/// A person who showed a moment ago who they are.
#[derive(Debug, Clone, Copy)]
pub struct Fresh {
    /// The account.
    pub account: Uuid,
    /// The session.
    pub session: Uuid,
}

/// The same as [`fresh_for`] the security page.
///
/// # Errors
/// The way to a new proof, and from there back.
pub fn fresh(caller: &Caller, now: DateTime<Utc>) -> Result<Fresh, Redirect> {
    fresh_for(caller, now, SECURITY)
}

/// Lets a person change credentials whose last proof is fresh: of the second factor, or, without one, the sign-in itself.
///
/// # Errors
/// The way to a new proof, and from there back to `back`.
pub fn fresh_for(caller: &Caller, now: DateTime<Utc>, back: &str) -> Result<Fresh, Redirect> {
    let Some(session) = caller.session() else { return Err(Redirect::to(SIGN_IN)) };
    let (proof, way) = if caller.has_second_factor() {
        (session.proven_at, SECOND_STEP)
    } else {
        (session.proven_at.max(Some(session.made_at)), SIGN_IN)
    };
    if proof.is_some_and(|at| now - at < FRESH) {
        return Ok(Fresh { account: session.account, session: session.id });
    }
    let mut address = Address::new(way);
    address.push("next", back);
    Err(Redirect::to(&address.finish()))
}

/// The ticket that a browser brings along with its answer.
#[derive(Debug, Clone)]
pub struct Ticket(pub Option<CeremonyTicket>);

impl<S: Send + Sync> FromRequestParts<S> for Ticket {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let found = cookies::read(&parts.headers, TICKET).and_then(|text| {
            let (id, secret) = text.split_once('.')?;
            Some(CeremonyTicket { id: id.parse().ok()?, secret: Secret::read(secret)? })
        });
        Ok(Self(found))
    }
}

/// Gives a browser the ticket of a question.
///
/// # Errors
/// Never for a ticket of ours.
pub fn keep(ticket: &CeremonyTicket) -> Result<(HeaderName, HeaderValue), AppError> {
    let (id, secret) = (ticket.id, ticket.secret.reveal());
    let text = format!("{TICKET}={id}.{secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
    let mut value = HeaderValue::from_str(&text).map_err(AppError::internal)?;
    value.set_sensitive(true);
    Ok((SET_COOKIE, value))
}

/// Shows what was refused beside `field`, or above the form.
///
/// # Errors
/// Every other situation is handed back.
pub fn told(errors: &mut Errors, field: &str, error: ServicesError) -> Result<(), AppError> {
    let code = match error {
        ServicesError::Refused { code, .. } => code,
        ServicesError::Store(StoreError::Conflict { code }) => code,
        other => return Err(other.into()),
    };
    errors.add(FieldProblem::new(field, code));
    Ok(())
}

//! `POST /sign-in/passkeys`: a passkey's answer. It counts as two factors: the key, and what unlocks it.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use kakuzuke_services::accounts::Attempt;
use serde::Deserialize;

use super::desk::{Ticket, visit};
use super::sign_in::again;
use crate::error::Result;
use crate::extract::Form;
use crate::layers::address::ClientAddress;
use crate::sign_in::{self, Entry};
use crate::state::AppState;

/// What the script filled in.
#[derive(Debug, Deserialize)]
pub struct Answer {
    answer: Option<String>,
    next: Option<String>,
}

/// `POST /sign-in/passkeys`
///
/// # Errors
/// When the register cannot be read; a refused answer is shown the sign-in page.
pub async fn post(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    ticket: Ticket,
    Form(answer): Form<Answer>,
) -> Result<Response> {
    let attempt = match (&ticket.0, &answer.answer) {
        (Some(ticket), Some(text)) => state.accounts.by_passkey(ticket, text, &visit(&address, &headers)).await?,
        _ => Attempt::Refused,
    };
    match attempt {
        Attempt::Accepted(account) => {
            let entry = Entry { account, method: "passkey", proven: true };
            sign_in::enter(&state, entry, &address, &headers, answer.next.as_deref()).await
        }
        other => again(&state, other, answer.next, None).await,
    }
}

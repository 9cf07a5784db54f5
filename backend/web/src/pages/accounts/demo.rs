//! `/demo/sessions`: become one of the fictitious people. Only the demo, which holds nothing else, answers here.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use crate::error::{AppError, Result};
use crate::extract::Form;
use crate::layers::address::ClientAddress;
use crate::sign_in::{self, Entry};
use crate::state::AppState;

/// Whom to be, and where to go.
#[derive(Debug, Deserialize)]
pub struct Choice {
    account: Uuid,
    next: Option<String>,
}

/// `POST /demo/sessions`
///
/// # Errors
/// Not found outside the demo.
pub async fn post(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Result<Response> {
    if !state.config.demo {
        return Err(AppError::NotFound);
    }
    let person = state.store.person(choice.account).await?.ok_or(AppError::NotFound)?;
    let entry = Entry { account: person.account.id, method: "demo", proven: true };
    sign_in::enter(&state, entry, &address, &headers, choice.next.as_deref()).await
}

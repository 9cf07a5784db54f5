//! `/account/tokens`: the API tokens of my programs. A new one asks for a fresh proof and is shown once.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::TokenScope;
use kakuzuke_services::accounts::WantedToken;
use serde::Serialize;
use uuid::Uuid;

use super::desk::fresh_for;
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered};
use crate::state::AppState;

const LIST: &str = "/account/tokens";
/// Days that a token may last.
const DAYS: std::ops::RangeInclusive<i64> = 1..=366;

/// The page.
#[derive(Debug, Serialize)]
pub struct TokensPage {
    tokens: Vec<TokenLine>,
    made: Option<MadeView>,
    scopes: Vec<&'static str>,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Serialize)]
struct MadeView {
    token: String,
    expires_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct TokenLine {
    id: Uuid,
    name: String,
    scopes: Vec<&'static str>,
    made_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    expired: bool,
}

impl Page for TokensPage {
    const TEMPLATE: &'static str = "accounts/tokens.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = DateTime::UNIX_EPOCH;
        let line = |used: bool, ended: bool, expired| TokenLine {
            id: Uuid::nil(),
            name: "財務会計システム連携".to_owned(),
            scopes: words(TokenScope::ALL),
            made_at: at,
            expires_at: at,
            last_used_at: used.then_some(at),
            ended_at: ended.then_some(at),
            expired,
        };
        let page = |tokens, made, errors| Self {
            tokens,
            made,
            scopes: words(TokenScope::ALL),
            form: Answers::default(),
            errors,
        };
        let wrong = |field: &str, code: &'static str| {
            let mut errors = Errors::default();
            errors.add(FieldProblem::new(field, code));
            page(Vec::new(), None, errors)
        };
        let lines = vec![line(true, false, false), line(false, true, false), line(false, false, true)];
        let made = MadeView { token: format!("kakuzuke_{}", "00".repeat(32)), expires_at: at };
        vec![
            page(Vec::new(), None, Errors::default()),
            page(lines, Some(made), Errors::default()),
            wrong("token_name", "missing"),
            wrong("scopes", "missing"),
            wrong("days", "token_days"),
        ]
    }
}

fn words(scopes: &[TokenScope]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.as_str()).collect()
}

/// `GET /account/tokens`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(page(&state, &caller, None, Answers::default(), Errors::default()).await?))
}

/// `POST /account/tokens`
///
/// # Errors
/// When the register cannot be written; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let fresh = match fresh_for(&caller, state.now(), LIST) {
        Ok(fresh) => fresh,
        Err(way) => return Ok(way.into_response()),
    };
    let (form, mut errors) = (Answers(answers), Errors::default());
    let name = form.needed("token_name", &mut errors);
    let scopes: Vec<TokenScope> =
        TokenScope::ALL.iter().copied().filter(|scope| form.text(scope.as_str()) == "true").collect();
    if scopes.is_empty() {
        errors.add(FieldProblem::new("scopes", "missing"));
    }
    let days = form.text("days").parse().ok().filter(|days| DAYS.contains(days));
    if days.is_none() {
        errors.add(FieldProblem::new("days", "token_days"));
    }
    if let Some(days) = days
        && errors.is_empty()
    {
        let wanted = WantedToken { name, scopes, lasting: TimeDelta::days(days) };
        let made = state.accounts.make_token(fresh.account, wanted).await?;
        let made = MadeView { token: made.token, expires_at: made.expires_at };
        let page = page(&state, &caller, Some(made), Answers::default(), Errors::default()).await?;
        return Ok(Rendered::new(page).into_response());
    }
    let page = page(&state, &caller, None, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// `POST /account/tokens/{id}/withdrawals`
///
/// # Errors
/// Not found without such a token of one's own.
pub async fn end(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    state.accounts.end_token(caller.account()?, id).await?;
    Ok(Flash::TokenEnded.redirect(LIST))
}

async fn page(
    state: &AppState,
    caller: &Caller,
    made: Option<MadeView>,
    form: Answers,
    errors: Errors,
) -> Result<TokensPage> {
    let now = state.now();
    let tokens = state.store.tokens(caller.account()?).await?.into_iter().map(|token| TokenLine {
        id: token.id,
        name: token.name,
        scopes: words(&token.scopes),
        made_at: token.made_at,
        expires_at: token.expires_at,
        last_used_at: token.last_used_at,
        ended_at: token.ended_at,
        expired: token.expires_at <= now,
    });
    Ok(TokensPage { tokens: tokens.collect(), made, scopes: words(TokenScope::ALL), form, errors })
}

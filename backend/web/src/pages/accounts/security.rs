//! `/account/security`: how I sign in, and who did so as me.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use kakuzuke_services::ServicesError;
use serde::Serialize;
use uuid::Uuid;

use super::desk::{SECURITY, told};
use super::providers::{ProviderLine, providers};
use crate::access::SECOND_STEP;
use crate::caller::{Caller, Standing};
use crate::error::{AppError, Result};
use crate::extract::NoQuery;
use crate::flash::Flash;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered};
use crate::state::AppState;

const HISTORY: u32 = 20;

/// The page.
#[derive(Debug, Serialize)]
pub struct SecurityPage {
    needed: bool,
    has_password: bool,
    password_set_at: Option<DateTime<Utc>>,
    totp_since: Option<DateTime<Utc>>,
    codes_left: u64,
    passkeys_possible: bool,
    passkeys: Vec<PasskeyLine>,
    providers: Vec<ProviderLine>,
    identities: Vec<IdentityLine>,
    history: Vec<SignInLine>,
    errors: Errors,
}

#[derive(Debug, Serialize)]
struct PasskeyLine {
    id: Uuid,
    name: String,
    made_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize)]
struct IdentityLine {
    issuer: String,
    subject: String,
    provider: Option<ProviderLine>,
    linked_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct SignInLine {
    at: DateTime<Utc>,
    method: String,
    outcome: String,
    address: String,
    agent: String,
}

impl Page for SecurityPage {
    const TEMPLATE: &'static str = "accounts/security.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = DateTime::UNIX_EPOCH;
        let line = |method: &str, outcome: &str| SignInLine {
            at,
            method: method.to_owned(),
            outcome: outcome.to_owned(),
            address: "192.0.2.1".to_owned(),
            agent: "Mozilla/5.0".to_owned(),
        };
        let methods = ["password", "totp", "recovery_code", "passkey", "oidc", "demo"];
        let key = |used| PasskeyLine { id: Uuid::nil(), name: "庁内PC".to_owned(), made_at: at, last_used_at: used };
        let identity = |provider| IdentityLine {
            issuer: "https://gbiz-id.go.jp/oauth/".to_owned(),
            subject: "見本".to_owned(),
            provider,
            linked_at: at,
        };
        let bare = || Self {
            needed: true,
            has_password: true,
            password_set_at: Some(at),
            totp_since: None,
            codes_left: 0,
            passkeys_possible: false,
            passkeys: Vec::new(),
            providers: Vec::new(),
            identities: Vec::new(),
            history: Vec::new(),
            errors: Errors::default(),
        };
        let with = |field: &str, code: &'static str| {
            let mut errors = Errors::default();
            errors.add(crate::error::FieldProblem::new(field, code));
            Self { errors, ..bare() }
        };
        let full = Self {
            needed: false,
            totp_since: Some(at),
            codes_left: 10,
            passkeys_possible: true,
            passkeys: vec![key(None), key(Some(at))],
            providers: vec![ProviderLine::sample()],
            identities: vec![identity(Some(ProviderLine::sample())), identity(None)],
            history: methods
                .iter()
                .map(|method| line(method, "accepted"))
                .chain([line("totp", "refused"), line("password", "throttled")])
                .collect(),
            ..bare()
        };
        vec![
            bare(),
            Self { has_password: false, password_set_at: None, ..bare() },
            full,
            with("present_password", "password_wrong"),
            with("new_password", "password_short"),
            with("form", "last_factor"),
            with("form", "last_way_in"),
            with("form", "ceremony_over"),
            with("form", "passkey_wrong"),
            with("form", "passkey_taken"),
            with("form", "name_missing"),
            with("form", "identity_taken"),
            with("present_password", "throttled"),
        ]
    }
}

/// `GET /account/security`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Response> {
    if caller.standing() == Standing::Unproven {
        return Ok(Redirect::to(&format!("{SECOND_STEP}?next={SECURITY}")).into_response());
    }
    Ok(Rendered::new(page(&state, &caller, Errors::default()).await?).into_response())
}

/// The page after a change that was done, or once more with what was refused beside `field`.
pub(super) async fn after(
    state: &AppState,
    caller: &Caller,
    done: std::result::Result<(), ServicesError>,
    field: &str,
) -> Result<Response> {
    let Err(error) = done else { return Ok(Flash::SecurityChanged.redirect(SECURITY)) };
    let mut errors = Errors::default();
    told(&mut errors, field, error)?;
    Ok(Rendered::new(page(state, caller, errors).await?).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn page(state: &AppState, caller: &Caller, errors: Errors) -> Result<SecurityPage> {
    let id = caller.account()?;
    let person = state.store.person(id).await?.ok_or(AppError::NotFound)?;
    let providers = providers(state);
    let passkeys = state.store.passkeys(id).await?.into_iter().map(|row| PasskeyLine {
        id: row.id,
        name: row.name,
        made_at: row.made_at,
        last_used_at: row.last_used_at,
    });
    let identities = state.store.identities(id).await?.into_iter().map(|row| IdentityLine {
        provider: providers.iter().find(|line| line.issuer == row.issuer).cloned(),
        issuer: row.issuer,
        subject: row.subject,
        linked_at: row.linked_at,
    });
    let history = state.store.sign_ins(id, HISTORY).await?.into_iter().map(|row| SignInLine {
        at: row.at,
        method: row.method,
        outcome: row.outcome,
        address: row.address,
        agent: row.agent,
    });
    let (identities, passkeys) = (identities.collect(), passkeys.collect());
    Ok(SecurityPage {
        needed: caller.standing() == Standing::Unprotected,
        has_password: person.account.password.is_some(),
        password_set_at: person.account.password_set_at,
        totp_since: person.account.totp_since,
        codes_left: state.store.recovery_codes_left(id).await?,
        passkeys_possible: state.accounts.has_passkeys(),
        passkeys,
        identities,
        providers,
        history: history.collect(),
        errors,
    })
}

//! `/invitations/{secret}`: who invites me to what, and how I come in.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use kakuzuke_services::accounts::Newcomer;
use kakuzuke_store::Invitation;
use serde::Serialize;

use super::desk::told;
use crate::access::SECOND_STEP;
use crate::caller::{Caller, Standing};
use crate::error::Result;
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::language::Language;
use crate::layers::address::ClientAddress;
use crate::pages::form::{Answers, Errors};
use crate::pages::people::circles::{CircleView, named};
use crate::render::{Page, Rendered};
use crate::sign_in::{self, Entry};
use crate::state::AppState;

/// How far whoever holds the link has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    /// The link was used, taken back, or is too old.
    Over,
    /// Whoever invited may not give that role any more.
    Void,
    /// There is no account yet: a password is to be chosen.
    New,
    /// There is an account: its owner is to sign in.
    SignIn,
    /// Its owner is signed in, and may accept.
    Join,
    /// Somebody else is signed in.
    Another,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct InvitationPage {
    secret: String,
    step: Step,
    invited: Option<InvitedView>,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Serialize)]
struct InvitedView {
    inviter: Option<String>,
    name: String,
    email: Option<String>,
    role: &'static str,
    place: Option<CircleView>,
    begins_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
}

impl Page for InvitationPage {
    const TEMPLATE: &'static str = "accounts/invitation.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |step, email: Option<&str>, place| Self {
            secret: "00".repeat(32),
            step,
            invited: Some(InvitedView {
                inviter: email.map(|_| "見本 太郎".to_owned()),
                name: "見本 花子".to_owned(),
                email: email.map(str::to_owned),
                role: "security",
                place: Some(place),
                begins_at: email.map(|_| DateTime::UNIX_EPOCH),
                ends_at: email.map(|_| DateTime::UNIX_EPOCH),
                expires_at: DateTime::UNIX_EPOCH,
            }),
            form: Answers::default(),
            errors: Errors::default(),
        };
        let steps = [Step::New, Step::SignIn, Step::Join, Step::Another];
        let email = Some("hanako@city.example.jp");
        let places = CircleView::samples();
        let mut pages: Vec<Self> =
            steps.into_iter().zip(places).map(|(step, place)| page(step, email, place)).collect();
        let first = || page(Step::New, None, CircleView::samples().remove(0));
        pages.push(first());
        pages.push(Self { step: Step::Over, invited: None, ..first() });
        pages.push(Self { step: Step::Void, invited: None, ..first() });
        for (field, code) in [
            ("new_password", "password_short"),
            ("person_name", "person_name_missing"),
            ("email", "email_malformed"),
            ("form", "email_taken"),
            ("form", "invitation_for_another"),
        ] {
            let mut errors = Errors::default();
            errors.add(crate::error::FieldProblem::new(field, code));
            pages.push(Self { errors, ..first() });
        }
        pages
    }
}

/// `GET /invitations/{secret}`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(secret): Path<String>,
    _: NoQuery,
) -> Result<Rendered> {
    Ok(Rendered::new(page(&state, &caller, secret, Answers::default(), Errors::default()).await?))
}

/// `POST /invitations/{secret}`: comes in, as somebody new or as the one who is signed in.
///
/// # Errors
/// When the register cannot be written; what is refused is shown on the page.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    address: ClientAddress,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let form = Answers(answers);
    let done = match caller.standing() {
        Standing::Unproven => {
            return Ok(Redirect::to(&format!("{SECOND_STEP}?next=/invitations/{secret}")).into_response());
        }
        Standing::Nobody => {
            let newcomer = Newcomer {
                name: form.text("person_name").to_owned(),
                email: form.text("email").to_owned(),
                language: language.as_str().to_owned(),
                password: form.0.get("new_password").cloned().unwrap_or_default(),
            };
            match state.accounts.accept_invitation(&secret, newcomer).await {
                Ok(account) => {
                    let entry = Entry { account, method: "password", proven: false };
                    return sign_in::enter(&state, entry, &address, &headers, None).await;
                }
                Err(error) => Err(error),
            }
        }
        Standing::Known | Standing::Unprotected => state.accounts.join(&secret, caller.account()?).await,
    };
    let Err(error) = done else { return Ok(Flash::Saved.redirect("/")) };
    let mut errors = Errors::default();
    let field = match error.code() {
        "person_name_missing" => "person_name",
        "email_malformed" => "email",
        code if code.starts_with("password_") => "new_password",
        _ => "form",
    };
    told(&mut errors, field, error)?;
    let page = page(&state, &caller, secret, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn page(
    state: &AppState,
    caller: &Caller,
    secret: String,
    form: Answers,
    errors: Errors,
) -> Result<InvitationPage> {
    let closed = |secret, step| {
        let (form, errors) = (Answers::default(), Errors::default());
        Ok(InvitationPage { secret, step, invited: None, form, errors })
    };
    let Some(invitation) = state.accounts.open_invitation(&secret).await? else { return closed(secret, Step::Over) };
    if invitation.void {
        return closed(secret, Step::Void);
    }
    let step = step(state, caller, &invitation).await?;
    let tenant = invitation.grant.tenant;
    let place = named(state, &[tenant]).await?.remove(&tenant);
    let inviter = match invitation.inviter() {
        Some(id) => state.store.names_of_people(&[id]).await?.remove(&id),
        None => None,
    };
    let invited = Some(InvitedView {
        inviter,
        place,
        begins_at: invitation.term.from.filter(|from| *from > state.now()),
        ends_at: invitation.term.to,
        name: invitation.name,
        email: invitation.email,
        role: invitation.grant.role.as_str(),
        expires_at: invitation.expires_at,
    });
    Ok(InvitationPage { secret, step, invited, form, errors })
}

async fn step(state: &AppState, caller: &Caller, invitation: &Invitation) -> Result<Step> {
    let owner = match &invitation.email {
        Some(email) => state.store.person_by_email(email).await?.map(|person| person.account.id),
        None => None,
    };
    Ok(match (caller.actor().account, owner) {
        (None, None) => Step::New,
        (None, Some(_)) => Step::SignIn,
        (Some(account), Some(owner)) if account == owner => Step::Join,
        (Some(_), _) => Step::Another,
    })
}

//! `/notices/settings`: how I am told.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::notices::{Channel, NoticeKind};
use kakuzuke_store::NoticeSettings;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, NoQuery};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered};
use crate::state::AppState;

/// The field of the choice for all kinds without one of their own.
const FOR_ALL: &str = "for_all";

/// The form.
#[derive(Debug, Serialize)]
pub struct NoticeSettingsPage {
    channels: Vec<&'static str>,
    fields: Vec<Field>,
    errors: Errors,
}

#[derive(Debug, Clone, Serialize)]
struct Field {
    name: &'static str,
    value: String,
}

impl NoticeSettingsPage {
    fn of(settings: &NoticeSettings, errors: Errors) -> Self {
        let word = |channel: Option<Channel>| channel.map(Channel::as_str).unwrap_or_default().to_owned();
        let kinds = NoticeKind::ALL
            .iter()
            .map(|kind| Field { name: kind.as_str(), value: word(settings.by_kind.get(kind).copied()) });
        Self {
            channels: Channel::ALL.iter().map(|channel| channel.as_str()).collect(),
            fields: std::iter::once(Field { name: FOR_ALL, value: word(settings.for_all) }).chain(kinds).collect(),
            errors,
        }
    }
}

impl Page for NoticeSettingsPage {
    const TEMPLATE: &'static str = "notices/settings.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new(FOR_ALL, "invalid_value"));
        let chosen = NoticeSettings { for_all: Some(Channel::Mail), ..NoticeSettings::default() };
        vec![Self::of(&chosen, errors), Self::of(&NoticeSettings::default(), Errors::default())]
    }
}

/// `GET /notices/settings`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let settings = state.store.notice_settings(caller.account()?).await?;
    Ok(Rendered::new(NoticeSettingsPage::of(&settings, Errors::default())))
}

/// `POST /notices/settings`
///
/// # Errors
/// An unknown field; a wrong choice is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let answers = Answers(answers);
    let known = |name: &str| name == FOR_ALL || NoticeKind::from_word(name).is_some();
    if let Some(unknown) = answers.0.keys().find(|name| !known(name)) {
        return Err(AppError::Malformed(FieldProblem::new(unknown, "unknown_field")));
    }
    let mut errors = Errors::default();
    let mut settings =
        NoticeSettings { for_all: answers.word(FOR_ALL, Channel::from_word, &mut errors), ..NoticeSettings::default() };
    for kind in NoticeKind::ALL {
        if let Some(channel) = answers.word(kind.as_str(), Channel::from_word, &mut errors) {
            settings.by_kind.insert(*kind, channel);
        }
    }
    if !errors.is_empty() {
        let page = NoticeSettingsPage::of(&settings, errors);
        return Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    state.store.set_notice_settings(caller.account()?, &settings).await?;
    Ok(Flash::Saved.redirect("/notices/settings"))
}

//! `/api/v1/notices/settings`: how I am told.

use std::collections::BTreeMap;

use axum::extract::State;
use kakuzuke_domain::notices::{Channel, NoticeKind};
use kakuzuke_store::NoticeSettings;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery};
use crate::state::AppState;

/// A way in which a notice reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// In the list, and at once by mail.
    Mail,
    /// In the list, and with the others of the day in one mail.
    Digest,
    /// In the list only.
    InApp,
    /// Not at all.
    Off,
}

/// A person's choices.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// For every kind without a choice of its own. Null for the usual way of each kind.
    pub for_all: Option<Way>,
    /// For single kinds of notices.
    #[serde(default)]
    pub by_kind: BTreeMap<String, Way>,
}

impl From<Way> for Channel {
    fn from(way: Way) -> Self {
        match way {
            Way::Mail => Self::Mail,
            Way::Digest => Self::Digest,
            Way::InApp => Self::InApp,
            Way::Off => Self::Off,
        }
    }
}

impl From<Channel> for Way {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Mail => Self::Mail,
            Channel::Digest => Self::Digest,
            Channel::InApp => Self::InApp,
            Channel::Off => Self::Off,
        }
    }
}

impl From<NoticeSettings> for Settings {
    fn from(settings: NoticeSettings) -> Self {
        let by_kind = settings.by_kind.into_iter().map(|(kind, channel)| (kind.as_str().to_owned(), channel.into()));
        Self { for_all: settings.for_all.map(Way::from), by_kind: by_kind.collect() }
    }
}

/// How I am told.
#[utoipa::path(
    get,
    path = "/api/v1/notices/settings",
    operation_id = "read_notice_settings",
    tag = "notices",
    responses((status = 200, body = Settings))
)]
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Json<Settings>> {
    Ok(Json(state.store.notice_settings(caller.account()?).await?.into()))
}

/// Replaces my choices.
#[utoipa::path(
    put,
    path = "/api/v1/notices/settings",
    operation_id = "replace_notice_settings",
    tag = "notices",
    request_body = Settings,
    responses((status = 200, body = Settings))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    _: NoQuery,
    Json(body): Json<Settings>,
) -> Result<Json<Settings>> {
    let mut settings = NoticeSettings { for_all: body.for_all.map(Channel::from), ..NoticeSettings::default() };
    for (kind, way) in body.by_kind {
        let kind = NoticeKind::from_word(&kind).ok_or_else(|| AppError::invalid("by_kind", "invalid_value"))?;
        settings.by_kind.insert(kind, way.into());
    }
    state.store.set_notice_settings(caller.account()?, &settings).await?;
    Ok(Json(settings.into()))
}

//! `/api/v1/notices`: my notices.

use axum::extract::State;
use kakuzuke_services::notices::wording;
use kakuzuke_store::Notice;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::day::Instant;
use crate::api::list::{List, limit};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, Query};
use crate::language::Language;
use crate::state::AppState;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Where the page begins: the `next_cursor` of the page before.
    #[param(required = false)]
    cursor: Option<u32>,
    /// The most items of the page; 50 without a wish.
    #[param(required = false, minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// One notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeItem {
    /// Its id.
    pub id: Uuid,
    /// What it is about, as a machine word.
    pub kind: String,
    /// In one line, in the language of the request.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
    /// The page of what it is about.
    pub href: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was read. Null if it was not.
    pub read_at: Option<Instant>,
}

impl NoticeItem {
    fn of(notice: Notice, language: Language) -> Self {
        let words = wording(language.into(), &format!("notice-{}", notice.kind.as_str()), &notice.arguments);
        Self {
            id: notice.id,
            kind: notice.kind.as_str().to_owned(),
            title: words.title,
            text: words.more,
            href: notice.href,
            created_at: Instant(notice.created_at),
            read_at: notice.read_at.map(Instant),
        }
    }
}

/// My notices: those not read yet, then the others; the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/notices",
    operation_id = "list_notices",
    tag = "notices",
    params(Window),
    responses((status = 200, body = List<NoticeItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Query(window): Query<Window>,
) -> Result<Json<List<NoticeItem>>> {
    let page = state.store.notices(caller.account()?, window.cursor.unwrap_or(0), limit(window.limit)?).await?;
    let items = page.rows.into_iter().map(|notice| NoticeItem::of(notice, language)).collect();
    Ok(Json(List::uncounted(items, page.next.map(|next| next.to_string()))))
}

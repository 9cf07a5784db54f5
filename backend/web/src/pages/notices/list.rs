//! `/notices`: my notices, those not read yet first.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_services::notices::wording;
use kakuzuke_store::Notice;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::render::{Page, Rendered};
use crate::state::AppState;

const ROWS: u32 = 50;

/// Where the page begins.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<u32>,
}

/// The list.
#[derive(Debug, Serialize)]
pub struct NoticesPage {
    rows: Vec<Row>,
    unread: u64,
    shown_at: DateTime<Utc>,
    first: bool,
    next: Option<u32>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: Uuid,
    title: String,
    more: String,
    href: String,
    created_at: DateTime<Utc>,
    is_read: bool,
}

impl Row {
    fn of(notice: Notice, language: Language) -> Self {
        let words = wording(language.into(), &format!("notice-{}", notice.kind.as_str()), &notice.arguments);
        Self {
            id: notice.id,
            title: words.title,
            more: words.more,
            href: notice.href,
            created_at: notice.created_at,
            is_read: notice.read_at.is_some(),
        }
    }
}

impl Page for NoticesPage {
    const TEMPLATE: &'static str = "notices/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |is_read: bool| Row {
            id: Uuid::from_u128(u128::from(is_read)),
            title: "株式会社見本のISMSは令和8年9月30日が有効期限です".to_owned(),
            more: "更新の手続の状況をご確認ください。".to_owned(),
            href: "/suppliers".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            is_read,
        };
        let page = |rows: Vec<Row>, unread: u64| Self {
            rows,
            unread,
            shown_at: DateTime::UNIX_EPOCH,
            first: unread == 0,
            next: Some(50),
        };
        vec![page(Vec::new(), 0), page(vec![row(false), row(true)], 1)]
    }
}

/// `GET /notices`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Query(position): Query<Position>,
) -> Result<Rendered> {
    let account = caller.account()?;
    let page = state.store.notices(account, position.cursor.unwrap_or(0), ROWS).await?;
    Ok(Rendered::new(NoticesPage {
        unread: state.store.unread_notices(account).await?,
        shown_at: state.now(),
        first: position.cursor.is_none(),
        next: page.next,
        rows: page.rows.into_iter().map(|notice| Row::of(notice, language)).collect(),
    }))
}

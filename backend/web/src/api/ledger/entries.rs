//! `/api/v1/ledger/entries`: who changed what and when, newest first.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ledger::{EntryQuery, LedgerEntry};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::day::{Day, Instant};
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, Query};
use crate::state::AppState;

/// What is asked of the ledger.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only about this, such as `supplier:` and an id.
    #[param(max_length = 200)]
    subject: Option<String>,
    /// Only what changed something of this supplier, whatever the entry names as its subject.
    supplier: Option<Uuid>,
    /// Only by this actor.
    #[param(max_length = 200)]
    actor: Option<String>,
    /// Only this command, such as `attestations.correct`.
    #[param(max_length = 200)]
    command: Option<String>,
    /// Only what was recorded on this Japanese day or later.
    from: Option<Day>,
    /// Only what was recorded on this Japanese day or earlier.
    to: Option<Day>,
    /// Where the page before ended: its `next_cursor`.
    #[param(pattern = "^[0-9]{1,18}$")]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// One entry: a leaf of the tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryItem {
    /// Its number, from 0.
    #[schema(minimum = 0)]
    pub seq: i64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who did it.
    pub actor: String,
    /// What was done, such as `attestations.correct`.
    pub command: String,
    /// What it is about.
    pub subject: String,
    /// The entry's text, sealed by the hash.
    pub body: String,
    /// The hash of the leaf, in hexadecimal.
    pub leaf_hash: String,
}

impl From<LedgerEntry> for EntryItem {
    fn from(entry: LedgerEntry) -> Self {
        Self {
            seq: entry.seq,
            recorded_at: Instant(entry.recorded_at),
            actor: entry.actor,
            command: entry.command,
            subject: entry.subject,
            body: entry.body.to_string(),
            leaf_hash: hex::encode(entry.leaf_hash),
        }
    }
}

/// The entries of the ledger that the caller sees, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/entries",
    operation_id = "list_ledger_entries",
    tag = "ledger",
    params(Filter),
    responses((status = 200, body = List<EntryItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Query(filter): Query<Filter>,
) -> Result<Json<List<EntryItem>>> {
    let limit = list::limit(filter.limit)?;
    for (name, text) in [("subject", &filter.subject), ("actor", &filter.actor), ("command", &filter.command)] {
        if text.as_ref().is_some_and(|text| text.chars().count() > 200) {
            return Err(AppError::invalid(name, "too_long"));
        }
    }
    let before = filter.cursor.as_deref().map(position).transpose()?;
    let query = EntryQuery {
        subject: filter.subject,
        supplier: filter.supplier,
        actor: filter.actor,
        command: filter.command,
        from: filter.from.map(|day| day.0),
        to: filter.to.map(|day| day.0),
        before,
        limit,
    };
    let whole = query == EntryQuery { before, limit, ..EntryQuery::default() };
    let visible = caller.sees(ResourceKind::Ledger);
    let entries = state.store.ledger_entries(&visible, &query).await?;
    let full = u32::try_from(entries.len()).is_ok_and(|found| found == limit);
    let last = entries.last().map(|entry| entry.seq).filter(|seq| full && *seq > 0);
    let items = entries.into_iter().map(EntryItem::from).collect();
    let page = List::uncounted(items, last.map(|seq| seq.to_string()));
    if !whole {
        return Ok(Json(page));
    }
    let count = state.store.ledger_count(&visible).await?;
    Ok(Json(List { count: count.number, count_capped: count.capped, ..page }))
}

/// The number in a cursor of the ledger.
///
/// # Errors
/// `not_a_cursor` for anything else.
pub fn position(cursor: &str) -> Result<i64> {
    let digits = !cursor.is_empty() && cursor.len() <= 18 && cursor.bytes().all(|byte| byte.is_ascii_digit());
    let position = if digits { cursor.parse().ok() } else { None };
    position.ok_or_else(|| AppError::invalid("cursor", "not_a_cursor"))
}

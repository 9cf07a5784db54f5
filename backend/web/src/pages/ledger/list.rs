//! `/ledger`: who changed what, and how to check that nothing was altered.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_store::ledger::{EntryQuery, LedgerEntry};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, Result};
use crate::extract::Query;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 50;

/// Which entries.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<i64>,
    entry: Option<i64>,
}

/// The ledger.
#[derive(Debug, Serialize)]
pub struct LedgerPage {
    head: Option<HeadView>,
    entry: Option<i64>,
    rows: Vec<Row>,
    first: bool,
    next: Option<i64>,
}

#[derive(Debug, Clone, Serialize)]
struct HeadView {
    size: u64,
    root: String,
    signed_at: Option<DateTime<Utc>>,
    key_id: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    seq: i64,
    recorded_at: DateTime<Utc>,
    actor: String,
    command: String,
    command_key: String,
    subject: String,
    href: Option<String>,
    body: String,
    leaf_hash: String,
}

impl From<LedgerEntry> for Row {
    fn from(entry: LedgerEntry) -> Self {
        Self {
            seq: entry.seq,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            command_key: entry.command.replace('.', "-"),
            command: entry.command,
            href: href(&entry.subject),
            subject: entry.subject,
            body: entry.body,
            leaf_hash: hex::encode(entry.leaf_hash),
        }
    }
}

/// The page of what an entry is about, if it has one.
fn href(subject: &str) -> Option<String> {
    let (room, id) = subject.split_once(':')?;
    let folder = match room {
        "supplier" => "suppliers",
        "attestation" => "attestations",
        "audit" => "audits",
        "import" => "imports",
        "scheme" => "schemes",
        _ => return None,
    };
    Some(format!("/{folder}/{id}"))
}

impl Page for LedgerPage {
    const TEMPLATE: &'static str = "ledger/list.html";
    const ROOM: Room = Room::Ledger;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |seq: i64, command: &str, subject: &str| Row {
            seq,
            recorded_at: DateTime::UNIX_EPOCH,
            actor: "loopback".to_owned(),
            command: command.to_owned(),
            command_key: command.replace('.', "-"),
            href: href(subject),
            subject: subject.to_owned(),
            body: "{}".to_owned(),
            leaf_hash: "ab".repeat(32),
        };
        let head = HeadView {
            size: 12_346,
            root: "cd".repeat(32),
            signed_at: Some(DateTime::UNIX_EPOCH),
            key_id: Some("key".to_owned()),
        };
        vec![
            Self { head: None, entry: None, rows: Vec::new(), first: true, next: None },
            Self {
                head: Some(head),
                entry: Some(0),
                rows: vec![row(12_345, "attestations.record", "supplier:x"), row(0, "unknown.word", "y")],
                first: false,
                next: Some(3),
            },
        ]
    }
}

/// `GET /ledger`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, Query(position): Query<Position>) -> Result<Rendered> {
    let rows: Vec<LedgerEntry> = match position.entry {
        Some(entry) => vec![state.store.ledger_entry(entry).await?.ok_or(AppError::NotFound)?],
        None => {
            state
                .store
                .ledger_entries(&EntryQuery { before: position.cursor, limit: ROWS, ..EntryQuery::default() })
                .await?
        }
    };
    let head = state.store.ledger_head().await?;
    let last = rows.last().map(|entry| entry.seq);
    Ok(Rendered::new(LedgerPage {
        head: Some(HeadView {
            size: head.size,
            root: hex::encode(head.root),
            signed_at: Some(head.signed_at),
            key_id: Some(head.key_id),
        }),
        entry: position.entry,
        first: position.cursor.is_none(),
        next: last.filter(|seq| *seq > 0 && rows.len() == ROWS as usize),
        rows: rows.into_iter().map(Row::from).collect(),
    }))
}

//! `/ledger`: who changed what, by person, supplier, kind of change and period.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{ResourceKind, Visible};
use kakuzuke_store::ledger::LedgerEntry;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::filters::Filters;
use super::heads::HeadView;
use super::subject::{Named, SubjectView};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::Query;
use crate::pages::actor::ActorView;
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 50;
/// Actors offered as a choice; any other is reached from one of its entries.
const ACTORS: u32 = 200;

/// Which entries.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    actor: Option<String>,
    command: Option<String>,
    supplier: Option<Uuid>,
    subject: Option<String>,
    from: Option<String>,
    to: Option<String>,
    cursor: Option<i64>,
    entry: Option<i64>,
}

/// The ledger.
#[derive(Debug, Serialize)]
pub struct LedgerPage {
    head: HeadView,
    /// Whether the reader sees every entry.
    whole: bool,
    query: Filters,
    narrowed: bool,
    supplier: Option<SupplierLink>,
    actor: Option<ActorView>,
    about: Option<SubjectView>,
    entry: Option<i64>,
    actors: Vec<ActorView>,
    commands: Vec<Command>,
    rows: Vec<Row>,
    first: bool,
    next: Option<i64>,
}

/// A command: as recorded, and the message that names it.
#[derive(Debug, Clone, Serialize)]
struct Command {
    command: String,
    key: String,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    seq: i64,
    recorded_at: DateTime<Utc>,
    actor: ActorView,
    command: Command,
    subject: SubjectView,
    body: String,
    leaf_hash: String,
}

/// The message that names a command.
pub(super) fn command_key(command: &str) -> String {
    format!("command-{}", command.replace('.', "-"))
}

impl Command {
    fn of(command: String) -> Self {
        Self { key: command_key(&command), command }
    }
}

impl Row {
    fn of(entry: LedgerEntry, named: &Named) -> Self {
        Self {
            seq: entry.seq,
            recorded_at: entry.recorded_at,
            actor: ActorView::of(&entry.actor, &named.people),
            command: Command::of(entry.command),
            subject: SubjectView::of(&entry.subject, named),
            body: entry.body,
            leaf_hash: hex::encode(entry.leaf_hash),
        }
    }
}

impl Page for LedgerPage {
    const TEMPLATE: &'static str = "ledger/list.html";
    const ROOM: Room = Room::Ledger;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::lists()
    }
}

/// `GET /ledger`
///
/// # Errors
/// Not found without such an entry or supplier that the caller sees; a day that is none.
pub async fn get(State(state): State<AppState>, caller: Caller, Query(asked): Query<Asked>) -> Result<Rendered> {
    let query = Filters {
        actor: asked.actor,
        command: asked.command,
        supplier: asked.supplier,
        subject: asked.subject,
        from: asked.from,
        to: asked.to,
    };
    let visible = caller.sees(ResourceKind::Ledger);
    let entries: Vec<LedgerEntry> = match asked.entry {
        Some(entry) => vec![state.store.ledger_entry(&visible, entry).await?.ok_or(AppError::NotFound)?],
        None => state.store.ledger_entries(&visible, &query.query(asked.cursor, ROWS)?).await?,
    };
    let supplier = match query.supplier {
        Some(id) => Some(SupplierLink::find(&state, &caller, id).await?),
        None => None,
    };
    let actors = state.store.ledger_actors(&visible, ACTORS).await?;
    let commands = state.store.ledger_commands(&visible).await?;
    let others: Vec<&str> = query.actor.iter().chain(&query.subject).chain(&actors).map(String::as_str).collect();
    let named = Named::find(&state, &caller, &entries, &others).await?;
    let last = entries.last().map(|entry| entry.seq);
    Ok(Rendered::new(LedgerPage {
        head: state.store.ledger_head().await?.into(),
        whole: visible == Visible::All,
        narrowed: query != Filters::default(),
        supplier,
        actor: query.actor.as_deref().map(|actor| ActorView::of(actor, &named.people)),
        about: query.subject.as_deref().map(|subject| SubjectView::of(subject, &named)),
        entry: asked.entry,
        actors: actors.iter().map(|actor| ActorView::of(actor, &named.people)).collect(),
        commands: commands.into_iter().map(Command::of).collect(),
        first: asked.cursor.is_none(),
        next: last.filter(|seq| *seq > 0 && entries.len() == ROWS as usize),
        rows: entries.into_iter().map(|entry| Row::of(entry, &named)).collect(),
        query,
    }))
}

#[cfg(test)]
impl LedgerPage {
    /// A page of these entries.
    pub(super) fn sample(query: Filters, entries: Vec<LedgerEntry>, entry: Option<i64>) -> Self {
        let commands = ["attestations.record", "unknown.word"];
        let named = Named::sample();
        Self {
            head: HeadView::sample(),
            whole: entry.is_none(),
            narrowed: query != Filters::default(),
            supplier: query.supplier.map(|id| SupplierLink { id, name: "株式会社見本".to_owned() }),
            actor: query.actor.as_deref().map(|actor| ActorView::of(actor, &named.people)),
            about: query.subject.as_deref().map(|subject| SubjectView::of(subject, &named)),
            entry,
            actors: ["system", "account:00000000-0000-0000-0000-000000000002"]
                .map(|actor| ActorView::of(actor, &named.people))
                .to_vec(),
            commands: commands.map(|command| Command::of(command.to_owned())).to_vec(),
            first: entries.is_empty(),
            next: entries.last().map(|entry| entry.seq),
            rows: entries.into_iter().map(|entry| Row::of(entry, &named)).collect(),
            query,
        }
    }
}

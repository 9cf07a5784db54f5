//! `/ledger/export`: the entries as the filters have them, as a table.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::write::Value;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ledger::LedgerEntry;
use serde::Deserialize;
use uuid::Uuid;

use super::filters::Filters;
use super::list::command_key;
use super::subject::{Named, SubjectView};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::pages::actor::ActorView;
use crate::pages::table::{Format, send, text};
use crate::state::AppState;

/// Entries read at once.
const CHUNK: u32 = 1_000;
/// Entries of a table; all of them are in the export that can be checked.
const MOST: usize = 50_000;

const HEADINGS: [(&str, u16); 11] = [
    ("ledger-number", 10),
    ("ledger-when", 26),
    ("ledger-who", 24),
    ("ledger-what", 24),
    ("ledger-subject", 24),
    ("ledger-supplier-name", 30),
    ("ledger-who-code", 24),
    ("ledger-what-code", 24),
    ("ledger-subject-code", 44),
    ("ledger-details", 60),
    ("ledger-leaf", 66),
];

/// The filters of the list, and the format.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    format: Option<Format>,
    actor: Option<String>,
    command: Option<String>,
    supplier: Option<Uuid>,
    subject: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// `GET /ledger/export?format=xlsx|csv`
///
/// # Errors
/// A day that is none; when the file cannot be written.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let filters = Filters {
        actor: asked.actor,
        command: asked.command,
        supplier: asked.supplier,
        subject: asked.subject,
        from: asked.from,
        to: asked.to,
    };
    let visible = caller.sees(ResourceKind::Ledger);
    let mut rows = Vec::new();
    let mut before = None;
    while rows.len() < MOST {
        let entries = state.store.ledger_entries(&visible, &filters.query(before, CHUNK)?).await?;
        let Some(last) = entries.last() else { break };
        before = Some(last.seq);
        let named = Named::find(&state, &caller, &entries, &[]).await?;
        rows.extend(entries.into_iter().map(|entry| row(&state, language, entry, &named)));
    }
    send(&state, language, asked.format.unwrap_or_default(), "ledger", &HEADINGS, rows).await
}

fn row(state: &AppState, language: Language, entry: LedgerEntry, named: &Named) -> Vec<Value> {
    let person = |actor: &ActorView| {
        let arguments = actor.arguments();
        state.renderer.message(language, &actor.key, &arguments)
    };
    let (actor, subject) = (ActorView::of(&entry.actor, &named.people), SubjectView::of(&entry.subject, named));
    let words = |key: &str, code: &str| match state.renderer.message(language, key, &[]) {
        words if words == key => code.to_owned(),
        words => words,
    };
    vec![
        Value::Number(entry.seq),
        Value::Text(entry.recorded_at.to_rfc3339()),
        Value::Text(person(&actor)),
        Value::Text(words(&command_key(&entry.command), &entry.command)),
        Value::Text(words(&subject.key, &entry.subject)),
        text(subject.name.or_else(|| subject.person.as_ref().map(person))),
        Value::Text(entry.actor),
        Value::Text(entry.command),
        Value::Text(entry.subject),
        Value::Text(entry.body),
        Value::Identifier(hex::encode(entry.leaf_hash)),
    ]
}

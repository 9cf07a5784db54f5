//! `/imports`: the form for a file, and earlier imports. `POST` keeps the file and opens an import for it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use kakuzuke_domain::accounts::{Action, Decision, ResourceKind, could};
use kakuzuke_services::imports::ImportKind;
use serde::{Deserialize, Serialize};
use tempfile::tempdir;
use uuid::Uuid;

use super::head::Head;
use crate::caller::{Caller, resource_of};
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Multipart, Query, Saved};
use crate::flash::Flash;
use crate::pages::actor::People;
use crate::pages::buyers::{BuyerChoice, choices};
use crate::pages::form::Errors;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 30;
/// Bytes of a field that is not the file.
const FIELD_BYTES: usize = 2_000;

/// What an address of the list says.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    /// Where the page before ended: an instant in microseconds and an id.
    cursor: Option<String>,
    /// The kind of list that the form begins with.
    kind: Option<String>,
}

/// The form and the list.
#[derive(Debug, Serialize)]
pub struct ImportsPage {
    kinds: Vec<&'static str>,
    buyers: Vec<BuyerChoice>,
    upload_megabytes: u64,
    form: Chosen,
    errors: Errors,
    rows: Vec<Head>,
    first: bool,
    next: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Chosen {
    kind: String,
    buyer: String,
}

impl Page for ImportsPage {
    const TEMPLATE: &'static str = "imports/list.html";
    const ROOM: Room = Room::Imports;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |rows: Vec<Head>, errors: Errors| Self {
            kinds: ImportKind::ALL.iter().map(|kind| kind.as_str()).collect(),
            buyers: vec![BuyerChoice { code: "131016".to_owned(), name: "千代田区".to_owned() }],
            upload_megabytes: 100,
            form: Chosen::default(),
            errors,
            rows,
            first: false,
            next: None,
        };
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("file", "missing"));
        vec![page(Vec::new(), errors), page(super::view::samples::heads(), Errors::default())]
    }
}

/// The kinds of list that the caller may bring.
fn kinds(caller: &Caller) -> Vec<&'static str> {
    let may = |kind: &&ImportKind| could(caller.actor(), Action::Record, resource_of(**kind)) == Decision::Allowed;
    ImportKind::ALL.iter().filter(may).map(|kind| kind.as_str()).collect()
}

/// The buyers for whom the caller may bring some list.
async fn buyers(state: &AppState, caller: &Caller) -> Result<Vec<BuyerChoice>> {
    let mut found = choices(state, caller, ResourceKind::Imports).await?;
    for buyer in choices(state, caller, ResourceKind::AccountImports).await? {
        if !found.iter().any(|known| known.code == buyer.code) {
            found.push(buyer);
        }
    }
    Ok(found)
}

/// `GET /imports`
///
/// # Errors
/// A cursor that is none.
pub async fn get(State(state): State<AppState>, caller: Caller, Query(position): Query<Position>) -> Result<Rendered> {
    let form = Chosen { kind: position.kind.unwrap_or_default(), ..Chosen::default() };
    Ok(Rendered::new(page(&state, &caller, position.cursor, form, Errors::default()).await?))
}

async fn page(
    state: &AppState,
    caller: &Caller,
    cursor: Option<String>,
    form: Chosen,
    errors: Errors,
) -> Result<ImportsPage> {
    let before = cursor.as_deref().map(read_cursor).transpose()?;
    let imports = state.services.imports(&caller.sees_imports(), ROWS, before).await?;
    let next = imports.last().filter(|_| imports.len() == ROWS as usize);
    let next = next.map(|import| format!("{}_{}", import.row.created_at.timestamp_micros(), import.row.id));
    let people = People::of_imports(state, caller, &imports).await?;
    let known = state.store.every_buyer().await?;
    let name = |code: &String| {
        let buyer = known.iter().find(|buyer| buyer.code.as_ref() == Some(code));
        buyer.map_or_else(|| code.clone(), |buyer| buyer.name.clone())
    };
    let rows =
        imports.iter().map(|import| Head::of(import, import.row.buyer_code.as_ref().map(name), &people)).collect();
    Ok(ImportsPage {
        kinds: kinds(caller),
        buyers: buyers(state, caller).await?,
        upload_megabytes: state.config.upload_bytes / (1024 * 1024),
        form,
        errors,
        rows,
        first: before.is_none(),
        next,
    })
}

fn read_cursor(cursor: &str) -> Result<(DateTime<chrono::Utc>, Uuid)> {
    let read = || {
        let (at, id) = cursor.split_once('_')?;
        Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
    };
    read().ok_or_else(|| AppError::invalid("cursor", "not_a_cursor"))
}

/// `POST /imports`
///
/// # Errors
/// When the file cannot be kept; a refused form is shown again.
pub async fn post(State(state): State<AppState>, caller: Caller, mut form: Multipart) -> Result<Response> {
    let folder = tempdir().map_err(AppError::internal)?;
    let mut chosen = Chosen::default();
    let mut file: Option<(String, Saved)> = None;
    while let Some(part) = form.next().await? {
        match part.name.as_str() {
            "kind" => chosen.kind = part.text(FIELD_BYTES).await?,
            "buyer" => chosen.buyer = part.text(FIELD_BYTES).await?,
            "file" => {
                let name = part.file_name.clone().unwrap_or_default();
                let saved = part.save(folder.path()).await?;
                if !name.is_empty() {
                    file = Some((name, saved));
                }
            }
            other => return Err(AppError::Malformed(FieldProblem::new(other, "unknown_field"))),
        }
    }
    let mut errors = Errors::default();
    let kind = ImportKind::from_word(&chosen.kind);
    if kind.is_none() {
        errors.add(FieldProblem::new("kind", "missing"));
    }
    if file.is_none() {
        errors.add(FieldProblem::new("file", "missing"));
    }
    let buyer = Some(chosen.buyer.as_str()).filter(|code| !code.is_empty());
    if let (Some(kind), Some((name, saved))) = (kind, file) {
        match caller.imports_for(&state, kind, buyer).await {
            Ok(buyer) => {
                let by = caller.signature();
                let id = state.services.upload(kind, &saved.path, &name, buyer.as_deref(), &by).await?;
                return Ok(Flash::Uploaded.redirect(&format!("/imports/{id}")));
            }
            Err(error) => errors.refused(error, &["buyer"])?,
        }
    }
    let page = page(&state, &caller, None, chosen, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

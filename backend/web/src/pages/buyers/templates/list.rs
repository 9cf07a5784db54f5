//! `/buyers/{code}/templates`: the template in use and those before it. `POST` replaces it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kakuzuke_documents::word::{Field, LARGEST};
use kakuzuke_domain::accounts::Action;
use kakuzuke_store::{Buyer, TemplateRow};
use serde::Serialize;
use tempfile::tempdir;
use uuid::Uuid;

use super::{buyer, templates_of};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Multipart, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::actor::{ActorView, People};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The templates of a buyer.
#[derive(Debug, Serialize)]
pub struct TemplatesPage {
    code: String,
    name: String,
    editable: bool,
    megabytes: usize,
    fields: Vec<FieldView>,
    problems: Vec<FieldProblem>,
    in_use: Option<Row>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
struct FieldView {
    name: String,
    word: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: Uuid,
    file_name: String,
    recorded_at: DateTime<Utc>,
    actor: ActorView,
    superseded_at: Option<DateTime<Utc>>,
}

impl Row {
    fn of(row: TemplateRow, people: &People) -> Self {
        Self {
            id: row.id,
            file_name: row.file_name,
            recorded_at: row.recorded_at,
            actor: ActorView::of(&row.recorded_by, people),
            superseded_at: row.superseded_at,
        }
    }
}

impl Page for TemplatesPage {
    const TEMPLATE: &'static str = "buyers/templates.html";
    const ROOM: Room = Room::Buyers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        use kakuzuke_documents::word::TemplateProblemCode;
        let problem = |code: &str| {
            let problem = FieldProblem::new("file", format!("template_{code}"));
            let told = [("field", "契約名"), ("part", "header"), ("paragraph", "3"), ("text", "件名 {{契約名}}")];
            let more = [("limit", "10485760"), ("what", "w:object"), ("target", "http://192.0.2.1/")];
            told.into_iter().chain(more).fold(problem, |problem, (name, value)| problem.with(name, value))
        };
        let codes = TemplateProblemCode::ALL.iter().map(|code| code.as_str());
        let problems = codes.chain(["encrypted", "zip_bomb", "damaged"]).map(problem).collect();
        let row = |ended: bool| Row {
            id: Uuid::nil(),
            file_name: "特約条項ひな形.docx".to_owned(),
            recorded_at: DateTime::UNIX_EPOCH,
            actor: ActorView::person(Uuid::nil(), &People::sample()),
            superseded_at: ended.then_some(DateTime::UNIX_EPOCH),
        };
        let page = |rows: Vec<Row>, editable: bool, problems: Vec<FieldProblem>| Self {
            code: "131016".to_owned(),
            name: "千代田区".to_owned(),
            editable,
            megabytes: 10,
            fields: fields(),
            problems,
            in_use: rows.first().filter(|row| row.superseded_at.is_none()).cloned(),
            rows,
        };
        vec![
            page(Vec::new(), true, problems),
            page(vec![row(false), row(true)], true, Vec::new()),
            page(vec![row(true)], false, Vec::new()),
        ]
    }
}

fn fields() -> Vec<FieldView> {
    Field::ALL.iter().map(|field| FieldView { name: format!("{{{{{}}}}}", field.name()), word: field.word() }).collect()
}

async fn page(state: &AppState, caller: &Caller, buyer: Buyer, problems: Vec<FieldProblem>) -> Result<TemplatesPage> {
    let rows = state.store.templates(buyer.id).await?;
    let actors: Vec<&str> = rows.iter().map(|row| row.recorded_by.as_str()).collect();
    let people = People::named(state, caller, &actors).await?;
    let rows: Vec<Row> = rows.into_iter().map(|row| Row::of(row, &people)).collect();
    Ok(TemplatesPage {
        editable: caller.may(Action::Record, &templates_of(&buyer)),
        code: buyer.code.unwrap_or_default(),
        name: buyer.name,
        megabytes: LARGEST >> 20,
        fields: fields(),
        problems,
        in_use: rows.first().filter(|row| row.superseded_at.is_none()).cloned(),
        rows,
    })
}

/// `GET /buyers/{code}/templates`
///
/// # Errors
/// Not found for another's templates.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    _: NoQuery,
) -> Result<Rendered> {
    let buyer = buyer(&state, &caller, Action::Read, &code).await?;
    Ok(Rendered::new(page(&state, &caller, buyer, Vec::new()).await?))
}

/// `POST /buyers/{code}/templates`
///
/// # Errors
/// Forbidden without the role; a template that cannot be used comes back with everything that is wrong with it.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    mut form: Multipart,
) -> Result<Response> {
    let buyer = buyer(&state, &caller, Action::Record, &code).await?;
    let folder = tempdir().map_err(AppError::internal)?;
    let mut file = None;
    while let Some(part) = form.next().await? {
        if part.name != "file" {
            return Err(AppError::Malformed(FieldProblem::new(part.name, "unknown_field")));
        }
        let name = part.file_name.clone().unwrap_or_default();
        let saved = part.save(folder.path()).await?;
        file = Some((name, saved)).filter(|(name, _)| !name.is_empty());
    }
    let problems = match file {
        None => vec![FieldProblem::new("file", "missing")],
        Some((name, saved)) => {
            let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
            let done = state.services.upload_template(buyer.id, &saved.path, &name, &caller.signature()).await;
            match done.map_err(AppError::from) {
                Ok(_) => return Ok(Flash::Saved.redirect(&format!("/buyers/{code}/templates"))),
                Err(AppError::Invalid(problems)) => problems,
                Err(other) => return Err(other),
            }
        }
    };
    let page = page(&state, &caller, buyer, problems).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

//! `/api/v1/clauses`: the clauses of the set in use.

use axum::extract::State;
use kakuzuke_domain::clauses::Clause;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::list::List;
use crate::error::Result;
use crate::extract::{Json, NoQuery};
use crate::state::AppState;

/// A clause of the set in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClauseItem {
    /// Its place in the set, from 1.
    #[schema(minimum = 1)]
    pub number: u32,
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: String,
    /// Its heading in Japanese.
    pub title_ja: String,
    /// Its heading in English.
    pub title_en: String,
    /// Whether a contract to which it applies must carry it.
    pub mandatory: bool,
    /// It applies where any of these holds (`critical`, `personal_data`, `cloud`, `subcontracting`); always if empty.
    pub applies_when: Vec<String>,
    /// SHA-256 of this version of the clause.
    pub sha256: String,
}

impl ClauseItem {
    /// What the list says of a clause.
    pub fn of(clause: &Clause, number: u32) -> Self {
        Self {
            number,
            code: clause.code.clone(),
            version: clause.version.clone(),
            title_ja: clause.title.ja.clone(),
            title_en: clause.title.en.clone(),
            mandatory: clause.mandatory,
            applies_when: clause.applies_when.iter().map(|one| one.as_str().to_owned()).collect(),
            sha256: clause.sha256(),
        }
    }
}

/// The clauses of the set in use, in the order of the articles.
#[utoipa::path(
    get,
    path = "/api/v1/clauses",
    operation_id = "list_clauses",
    tag = "clauses",
    responses((status = 200, body = List<ClauseItem>))
)]
pub async fn get(State(state): State<AppState>, _: NoQuery) -> Result<Json<List<ClauseItem>>> {
    let set = state.store.clauses_in_use().await?.parse()?;
    Ok(Json(List::whole(set.clauses.iter().zip(1..).map(|(clause, number)| ClauseItem::of(clause, number)).collect())))
}

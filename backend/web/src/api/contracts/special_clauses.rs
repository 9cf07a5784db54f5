//! `/api/v1/contracts/{id}/special-clauses`: the articles of a contract's special clauses, and the paper as a Word file.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use kakuzuke_domain::clauses::Article;
use kakuzuke_services::buyers::WORD;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::upload::RawFile;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::pages::{AskedClauses, special_clauses};
use crate::state::AppState;

/// The special clauses of a contract.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpecialClausesAnswer {
    /// Title of the paper.
    pub title: String,
    /// The edition of the standard clauses it is made from.
    pub edition: String,
    /// The sentence before the articles.
    pub preamble: String,
    /// The articles.
    pub articles: Vec<SpecialArticle>,
}

/// An article.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpecialArticle {
    /// Its number.
    #[schema(minimum = 1)]
    pub number: usize,
    /// The code of its clause.
    pub clause: String,
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<SpecialParagraph>,
}

/// A paragraph with its items.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpecialParagraph {
    /// Its text.
    pub text: String,
    /// Its items.
    pub items: Vec<String>,
}

impl From<Article> for SpecialArticle {
    fn from(article: Article) -> Self {
        let paragraphs = article.paragraphs.into_iter();
        Self {
            number: article.number,
            clause: article.code,
            heading: article.title,
            paragraphs: paragraphs.map(|one| SpecialParagraph { text: one.text, items: one.items }).collect(),
        }
    }
}

/// The articles of the clauses in use that apply to a contract, with the buyer's own texts in their places.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}/special-clauses",
    operation_id = "read_special_clauses",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    responses((status = 200, body = SpecialClausesAnswer))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<Json<SpecialClausesAnswer>> {
    let now = state.store.as_of(None, None).await?;
    let (_, paper) = special_clauses(&state, &caller, id, AskedClauses::default(), &now).await?;
    Ok(Json(SpecialClausesAnswer {
        title: paper.title,
        edition: paper.edition,
        preamble: paper.preamble,
        articles: paper.articles.into_iter().map(SpecialArticle::from).collect(),
    }))
}

/// The special clauses of a contract as a Word file, by the buyer's own template if it has one.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}/special-clauses/file",
    operation_id = "read_special_clauses_file",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    responses((
        status = 200,
        body = RawFile,
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ))
)]
pub async fn file(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<impl IntoResponse> {
    let now = state.store.as_of(None, None).await?;
    let (row, paper) = special_clauses(&state, &caller, id, AskedClauses::default(), &now).await?;
    let bytes = state.services.special_clauses_as_word(row.contract.buyer, paper).await?;
    Ok(([(CONTENT_TYPE, WORD)], bytes))
}

//! `/api/v1/clauses/{code}`: one clause of the set in use, with its text, parameters and duties.

use axum::extract::State;
use kakuzuke_domain::clauses::{Article, DutyRule, Parameter, Range, TextLanguage, Timing};
use serde::Serialize;
use utoipa::ToSchema;

use super::collection::ClauseItem;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::pages::all_articles;
use crate::state::AppState;

/// A clause with all it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClauseAnswer {
    /// What the list says of it.
    #[serde(flatten)]
    pub clause: ClauseItem,
    /// Its text with the standard's values, in Japanese, which is binding.
    #[schema(min_items = 1)]
    pub text_ja: Vec<ParagraphItem>,
    /// The same in English.
    #[schema(min_items = 1)]
    pub text_en: Vec<ParagraphItem>,
    /// What can be set in it.
    pub parameters: Vec<ParameterItem>,
    /// What it makes a supplier deliver.
    pub duties: Vec<DutyItem>,
}

/// A paragraph with its items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParagraphItem {
    /// The text.
    pub text: String,
    /// The items.
    pub items: Vec<String>,
}

/// A parameter.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParameterItem {
    /// Its name.
    pub name: String,
    /// `hours`, `days`, `business_days`, `months`, `cycle`, `rate`, `cvss` or `text`.
    pub kind: String,
    /// What it is, in Japanese.
    pub title_ja: String,
    /// What it is, in English.
    pub title_en: String,
    /// The standard's value.
    pub default: String,
    /// The least value; null for cycles and texts.
    pub minimum: Option<String>,
    /// The greatest value; null for cycles and texts.
    pub maximum: Option<String>,
    /// What can be chosen; empty for anything but cycles.
    pub choices: Vec<String>,
    /// The most characters of a text.
    #[schema(minimum = 0)]
    pub longest: Option<u32>,
}

/// A duty.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyItem {
    /// Its code.
    pub code: String,
    /// What is to be delivered, in Japanese.
    pub title_ja: String,
    /// What is to be delivered, in English.
    pub title_en: String,
    /// The parameter that says how often; null if it does not recur.
    pub cycle: Option<String>,
    /// What sets it off; null if it recurs.
    pub event: Option<String>,
    /// The parameter that says by when.
    pub within: Option<String>,
}

impl From<&Parameter> for ParameterItem {
    fn from(parameter: &Parameter) -> Self {
        let (minimum, maximum) = match &parameter.range {
            Range::Between(least, most) => (Some(least.written()), Some(most.written())),
            Range::Choices(_) | Range::Longest(_) => (None, None),
        };
        let choices = match &parameter.range {
            Range::Choices(cycles) => cycles.iter().map(|cycle| cycle.as_str().to_owned()).collect(),
            Range::Between(..) | Range::Longest(_) => Vec::new(),
        };
        let longest = match parameter.range {
            Range::Longest(longest) => u32::try_from(longest).ok(),
            Range::Between(..) | Range::Choices(_) => None,
        };
        Self {
            name: parameter.name.clone(),
            kind: parameter.default.kind().as_str().to_owned(),
            title_ja: parameter.title.ja.clone(),
            title_en: parameter.title.en.clone(),
            default: parameter.default.written(),
            minimum,
            maximum,
            choices,
            longest,
        }
    }
}

impl From<&DutyRule> for DutyItem {
    fn from(duty: &DutyRule) -> Self {
        let (cycle, event) = match &duty.timing {
            Timing::Recurring { cycle, .. } => (Some(cycle.clone()), None),
            Timing::Event { event, .. } => (None, Some(event.as_str().to_owned())),
        };
        Self {
            code: duty.code.clone(),
            title_ja: duty.title.ja.clone(),
            title_en: duty.title.en.clone(),
            cycle,
            event,
            within: duty.timing.within().map(str::to_owned),
        }
    }
}

fn paragraphs(articles: Vec<Article>, code: &str) -> Vec<ParagraphItem> {
    let article = articles.into_iter().find(|article| article.code == code);
    let paragraphs = article.map(|article| article.paragraphs).unwrap_or_default();
    paragraphs.into_iter().map(|one| ParagraphItem { text: one.text, items: one.items }).collect()
}

/// One clause of the set in use.
#[utoipa::path(
    get,
    path = "/api/v1/clauses/{code}",
    operation_id = "read_clause",
    tag = "clauses",
    params(("code" = String, Path, description = "Its code.", pattern = "^[a-z][a-z0-9_]{0,39}$")),
    responses((status = 200, body = ClauseAnswer))
)]
pub async fn get(State(state): State<AppState>, Path(code): Path<String>, _: NoQuery) -> Result<Json<ClauseAnswer>> {
    let set = state.store.clauses_in_use().await?.parse()?;
    let found = set.clauses.iter().zip(1..).find(|(clause, _)| clause.code == code);
    let (clause, number) = found.ok_or(AppError::NotFound)?;
    Ok(Json(ClauseAnswer {
        clause: ClauseItem::of(clause, number),
        text_ja: paragraphs(all_articles(&set, None, TextLanguage::Ja)?, &code),
        text_en: paragraphs(all_articles(&set, None, TextLanguage::En)?, &code),
        parameters: clause.parameters.iter().map(ParameterItem::from).collect(),
        duties: clause.duties.iter().map(DutyItem::from).collect(),
    }))
}

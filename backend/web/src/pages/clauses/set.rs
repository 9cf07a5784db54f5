//! `/clauses/sets/{sha256}`: the articles that a set makes of a contract in given circumstances, to read and to print.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::clauses::{Article, Chosen, Circumstance, ClauseSet, TextLanguage, Values, articles};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, Result};
use crate::extract::{Path, Query};
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// A set with its articles.
#[derive(Debug, Serialize)]
pub struct ClauseSetPage {
    title: Words,
    id: String,
    version: String,
    sha256: String,
    effective_from: NaiveDate,
    published_at: DateTime<Utc>,
    in_use: bool,
    circumstances: Vec<CircumstanceView>,
    articles: Vec<Article>,
    english: Vec<Article>,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct CircumstanceView {
    word: &'static str,
    holds: bool,
}

/// The circumstances asked for; all of them where nobody chose.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Asked {
    chosen: Option<bool>,
    critical: Option<bool>,
    personal_data: Option<bool>,
    cloud: Option<bool>,
    subcontracting: Option<bool>,
}

impl Asked {
    fn holds(self, circumstance: Circumstance) -> bool {
        let ticked = match circumstance {
            Circumstance::Critical => self.critical,
            Circumstance::PersonalData => self.personal_data,
            Circumstance::Cloud => self.cloud,
            Circumstance::Subcontracting => self.subcontracting,
        };
        ticked.unwrap_or(self.chosen.is_none())
    }
}

impl Page for ClauseSetPage {
    const TEMPLATE: &'static str = "clauses/set.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let set = super::view::sample_set();
        let page = |asked, in_use| Self::of(&set, asked, DateTime::UNIX_EPOCH, in_use).expect("the seed");
        vec![page(Asked::default(), true), page(Asked { chosen: Some(true), ..Asked::default() }, false)]
    }
}

impl ClauseSetPage {
    fn of(set: &ClauseSet, asked: Asked, published_at: DateTime<Utc>, in_use: bool) -> Result<Self> {
        let holding: Vec<Circumstance> = Circumstance::ALL.iter().copied().filter(|one| asked.holds(*one)).collect();
        let values = Values::new();
        let chosen = |clause| Chosen { clause, values: &values, wording: None };
        let chosen: Vec<Chosen<'_>> = set.applicable(&holding).map(chosen).collect();
        let printed = |language| articles(&chosen, language).map_err(AppError::internal);
        let circumstance = |one: &Circumstance| CircumstanceView { word: one.as_str(), holds: holding.contains(one) };
        Ok(Self {
            title: Words::from(&set.title),
            id: set.id.clone(),
            version: set.version.clone(),
            sha256: set.sha256.clone(),
            effective_from: set.effective_from,
            published_at,
            in_use,
            circumstances: Circumstance::ALL.iter().map(circumstance).collect(),
            left_out: set.clauses.len() - chosen.len(),
            articles: printed(TextLanguage::Ja)?,
            english: printed(TextLanguage::En)?,
        })
    }
}

/// `GET /clauses/sets/{sha256}`
///
/// # Errors
/// Not found without such a set.
pub async fn get(
    State(state): State<AppState>,
    Path(sha256): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Rendered> {
    let published = state.store.clause_set(&sha256).await?.ok_or(AppError::NotFound)?;
    let in_use = state.store.clauses_in_use().await?.sha256 == published.sha256;
    let page = ClauseSetPage::of(&published.parse()?, asked, published.published_at, in_use)?;
    Ok(Rendered::new(page))
}

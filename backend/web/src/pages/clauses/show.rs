//! `/clauses/{code}`: one clause as a person reads it, with other values if one likes, its versions and buyers' own texts.

use std::collections::BTreeMap;

use axum::extract::State;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::clauses::{Article, Clause, ClauseSet, TextLanguage, Values};
use kakuzuke_store::PublishedClauses;
use serde::Serialize;
use serde_json::{Value, json};

use super::view::{DutyView, ParameterView, VariantRow, all_articles};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Path, Query};
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// One clause.
#[derive(Debug, Serialize)]
pub struct ClausePage {
    code: String,
    /// Its version; `version` is that of the program on every page.
    clause_version: String,
    title: Words,
    mandatory: bool,
    applies_when: Vec<&'static str>,
    retired: bool,
    newest: bool,
    article: Article,
    english: Article,
    parameters: Vec<ParameterView>,
    changed: bool,
    duties: Vec<DutyView>,
    sources: Vec<Value>,
    versions: Vec<VersionRow>,
    variants: Vec<VariantRow>,
    can_record: bool,
}

#[derive(Debug, Clone, Serialize)]
struct VersionRow {
    version: String,
    set: String,
    set_title: Words,
    shown: bool,
}

impl Page for ClausePage {
    const TEMPLATE: &'static str = "clauses/show.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let set = super::view::sample_set();
        let page = |code: &str, typed: &[(&str, &str)]| {
            let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let versions = vec![VersionRow {
                version: "1.0.0".to_owned(),
                set: "0".repeat(64),
                set_title: Words::from(&set.title),
                shown: true,
            }];
            Self::of(&set, code, &typed, versions).expect("the seed")
        };
        let mut retired = page("purpose", &[]);
        retired.retired = true;
        retired.newest = false;
        retired.variants = VariantRow::samples();
        retired.can_record = true;
        let mut pages: Vec<Self> = set.clauses.iter().map(|clause| page(&clause.code, &[])).collect();
        pages.push(page("incident_report", &[("first_report", "99"), ("follow_up", "12")]));
        pages.push(page("data_location", &[("data_place", "")]));
        pages.push(retired);
        pages
    }
}

impl ClausePage {
    fn of(set: &ClauseSet, code: &str, typed: &BTreeMap<String, String>, versions: Vec<VersionRow>) -> Result<Self> {
        let clause = set.clause(code).ok_or(AppError::NotFound)?;
        let (values, parameters) = set_values(clause, typed)?;
        let article = |language| {
            let articles = all_articles(set, Some((code, &values, None)), language)?;
            articles.into_iter().find(|article| article.code == code).ok_or(AppError::NotFound)
        };
        let source = |one: &kakuzuke_domain::clauses::ClauseSource| json!({"mark": one.mark.as_str(), "reference": one.reference});
        Ok(Self {
            code: clause.code.clone(),
            clause_version: clause.version.clone(),
            title: Words::from(&clause.title),
            mandatory: clause.mandatory,
            applies_when: clause.applies_when.iter().map(|one| one.as_str()).collect(),
            retired: false,
            newest: true,
            article: article(TextLanguage::Ja)?,
            english: article(TextLanguage::En)?,
            parameters,
            changed: !values.is_empty(),
            duties: DutyView::all(clause, &values),
            sources: clause.sources.iter().map(source).collect(),
            versions,
            variants: Vec::new(),
            can_record: false,
        })
    }
}

/// The values that were typed and can be set; what cannot stands in its field with its problem.
fn set_values(clause: &Clause, typed: &BTreeMap<String, String>) -> Result<(Values, Vec<ParameterView>)> {
    let unknown = typed.keys().find(|name| clause.parameter(name).is_none());
    if let Some(name) = unknown {
        return Err(AppError::Malformed(FieldProblem::new(name.clone(), "unknown_field")));
    }
    let mut values = Values::new();
    let mut parameters = Vec::new();
    for parameter in &clause.parameters {
        let written = typed.get(&parameter.name).filter(|text| !text.trim().is_empty()).cloned();
        let written = written.unwrap_or_else(|| parameter.default.written());
        let read = parameter.read(&written);
        if let Ok(value) = &read
            && *value != parameter.default
        {
            values.insert(parameter.name.clone(), value.clone());
        }
        parameters.push(ParameterView::of(parameter, written, read.err().map(|problem| problem.as_str())));
    }
    Ok((values, parameters))
}

/// The newest set that holds the clause in this version, or in its newest one.
fn holding(sets: &[PublishedClauses], code: &str, version: Option<&str>) -> Result<(ClauseSet, Vec<VersionRow>)> {
    let mut found: Option<ClauseSet> = None;
    let mut versions: Vec<VersionRow> = Vec::new();
    for published in sets {
        let set = published.parse()?;
        let Some(clause) = set.clause(code) else { continue };
        if versions.iter().any(|row| row.version == clause.version) {
            continue;
        }
        let shown = found.is_none() && version.is_none_or(|version| version == clause.version);
        versions.push(VersionRow {
            version: clause.version.clone(),
            set: set.sha256.clone(),
            set_title: Words::from(&set.title),
            shown,
        });
        if shown {
            found = Some(set);
        }
    }
    Ok((found.ok_or(AppError::NotFound)?, versions))
}

/// `GET /clauses/{code}`
///
/// # Errors
/// Not found without such a clause or version; malformed for a parameter that it does not have.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    Query(mut typed): Query<BTreeMap<String, String>>,
) -> Result<Rendered> {
    let version = typed.remove("version");
    let sets = state.store.clause_sets().await?;
    let (set, versions) = holding(&sets, &code, version.as_deref())?;
    let newest = sets.first().is_some_and(|newest| newest.sha256 == set.sha256);
    let mut page = ClausePage::of(&set, &code, &typed, versions)?;
    let in_use = sets.first().map(PublishedClauses::parse).transpose()?;
    page.retired = in_use.is_none_or(|set| set.clause(&code).is_none());
    page.newest = newest || page.versions.first().is_some_and(|row| row.shown);
    let now = state.store.as_of(None, None).await?;
    page.variants = state.store.clause_variants(Some(&code), &now).await?.iter().map(VariantRow::from).collect();
    let of_buyer = |buyer| caller.may(Action::Record, &Resource::new(ResourceKind::Clauses, Owner::Buyer(buyer)));
    page.can_record = !page.retired && caller.actor().buyers().any(of_buyer);
    Ok(Rendered::new(page))
}

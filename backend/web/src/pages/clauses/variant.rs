//! `/clauses/variants/{id}`: a buyer's own text beside the standard, how it was judged, and what was known of it when.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::clauses::{Clause, ClauseSet, Row, TextLanguage, Values, VariantJudgement, Wording, side_by_side};
use kakuzuke_store::{ClauseVariant, Store};
use serde::Serialize;
use uuid::Uuid;

use super::variant_form;
use super::view::all_articles;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::form::{Answers, Errors};
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// One text.
#[derive(Debug, Serialize)]
pub struct VariantPage {
    id: Uuid,
    seen: i64,
    code: String,
    clause_title: Words,
    compared_version: String,
    is_current_clause: bool,
    buyer: String,
    title: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    judgement: Option<&'static str>,
    grounds: Option<String>,
    withdrawn: bool,
    rows: Vec<Row>,
    versions: Vec<VersionRow>,
    judgements: Vec<&'static str>,
    can_judge: bool,
    can_correct: bool,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Clone, Serialize)]
struct VersionRow {
    recorded_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    judgement: Option<&'static str>,
    title: String,
    reason: Option<String>,
    entry: i64,
}

impl From<&ClauseVariant> for VersionRow {
    fn from(version: &ClauseVariant) -> Self {
        Self {
            recorded_at: version.recorded_at,
            superseded_at: version.superseded_at,
            judgement: version.said.judgement.map(VariantJudgement::as_str),
            title: version.said.title.clone(),
            reason: version.reason.clone(),
            entry: version.entry_seq,
        }
    }
}

impl Page for VariantPage {
    const TEMPLATE: &'static str = "clauses/variant.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let set = super::view::sample_set();
        let clause = set.clause("access_log").expect("the seed");
        let wording =
            Wording::from_text("アクセスログ", "受注者は、アクセスログを2年以上保存する。\n2 提出は求めに応じて行う。");
        let version = |judgement, reason: Option<&str>| VersionRow {
            recorded_at: DateTime::UNIX_EPOCH,
            superseded_at: reason.map(|_| DateTime::UNIX_EPOCH),
            judgement,
            title: wording.title.clone(),
            reason: reason.map(str::to_owned),
            entry: 12,
        };
        let page = |judgement: Option<VariantJudgement>, can: bool, errors| Self {
            id: Uuid::nil(),
            seen: 1,
            code: clause.code.clone(),
            clause_title: Words::from(&clause.title),
            compared_version: clause.version.clone(),
            is_current_clause: judgement.is_none(),
            buyer: "見本区".to_owned(),
            title: wording.title.clone(),
            valid_from: NaiveDate::MIN,
            valid_to: None,
            judgement: judgement.map(VariantJudgement::as_str),
            grounds: judgement.map(|_| "保存期間が長い".to_owned()),
            withdrawn: !can,
            rows: rows(&set, clause, &wording).expect("the seed"),
            versions: vec![version(judgement.map(VariantJudgement::as_str), None), version(None, Some("誤記"))],
            judgements: judgements(),
            can_judge: can,
            can_correct: can,
            form: variant_form::of_clause(clause),
            errors,
        };
        let mut errors = Errors::default();
        for field in ["reason", "grounds", "judgement", "withdrawal"] {
            errors.add(crate::error::FieldProblem::new(field, "missing"));
        }
        let judged = VariantJudgement::ALL.iter().map(|judgement| page(Some(*judgement), false, Errors::default()));
        judged.chain([page(None, true, Errors::default()), page(None, true, errors)]).collect()
    }
}

fn judgements() -> Vec<&'static str> {
    VariantJudgement::ALL.iter().map(|judgement| judgement.as_str()).collect()
}

/// Both texts with their values filled in, line beside line, the headings first.
fn rows(set: &ClauseSet, clause: &Clause, wording: &Wording) -> Result<Vec<Row>> {
    let values = Values::new();
    let lines = |wording: Option<&Wording>| -> Result<Vec<String>> {
        let articles = all_articles(set, Some((&clause.code, &values, wording)), TextLanguage::Ja)?;
        let article = articles.iter().find(|article| article.code == clause.code).ok_or(AppError::NotFound)?;
        let wording = article.wording();
        Ok([format!("({})", wording.title)].into_iter().chain(wording.lines()).collect())
    };
    Ok(side_by_side(&lines(None)?, &lines(Some(wording))?))
}

/// The newest set that holds the clause in this version.
async fn compared(store: &Store, code: &str, version: &str) -> Result<(ClauseSet, Clause)> {
    for published in store.clause_sets().await? {
        let set = published.parse()?;
        if let Some(clause) = set.clause(code).filter(|clause| clause.version == version).cloned() {
            return Ok((set, clause));
        }
    }
    Err(AppError::internal(format!("no set holds {code} {version}")))
}

impl VariantPage {
    /// The page as the caller sees it, with what was typed or what is recorded in its form.
    ///
    /// # Errors
    /// Not found without such a text.
    pub async fn find(
        state: &AppState,
        caller: &Caller,
        id: Uuid,
        typed: Option<Answers>,
        errors: Errors,
    ) -> Result<Self> {
        let versions = state.store.clause_variant_history(id).await?;
        let newest = versions.first().ok_or(AppError::NotFound)?;
        let said = &newest.said;
        let (set, clause) = compared(&state.store, &said.code, &said.version).await?;
        let in_use = state.store.clauses_in_use().await?.parse()?;
        let wording = Wording::from_text(&said.title, &said.body);
        let withdrawn = newest.superseded_at.is_some();
        let may = |action, owner| !withdrawn && caller.may(action, &Resource::new(ResourceKind::Clauses, owner));
        let still = in_use.clause(&said.code);
        Ok(Self {
            id,
            seen: newest.seq,
            code: said.code.clone(),
            clause_title: Words::from(&clause.title),
            compared_version: said.version.clone(),
            is_current_clause: still.is_some_and(|clause| clause.version == said.version),
            buyer: newest.buyer_name.clone(),
            title: said.title.clone(),
            valid_from: said.valid_from,
            valid_to: said.valid_to,
            judgement: said.judgement.map(VariantJudgement::as_str),
            grounds: said.grounds.clone(),
            withdrawn,
            rows: rows(&set, &clause, &wording)?,
            versions: versions.iter().map(VersionRow::from).collect(),
            judgements: judgements(),
            can_judge: may(Action::Confirm, Owner::Council),
            can_correct: still.is_some() && may(Action::Correct, Owner::Buyer(newest.buyer)),
            form: typed.unwrap_or_else(|| variant_form::of_variant(newest)),
            errors,
        })
    }
}

/// `GET /clauses/variants/{id}`
///
/// # Errors
/// Not found without such a text.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(VariantPage::find(&state, &caller, id, None, Errors::default()).await?))
}

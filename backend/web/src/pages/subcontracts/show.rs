//! `/subcontracts/{id}`: one subcontract with its versions, and the forms to decide about it, correct, end or withdraw it.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::subcontracts::{Consent, Subcontract};
use kakuzuke_store::{SupplyKind, SupplyVersion};
use serde::Serialize;
use uuid::Uuid;

use super::form;
use crate::caller::{Caller, Chain};
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::actor::{ActorView, People};
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// One subcontract.
#[derive(Debug, Serialize)]
pub struct SubcontractPage {
    id: Uuid,
    contract: Uuid,
    title: String,
    buyer_name: String,
    company: String,
    tier: Option<usize>,
    standing: Option<&'static str>,
    withdrawn: bool,
    versions: Vec<Version>,
    can_decide: bool,
    can_correct: bool,
    can_end: bool,
    can_withdraw: bool,
    form: Answers,
    errors: Errors,
    today: NaiveDate,
}

#[derive(Debug, Clone, Serialize)]
struct Version {
    #[serde(flatten)]
    body: Subcontract,
    recorded_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    actor: ActorView,
    entry: i64,
}

impl Version {
    fn of(version: &SupplyVersion, people: &People) -> Result<Self> {
        Ok(Self {
            body: version.supply.record.read()?,
            recorded_at: version.supply.recorded_at,
            superseded_at: version.supply.superseded_at,
            reason: version.supply.reason.clone(),
            actor: ActorView::of(&version.actor, people),
            entry: version.supply.entry_seq,
        })
    }
}

impl SubcontractPage {
    /// The page with the recorded content in its form, or with what a person typed.
    ///
    /// # Errors
    /// Not found without such a subcontract, or if the caller sees no part of its chain.
    pub async fn find(
        state: &AppState,
        caller: &Caller,
        id: Uuid,
        typed: Option<Answers>,
        errors: Errors,
    ) -> Result<Self> {
        let chain = Chain::of(state, caller, id).await?;
        let history = state.store.supply_history(SupplyKind::Subcontract, id).await?;
        let newest = history.first().ok_or(AppError::NotFound)?;
        let held: Subcontract = newest.supply.record.read()?;
        let today = state.store.today();
        let at = chain.rows.iter().position(|(_, row)| row.id == id);
        let company = match at.and_then(|at| chain.rows.get(at)) {
            Some((_, row)) => row.name.clone(),
            None => {
                let seq = newest.supply.record.supplier_seq.unwrap_or_default();
                state.store.names_of(&[seq]).await?.remove(&seq).unwrap_or_default()
            }
        };
        let may = |action| at.is_some() && caller.may_with_contract(action, &chain.contract);
        let actors: Vec<&str> = history.iter().map(|version| version.actor.as_str()).collect();
        let people = People::named(state, caller, &actors).await?;
        Ok(Self {
            id,
            contract: chain.contract.id,
            title: chain.contract.title.clone(),
            buyer_name: chain.contract.buyer_name.clone(),
            company,
            tier: at.and_then(|at| chain.rows.get(at)).map(|(tier, _)| *tier),
            standing: at.and_then(|at| chain.standings(today).get(at).map(|standing| standing.as_str())),
            withdrawn: newest.supply.superseded_at.is_some(),
            versions: history.iter().map(|version| Version::of(version, &people)).collect::<Result<_>>()?,
            can_decide: may(Action::Approve) && held.consent == Consent::Requested,
            can_correct: may(Action::Correct),
            can_end: may(Action::Withdraw) && held.consent == Consent::Approved,
            can_withdraw: may(Action::Withdraw),
            form: typed.unwrap_or_else(|| form::of(&held, newest.supply.seq)),
            errors,
            today,
        })
    }
}

#[cfg(test)]
impl SubcontractPage {
    pub(super) fn sample(consent: Consent, can: bool, errors: Errors) -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1);
        let body = super::samples::subcontract(consent);
        let version = |superseded_at| Version {
            body: body.clone(),
            recorded_at: DateTime::UNIX_EPOCH,
            superseded_at,
            reason: Some("誤記".to_owned()).filter(|_| superseded_at.is_some()),
            actor: ActorView::of("system", &People::default()),
            entry: 12,
        };
        Self {
            id: Uuid::nil(),
            contract: Uuid::nil(),
            title: "住民情報システム運用保守業務委託".to_owned(),
            buyer_name: "千代田区".to_owned(),
            company: "株式会社見本".to_owned(),
            tier: can.then_some(2),
            standing: can.then_some("requested"),
            withdrawn: !can,
            versions: vec![version(None), version(Some(DateTime::UNIX_EPOCH))],
            can_decide: can,
            can_correct: can,
            can_end: can,
            can_withdraw: can,
            form: form::of(&body, 1),
            errors,
            today: day.unwrap_or_default(),
        }
    }
}

impl Page for SubcontractPage {
    const TEMPLATE: &'static str = "subcontracts/show.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::subcontracts()
    }
}

/// `GET /subcontracts/{id}`
///
/// # Errors
/// Not found without such a subcontract, or if the caller sees no part of its chain.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(SubcontractPage::find(&state, &caller, id, None, Errors::default()).await?))
}

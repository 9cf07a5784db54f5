//! `/audits/{id}`: what was known of it when, and the forms to correct or withdraw it.

use axum::extract::State;
use chrono::NaiveDate;
use kakuzuke_domain::facts::{Fact, Room as FactRoom};
use serde::Serialize;
use uuid::Uuid;

use super::form::AuditForm;
use crate::caller::{AuditRights, Caller};
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::form::Errors;
use crate::pages::supplier_link::SupplierLink;
use crate::pages::versions::{History, VersionView};
use crate::pages::withdrawals::FactPage;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// One audit with its versions.
#[derive(Debug, Serialize)]
pub struct AuditPage {
    id: Uuid,
    performed_on: NaiveDate,
    supplier: SupplierLink,
    withdrawn: bool,
    rights: AuditRights,
    versions: Vec<VersionView>,
    form: AuditForm,
    errors: Errors,
}

impl AuditPage {
    /// The page with the recorded content in its form, or with what a person typed.
    ///
    /// # Errors
    /// Not found without such an audit.
    pub async fn find(
        state: &AppState,
        caller: &Caller,
        id: Uuid,
        typed: Option<AuditForm>,
        errors: Errors,
    ) -> Result<Self> {
        let history = History::find(state, caller, id, FactRoom::Audit).await?;
        Self::of(id, history, typed, errors)
    }

    pub(in crate::pages) fn of(id: Uuid, history: History, typed: Option<AuditForm>, errors: Errors) -> Result<Self> {
        let (Fact::Audit(latest), Some(rights)) = (&history.latest, history.audit) else {
            return Err(AppError::NotFound);
        };
        Ok(Self {
            id,
            performed_on: latest.performed_on,
            form: typed.unwrap_or_else(|| AuditForm::of(latest)),
            supplier: history.supplier,
            withdrawn: history.withdrawn,
            rights,
            versions: history.versions,
            errors,
        })
    }
}

impl FactPage for AuditPage {
    const FACT: FactRoom = FactRoom::Audit;
    const PATH: &'static str = "/audits";

    async fn with(state: &AppState, caller: &Caller, id: Uuid, errors: Errors) -> Result<Self> {
        Self::find(state, caller, id, None, errors).await
    }
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "audits/show.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        crate::pages::grades::samples::audits()
    }
}

/// `GET /audits/{id}`
///
/// # Errors
/// Not found without such an audit.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(AuditPage::find(&state, &caller, id, None, Errors::default()).await?))
}

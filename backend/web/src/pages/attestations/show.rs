//! `/attestations/{id}`: what was known of it when, and the forms to correct or withdraw it.

use axum::extract::State;
use kakuzuke_domain::facts::{Fact, Room as FactRoom};
use serde::Serialize;
use uuid::Uuid;

use super::form::AttestationForm;
use super::new::{assurances, kinds};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::form::Errors;
use crate::pages::supplier_link::SupplierLink;
use crate::pages::versions::{History, VersionView};
use crate::pages::withdrawals::FactPage;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// One attestation with its versions.
#[derive(Debug, Serialize)]
pub struct AttestationPage {
    id: Uuid,
    kind: &'static str,
    level: Option<u8>,
    supplier: SupplierLink,
    withdrawn: bool,
    versions: Vec<VersionView>,
    kinds: Vec<&'static str>,
    assurances: Vec<&'static str>,
    form: AttestationForm,
    errors: Errors,
}

impl AttestationPage {
    /// The page with the recorded content in its form, or with what a person typed.
    ///
    /// # Errors
    /// Not found without such an attestation.
    pub async fn find(
        state: &AppState,
        caller: &Caller,
        id: Uuid,
        typed: Option<AttestationForm>,
        errors: Errors,
    ) -> Result<Self> {
        let history = History::find(state, caller, id, FactRoom::Attestation).await?;
        Self::of(id, history, typed, errors)
    }

    pub(in crate::pages) fn of(
        id: Uuid,
        history: History,
        typed: Option<AttestationForm>,
        errors: Errors,
    ) -> Result<Self> {
        let Fact::Attestation(latest) = &history.latest else { return Err(AppError::NotFound) };
        Ok(Self {
            id,
            kind: latest.kind.as_str(),
            level: latest.level,
            form: typed.unwrap_or_else(|| AttestationForm::of(latest)),
            supplier: history.supplier,
            withdrawn: history.withdrawn,
            versions: history.versions,
            kinds: kinds(),
            assurances: assurances(true),
            errors,
        })
    }
}

impl FactPage for AttestationPage {
    const FACT: FactRoom = FactRoom::Attestation;
    const PATH: &'static str = "/attestations";

    async fn with(state: &AppState, caller: &Caller, id: Uuid, errors: Errors) -> Result<Self> {
        Self::find(state, caller, id, None, errors).await
    }
}

impl Page for AttestationPage {
    const TEMPLATE: &'static str = "attestations/show.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        crate::pages::grades::samples::attestations()
    }
}

/// `GET /attestations/{id}`
///
/// # Errors
/// Not found without such an attestation.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(AttestationPage::find(&state, &caller, id, None, Errors::default()).await?))
}

//! What is recorded of who a supplier is: changed from a day on, or corrected.

use chrono::NaiveDate;
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_services::ServicesError;
use kakuzuke_store::{Actor, Profile};
use uuid::Uuid;

use crate::error::{AppError, Result};
use crate::state::AppState;

/// Records that `profile` holds from a day on.
///
/// # Errors
/// Not found without such a supplier; `profile_unchanged` or `number_taken`; [`AppError::Invalid`] for a supplier that would
/// become a joint venture or cease to be one, whose members would hang in the air.
pub async fn change_profile(
    state: &AppState,
    by: &Actor,
    supplier: Uuid,
    from: NaiveDate,
    profile: Profile,
    reason: &str,
) -> Result<()> {
    keeps_its_kind(state, supplier, profile.kind).await?;
    let changed = state.services.change_profile(supplier, from, profile, reason, by).await;
    changed.map_err(situation)
}

/// Corrects one version of a supplier's profile and the first day on which it holds.
///
/// # Errors
/// As [`change_profile`]; `already_superseded` if the version is not current; `between_versions` for a day that does not lie
/// between its neighbours.
pub async fn correct_profile(
    state: &AppState,
    by: &Actor,
    supplier: Uuid,
    version: Uuid,
    from: Option<NaiveDate>,
    profile: Profile,
    reason: &str,
) -> Result<()> {
    keeps_its_kind(state, supplier, profile.kind).await?;
    let corrected = state.services.correct_profile(supplier, version, from, profile, reason, by).await;
    corrected.map_err(situation)
}

async fn keeps_its_kind(state: &AppState, supplier: Uuid, kind: SupplierKind) -> Result<()> {
    let now = state.store.as_of(None, None).await?;
    let known = state.store.supplier(supplier, &now).await?.ok_or(AppError::NotFound)?.supplier.kind;
    let joint = |kind: SupplierKind| kind == SupplierKind::JointVenture;
    if joint(known) == joint(kind) { Ok(()) } else { Err(AppError::invalid("kind", "joint_venture_stays")) }
}

fn situation(error: ServicesError) -> AppError {
    match error {
        ServicesError::Refused { code: "supplier_unknown", .. } => AppError::NotFound,
        ServicesError::Refused { code: "profile_unknown", .. } => AppError::Conflict("already_superseded"),
        ServicesError::Refused { code: "profile_unchanged", .. } => AppError::Conflict("profile_unchanged"),
        ServicesError::Refused { code: "profile_days", .. } => AppError::invalid("valid_from", "between_versions"),
        other => other.into(),
    }
}

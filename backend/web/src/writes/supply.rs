//! What subcontracts and cloud services have in common: a version takes the place of another, sealed under its ids.

use kakuzuke_store::{NewSupply, StoreError, Supply, SupplyKind, SupplySupersession, Work};
use serde_json::Value;
use uuid::Uuid;

use crate::error::{AppError, Result};

/// The current version of a record that is known to have been there.
pub(super) async fn current(work: &Work, kind: SupplyKind, id: Uuid) -> Result<Supply> {
    work.supply(kind, id).await?.ok_or(AppError::Conflict("already_superseded"))
}

/// The version that was read must be the current one.
pub(super) fn as_read(held: &Supply, version: Option<i64>) -> Result<()> {
    match version {
        Some(version) if version != held.seq => Err(AppError::Conflict("already_superseded")),
        _ => Ok(()),
    }
}

/// Ends the current version, with or without another in its place.
pub(super) async fn supersede(work: &mut Work, id: Uuid, replacement: Option<NewSupply>, reason: &str) -> Result<()> {
    let change = SupplySupersession { record_id: id, replacement, reason: reason.to_owned() };
    match work.supersede_supplies(vec![change]).await {
        Err(StoreError::Missing { .. }) => Err(AppError::Conflict("already_superseded")),
        done => Ok(done?),
    }
}

/// Makes it so. The ledger is read by more people than a contract: `detail` holds ids alone.
pub(super) async fn seal(mut work: Work, subject: &str, detail: Value) -> Result<()> {
    work.seal(subject, detail).await?;
    work.commit().await?;
    Ok(())
}

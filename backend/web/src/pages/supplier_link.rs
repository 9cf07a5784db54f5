//! The supplier that a form or a record belongs to.

use kakuzuke_domain::accounts::{Action, ResourceKind};
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

/// A supplier by id and name.
#[derive(Debug, Clone, Serialize)]
pub struct SupplierLink {
    /// Its id.
    pub id: Uuid,
    /// Its name now.
    pub name: String,
}

impl SupplierLink {
    /// The supplier as it is known now, for a caller who sees it.
    ///
    /// # Errors
    /// Not found without such a supplier, or if it is another's.
    pub async fn find(state: &AppState, caller: &Caller, id: Uuid) -> Result<Self> {
        caller.require_of_supplier(Action::Read, ResourceKind::Suppliers, id)?;
        let now = state.store.as_of(None, None).await?;
        let record = state.store.supplier(id, &now).await?.ok_or(AppError::NotFound)?;
        Ok(Self { id, name: record.supplier.name })
    }
}

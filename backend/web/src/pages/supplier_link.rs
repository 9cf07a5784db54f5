//! The supplier that a form or a record belongs to.

use serde::Serialize;
use uuid::Uuid;

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
    /// The supplier as it is known now.
    ///
    /// # Errors
    /// Not found without such a supplier.
    pub async fn find(state: &AppState, id: Uuid) -> Result<Self> {
        let now = state.store.as_of(None, None).await?;
        let record = state.store.supplier(id, &now).await?.ok_or(AppError::NotFound)?;
        Ok(Self { id, name: record.supplier.name })
    }
}

//! How a supplier is named in an address: by its id or by its corporate number.

use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_store::{AsOf, SupplierRecord};
use serde::{Deserialize, Deserializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

/// The id of a supplier, or its corporate number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SupplierKey {
    /// Its id.
    Id(Uuid),
    /// Its corporate number, 13 digits.
    Number(String),
}

impl<'de> Deserialize<'de> for SupplierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self::Number(text));
        }
        match Uuid::try_parse(&text) {
            Ok(id) if text.len() == 36 => Ok(Self::Id(id)),
            _ => Err(serde::de::Error::custom("neither an id nor a corporate number")),
        }
    }
}

impl SupplierKey {
    /// The supplier of that name, as of two dates, for a caller who sees its things of this kind.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if the register did not know it then, or it is another's.
    pub async fn record(
        &self,
        state: &AppState,
        caller: &Caller,
        kind: ResourceKind,
        as_of: &AsOf,
    ) -> Result<SupplierRecord> {
        let found = match self {
            Self::Id(id) => state.store.supplier(*id, as_of).await?,
            Self::Number(number) => state.store.supplier_by_number(number, as_of).await?,
        };
        let record = found.ok_or(AppError::NotFound)?;
        caller.require_of_supplier(Action::Read, kind, record.supplier.id)?;
        Ok(record)
    }

    /// The id of the supplier of that name.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none.
    pub async fn id(&self, state: &AppState) -> Result<Uuid> {
        match self {
            Self::Id(id) => Ok(*id),
            Self::Number(number) => state.store.supplier_id_by_number(number).await?.ok_or(AppError::NotFound),
        }
    }
}

impl PartialSchema for SupplierKey {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^([0-9]{13}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$"))
            .into()
    }
}

impl ToSchema for SupplierKey {}

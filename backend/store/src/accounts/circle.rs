//! How a tenant is stored: the word of its kind, and the id of the buyer or supplier.

use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use uuid::Uuid;

use crate::{Result, StoreError};

/// The word and the id of a tenant.
pub(crate) fn stored(tenant: Tenant) -> (&'static str, Option<Uuid>) {
    match tenant {
        Tenant::Installation => ("installation", None),
        Tenant::Council => ("council", None),
        Tenant::Buyer(id) => ("buyer", Some(id)),
        Tenant::Supplier(id) => ("supplier", Some(id)),
    }
}

/// The tenant of a stored word and id.
pub(crate) fn tenant(word: &str, id: Option<Uuid>) -> Result<Tenant> {
    match (word, id) {
        ("installation", None) => Ok(Tenant::Installation),
        ("council", None) => Ok(Tenant::Council),
        ("buyer", Some(id)) => Ok(Tenant::Buyer(id)),
        ("supplier", Some(id)) => Ok(Tenant::Supplier(id)),
        _ => Err(StoreError::Damaged(format!("grants: circle {word}"))),
    }
}

/// The grant of a stored role, word and id.
pub(crate) fn grant(role: &str, word: &str, id: Option<Uuid>) -> Result<Grant> {
    let role = Role::from_word(role).ok_or_else(|| StoreError::Damaged(format!("grants: role {role}")))?;
    Ok(Grant { role, tenant: tenant(word, id)? })
}

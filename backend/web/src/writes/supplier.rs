//! A new supplier.

use kakuzuke_store::{Actor, NewFact, NewSupplier, Profile};
use serde_json::json;
use uuid::Uuid;

use crate::error::Result;
use crate::state::AppState;

/// Registers a supplier under its first profile; answers its id.
///
/// # Errors
/// `number_taken` if another supplier has its corporate number.
pub async fn register_supplier(state: &AppState, by: &Actor, profile: &Profile) -> Result<Uuid> {
    let mut work = state.store.begin(by, "suppliers.register").await?;
    let id = work.new_id();
    let supplier = NewSupplier { id, kind: profile.kind, number: profile.number.clone() };
    for added in work.add_suppliers(vec![supplier]).await? {
        let fact_id = work.new_id();
        work.record(vec![NewFact::profile(added.seq, fact_id, profile, None, None)]).await?;
    }
    work.seal(&format!("supplier:{id}"), json!({ "supplier": id })).await?;
    work.commit().await?;
    Ok(id)
}

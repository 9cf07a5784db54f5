//! A new joint venture with its members.

use kakuzuke_store::{Actor, Membership, MembershipRole, NewFact, NewSupplier, Profile};
use serde_json::json;
use uuid::Uuid;

use crate::error::{AppError, Result};
use crate::state::AppState;

/// Registers a joint venture; the first of the members represents it. Answers its id.
///
/// # Errors
/// [`AppError::Invalid`] if a member is not in the register.
pub async fn register_joint_venture(state: &AppState, by: &Actor, profile: &Profile, members: &[Uuid]) -> Result<Uuid> {
    let mut work = state.store.begin(by, "suppliers.register").await?;
    let known = work.suppliers_by_ids(members).await?;
    let id = work.new_id();
    let venture = NewSupplier { id, kind: profile.kind, number: None };
    for added in work.add_suppliers(vec![venture]).await? {
        let mut facts = vec![NewFact::profile(added.seq, work.new_id(), profile, None, None)];
        for (index, member) in members.iter().enumerate() {
            let seq = known.get(member).ok_or_else(|| AppError::invalid("members", "unknown_supplier"))?.seq;
            let role = if index == 0 { MembershipRole::Representative } else { MembershipRole::Member };
            let membership = Membership { member: *member, role, share_permille: None };
            facts.push(NewFact::membership(added.seq, work.new_id(), seq, &membership, None, None));
        }
        work.record(facts).await?;
    }
    work.seal(&format!("supplier:{id}"), json!({ "supplier": id, "members": members })).await?;
    work.commit().await?;
    Ok(id)
}

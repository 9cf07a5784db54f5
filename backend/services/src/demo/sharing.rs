//! The share codes of the first supplier, so that a ward without a contract sees its audits.

use chrono::{Days, NaiveDate};
use kakuzuke_domain::accounts::{Role, Tenant};
use kakuzuke_store::{Actor, NewShareCode, PeopleQuery, Person, SupplierRef};
use sha2::{Digest, Sha256};

use crate::Services;
use crate::errors::Result;

/// The ward that has entered a code.
const WARD: &str = "131024";

/// Makes three codes: one that a ward has entered, one that nobody has, and one that is revoked.
pub async fn share(services: &Services, first: Option<&SupplierRef>, today: NaiveDate) -> Result<()> {
    let store = services.store();
    let people = store.people(&PeopleQuery { limit: 100, ..PeopleQuery::default() }).await?;
    let ward = services.buyers().await?.into_iter().find(|ward| ward.code.as_deref() == Some(WARD));
    let (Some(first), Some(ward)) = (first, ward) else { return Ok(()) };
    let of = |role, tenant| {
        let is = |person: &&Person| person.grants().iter().any(|grant| grant.role == role && grant.tenant == tenant);
        people.iter().find(is).map(|person| person.account.id)
    };
    let (Some(seller), Some(officer)) =
        (of(Role::Supplier, Tenant::Supplier(first.id)), of(Role::Procurement, Tenant::Buyer(ward.id)))
    else {
        return Ok(());
    };
    let now = store.as_of(None, None).await?;
    let audits = store.supplier(first.id, &now).await?.map(|record| record.facts.audits).unwrap_or_default();
    let one = audits.first().and_then(|audit| audit.id.parse().ok());
    let mut work = store.begin(&Actor::system(), "demo.share-codes").await?;
    for (place, (note, audit)) in
        [("中央区 調達担当", None), ("港区 調達担当", one), ("渋谷区", None)].into_iter().enumerate()
    {
        // Nobody is told these codes: they are hashes of nothing that anybody could type.
        let code_sha = Sha256::digest(format!("demo {place}")).to_vec();
        let (supplier, note) = (first.id, Some(note.to_owned()));
        let ends_on = today.checked_add_days(Days::new(180)).unwrap_or(today);
        let new = NewShareCode { code_sha: code_sha.clone(), supplier, audit, note, ends_on, made_by: seller };
        let id = work.add_share_code(new).await?;
        match place {
            0 => {
                work.redeem_share_code(supplier, &code_sha, ward.id, officer).await?;
            }
            1 => {}
            _ => work.end_share_code(supplier, id).await?,
        }
    }
    work.commit().await?;
    Ok(())
}

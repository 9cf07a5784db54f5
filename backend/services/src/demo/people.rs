//! The people of the demo: one for every role, two wards, so that each sees what the other does not, and one who does several jobs.

use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_store::{Actor, NewAccount, SupplierRef};
use uuid::Uuid;

use crate::Services;
use crate::errors::Result;

const PEOPLE: &str = include_str!("../../../../seed/demo/people.csv");

/// Makes an account for each of them.
pub async fn register(services: &Services, first: Option<&SupplierRef>) -> Result<()> {
    let store = services.store();
    let wards = services.buyers().await?;
    let mut known: Vec<(&str, Uuid)> = Vec::new();
    let mut work = store.begin(&Actor::system(), "accounts.demo").await?;
    for line in PEOPLE.lines().skip(1) {
        let mut fields = line.split(',');
        let (Some(email), Some(name), Some(role), Some(place)) =
            (fields.next(), fields.next(), fields.next().and_then(Role::from_word), fields.next())
        else {
            continue;
        };
        let ward = wards.iter().find(|ward| ward.code.as_deref() == Some(place));
        let tenant = match place {
            "installation" => Some(Tenant::Installation),
            "council" => Some(Tenant::Council),
            "first" => first.map(|supplier| Tenant::Supplier(supplier.id)),
            _ => ward.map(|ward| Tenant::Buyer(ward.id)),
        };
        let Some(tenant) = tenant else { continue };
        let id = match known.iter().find(|(other, _)| *other == email) {
            Some((_, id)) => *id,
            None => {
                let id = store.new_id();
                known.push((email, id));
                let (email, name) = (email.to_owned(), name.to_owned());
                work.add_account(NewAccount { id, email, name, language: "ja".to_owned(), password: None }).await?;
                id
            }
        };
        work.grant(id, Grant { role, tenant }).await?;
    }
    work.commit().await?;
    Ok(())
}

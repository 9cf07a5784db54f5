//! Signing in through another service: who came back, and which account that is.

use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_store::{Actor, CeremonyTicket, NewAccount};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::Accounts;
use super::oidc::{Business, Draw, Identity, Return};
use crate::{Result, ServicesError};

const KIND: &str = "oidc";

/// The way out to another service.
#[derive(Debug, Clone)]
pub struct Journey {
    /// What matches the way back with it.
    pub ticket: CeremonyTicket,
    /// Where the browser goes.
    pub url: Url,
}

/// A person who came back from another service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The account.
    pub account: Uuid,
    /// Whether two factors were proven there.
    pub two_factors: bool,
    /// Whether the account was linked with that service just now.
    pub linked: bool,
    /// Where the person wanted to go.
    pub next: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    flow: String,
    next: Option<String>,
}

impl Accounts {
    /// Leads to the service `id`; with an account, to link that account with it.
    ///
    /// # Errors
    /// `oidc_refused`.
    pub async fn set_out(&self, id: &str, account: Option<Uuid>, next: Option<String>) -> Result<Journey> {
        let draw = Draw { state: self.draw()?, nonce: self.draw()?, verifier: self.draw()? };
        let started = self.oidc.start(id, &draw, self.store.now()).await?;
        let kept = serde_json::to_string(&Kept { flow: started.kept, next });
        let kept = kept.map_err(|error| ServicesError::Damaged(error.to_string()))?;
        let ticket = self.store.begin_ceremony(KIND, account, &kept).await?;
        Ok(Journey { ticket, url: started.url })
    }

    /// Receives who comes back from the service `id`. An account is found by the service's name for the person alone. A person
    /// unknown here gets an account only where the service vouches for a registered supplier.
    ///
    /// # Errors
    /// `oidc_refused`; `oidc_unknown` if there is no account; `identity_taken`; `email_taken`.
    pub async fn arrive(&self, id: &str, ticket: &CeremonyTicket, back: &Return) -> Result<Arrival> {
        let refused = || ServicesError::refused("oidc_refused");
        let asked = self.store.take_ceremony(KIND, ticket).await?.ok_or_else(refused)?;
        let kept: Kept = serde_json::from_str(&asked.state).map_err(|_| refused())?;
        let identity = self.oidc.finish(id, &kept.flow, back, self.store.now()).await?;
        let two_factors = identity.two_factors;
        let known = self.store.account_of_identity(&identity.issuer, &identity.subject).await?;
        let (account, linked) = match (asked.account, known) {
            (None, Some(account)) => (account, false),
            (Some(account), None) => {
                self.link(account, &identity).await?;
                (account, true)
            }
            (Some(account), Some(other)) if account == other => (account, true),
            (Some(_), Some(_)) => return Err(ServicesError::refused("identity_taken")),
            (None, None) => (self.admit_supplier(&identity).await?, false),
        };
        Ok(Arrival { account, two_factors, linked, next: kept.next })
    }

    /// Ends the link between an account and another service.
    ///
    /// # Errors
    /// `last_way_in` if the person has neither a password nor a passkey; there is no such link.
    pub async fn unlink(&self, account: Uuid, issuer: &str, subject: &str) -> Result<()> {
        let person = self.own(account).await?;
        let others = self.store.identities(account).await?.len() > 1;
        if person.account.password.is_none() && person.account.passkeys == 0 && !others {
            return Err(ServicesError::refused("last_way_in"));
        }
        let mut work = self.change(account, "accounts.identities").await?;
        work.unlink_identity(account, issuer, subject).await?;
        work.commit().await?;
        Ok(())
    }

    async fn link(&self, account: Uuid, identity: &Identity) -> Result<()> {
        let mut work = self.change(account, "accounts.identities").await?;
        work.link_identity(account, &identity.issuer, &identity.subject).await?;
        work.commit().await?;
        Ok(())
    }

    /// An account with the role of the supplier for which the service vouches.
    async fn admit_supplier(&self, identity: &Identity) -> Result<Uuid> {
        let unknown = || ServicesError::refused("oidc_unknown");
        let business = identity.business.as_ref().ok_or_else(unknown)?;
        let supplier = self.registered(business).await?.ok_or_else(unknown)?;
        let email = identity.email.clone().ok_or_else(unknown)?;
        let id = self.store.new_id();
        let mut work = self.store.begin(&Actor::account(id), "accounts.identities").await?;
        work.add_account(NewAccount {
            id,
            name: identity.name.clone().unwrap_or_else(|| email.clone()),
            email,
            language: "ja".to_owned(),
            password: None,
        })
        .await?;
        work.grant(id, Grant { role: Role::Supplier, tenant: Tenant::Supplier(supplier) }).await?;
        work.link_identity(id, &identity.issuer, &identity.subject).await?;
        work.commit().await?;
        Ok(id)
    }

    async fn registered(&self, business: &Business) -> Result<Option<Uuid>> {
        Ok(self.store.supplier_id_by_number(&business.number.to_string()).await?)
    }
}

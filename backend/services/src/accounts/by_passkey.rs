//! Passkeys of people: adding, using, removing.

use kakuzuke_store::CeremonyTicket;
use serde_json::Value;
use uuid::Uuid;

use super::passkeys::{Challenge, Passkeys};
use super::second_factor::needs_factor;
use super::{Accounts, Asked, Attempt, Visit};
use crate::{Result, ServicesError};

const SIGN_IN: &str = "passkey_sign_in";
const PROOF: &str = "passkey_proof";
const ADDITION: &str = "passkey_addition";
/// Longest name of a passkey.
const NAME: usize = 60;

impl Accounts {
    /// Asks whoever sits at the browser for a passkey.
    ///
    /// # Errors
    /// `passkeys_origin`; or the register failed.
    pub async fn ask_for_passkey(&self, visit: &Visit) -> Result<Asked> {
        if let Some(until) = self.may_ask(visit).await? {
            return Ok(Asked::Throttled(until));
        }
        let (ticket, options) = self.asked(SIGN_IN, None, self.passkeys()?.start_sign_in()?).await?;
        Ok(Asked::Question(ticket, options))
    }

    /// Asks a person who is known already for one of their passkeys.
    ///
    /// # Errors
    /// `passkeys_origin`; `no_passkey`; or the register failed.
    pub async fn ask_for_proof(&self, account: Uuid, visit: &Visit) -> Result<Asked> {
        if let Some(until) = self.may_ask(visit).await? {
            return Ok(Asked::Throttled(until));
        }
        let present = self.present(account).await?;
        if present.is_empty() {
            return Err(ServicesError::refused("no_passkey"));
        }
        let challenge = self.passkeys()?.start_authentication(&present)?;
        let (ticket, options) = self.asked(PROOF, Some(account), challenge).await?;
        Ok(Asked::Question(ticket, options))
    }

    /// Asks a person's browser to make a new passkey.
    ///
    /// # Errors
    /// `passkeys_origin`; or the register failed.
    pub async fn ask_for_new_passkey(&self, account: Uuid) -> Result<(CeremonyTicket, Value)> {
        let person = self.own(account).await?;
        let present = self.present(account).await?;
        let name = &person.account.name;
        let address = person.account.email.as_deref().unwrap_or(name);
        self.asked(ADDITION, Some(account), self.passkeys()?.start_registration(account, address, name, &present)?)
            .await
    }

    /// Whose passkey answered [`Accounts::ask_for_passkey`].
    ///
    /// # Errors
    /// The register failed.
    pub async fn by_passkey(&self, ticket: &CeremonyTicket, answer: &str, visit: &Visit) -> Result<Attempt> {
        self.judged(SIGN_IN, ticket, answer, None, visit).await
    }

    /// Whether one of the person's passkeys answered [`Accounts::ask_for_proof`].
    ///
    /// # Errors
    /// The register failed.
    pub async fn prove_passkey(
        &self,
        account: Uuid,
        ticket: &CeremonyTicket,
        answer: &str,
        visit: &Visit,
    ) -> Result<Attempt> {
        let attempt = self.judged(PROOF, ticket, answer, Some(account), visit).await?;
        if attempt == Attempt::Accepted(account) {
            self.note(account, "passkey", "accepted", visit);
        }
        Ok(attempt)
    }

    /// Adds the passkey that answered [`Accounts::ask_for_new_passkey`].
    ///
    /// # Errors
    /// `ceremony_over`, `passkey_wrong`, `passkey_taken`, `name_missing`.
    pub async fn add_passkey(&self, account: Uuid, ticket: &CeremonyTicket, answer: &str, name: &str) -> Result<()> {
        let over = || ServicesError::refused("ceremony_over");
        let name = named(name)?;
        let asked = self.store.take_ceremony(ADDITION, ticket).await?.ok_or_else(over)?;
        if asked.account != Some(account) {
            return Err(over());
        }
        let answer = read(answer)?;
        let new = self.passkeys()?.finish_registration(&answer, &asked.state)?;
        let mut work = self.change(account, "accounts.passkeys").await?;
        work.add_passkey(account, new.credential_id, &new.passkey, &name).await?;
        work.commit().await?;
        Ok(())
    }

    /// Gives a passkey another name.
    ///
    /// # Errors
    /// `name_missing`; the person has no such passkey.
    pub async fn rename_passkey(&self, account: Uuid, id: Uuid, name: &str) -> Result<()> {
        let name = named(name)?;
        let mut work = self.change(account, "accounts.passkeys").await?;
        work.rename_passkey(account, id, &name).await?;
        work.commit().await?;
        Ok(())
    }

    /// Removes a passkey.
    ///
    /// # Errors
    /// `last_factor` if a role of the person requires a second factor and this is the last; the person has no such passkey.
    pub async fn end_passkey(&self, account: Uuid, id: Uuid) -> Result<()> {
        let person = self.own(account).await?;
        if person.account.passkeys <= 1 && person.account.totp_since.is_none() && needs_factor(&person) {
            return Err(ServicesError::refused("last_factor"));
        }
        let mut work = self.change(account, "accounts.passkeys").await?;
        work.end_passkey(account, id).await?;
        work.commit().await?;
        Ok(())
    }

    async fn asked(&self, kind: &str, account: Option<Uuid>, challenge: Challenge) -> Result<(CeremonyTicket, Value)> {
        let ticket = self.store.begin_ceremony(kind, account, &challenge.state).await?;
        Ok((ticket, challenge.options))
    }

    async fn present(&self, account: Uuid) -> Result<Vec<String>> {
        Ok(self.store.passkeys(account).await?.into_iter().map(|row| row.passkey).collect())
    }

    async fn judged(
        &self,
        kind: &str,
        ticket: &CeremonyTicket,
        answer: &str,
        account: Option<Uuid>,
        visit: &Visit,
    ) -> Result<Attempt> {
        let Some(asked) = self.store.take_ceremony(kind, ticket).await? else { return Ok(Attempt::Refused) };
        let Ok(answer) = read(answer) else { return Ok(Attempt::Refused) };
        let Ok(credential) = Passkeys::credential_id(&answer) else { return Ok(Attempt::Refused) };
        let Some(row) = self.store.passkey(&credential).await? else { return Ok(Attempt::Refused) };
        if asked.account != account || account.is_some_and(|account| account != row.account) {
            return Ok(Attempt::Refused);
        }
        let handle = self.passkeys()?.claimed(&answer).ok();
        if account.is_none() && handle.is_none_or(|claimed| claimed.account != row.account) {
            return Ok(Attempt::Refused);
        }
        let Ok(proven) = self.passkeys()?.finish(&answer, &asked.state, &row.passkey) else {
            self.note(row.account, "passkey", "refused", visit);
            return Ok(Attempt::Refused);
        };
        self.store.passkey_used(row.id, proven.updated.as_deref()).await?;
        self.answered(visit).await?;
        Ok(Attempt::Accepted(row.account))
    }
}

fn read(answer: &str) -> Result<Value> {
    serde_json::from_str(answer).map_err(|_| ServicesError::refused("passkey_wrong"))
}

fn named(name: &str) -> Result<String> {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(NAME).collect();
    if name.is_empty() { Err(ServicesError::refused("name_missing")) } else { Ok(name) }
}

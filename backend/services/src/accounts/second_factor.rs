//! The second factor: setting up one-time codes and recovery codes, and proving them.

use kakuzuke_store::{CeremonyTicket, StoreError};
use uuid::Uuid;

use super::qr::QrDrawing;
use super::{Accounts, Attempt, Visit, recovery, totp};
use crate::{Result, ServicesError};

const SET_UP: &str = "totp";
/// What authenticator apps call this service.
const SERVICE: &str = "Kakuzuke";

/// One-time codes about to be set up. Shown once.
#[derive(Debug, Clone)]
pub struct NewTotp {
    /// What matches the confirmation with this offer.
    pub ticket: CeremonyTicket,
    /// The secret as a picture.
    pub qr: QrDrawing,
    /// The secret for typing.
    pub typed: String,
    /// The secret as a link that a phone opens.
    pub uri: String,
}

impl Accounts {
    /// Offers a person a secret for an authenticator app; it is in use once [`Accounts::confirm_totp`] has seen a code of it.
    ///
    /// # Errors
    /// The register failed.
    pub async fn offer_totp(&self, account: Uuid) -> Result<NewTotp> {
        let person = self.own(account).await?;
        let secret = self.draw::<{ totp::SECRET }>()?;
        let name = person.account.email.as_deref().unwrap_or(&person.account.name);
        let enrolment = totp::enrolment(&secret, SERVICE, name)?;
        let sealed = self.sealing()?.seal(account, self.draw()?, &secret)?;
        let ticket = self.store.begin_ceremony(SET_UP, Some(account), &hex::encode(sealed)).await?;
        Ok(NewTotp { ticket, qr: enrolment.qr, typed: enrolment.typed, uri: enrolment.uri })
    }

    /// Takes one-time codes into use. A person without recovery codes gets them, to be shown once.
    ///
    /// # Errors
    /// `ceremony_over` if the offer is too old or another's; `code_wrong`, which ends the offer too.
    pub async fn confirm_totp(&self, account: Uuid, ticket: &CeremonyTicket, code: &str) -> Result<Vec<String>> {
        let over = || ServicesError::refused("ceremony_over");
        let offer = self.store.take_ceremony(SET_UP, ticket).await?.ok_or_else(over)?;
        if offer.account != Some(account) {
            return Err(over());
        }
        let sealed = hex::decode(&offer.state).map_err(|_| over())?;
        let secret = self.sealing()?.open_secret(account, &sealed)?;
        let step = totp::accepted_step(&secret, code, self.store.now(), None)?;
        let step = step.ok_or_else(|| ServicesError::refused("code_wrong"))?;
        let codes = if self.store.recovery_codes_left(account).await? == 0 {
            self.draw_codes(account).await?
        } else {
            Vec::new()
        };
        let mut work = self.change(account, "accounts.totp").await?;
        work.set_totp(account, sealed, step).await?;
        if !codes.is_empty() {
            work.set_recovery_codes(account, codes.iter().map(|(_, hash)| hash.clone()).collect()).await?;
        }
        work.commit().await?;
        Ok(codes.into_iter().map(|(code, _)| code).collect())
    }

    /// Ends one-time codes.
    ///
    /// # Errors
    /// `last_factor` if a role of the person requires a second factor and this is the last.
    pub async fn end_totp(&self, account: Uuid) -> Result<()> {
        let person = self.own(account).await?;
        if person.account.passkeys == 0 && needs_factor(&person) {
            return Err(ServicesError::refused("last_factor"));
        }
        let mut work = self.change(account, "accounts.totp").await?;
        work.end_totp(account).await?;
        work.set_recovery_codes(account, Vec::new()).await?;
        work.commit().await?;
        Ok(())
    }

    /// Ten new recovery codes, to be shown once; the old ones end.
    ///
    /// # Errors
    /// `busy`; or the register failed.
    pub async fn renew_recovery_codes(&self, account: Uuid) -> Result<Vec<String>> {
        let codes = self.draw_codes(account).await?;
        let mut work = self.change(account, "accounts.recovery_codes").await?;
        work.set_recovery_codes(account, codes.iter().map(|(_, hash)| hash.clone()).collect()).await?;
        work.commit().await?;
        Ok(codes.into_iter().map(|(code, _)| code).collect())
    }

    /// Whether `code` is the person's present one-time code, shown for the first time.
    ///
    /// # Errors
    /// The register failed.
    pub async fn prove_totp(&self, account: Uuid, code: &str, visit: &Visit) -> Result<Attempt> {
        let key = second(account);
        if let Some(until) = self.admit(&key, visit).await? {
            return Ok(Attempt::Throttled(until));
        }
        let step = match self.store.totp(account).await? {
            Some(state) => {
                let secret = self.sealing()?.open_secret(account, &state.secret)?;
                totp::accepted_step(&secret, code, self.store.now(), state.last_step)?
            }
            None => None,
        };
        let accepted = match step {
            Some(step) => self.store.accept_totp_step(account, step).await?,
            None => false,
        };
        self.proven(account, "totp", accepted, visit).await
    }

    /// Uses up one of the person's recovery codes.
    ///
    /// # Errors
    /// `busy`; or the register failed.
    pub async fn prove_recovery_code(&self, account: Uuid, code: &str, visit: &Visit) -> Result<Attempt> {
        let key = second(account);
        if let Some(until) = self.admit(&key, visit).await? {
            return Ok(Attempt::Throttled(until));
        }
        let hash = recovery::hash(&self.passwords, account, code).await?;
        let mut work = self.change(account, "accounts.recovery_codes").await?;
        let accepted = match work.use_recovery_code(account, hash).await {
            Ok(()) => work.commit().await.map(|_| true)?,
            Err(StoreError::Missing { .. }) => false,
            Err(error) => return Err(error.into()),
        };
        self.proven(account, "recovery_code", accepted, visit).await
    }

    async fn proven(&self, account: Uuid, method: &'static str, accepted: bool, visit: &Visit) -> Result<Attempt> {
        self.note(account, method, if accepted { "accepted" } else { "refused" }, visit);
        if !accepted {
            return Ok(Attempt::Refused);
        }
        self.forgive(&second(account), visit).await?;
        Ok(Attempt::Accepted(account))
    }

    async fn draw_codes(&self, account: Uuid) -> Result<Vec<(String, Vec<u8>)>> {
        let mut codes = Vec::with_capacity(recovery::CODES);
        for code in recovery::codes(&self.draw()?) {
            let hash = recovery::hash(&self.passwords, account, &code).await?;
            codes.push((code, hash));
        }
        Ok(codes)
    }
}

/// The key under which tries at the second factor are counted.
fn second(account: Uuid) -> String {
    format!("second {account}")
}

/// Whether a role of the person requires a second factor.
pub(super) fn needs_factor(person: &kakuzuke_store::Person) -> bool {
    person.grants.iter().any(|row| row.grant.role.needs_second_factor())
}

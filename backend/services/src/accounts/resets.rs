//! Forgotten passwords. Whether an address has an account shows neither in the answer nor in its time.

use kakuzuke_domain::accounts::ThrottleRule;
use kakuzuke_store::{Addressee, Mail, Secret};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::{Accounts, Visit, from};
use crate::{Result, ServicesError};

impl Accounts {
    /// Sends a link to the person with this address, if there is one. The work is done after the answer; the handle ends with it.
    ///
    /// # Errors
    /// `throttled`.
    pub async fn ask_for_reset(&self, email: &str, visit: &Visit) -> Result<JoinHandle<()>> {
        let key = format!("reset {}", super::by_email(email));
        let late = self.store.admit(&from(visit), &ThrottleRule::ADDRESS).await?.is_some();
        if late || self.store.admit(&key, &ThrottleRule::ACCOUNT).await?.is_some() {
            return Err(ServicesError::refused("throttled"));
        }
        let (desk, email) = (self.clone(), email.to_owned());
        Ok(tokio::spawn(async move {
            if let Err(error) = desk.send_reset(&email).await {
                tracing::error!(%error, "a reset link could not be sent");
            }
        }))
    }

    async fn send_reset(&self, email: &str) -> Result<()> {
        let Some(person) = self.store.person_by_email(email).await? else { return Ok(()) };
        let account = person.account.id;
        let mut work = self.change(account, "accounts.password_resets").await?;
        let secret = work.add_password_reset(account).await?;
        let mail = Mail::new(Addressee::Account(account), "mail_password_reset")
            .with("minutes", kakuzuke_store::RESET_MINUTES)
            .leading_to(format!("/password-resets/{}", secret.reveal()));
        work.enqueue_mail(&mail, None).await?;
        work.commit().await?;
        Ok(())
    }

    /// Whether a link can still be used.
    ///
    /// # Errors
    /// The register failed.
    pub async fn is_open_reset(&self, secret: &str) -> Result<bool> {
        let Some(secret) = Secret::read(secret) else { return Ok(false) };
        Ok(self.store.open_password_reset(&secret).await?.is_some())
    }

    /// Sets a new password by a link; every session and token of the person ends.
    ///
    /// # Errors
    /// `reset_over`; the code of a problem with the password.
    pub async fn reset_password(&self, secret: &str, wanted: &str) -> Result<Uuid> {
        let over = || ServicesError::refused("reset_over");
        let secret = Secret::read(secret).ok_or_else(over)?;
        let account = self.store.open_password_reset(&secret).await?.ok_or_else(over)?;
        let person = self.own(account).await?;
        let email = person.account.email.clone().unwrap_or_default();
        let hash = self.new_password(wanted, &email, &person.account.name).await?;
        let mut work = self.change(account, "accounts.password").await?;
        work.use_password_reset(&secret, &hash).await?;
        work.commit().await?;
        self.store.forgive(&super::by_email(&email)).await?;
        Ok(account)
    }
}

//! Share codes: a supplier gives one out, a buyer enters it and sees the reports and findings of the supplier's audits.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::ThrottleRule;
use kakuzuke_domain::audits::check_end;
use kakuzuke_store::{Actor, NewShareCode, StoreError};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::errors::Result;
use crate::{Services, ServicesError, codes};

/// Letters of a code: 100 bits, which nobody guesses, so that a plain hash of it can be kept.
const LENGTH: usize = 20;

/// A code that a supplier wants to give out.
#[derive(Debug, Clone)]
pub struct WantedShareCode {
    /// Whose audits it shows.
    pub supplier: Uuid,
    /// The one audit it shows; none for all of them, also later ones.
    pub audit: Option<Uuid>,
    /// Whom it is for.
    pub note: Option<String>,
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// A code, shown once.
#[derive(Debug, Clone)]
pub struct MadeShareCode {
    /// Its id.
    pub id: Uuid,
    /// The code itself.
    pub code: String,
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// What became of a code that somebody entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redeemed {
    /// It is good up to this day, and the buyer sees what it shows.
    Shown(NaiveDate),
    /// The supplier has no such code that is good; whether it never had, is not said.
    Refused,
    /// Too many wrong ones: not even looked at before this instant.
    Throttled(DateTime<Utc>),
}

impl Services {
    /// Makes a share code; the answer is the only time it can be seen.
    ///
    /// # Errors
    /// `share_ends_past`, `share_ends_late`; `share_audit_unknown` for an audit that is not the supplier's.
    pub async fn make_share_code(&self, account: Uuid, wanted: WantedShareCode) -> Result<MadeShareCode> {
        let WantedShareCode { supplier, audit, note, ends_on } = wanted;
        check_end(ends_on, self.store().today()).map_err(|problem| ServicesError::refused(problem.as_str()))?;
        if let Some(audit) = audit {
            let now = self.store().as_of(None, None).await?;
            let record = self.store().supplier(supplier, &now).await?;
            let own = record.is_some_and(|record| record.facts.audits.iter().any(|one| one.id == audit.to_string()));
            if !own {
                return Err(ServicesError::refused("share_audit_unknown"));
            }
        }
        let random = self.store().config().ids.secret().ok_or(StoreError::Randomness)?;
        let code = codes::written(random.get(..LENGTH).unwrap_or(&random));
        let mut work = self.store().begin(&Actor::account(account), "audits.share").await?;
        let new = NewShareCode { code_sha: hash(&code), supplier, audit, note, ends_on, made_by: account };
        let id = work.add_share_code(new).await?;
        work.commit().await?;
        Ok(MadeShareCode { id, code, ends_on })
    }

    /// Enters a share code of a supplier for a buyer. Wrong, ended and revoked ones and those of others are answered alike, and
    /// slow down whoever tries, as wrong passwords do.
    ///
    /// # Errors
    /// The register failed.
    pub async fn redeem_share_code(
        &self,
        account: Uuid,
        address: &str,
        supplier: Uuid,
        buyer: Uuid,
        code: &str,
    ) -> Result<Redeemed> {
        let (who, from) = (format!("share code by {account}"), format!("share code from {address}"));
        for (key, rule) in [(&from, ThrottleRule::ADDRESS), (&who, ThrottleRule::ACCOUNT)] {
            if let Some(until) = self.store().admit(key, &rule).await? {
                return Ok(Redeemed::Throttled(until));
            }
        }
        let code_sha = hash(code);
        if self.store().open_share_code(supplier, &code_sha).await?.is_none() {
            return Ok(Redeemed::Refused);
        }
        let mut work = self.store().begin(&Actor::account(account), "audits.redeem").await?;
        let Some(open) = work.redeem_share_code(supplier, &code_sha, buyer, account).await? else {
            return Ok(Redeemed::Refused);
        };
        work.commit().await?;
        self.store().forgive(&who).await?;
        self.store().take_back(&from).await?;
        Ok(Redeemed::Shown(open.ends_on))
    }

    /// Revokes a share code of a supplier.
    ///
    /// # Errors
    /// Missing if the supplier has no such code that is not revoked.
    pub async fn end_share_code(&self, account: Uuid, supplier: Uuid, id: Uuid) -> Result<()> {
        let mut work = self.store().begin(&Actor::account(account), "audits.unshare").await?;
        work.end_share_code(supplier, id).await?;
        work.commit().await?;
        Ok(())
    }
}

/// What is kept of a code, however it is written.
fn hash(code: &str) -> Vec<u8> {
    let code = codes::typed(code, LENGTH + 1);
    Sha256::new_with_prefix(b"kakuzuke share code\0").chain_update(code).finalize().to_vec()
}

//! Invitations: a link by mail, good once and for a week. Whoever invites does not learn whether the address has an account.

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::Grant;
use kakuzuke_store::{Actor, Addressee, Invitation, Mail, NewAccount, NewInvitation, Secret, Term, Work};
use uuid::Uuid;

use super::Accounts;
use crate::{Result, ServicesError};

/// Days for which the link of an invitation is good.
const DAYS: i64 = 7;
/// Hours for which the link of the first operator is good.
const FIRST_HOURS: i64 = 24;

/// Somebody to be invited.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The person's name.
    pub name: String,
    /// Where mail reaches the person.
    pub email: String,
    /// The language of the mail: `ja` or `en`.
    pub language: String,
    /// What the person will be.
    pub grant: Grant,
    /// For how long.
    pub term: Term,
}

/// Somebody who comes with a link and has no account yet.
#[derive(Debug, Clone, Default)]
pub struct Newcomer {
    /// The name, where the invitation leaves it open.
    pub name: String,
    /// The address, where the invitation leaves it open.
    pub email: String,
    /// The language: `ja` or `en`.
    pub language: String,
    /// The wanted password.
    pub password: String,
}

fn over() -> ServicesError {
    ServicesError::refused("invitation_over")
}

/// When the link of an invitation sent now ends: never after the role itself.
///
/// # Errors
/// `invitation_over` if the role has ended.
fn link_ends(now: DateTime<Utc>, term: Term) -> Result<DateTime<Utc>> {
    let week = now + TimeDelta::days(DAYS);
    let ends = term.to.map_or(week, |to| to.min(week));
    if ends > now { Ok(ends) } else { Err(over()) }
}

/// Whether mail could go to this address.
///
/// # Errors
/// `email_malformed`.
pub(crate) fn check_email(email: &str) -> Result<()> {
    let readable = email.parse::<lettre::Address>().is_ok();
    if readable { Ok(()) } else { Err(ServicesError::refused("email_malformed")) }
}

/// Sends an invitation within a larger change.
///
/// # Errors
/// As [`Accounts::invite`].
pub(crate) async fn invite_in(work: &mut Work, invited: Invited, now: DateTime<Utc>) -> Result<Uuid> {
    let Invited { name, email, language, grant, term } = invited;
    check_email(&email)?;
    let expires_at = link_ends(now, term)?;
    let email = Some(email);
    let (id, secret) = work.invite(NewInvitation { email, name, language, grant, term, expires_at }).await?;
    work.enqueue_mail(&letter(id, grant, &secret), None).await?;
    Ok(id)
}

impl Accounts {
    /// Sends an invitation.
    ///
    /// # Errors
    /// `email_malformed`; `role_outside_circle`; `invitation_over` if the role has ended.
    pub async fn invite(&self, by: &Actor, invited: Invited) -> Result<Uuid> {
        let mut work = self.store.begin(by, "accounts.invitations").await?;
        let id = invite_in(&mut work, invited, self.store.now()).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Sends an invitation again, with a new link.
    ///
    /// # Errors
    /// `invitation_over`.
    pub async fn renew_invitation(&self, by: &Actor, invitation: &Invitation) -> Result<()> {
        let mut work = self.store.begin(by, "accounts.invitations").await?;
        let ends = link_ends(self.store.now(), invitation.term)?;
        let secret = work.renew_invitation(invitation.id, ends).await?;
        work.enqueue_mail(&letter(invitation.id, invitation.grant, &secret), None).await?;
        work.commit().await?;
        Ok(())
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// `invitation_over`.
    pub async fn take_invitation_back(&self, by: &Actor, id: Uuid) -> Result<()> {
        let mut work = self.store.begin(by, "accounts.invitations").await?;
        work.take_invitation_back(id).await?;
        work.commit().await?;
        Ok(())
    }

    /// The invitation of a link, unless it was used or taken back or is too old. It may be void.
    ///
    /// # Errors
    /// The register failed.
    pub async fn open_invitation(&self, secret: &str) -> Result<Option<Invitation>> {
        let Some(secret) = Secret::read(secret) else { return Ok(None) };
        Ok(self.store.open_invitation(&secret).await?)
    }

    async fn good_invitation(&self, secret: &str) -> Result<Invitation> {
        let invitation = self.open_invitation(secret).await?.ok_or_else(over)?;
        if invitation.void { Err(ServicesError::refused("invitation_void")) } else { Ok(invitation) }
    }

    /// Makes the account of somebody who was invited, or opens a closed one of that address again; answers its id.
    ///
    /// # Errors
    /// `invitation_over`, `invitation_void`; `email_taken` if the address has an open account; `person_name_missing`, `email_malformed`; the code of a
    /// problem with the password.
    pub async fn accept_invitation(&self, secret: &str, newcomer: Newcomer) -> Result<Uuid> {
        let invitation = self.good_invitation(secret).await?;
        let named = invitation.email.is_some();
        let email = invitation.email.unwrap_or_else(|| newcomer.email.trim().to_owned());
        let name = if named { invitation.name } else { newcomer.name.trim().to_owned() };
        let language = if named { invitation.language } else { newcomer.language };
        if name.is_empty() {
            return Err(ServicesError::refused("person_name_missing"));
        }
        check_email(&email)?;
        let hash = self.new_password(&newcomer.password, &email, &name).await?;
        let known = self.store.account_by_email(&email).await?;
        let id = known.as_ref().map_or_else(|| self.store.new_id(), |account| account.id);
        let mut work = self.change(id, "accounts.invitations.accept").await?;
        match known {
            Some(account) if account.closed_at(self.store.now()).is_none() => {
                return Err(ServicesError::refused("email_taken"));
            }
            Some(_) if !named => return Err(ServicesError::refused("email_taken")),
            Some(_) => {
                work.reopen_account(id).await?;
                work.set_password(id, &hash).await?;
            }
            None => work.add_account(NewAccount { id, email, name, language, password: Some(hash) }).await?,
        }
        work.grant_for(id, invitation.grant, invitation.term).await?;
        work.use_invitation(invitation.id, id).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Gives the role of an invitation to the account of its address.
    ///
    /// # Errors
    /// `invitation_over`, `invitation_void`; `invitation_for_another` if it was sent to another address.
    pub async fn join(&self, secret: &str, account: Uuid) -> Result<()> {
        let invitation = self.good_invitation(secret).await?;
        let person = self.own(account).await?;
        if invitation.email.is_none() || invitation.email != person.account.email {
            return Err(ServicesError::refused("invitation_for_another"));
        }
        let mut work = self.change(account, "accounts.invitations.accept").await?;
        work.grant_for(account, invitation.grant, invitation.term).await?;
        work.use_invitation(invitation.id, account).await?;
        work.commit().await?;
        Ok(())
    }

    /// The way to the account of the first one who runs the installation, as a path of this house; none if somebody does.
    /// Every call makes the link of the call before worthless.
    ///
    /// # Errors
    /// The register failed.
    pub async fn first_operator_link(&self) -> Result<Option<String>> {
        if !self.store.has_no_operator().await? {
            return Ok(None);
        }
        let mut work = self.store.begin(&Actor::system(), "accounts.invitations.operator").await?;
        let secret = work.invite_operator(self.store.now() + TimeDelta::hours(FIRST_HOURS)).await?;
        work.commit().await?;
        Ok(Some(format!("/invitations/{}", secret.reveal())))
    }
}

fn letter(invitation: Uuid, grant: Grant, secret: &Secret) -> Mail {
    Mail::new(Addressee::Invitation(invitation), "mail_invitation")
        .with("days", DAYS)
        .with("role", grant.role.as_str())
        .leading_to(format!("/invitations/{}", secret.reveal()))
}

//! Invitations: a link that is good once and for a while.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Actor as Person, Decision, Grant, Role, Tenant, may_grant};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;
use uuid::Uuid;

use super::grants::grants_of;
use super::present::{Term, account_is_open};
use super::{Secret, circle};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, ids, in_ids, in_texts, one, texts};
use crate::{Actor, Result, Store, StoreError, Work};

/// An invitation to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// Whom mail reaches; none for whoever holds the link.
    pub email: Option<String>,
    /// The person's name.
    pub name: String,
    /// The language of the mail, and of the account to be: `ja` or `en`.
    pub language: String,
    /// What the person will be.
    pub grant: Grant,
    /// For how long.
    pub term: Term,
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// Whom mail reaches; none once the person was erased.
    pub email: Option<String>,
    /// The person's name.
    pub name: String,
    /// The language.
    pub language: String,
    /// What the person will be.
    pub grant: Grant,
    /// For how long.
    pub term: Term,
    /// Who invites.
    pub invited_by: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether whoever invites may not give that role any more: then the link is worth nothing until somebody who may sends
    /// the invitation again.
    pub void: bool,
}

const COLUMNS: &str = "i.id, i.email, i.name, i.language, i.role, i.circle, i.tenant_id, i.made_at, i.expires_at, i.used_at, i.ended_at, \
     i.invited_by, i.role_begins_at, i.role_ends_at";

fn invitation_from(row: &QueryResult) -> Result<Invitation> {
    let (role, word): (String, String) = (row.get(4)?, row.get(5)?);
    Ok(Invitation {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        language: row.get(3)?,
        grant: circle::grant(&role, &word, row.get(6)?)?,
        term: Term { from: row.instant_or_none(12)?, to: row.instant_or_none(13)? },
        invited_by: row.get(11)?,
        made_at: row.instant(7)?,
        expires_at: row.instant(8)?,
        used_at: row.instant_or_none(9)?,
        ended_at: row.instant_or_none(10)?,
        void: false,
    })
}

/// Finds out which of these invitations are void: the present roles of all who invite, in one look.
async fn judged(
    db: &impl ConnectionTrait,
    mut invitations: Vec<Invitation>,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>> {
    let inviters: HashSet<Uuid> = invitations.iter().filter_map(Invitation::inviter).collect();
    if inviters.is_empty() {
        return Ok(invitations);
    }
    let sql = format!(
        "SELECT a.id FROM accounts a WHERE {} AND {}",
        in_ids(db.get_database_backend(), "a.id"),
        account_is_open(micros(now))
    );
    let open = all(db, &sql, Params::new().with(ids(inviters.iter().copied()))).await?;
    let open: Vec<Uuid> = open.iter().map(|row| row.get(0)).collect::<Result<_>>()?;
    let held = grants_of(db, &open, now).await?;
    for invitation in &mut invitations {
        let Some(inviter) = invitation.inviter() else { continue };
        let own = held.iter().filter(|row| row.account == inviter).map(|row| row.grant).collect();
        invitation.void = may_grant(&Person::person(inviter, own), invitation.grant) != Decision::Allowed;
    }
    Ok(invitations)
}

/// Every invitation ever sent to one of these addresses, the latest first.
pub(super) async fn invitations_to(
    db: &impl ConnectionTrait,
    emails: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>> {
    let of_emails = in_texts(db.get_database_backend(), "i.email");
    let sql = format!("SELECT {COLUMNS} FROM invitations i WHERE {of_emails} ORDER BY i.made_at DESC, i.id DESC");
    let params = Params::new().with(texts(emails.iter().map(String::as_str)));
    let found = all(db, &sql, params).await?.iter().map(invitation_from).collect::<Result<_>>()?;
    judged(db, found, now).await
}

/// The invitations of a person that were neither used nor taken back, the newest first.
pub(super) async fn waiting_of(
    db: &impl ConnectionTrait,
    inviter: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i WHERE i.invited_by = ? AND i.used_at IS NULL AND i.ended_at IS NULL AND i.email IS NOT NULL \
         ORDER BY i.made_at DESC, i.id DESC LIMIT 500"
    );
    let params = Params::new().with(Actor::account(inviter).as_str());
    let found = all(db, &sql, params).await?.iter().map(invitation_from).collect::<Result<_>>()?;
    judged(db, found, now).await
}

impl Invitation {
    /// Whether it was neither used nor taken back; its link may have ended.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.used_at.is_none() && self.ended_at.is_none()
    }

    /// The account of whoever invites; none where it was somebody with a shell, or the program itself.
    #[must_use]
    pub fn inviter(&self) -> Option<Uuid> {
        Actor::new(self.invited_by.as_str()).as_account()
    }
}

impl Work {
    /// Makes an invitation, and seals it; answers its id and the secret of its link.
    ///
    /// # Errors
    /// `role_outside_circle`; the machine gives no randomness.
    pub async fn invite(&mut self, new: NewInvitation) -> Result<(Uuid, Secret)> {
        if !new.grant.tenant.takes(new.grant.role) {
            return Err(StoreError::Conflict { code: "role_outside_circle" });
        }
        self.add_invitation(new).await
    }

    async fn add_invitation(&mut self, new: NewInvitation) -> Result<(Uuid, Secret)> {
        let (id, secret) = (self.new_id(), self.store.new_secret()?);
        let (word, tenant) = circle::stored(new.grant.tenant);
        let sql = "INSERT INTO invitations (id, secret_sha, email, name, language, role, circle, tenant_id, invited_by, made_at, expires_at, \
             role_begins_at, role_ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(secret.sha256())
            .with(new.email.map(|email| email.to_lowercase()))
            .with(new.name)
            .with(new.language)
            .with(new.grant.role.as_str())
            .with(word)
            .with(tenant)
            .with(self.actor().as_str())
            .with(self.recorded_micros())
            .with(micros(new.expires_at))
            .with(new.term.from.map(micros))
            .with(new.term.to.map(micros));
        exec(&*self.tx, sql, params).await?;
        let detail = json!({ "invitation": id, "role": new.grant.role, "circle": word, "tenant": tenant });
        self.seal_invitation(id, detail).await?;
        Ok((id, secret))
    }

    /// Gives an invitation a new link and a new end, and seals it; the link before is worth nothing from now on. From now on it
    /// is the invitation of whoever does this.
    ///
    /// # Errors
    /// `invitation_over` if it was used or taken back.
    pub async fn renew_invitation(&mut self, id: Uuid, expires_at: DateTime<Utc>) -> Result<Secret> {
        let secret = self.store.new_secret()?;
        let sql = "UPDATE invitations SET secret_sha = ?, expires_at = ?, invited_by = ? WHERE id = ? AND used_at IS NULL AND ended_at IS NULL";
        let actor = self.actor().as_str();
        let params = Params::new().with(secret.sha256()).with(micros(expires_at)).with(actor).with(id);
        if exec(&*self.tx, sql, params).await? == 0 {
            return Err(StoreError::Conflict { code: "invitation_over" });
        }
        self.seal_invitation(id, json!({ "invitation": id, "renewed": true })).await?;
        Ok(secret)
    }

    /// Makes the invitation of the one who will run the installation, for whoever holds its link, and seals it; earlier ones
    /// are worth nothing from now on.
    ///
    /// # Errors
    /// The machine gives no randomness.
    pub async fn invite_operator(&mut self, expires_at: DateTime<Utc>) -> Result<Secret> {
        let sql = "UPDATE invitations SET ended_at = ? WHERE email IS NULL AND account_id IS NULL AND ended_at IS NULL";
        exec(&*self.tx, sql, Params::new().with(self.recorded_micros())).await?;
        let grant = Grant { role: Role::Operator, tenant: Tenant::Installation };
        let name = String::new();
        let language = "ja".to_owned();
        let term = Term::default();
        let new = NewInvitation { email: None, name, language, grant, term, expires_at };
        let (_, secret) = self.add_invitation(new).await?;
        Ok(secret)
    }

    /// Uses an invitation up for an account, and seals it.
    ///
    /// # Errors
    /// `invitation_over` if it was used, taken back or is too old; `invitation_void` if whoever invited may not give that role
    /// any more.
    pub async fn use_invitation(&mut self, id: Uuid, account: Uuid) -> Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM invitations i WHERE i.id = ?");
        let found = one(&*self.tx, &sql, Params::new().with(id)).await?.as_ref().map(invitation_from).transpose()?;
        if judged(&*self.tx, found.into_iter().collect(), self.store.now()).await?.iter().any(|found| found.void) {
            return Err(StoreError::Conflict { code: "invitation_void" });
        }
        let sql = "UPDATE invitations SET used_at = ?, account_id = ? WHERE id = ? AND used_at IS NULL AND ended_at IS NULL AND expires_at > ?";
        let now = self.recorded_micros();
        let params = Params::new().with(now).with(account).with(id).with(now);
        if exec(&*self.tx, sql, params).await? == 0 {
            return Err(StoreError::Conflict { code: "invitation_over" });
        }
        self.seal_invitation(id, json!({ "invitation": id, "account": account })).await
    }

    /// Takes an invitation back, and seals it.
    ///
    /// # Errors
    /// `invitation_over` if it was used or taken back already.
    pub async fn take_invitation_back(&mut self, id: Uuid) -> Result<()> {
        let sql = "UPDATE invitations SET ended_at = ? WHERE id = ? AND used_at IS NULL AND ended_at IS NULL";
        if exec(&*self.tx, sql, Params::new().with(self.recorded_micros()).with(id)).await? == 0 {
            return Err(StoreError::Conflict { code: "invitation_over" });
        }
        self.seal_invitation(id, json!({ "invitation": id, "ended": true })).await
    }
}

impl Store {
    /// The invitation whose link has this secret, if it was neither used nor taken back and is not too old.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_invitation(&self, secret: &Secret) -> Result<Option<Invitation>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM invitations i WHERE i.secret_sha = ? AND i.used_at IS NULL AND i.ended_at IS NULL AND i.expires_at > ?"
        );
        let params = Params::new().with(secret.sha256()).with(micros(self.now()));
        let found = one(self.reader(), &sql, params).await?.as_ref().map(invitation_from).transpose()?;
        Ok(judged(self.reader(), found.into_iter().collect(), self.now()).await?.pop())
    }

    /// An invitation.
    ///
    /// # Errors
    /// The database failed.
    pub async fn invitation(&self, id: Uuid) -> Result<Option<Invitation>> {
        let sql = format!("SELECT {COLUMNS} FROM invitations i WHERE i.id = ?");
        let found =
            one(self.reader(), &sql, Params::new().with(id)).await?.as_ref().map(invitation_from).transpose()?;
        Ok(judged(self.reader(), found.into_iter().collect(), self.now()).await?.pop())
    }

    /// Invitations into these circles, or all, that were neither used nor taken back; the newest first. Those whose link has
    /// ended are among them: they can be sent again.
    ///
    /// # Errors
    /// The database failed.
    pub async fn waiting_invitations(&self, into: Option<&[Tenant]>) -> Result<Vec<Invitation>> {
        let mut sql = format!(
            "SELECT {COLUMNS} FROM invitations i WHERE i.used_at IS NULL AND i.ended_at IS NULL AND i.email IS NOT NULL"
        );
        let mut params = Params::new();
        if let Some(circles) = into {
            sql.push_str(" AND (1 = 0");
            for tenant in circles {
                let (word, id) = circle::stored(*tenant);
                sql.push_str(if id.is_some() { " OR (i.circle = ? AND i.tenant_id = ?)" } else { " OR i.circle = ?" });
                params.push(word);
                if let Some(id) = id {
                    params.push(id);
                }
            }
            sql.push(')');
        }
        sql.push_str(" ORDER BY i.made_at DESC, i.id DESC LIMIT 500");
        let found = all(self.reader(), &sql, params).await?.iter().map(invitation_from).collect::<Result<_>>()?;
        judged(self.reader(), found, self.now()).await
    }
}

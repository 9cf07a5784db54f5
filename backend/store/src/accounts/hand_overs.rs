//! The open work of one person, and its passing into other hands. What was done before stays in the name of whoever did it.

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::Tenant;
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use super::invitations::{Invitation, waiting_of};
use crate::approvals::waiting_in_hand;
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, ids, in_ids, one};
use crate::imports::open_in_hand;
use crate::{Actor, ApprovalRow, ImportRow, Result, Store, Work};

/// Days for which an import with rows to correct or to decide counts as open work.
const CORRECTED_WITHIN: TimeDelta = TimeDelta::days(90);

/// The notices that a person has not read yet, but for what tells of a hand-over: that is the person's own.
const UNREAD: &str = "account_id = ? AND read_at IS NULL AND kind <> 'work_handed_over'";

/// What is open in one person's hands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenWork {
    /// Imports that are not finished, or whose rows wait to be corrected or decided, each with its circle; the newest first.
    pub imports: Vec<(ImportRow, Tenant)>,
    /// Proposals that wait for a second person, each with its circle; the oldest first.
    pub approvals: Vec<(ApprovalRow, Tenant)>,
    /// Invitations that nobody has accepted yet, the newest first.
    pub invitations: Vec<Invitation>,
    /// Notices not read yet.
    pub notices: u64,
    /// Ways of reading files that the person saved: they stay with the body.
    pub mappings: u64,
}

/// What is open in a person's hands.
async fn open_work(db: &impl ConnectionTrait, account: Uuid, now: DateTime<Utc>) -> Result<OpenWork> {
    let actor = Actor::account(account);
    let counted = async |sql: &str, params: Params| -> Result<u64> {
        let count: i64 = one(db, sql, params).await?.map_or(Ok(0), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    let unread = format!("SELECT count(*) FROM notices WHERE {UNREAD}");
    let saved = "SELECT count(*) FROM mappings WHERE saved_by = ?";
    Ok(OpenWork {
        imports: open_in_hand(db, account, micros(now - CORRECTED_WITHIN)).await?,
        approvals: waiting_in_hand(db, account).await?,
        invitations: waiting_of(db, account, now).await?,
        notices: counted(&unread, Params::new().with(account)).await?,
        mappings: counted(saved, Params::new().with(actor.as_str())).await?,
    })
}

impl Store {
    /// What is open in a person's hands.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_work(&self, account: Uuid) -> Result<OpenWork> {
        open_work(self.reader(), account, self.now()).await
    }
}

impl Work {
    /// What is open in a person's hands, as this unit of work sees it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_work(&self, account: Uuid) -> Result<OpenWork> {
        open_work(&*self.tx, account, self.store.now()).await
    }

    /// Gives imports into a person's hands.
    ///
    /// # Errors
    /// The database failed.
    pub async fn give_imports(&mut self, imports: &[Uuid], to: Uuid) -> Result<()> {
        let sql = format!("UPDATE imports SET carried_on_by = ? WHERE {}", in_ids(self.backend(), "id"));
        exec(&*self.tx, &sql, Params::new().with(to).with(ids(imports.iter().copied()))).await.map(|_| ())
    }

    /// Makes waiting invitations those of another person, and seals each.
    ///
    /// # Errors
    /// The database failed.
    pub async fn give_invitations(&mut self, invitations: &[Uuid], to: Uuid) -> Result<()> {
        let sql = format!("UPDATE invitations SET invited_by = ? WHERE {}", in_ids(self.backend(), "id"));
        let actor = Actor::account(to);
        exec(&*self.tx, &sql, Params::new().with(actor.as_str()).with(ids(invitations.iter().copied()))).await?;
        for id in invitations {
            let detail = json!({ "invitation": id, "given_to": to });
            self.seal_invitation(*id, detail).await?;
        }
        Ok(())
    }

    /// Marks what asks a person to decide about a proposal as read: it is the person's own now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn settle_waiting(&mut self, account: Uuid, approval: Uuid) -> Result<()> {
        let sql = "UPDATE notices SET read_at = ? WHERE account_id = ? AND kind = 'approval_waits' AND href = ? AND read_at IS NULL";
        let href = format!("/approvals/{approval}");
        let params = Params::new().with(micros(self.store.now())).with(account).with(href);
        exec(&*self.tx, sql, params).await.map(|_| ())
    }

    /// Gives what a person has not read yet to another, who was not told of it before; answers how many notices. Those that
    /// ask to decide about something that the other wrote or has in hand are left out: nobody decides about their own.
    ///
    /// # Errors
    /// The database failed.
    pub async fn give_notices(&mut self, from: Uuid, to: Uuid) -> Result<u64> {
        let sql = format!("SELECT id, kind, href FROM notices WHERE {UNREAD}");
        let mut given = Vec::new();
        for row in &all(&*self.tx, &sql, Params::new().with(from)).await? {
            let (id, kind, href): (Uuid, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let approval = href.strip_prefix("/approvals/").and_then(|id| id.parse::<Uuid>().ok());
            let own = match approval.filter(|_| kind == "approval_waits") {
                Some(approval) => {
                    self.approval(approval).await?.is_some_and(|approval| approval.case.authors().contains(&to))
                }
                None => false,
            };
            if !own {
                given.push(id);
            }
        }
        let of_given = in_ids(self.backend(), "n.id");
        let sql = format!(
            "INSERT INTO notices (id, account_id, kind, arguments, href, notice_key, channel, created_at) \
             SELECT ?, ?, n.kind, n.arguments, n.href, n.notice_key, 'in_app', ? FROM notices n WHERE {of_given} \
             ON CONFLICT (account_id, notice_key) DO NOTHING"
        );
        let now = micros(self.store.now());
        for id in &given {
            let params = Params::new().with(self.new_id()).with(to).with(now).with(ids([*id]));
            exec(&*self.tx, &sql, params).await?;
        }
        let sql = format!("UPDATE notices SET read_at = ? WHERE {UNREAD}");
        exec(&*self.tx, &sql, Params::new().with(now).with(from)).await?;
        Ok(given.len() as u64)
    }
}

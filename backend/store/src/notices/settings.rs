//! What each person wants to be told, and how.

use std::collections::{BTreeMap, HashMap};

use kakuzuke_domain::notices::{Channel, NoticeKind};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::database::{Params, RowExt, all, bulk_insert, exec, ids, in_ids};
use crate::{Result, Store, StoreError};

/// The mark of a choice for all kinds that have none of their own.
const ALL_KINDS: &str = "*";

/// The choices of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeSettings {
    /// For every kind without a choice of its own; none for the usual way of each kind.
    pub for_all: Option<Channel>,
    /// For single kinds.
    pub by_kind: BTreeMap<NoticeKind, Channel>,
}

impl NoticeSettings {
    /// The way a notice of this kind takes.
    #[must_use]
    pub fn channel(&self, kind: NoticeKind) -> Channel {
        kind.channel(self.by_kind.get(&kind).copied(), self.for_all)
    }
}

/// The choices of those of these people who have made any.
pub(super) async fn chosen(
    db: &impl ConnectionTrait,
    accounts: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, NoticeSettings>> {
    let set = in_ids(db.get_database_backend(), "account_id");
    let sql = format!("SELECT account_id, kind, channel FROM notice_settings WHERE {set}");
    let mut found: HashMap<Uuid, NoticeSettings> = HashMap::new();
    for row in &all(db, &sql, Params::new().with(ids(accounts))).await? {
        let (account, kind, channel): (Uuid, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let damaged = || StoreError::Damaged(format!("notice_settings/{account}"));
        let channel = Channel::from_word(&channel).ok_or_else(damaged)?;
        let settings = found.entry(account).or_default();
        if kind == ALL_KINDS {
            settings.for_all = Some(channel);
        } else {
            settings.by_kind.insert(NoticeKind::from_word(&kind).ok_or_else(damaged)?, channel);
        }
    }
    Ok(found)
}

impl Store {
    /// The choices of a person.
    ///
    /// # Errors
    /// The database failed.
    pub async fn notice_settings(&self, account: Uuid) -> Result<NoticeSettings> {
        Ok(chosen(self.reader(), std::iter::once(account)).await?.remove(&account).unwrap_or_default())
    }

    /// Replaces the choices of a person.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_notice_settings(&self, account: Uuid, settings: &NoticeSettings) -> Result<()> {
        let tx = self.inner().database.begin().await?;
        exec(&tx, "DELETE FROM notice_settings WHERE account_id = ?", Params::new().with(account)).await?;
        let for_all = settings.for_all.map(|channel| (ALL_KINDS, channel));
        let by_kind = settings.by_kind.iter().map(|(kind, channel)| (kind.as_str(), *channel));
        let values = for_all
            .into_iter()
            .chain(by_kind)
            .flat_map(|(kind, channel)| [account.into(), kind.into(), channel.as_str().into()])
            .collect();
        bulk_insert(&tx, "INSERT INTO notice_settings (account_id, kind, channel) VALUES ", 3, values, "").await?;
        tx.commit().await.map_err(StoreError::from_db)
    }
}

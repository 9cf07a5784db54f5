//! A person's notices: those not read yet first.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::notices::NoticeKind;
use sea_orm::QueryResult;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, one};
use crate::{Result, Store, StoreError};

/// One notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub kind: NoticeKind,
    /// What its words fill in.
    pub arguments: Map<String, Value>,
    /// The page of what it is about.
    pub href: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the person read it.
    pub read_at: Option<DateTime<Utc>>,
}

/// A page of notices.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticePage {
    /// The notices.
    pub rows: Vec<Notice>,
    /// Where the next page begins.
    pub next: Option<u32>,
}

const COLUMNS: &str = "id, kind, arguments, href, created_at, read_at";

fn notice_from(row: &QueryResult) -> Result<Notice> {
    let (id, kind, arguments): (Uuid, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let damaged = || StoreError::Damaged(format!("notices/{id}"));
    Ok(Notice {
        id,
        kind: NoticeKind::from_word(&kind).ok_or_else(damaged)?,
        arguments: serde_json::from_str(&arguments).map_err(|_| damaged())?,
        href: row.get(3)?,
        created_at: row.instant(4)?,
        read_at: row.instant_or_none(5)?,
    })
}

impl Store {
    /// A person's notices from a place in the list on: those not read yet, then the others; the newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn notices(&self, account: Uuid, from: u32, limit: u32) -> Result<NoticePage> {
        let sql = format!(
            "SELECT {COLUMNS} FROM notices WHERE account_id = ? ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, \
             created_at DESC, id DESC LIMIT ? OFFSET ?"
        );
        let params = Params::new().with(account).with(i64::from(limit) + 1).with(i64::from(from));
        let rows = all(self.reader(), &sql, params).await?;
        let next = (rows.len() > limit as usize).then(|| from.saturating_add(limit));
        Ok(NoticePage { rows: rows.iter().take(limit as usize).map(notice_from).collect::<Result<_>>()?, next })
    }

    /// How many notices a person has not read.
    ///
    /// # Errors
    /// The database failed.
    pub async fn unread_notices(&self, account: Uuid) -> Result<u64> {
        let sql = "SELECT count(*) FROM notices WHERE account_id = ? AND read_at IS NULL";
        let row = one(self.reader(), sql, Params::new().with(account)).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Marks one notice of a person as read.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person has no such notice.
    pub async fn read_notice(&self, account: Uuid, id: Uuid) -> Result<()> {
        let sql = "UPDATE notices SET read_at = COALESCE(read_at, ?) WHERE id = ? AND account_id = ?";
        let params = Params::new().with(micros(self.now())).with(id).with(account);
        if exec(self.writer(), sql, params).await? == 0 { Err(StoreError::Missing { what: "notice" }) } else { Ok(()) }
    }

    /// Marks what a person has been shown as read: every notice made up to an instant. Answers how many.
    ///
    /// # Errors
    /// The database failed.
    pub async fn read_notices_until(&self, account: Uuid, until: DateTime<Utc>) -> Result<u64> {
        let sql = "UPDATE notices SET read_at = ? WHERE account_id = ? AND read_at IS NULL AND created_at <= ?";
        exec(self.writer(), sql, Params::new().with(micros(self.now())).with(account).with(micros(until))).await
    }

    /// The notices that a person's digest of a day gathers, the oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn digest(&self, account: Uuid, day: NaiveDate, limit: u32) -> Result<Vec<Notice>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM notices WHERE account_id = ? AND digest_on = ? AND read_at IS NULL ORDER BY created_at, id LIMIT ?"
        );
        let params = Params::new().with(account).with(day).with(i64::from(limit));
        all(self.reader(), &sql, params).await?.iter().map(notice_from).collect()
    }
}

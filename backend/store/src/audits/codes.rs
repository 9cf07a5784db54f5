//! Share codes of a supplier: made, entered by buyers, ended.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::Audience;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;
use uuid::Uuid;

use crate::database::{Params, RowExt, all, exec, ids, in_ids, one};
use crate::{Result, Store, StoreError, Work};

/// A code to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewShareCode {
    /// The SHA-256 of the code.
    pub code_sha: Vec<u8>,
    /// Whose audits it shows.
    pub supplier: Uuid,
    /// The one audit it shows; none for all of them.
    pub audit: Option<Uuid>,
    /// Whom it is for, in the words of whoever makes it.
    pub note: Option<String>,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Who makes it.
    pub made_by: Uuid,
}

/// A code as its supplier sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareCode {
    /// Its id.
    pub id: Uuid,
    /// Whose audits it shows.
    pub supplier: Uuid,
    /// The one audit it shows; none for all of them.
    pub audit: Option<Uuid>,
    /// Whom it is for.
    pub note: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// When it was revoked.
    pub ended_at: Option<DateTime<Utc>>,
    /// The buyers that entered it, the first one first.
    pub redemptions: Vec<Redemption>,
}

/// A buyer that entered a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemption {
    /// The buyer.
    pub buyer: Uuid,
    /// Its name.
    pub buyer_name: String,
    /// When somebody of it entered the code.
    pub redeemed_at: DateTime<Utc>,
    /// About when somebody of it looked at an audit last.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A code that is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenShareCode {
    /// Its id.
    pub id: Uuid,
    /// The one audit it shows; none for all of them.
    pub audit: Option<Uuid>,
    /// Its last day.
    pub ends_on: NaiveDate,
}

const COLUMNS: &str = "d.id, d.supplier_id, d.audit_id, d.note, d.made_at, d.ends_on, d.ended_at";

/// Reads [`COLUMNS`] and those of a redemption from rows that stand together by code.
fn codes_from(rows: &[QueryResult]) -> Result<Vec<ShareCode>> {
    let mut codes: Vec<ShareCode> = Vec::new();
    for row in rows {
        let id = row.get(0)?;
        if codes.last().is_none_or(|code| code.id != id) {
            codes.push(ShareCode {
                id,
                supplier: row.get(1)?,
                audit: row.get(2)?,
                note: row.get(3)?,
                made_at: row.instant(4)?,
                ends_on: row.get(5)?,
                ended_at: row.instant_or_none(6)?,
                redemptions: Vec::new(),
            });
        }
        let buyer: Option<Uuid> = row.get(7)?;
        if let (Some(buyer), Some(code)) = (buyer, codes.last_mut()) {
            let (buyer_name, redeemed_at, last_used_at) = (row.get(8)?, row.instant(9)?, row.instant_or_none(10)?);
            code.redemptions.push(Redemption { buyer, buyer_name, redeemed_at, last_used_at });
        }
    }
    Ok(codes)
}

async fn open(
    db: &impl ConnectionTrait,
    supplier: Uuid,
    code_sha: &[u8],
    today: NaiveDate,
) -> Result<Option<OpenShareCode>> {
    let sql = "SELECT d.id, d.audit_id, d.ends_on FROM share_codes d \
         WHERE d.code_sha = ? AND d.supplier_id = ? AND d.ended_at IS NULL AND d.ends_on >= ?";
    let Some(row) = one(db, sql, Params::new().with(code_sha.to_vec()).with(supplier).with(today)).await? else {
        return Ok(None);
    };
    Ok(Some(OpenShareCode { id: row.get(0)?, audit: row.get(1)?, ends_on: row.get(2)? }))
}

impl Work {
    /// Makes a code, and seals it; answers its id.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_share_code(&mut self, new: NewShareCode) -> Result<Uuid> {
        let id = self.new_id();
        let detail = json!({ "share_code": id, "audit": new.audit, "ends_on": new.ends_on });
        let sql = "INSERT INTO share_codes (id, code_sha, supplier_id, audit_id, note, made_by, made_at, ends_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(new.code_sha)
            .with(new.supplier)
            .with(new.audit)
            .with(new.note)
            .with(new.made_by)
            .with(self.recorded_micros())
            .with(new.ends_on);
        exec(&*self.tx, sql, params).await?;
        self.seal_for(&[Audience::Supplier(new.supplier)], &format!("supplier:{}", new.supplier), detail).await?;
        Ok(id)
    }

    /// Enters a code for a buyer, and seals it; none if the supplier has no such code that is good today. Entered again by the
    /// same buyer, it changes nothing.
    ///
    /// # Errors
    /// The database failed.
    pub async fn redeem_share_code(
        &mut self,
        supplier: Uuid,
        code_sha: &[u8],
        buyer: Uuid,
        by: Uuid,
    ) -> Result<Option<OpenShareCode>> {
        let Some(code) = open(&*self.tx, supplier, code_sha, self.today()).await? else { return Ok(None) };
        let sql = "INSERT INTO share_redemptions (code_id, buyer_id, redeemed_by, redeemed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
        let params = Params::new().with(code.id).with(buyer).with(by).with(self.recorded_micros());
        if exec(&*self.tx, sql, params).await? > 0 {
            let detail = json!({ "share_code": code.id, "audit": code.audit, "buyer": buyer });
            let readers = [Audience::Supplier(supplier), Audience::Buyer(buyer)];
            self.seal_for(&readers, &format!("supplier:{supplier}"), detail).await?;
        }
        Ok(Some(code))
    }

    /// Revokes a code, and seals it: from now on it shows nothing to anybody.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the supplier has no such code that is not revoked.
    pub async fn end_share_code(&mut self, supplier: Uuid, id: Uuid) -> Result<()> {
        let sql = "UPDATE share_codes SET ended_at = ? WHERE id = ? AND supplier_id = ? AND ended_at IS NULL";
        let params = Params::new().with(self.recorded_micros()).with(id).with(supplier);
        if exec(&*self.tx, sql, params).await? == 0 {
            return Err(StoreError::Missing { what: "share code" });
        }
        let detail = json!({ "share_code": id, "ended": true });
        self.seal_for(&[Audience::Supplier(supplier)], &format!("supplier:{supplier}"), detail).await.map(|_| ())
    }
}

impl Store {
    /// Whether the supplier has this code, and it is good today.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_share_code(&self, supplier: Uuid, code_sha: &[u8]) -> Result<Option<OpenShareCode>> {
        open(self.reader(), supplier, code_sha, self.today()).await
    }

    /// The supplier whose code it is.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supplier_of_share_code(&self, id: Uuid) -> Result<Option<Uuid>> {
        let sql = "SELECT d.supplier_id FROM share_codes d WHERE d.id = ?";
        one(self.reader(), sql, Params::new().with(id)).await?.map(|row| row.get(0)).transpose()
    }

    /// A supplier's codes, ended ones among them, the newest first; those made before `before`, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn share_codes(&self, supplier: Uuid, before: Option<Uuid>, limit: u32) -> Result<Vec<ShareCode>> {
        let sql = format!(
            "SELECT {COLUMNS}, r.buyer_id, b.name, r.redeemed_at, r.last_used_at \
             FROM (SELECT * FROM share_codes WHERE supplier_id = ? AND id < ? ORDER BY id DESC LIMIT ?) d \
             LEFT JOIN share_redemptions r ON r.code_id = d.id LEFT JOIN buyers b ON b.id = r.buyer_id \
             ORDER BY d.id DESC, r.redeemed_at, r.buyer_id"
        );
        let params = Params::new().with(supplier).with(before.unwrap_or(Uuid::max())).with(i64::from(limit));
        codes_from(&all(self.reader(), &sql, params).await?)
    }

    /// What a supplier shows to these buyers by codes that are good today, the newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn received_share_codes(&self, supplier: Uuid, buyers: &[Uuid]) -> Result<Vec<ShareCode>> {
        let sql = format!(
            "SELECT {COLUMNS}, r.buyer_id, b.name, r.redeemed_at, r.last_used_at FROM share_redemptions r \
             JOIN share_codes d ON d.id = r.code_id JOIN buyers b ON b.id = r.buyer_id \
             WHERE {} AND d.supplier_id = ? AND d.ended_at IS NULL AND d.ends_on >= ? ORDER BY d.id DESC, r.redeemed_at, r.buyer_id",
            in_ids(self.backend(), "r.buyer_id")
        );
        let params = Params::new().with(ids(buyers.iter().copied())).with(supplier).with(self.today());
        codes_from(&all(self.reader(), &sql, params).await?)
    }
}

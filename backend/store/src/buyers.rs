//! Buyers: the public bodies that buy. The 23 wards come with the first start; any body with a code can join.

mod templates;

use std::collections::HashMap;

use kakuzuke_domain::accounts::{Tenant, Visible};
use kakuzuke_domain::buyers::wards;
use kakuzuke_domain::grades::Band;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::database::{Params, RowExt, RowHash, all, bulk_insert, ids, in_ids, one};
use crate::ledger::{Sealed, SealedTable};
use crate::{AsOf, Result, Store, Work};

pub use templates::TemplateRow;

/// A public body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buyer {
    /// Number inside the register.
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// 団体コード (six digits), where it has one.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Name in Latin letters.
    pub romaji: Option<String>,
    /// Corporate number.
    pub number: Option<String>,
    /// Place in lists: the customary order of the wards, then the order of joining.
    pub sort: i64,
}

/// A buyer to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBuyer {
    /// Its id.
    pub id: Uuid,
    /// 団体コード.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Name in Latin letters.
    pub romaji: Option<String>,
    /// Corporate number.
    pub number: Option<String>,
}

/// How much a buyer buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bought {
    /// Suppliers it has contracts with.
    pub suppliers: u64,
    /// Its contracts.
    pub contracts: u64,
}

/// A buyer in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuyerRow {
    /// The buyer.
    pub buyer: Buyer,
    /// What it buys, if that can be seen.
    pub bought: Option<Bought>,
}

pub(crate) const COLUMNS: &str = "b.seq, b.id, b.code, b.name, b.kana, b.romaji, b.number, b.sort";

pub(crate) fn buyer_from(row: &QueryResult) -> Result<Buyer> {
    Ok(Buyer {
        seq: row.get(0)?,
        id: row.get(1)?,
        code: row.get(2)?,
        name: row.get(3)?,
        kana: row.get(4)?,
        romaji: row.get(5)?,
        number: row.get(6)?,
        sort: row.get(7)?,
    })
}

pub(crate) fn buyer_sha(buyer: &Buyer, recorded_at: i64, entry_seq: i64) -> [u8; 32] {
    RowHash::new("buyers")
        .int(buyer.seq)
        .id(buyer.id)
        .text_or_null(buyer.code.as_deref())
        .text(&buyer.name)
        .text_or_null(buyer.kana.as_deref())
        .text_or_null(buyer.romaji.as_deref())
        .text_or_null(buyer.number.as_deref())
        .int(buyer.sort)
        .int(recorded_at)
        .int(entry_seq)
        .finish()
}

async fn every(db: &impl ConnectionTrait) -> Result<Vec<Buyer>> {
    let sql = format!("SELECT {COLUMNS} FROM buyers b ORDER BY b.sort, b.seq");
    all(db, &sql, Params::new()).await?.iter().map(buyer_from).collect()
}

impl Work {
    /// All buyers, with what this unit of work has added.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyers(&self) -> Result<Vec<Buyer>> {
        every(&*self.tx).await
    }

    /// Adds buyers.
    ///
    /// # Errors
    /// `code_taken` if a code is in the register already; the database failed.
    pub async fn add_buyers(&mut self, buyers: Vec<NewBuyer>) -> Result<Vec<Buyer>> {
        let (mut values, mut added): (Vec<Value>, Vec<Buyer>) = (Vec::new(), Vec::new());
        for new in buyers {
            let seq = self.next.buyer();
            let NewBuyer { id, code, name, kana, romaji, number } = new;
            let buyer = Buyer { seq, id, code, name, kana, romaji, number, sort: seq };
            let sha = buyer_sha(&buyer, self.recorded_micros(), self.next_entry());
            self.written(Sealed::written(SealedTable::Buyers, seq, sha));
            values.extend([
                seq.into(),
                buyer.id.into(),
                buyer.code.as_deref().into(),
                buyer.name.as_str().into(),
                buyer.kana.as_deref().into(),
                buyer.romaji.as_deref().into(),
                buyer.number.as_deref().into(),
                buyer.sort.into(),
                self.recorded_micros().into(),
                self.next_entry().into(),
                sha.to_vec().into(),
            ]);
            added.push(buyer);
        }
        let head =
            "INSERT INTO buyers (seq, id, code, name, kana, romaji, number, sort, recorded_at, entry_seq, sha) VALUES ";
        bulk_insert(&*self.tx, head, 11, values, "").await?;
        Ok(added)
    }

    /// The 23 wards, in their customary order.
    pub(crate) async fn add_wards(&mut self) -> Result<()> {
        let some = |text: &str| Some(text.to_owned());
        let wards = wards().iter().map(|ward| NewBuyer {
            id: self.new_id(),
            code: Some(ward.code.to_string()),
            name: ward.name.to_owned(),
            kana: some(ward.kana),
            romaji: some(ward.romaji),
            number: some(ward.corporate_number),
        });
        let wards = wards.collect();
        self.add_buyers(wards).await.map(|_| ())
    }
}

impl Store {
    /// All buyers, in their customary order: to choose from.
    ///
    /// # Errors
    /// The database failed.
    pub async fn every_buyer(&self) -> Result<Vec<Buyer>> {
        every(self.reader()).await
    }

    /// All buyers; with their suppliers and contracts as they were known for those whose contracts can be seen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyers(&self, visible: &Visible, as_of: &AsOf) -> Result<Vec<BuyerRow>> {
        let mut params = Params::new().with(as_of.known()).with(as_of.known());
        let mut seen = String::new();
        if let Visible::Of(_) = visible {
            seen = format!(" AND {}", in_ids(self.backend(), "b.id"));
            params.push(ids(visible.buyers()));
        }
        let sql = format!(
            "SELECT c.buyer_seq, count(DISTINCT c.supplier_seq), count(DISTINCT c.contract_id) FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq \
             WHERE c.recorded_at <= ? AND (c.superseded_at IS NULL OR c.superseded_at > ?){seen} GROUP BY c.buyer_seq"
        );
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        let mut counts: HashMap<i64, Bought> = HashMap::new();
        for row in &all(self.reader(), &sql, params).await? {
            counts.insert(row.get(0)?, Bought { suppliers: count(row.get(1)?), contracts: count(row.get(2)?) });
        }
        let buyers = every(self.reader()).await?.into_iter().map(|buyer| {
            let seen = visible.has(Tenant::Buyer(buyer.id));
            let bought = seen.then(|| counts.get(&buyer.seq).copied().unwrap_or_default());
            BuyerRow { buyer, bought }
        });
        Ok(buyers.collect())
    }

    /// The buyer with this code.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyer(&self, code: &str) -> Result<Option<Buyer>> {
        let sql = format!("SELECT {COLUMNS} FROM buyers b WHERE b.code = ?");
        one(self.reader(), &sql, Params::new().with(code)).await?.as_ref().map(buyer_from).transpose()
    }

    /// How many of a buyer's suppliers are in which band today.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyer_bands(&self, buyer_seq: i64) -> Result<Vec<(Band, u64)>> {
        self.freshen().await?;
        let sql = "SELECT l.cell, count(*) FROM listings l WHERE l.supplier_seq IN \
             (SELECT c.supplier_seq FROM contracts c WHERE c.buyer_seq = ? AND c.superseded_at IS NULL) GROUP BY l.cell";
        crate::suppliers::bands(&all(self.reader(), sql, Params::new().with(buyer_seq)).await?)
    }
}

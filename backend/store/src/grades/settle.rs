//! A change regrades the suppliers it touches, in its own transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::schemes::Scheme;

use super::scheme_sha;
use crate::database::{Params, exec, in_ints, ints};
use crate::facts::{StoredFact, briefs};
use crate::listings::{Listing, Standing, insert, list, list_newcomer};
use crate::suppliers::{Names, write_names};
use crate::work::shared::Shared;
use crate::work::touched::Newcomer;
use crate::{Result, StoreError, Work};

/// From so many new suppliers on, the work goes on while their rows are computed and written.
const MANY: usize = 100;

/// Suppliers that were registered since the last seal, with all that is known of them.
struct Newcomers {
    suppliers: Vec<Newcomer>,
    scheme: Arc<Scheme>,
    today: NaiveDate,
    entry: i64,
}

impl Newcomers {
    async fn settle(self, tx: &Shared) -> Result<()> {
        let (listings, names) = self.rows()?;
        insert(tx, &listings, &scheme_sha(&self.scheme), self.entry, true).await?;
        write_names(tx, &names).await
    }

    fn rows(&self) -> Result<(Vec<Listing>, Vec<Names>)> {
        let count = self.suppliers.len();
        let (mut listings, mut names) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let unrated = Standing::of(&self.scheme, &SupplierFacts::default(), self.today);
        for Newcomer { supplier, facts, profiles } in &self.suppliers {
            let holder = supplier.into();
            if let ([fact], [profile]) = (facts.as_slice(), profiles.as_slice()) {
                listings.push(list_newcomer(&holder, &unrated, &fact.brief(), profile, self.today));
                names.push(Names::among(supplier.seq, profiles));
            } else {
                let facts = briefs(facts);
                listings.push(list(&self.scheme, &holder, &facts, self.today)?);
                names.push(Names::of(supplier.seq, &facts)?);
            }
        }
        Ok((listings, names))
    }
}

impl Work {
    /// Regrades suppliers now, and rewrites their names. Sealing does it for all that were touched.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn regrade(&mut self, suppliers: &[i64]) -> Result<()> {
        for seq in suppliers {
            self.touch_supplier(*seq, true);
        }
        self.settle().await
    }

    /// Brings list rows, names and search of all touched suppliers in line with their facts.
    pub(crate) async fn settle(&mut self) -> Result<()> {
        let touched = std::mem::take(&mut self.touched.0);
        if touched.is_empty() {
            return Ok(());
        }
        let (mut new, mut old) = (Vec::new(), BTreeMap::new());
        for (seq, touch) in touched {
            match touch.new {
                Some(newcomer) => new.push(newcomer),
                None => {
                    old.insert(seq, touch.names);
                }
            }
        }
        if !old.is_empty() {
            self.settled().await?;
        }
        let seqs: Vec<i64> = old.keys().copied().collect();
        for chunk in seqs.chunks(1_000) {
            self.settle_old(chunk, &old).await?;
        }
        self.settle_new(new).await
    }

    async fn settle_new(&mut self, suppliers: Vec<Newcomer>) -> Result<()> {
        let scheme = self.scheme.clone().ok_or(StoreError::Missing { what: "scheme" })?;
        let many = suppliers.len() >= MANY;
        let new = Newcomers { suppliers, scheme, today: self.today(), entry: self.next_entry() };
        if !many {
            return new.settle(&self.tx).await;
        }
        let tx = Arc::clone(&self.tx);
        self.trail(async move { new.settle(&tx).await }).await
    }

    async fn settle_old(&mut self, seqs: &[i64], names: &BTreeMap<i64, bool>) -> Result<()> {
        let scheme = self.scheme.clone().ok_or(StoreError::Missing { what: "scheme" })?;
        let suppliers = self.suppliers_by_seqs(seqs).await?;
        let mut facts: BTreeMap<i64, Vec<StoredFact>> = BTreeMap::new();
        for fact in self.facts_of(seqs, None).await? {
            facts.entry(fact.supplier_seq).or_default().push(fact);
        }
        let (mut listings, mut renamed) = (Vec::with_capacity(seqs.len()), Vec::new());
        for seq in seqs {
            let supplier = suppliers.get(seq).ok_or(StoreError::Missing { what: "supplier" })?;
            let facts = facts.remove(seq).unwrap_or_default();
            let facts = briefs(&facts);
            let listing = list(&scheme, &supplier.into(), &facts, self.today())?;
            if listing.row.kind != supplier.kind || listing.row.number != supplier.number {
                self.identify(&listing).await?;
            }
            if names.get(seq).copied().unwrap_or(true) {
                renamed.push(Names::of(*seq, &facts)?);
            }
            listings.push(listing);
        }
        insert(&*self.tx, &listings, &scheme_sha(&scheme), self.next_entry(), false).await?;
        if !renamed.is_empty() {
            self.forget_names(renamed.iter().map(|names| names.supplier_seq)).await?;
            write_names(&*self.tx, &renamed).await?;
        }
        Ok(())
    }

    /// The number and kind by which a supplier is found follow its profile.
    async fn identify(&self, listing: &Listing) -> Result<()> {
        let params = Params::new()
            .with(listing.row.kind.as_code())
            .with(listing.row.number.as_deref())
            .with(listing.row.supplier_seq);
        exec(&*self.tx, "UPDATE suppliers SET kind = ?, number = ? WHERE seq = ?", params).await.map(|_| ())
    }

    async fn forget_names(&self, seqs: impl Iterator<Item = i64>) -> Result<()> {
        let set = ints(seqs);
        let names = format!("DELETE FROM supplier_names WHERE {}", in_ints(self.backend(), "supplier_seq"));
        exec(&*self.tx, &names, Params::new().with(set.as_str())).await?;
        let key = if self.store.is_sqlite() { "rowid" } else { "supplier_seq" };
        let search = format!("DELETE FROM supplier_search WHERE {}", in_ints(self.backend(), key));
        exec(&*self.tx, &search, Params::new().with(set)).await.map(|_| ())
    }
}

//! A change regrades the suppliers it touches, in its own transaction.

use std::collections::BTreeMap;

use super::scheme_sha;
use crate::database::{Params, exec, in_ints, ints};
use crate::facts::StoredFact;
use crate::listings::{Holder, Listing, insert, list};
use crate::suppliers::{Names, SupplierRef, write_names};
use crate::{Result, StoreError, Work};

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
                Some((supplier, facts)) => new.push((supplier, facts)),
                None => {
                    old.insert(seq, touch.names);
                }
            }
        }
        self.settle_new(new).await?;
        let seqs: Vec<i64> = old.keys().copied().collect();
        for chunk in seqs.chunks(1_000) {
            self.settle_old(chunk, &old).await?;
        }
        Ok(())
    }

    async fn settle_new(&mut self, new: Vec<(SupplierRef, Vec<StoredFact>)>) -> Result<()> {
        let (mut listings, mut names) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
        for (supplier, facts) in &new {
            listings.push(self.listing(&supplier.into(), facts)?);
            names.push(Names::of(supplier.seq, facts)?);
        }
        self.write_listings(&listings, true).await?;
        write_names(&self.tx, &names).await
    }

    async fn settle_old(&mut self, seqs: &[i64], names: &BTreeMap<i64, bool>) -> Result<()> {
        let suppliers = self.suppliers_by_seqs(seqs).await?;
        let mut facts: BTreeMap<i64, Vec<StoredFact>> = BTreeMap::new();
        for fact in self.facts_of(seqs, None).await? {
            facts.entry(fact.supplier_seq).or_default().push(fact);
        }
        let (mut listings, mut renamed) = (Vec::with_capacity(seqs.len()), Vec::new());
        for seq in seqs {
            let supplier = suppliers.get(seq).ok_or(StoreError::Missing { what: "supplier" })?;
            let facts = facts.remove(seq).unwrap_or_default();
            let listing = self.listing(&supplier.into(), &facts)?;
            if listing.row.kind != supplier.kind || listing.row.number != supplier.number {
                self.identify(&listing).await?;
            }
            if names.get(seq).copied().unwrap_or(true) {
                renamed.push(Names::of(*seq, &facts)?);
            }
            listings.push(listing);
        }
        self.write_listings(&listings, false).await?;
        if !renamed.is_empty() {
            self.forget_names(renamed.iter().map(|names| names.supplier_seq)).await?;
            write_names(&self.tx, &renamed).await?;
        }
        Ok(())
    }

    fn listing(&self, holder: &Holder, facts: &[StoredFact]) -> Result<Listing> {
        let scheme = self.scheme.as_ref().ok_or(StoreError::Missing { what: "scheme" })?;
        list(scheme, holder, facts, self.today())
    }

    async fn write_listings(&self, listings: &[Listing], new: bool) -> Result<()> {
        let scheme = self.scheme.as_ref().ok_or(StoreError::Missing { what: "scheme" })?;
        insert(&self.tx, listings, &scheme_sha(scheme), self.next_entry(), new).await
    }

    /// The number and kind by which a supplier is found follow its profile.
    async fn identify(&self, listing: &Listing) -> Result<()> {
        let params = Params::new()
            .with(listing.row.kind.as_code())
            .with(listing.row.number.as_deref())
            .with(listing.row.supplier_seq);
        exec(&self.tx, "UPDATE suppliers SET kind = ?, number = ? WHERE seq = ?", params).await.map(|_| ())
    }

    async fn forget_names(&self, seqs: impl Iterator<Item = i64>) -> Result<()> {
        let set = ints(seqs);
        let names = format!("DELETE FROM supplier_names WHERE {}", in_ints(self.backend(), "supplier_seq"));
        exec(&self.tx, &names, Params::new().with(set.as_str())).await?;
        let key = if self.store.is_sqlite() { "rowid" } else { "supplier_seq" };
        let search = format!("DELETE FROM supplier_search WHERE {}", in_ints(self.backend(), key));
        exec(&self.tx, &search, Params::new().with(set)).await.map(|_| ())
    }
}

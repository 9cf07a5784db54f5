//! What follows from sealed rows: the list of suppliers, their numbers and names, and uploaded files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use kakuzuke_domain::schemes::Scheme;

use super::{LedgerProblem, Verification};
use crate::database::{Params, RowExt, all};
use crate::facts::{FactBrief, read_briefs};
use crate::grades::{Kept, Pass};
use crate::listings::list;
use crate::schemes::scheme_from;
use crate::suppliers::Names;
use crate::{Result, Store, StoreError};

const PAGE: i64 = 1_000;

impl Store {
    /// Computes every row of the list again, by the scheme and day it was graded for, and reads every file again.
    pub(super) async fn verify_derived(&self, found: &mut Verification) -> Result<()> {
        let (schemes, all_read) = self.sound_schemes(found).await?;
        let mut after = 0;
        loop {
            let pass = Pass::after(self.reader(), after, PAGE, None).await;
            let pass = match pass {
                Ok(pass) => pass,
                Err(StoreError::Damaged(place)) => {
                    let (table, key) = place.split_once('/').unwrap_or((&place, ""));
                    found.problems.push(LedgerProblem::new(table, key, "row_changed"));
                    break;
                }
                Err(error) => return Err(error),
            };
            let (Some(first), Some(last)) = (pass.suppliers.first().map(|kept| kept.row.supplier_seq), pass.last())
            else {
                break;
            };
            let names = self.names_between(first, last).await?;
            for kept in &pass.suppliers {
                if !all_read && !schemes.contains_key(&kept.scheme_sha) {
                    continue;
                }
                found.listings += 1;
                if !agrees(&schemes, kept, &names) && self.still_differs(&schemes, kept.row.supplier_seq).await? {
                    found.problems.push(LedgerProblem::new("listings", kept.row.supplier_seq, "row_changed"));
                }
            }
            after = last;
        }
        self.verify_identity(found).await?;
        self.verify_files(found).await
    }

    /// The schemes by hash, and whether all of them could be read: what was graded by one that cannot is not computed again.
    async fn sound_schemes(&self, found: &mut Verification) -> Result<(HashMap<Vec<u8>, Arc<Scheme>>, bool)> {
        let mut schemes = HashMap::new();
        let mut all_read = true;
        let sql = format!("SELECT {} FROM schemes s ORDER BY s.seq", crate::schemes::COLUMNS);
        for row in &all(self.reader(), &sql, Params::new()).await? {
            match scheme_from(row).and_then(|published| published.parse()) {
                Ok(scheme) => {
                    schemes.insert(hex::decode(&scheme.sha256).unwrap_or_default(), Arc::new(scheme));
                }
                Err(_) => {
                    all_read = false;
                    found.problems.push(LedgerProblem::new("schemes", row.get::<i64>(0)?, "row_changed"));
                }
            }
        }
        Ok((schemes, all_read))
    }

    /// A change may have come between two reads: look once more at this supplier alone.
    async fn still_differs(&self, schemes: &HashMap<Vec<u8>, Arc<Scheme>>, seq: i64) -> Result<bool> {
        let pass = Pass::after(self.reader(), seq - 1, 1, None).await?;
        let names = self.names_between(seq, seq).await?;
        Ok(pass.suppliers.iter().any(|kept| !agrees(schemes, kept, &names)))
    }

    async fn names_between(&self, first: i64, last: i64) -> Result<HashMap<i64, BTreeMap<String, bool>>> {
        let sql = "SELECT supplier_seq, search_key, is_name FROM supplier_names WHERE supplier_seq BETWEEN ? AND ?";
        let mut names: HashMap<i64, BTreeMap<String, bool>> = HashMap::new();
        for row in &all(self.reader(), sql, Params::new().with(first).with(last)).await? {
            names.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
        }
        Ok(names)
    }

    /// Suppliers without a row, rows without a supplier, numbers and kinds that differ between the two.
    async fn verify_identity(&self, found: &mut Verification) -> Result<()> {
        let sql = "SELECT s.seq FROM suppliers s LEFT JOIN listings l ON l.supplier_seq = s.seq WHERE l.supplier_seq IS NULL \
             OR l.id <> s.id OR l.kind <> s.kind OR COALESCE(l.number, '') <> COALESCE(s.number, '') ORDER BY s.seq LIMIT 100";
        for row in &all(self.reader(), sql, Params::new()).await? {
            found.problems.push(LedgerProblem::new("suppliers", row.get::<i64>(0)?, "row_changed"));
        }
        let sql = "SELECT l.supplier_seq FROM listings l LEFT JOIN suppliers s ON s.seq = l.supplier_seq WHERE s.seq IS NULL LIMIT 100";
        for row in &all(self.reader(), sql, Params::new()).await? {
            found.problems.push(LedgerProblem::new("listings", row.get::<i64>(0)?, "row_without_entry"));
        }
        Ok(())
    }

    async fn verify_files(&self, found: &mut Verification) -> Result<()> {
        for row in &all(self.reader(), "SELECT sha256 FROM files ORDER BY sha256", Params::new()).await? {
            let sha256: String = row.get(0)?;
            found.files += 1;
            match self.check_file(&sha256).await {
                Ok(()) => {}
                Err(StoreError::Missing { .. }) => {
                    found.problems.push(LedgerProblem::new("files", sha256, "file_missing"))
                }
                Err(StoreError::Damaged(_)) => found.problems.push(LedgerProblem::new("files", sha256, "file_changed")),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn agrees(schemes: &HashMap<Vec<u8>, Arc<Scheme>>, kept: &Kept, names: &HashMap<i64, BTreeMap<String, bool>>) -> bool {
    let mut facts: Vec<FactBrief<'_>> = Vec::new();
    let Some(scheme) = schemes.get(&kept.scheme_sha).filter(|_| read_briefs(&kept.briefs, &mut facts).is_ok()) else {
        return false;
    };
    let (Ok(listing), Ok(should)) =
        (list(scheme, &kept.holder(), &facts, kept.graded_on), Names::of(kept.row.supplier_seq, &facts))
    else {
        return false;
    };
    let none = BTreeMap::new();
    listing.row == kept.row
        && listing.refresh_on == kept.refresh_on
        && names.get(&kept.row.supplier_seq).unwrap_or(&none) == should.marked()
}

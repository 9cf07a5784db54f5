//! The members of joint ventures, as lists name them.

use std::collections::HashMap;

use kakuzuke_domain::suppliers::{CorporateNumber, search_key};
use kakuzuke_store::{SupplierRef, Work};

use super::matching::distinct;
use crate::errors::Result;

/// The members that one cell names: numbers or names, one after another.
#[must_use]
pub fn names(written: &str) -> Vec<String> {
    let parts = written.split(['、', '，', ',', ';', '；', '\n', '\r', '／', '/', '・', '|']);
    let clean = |part: &str| {
        let part = part.trim();
        CorporateNumber::parse(part).map_or_else(|_| part.to_owned(), |number| number.to_string())
    };
    parts.map(clean).filter(|part| !part.is_empty()).collect()
}

/// Registered suppliers by number, and by name where a name means only one.
#[derive(Default)]
pub struct Directory {
    by_number: HashMap<String, SupplierRef>,
    by_name: HashMap<String, SupplierRef>,
}

impl Directory {
    /// Looks up all members of one chunk.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load<'a>(work: &mut Work, members: impl Iterator<Item = &'a String>) -> Result<Self> {
        let (mut numbers, mut keys) = (Vec::new(), Vec::new());
        for member in members {
            if CorporateNumber::parse(member).is_ok() {
                numbers.push(member.clone());
            } else {
                keys.push(search_key(member));
            }
        }
        if numbers.is_empty() && keys.is_empty() {
            return Ok(Self::default());
        }
        let by_number = work.suppliers_by_numbers(&distinct(numbers.into_iter())).await?;
        let mut by_name = HashMap::new();
        for (key, candidates) in work.candidates_by_names(&distinct(keys.into_iter())).await? {
            if let [only] = candidates.as_slice() {
                by_name.insert(key, only.supplier.clone());
            }
        }
        Ok(Self { by_number, by_name })
    }

    /// Learns of a supplier that came with the same rows; its name is not looked up yet.
    pub fn learn(&mut self, key: &str, supplier: Option<&SupplierRef>) {
        let Some(supplier) = supplier else { return };
        self.by_name.entry(key.to_owned()).or_insert_with(|| supplier.clone());
    }

    /// The supplier that a number or name means.
    #[must_use]
    pub fn find(&self, member: &str) -> Option<&SupplierRef> {
        self.by_number.get(member).or_else(|| self.by_name.get(&search_key(member)))
    }
}

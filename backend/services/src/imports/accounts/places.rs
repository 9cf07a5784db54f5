//! Where a person of a list works: a body by its code or name, the council, the installation, a supplier by its number.

use std::collections::HashMap;

use kakuzuke_domain::accounts::Tenant;
use kakuzuke_domain::suppliers::CorporateNumber;
use kakuzuke_domain::text::compact;
use kakuzuke_store::{Buyer, SupplierRef, Work};

use super::super::matching::distinct;
use super::super::problems::Problem;
use super::super::reading::Reading;
use super::super::session::{Session, buyer_key};
use crate::errors::Result;

const COUNCIL: [&str; 6] = ["council", "協議会", "推進協議会", "協議会事務局", "推進協議会事務局", "事務局"];
const INSTALLATION: [&str; 4] = ["installation", "システム全体", "運用管理", "システム運用"];

/// The places that rows may name.
pub(super) struct Places {
    buyers: Vec<Buyer>,
    suppliers: HashMap<String, SupplierRef>,
    /// The place of rows that name none, or only a department.
    of_file: Option<Tenant>,
    /// Whether rows that name another place are refused.
    only: bool,
}

impl Places {
    /// Looks up what the rows of a chunk name.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(work: &mut Work, session: &Session, readings: &[Reading]) -> Result<Self> {
        let buyers = work.buyers().await?;
        let numbers = readings.iter().filter_map(|reading| number(reading.told("place")?));
        let numbers: Vec<String> = distinct(numbers);
        let suppliers = if numbers.is_empty() { HashMap::new() } else { work.suppliers_by_numbers(&numbers).await? };
        let of_file = match &session.buyer {
            Some(code) => buyers.iter().find(|buyer| buyer.code.as_ref() == Some(code)).map(|b| Tenant::Buyer(b.id)),
            None => session.only_buyer.then_some(Tenant::Council),
        };
        Ok(Self { buyers, suppliers, of_file, only: session.only_buyer })
    }

    /// The place of a row; none, with a complaint, where it names none or one that the import is not about.
    pub fn of(&self, reading: &mut Reading) -> Option<Tenant> {
        let named = self.named(reading)?;
        if self.only && Some(named) != self.of_file {
            let field = if reading.get("buyer_code").is_some() { "buyer_code" } else { "place" };
            reading.complain(field, Problem::error("place_foreign"));
            return None;
        }
        Some(named)
    }

    fn named(&self, reading: &mut Reading) -> Option<Tenant> {
        if let Some(code) = reading.text("buyer_code") {
            let digits = compact(&code);
            let fits = |own: &str| own == digits || own.get(..5) == Some(digits.as_str());
            let found = self.buyers.iter().find(|buyer| buyer.code.as_deref().is_some_and(fits));
            if found.is_none() {
                reading.complain("buyer_code", Problem::error("buyer_unknown").with("buyer", code));
            }
            return found.map(|buyer| Tenant::Buyer(buyer.id));
        }
        let Some(text) = reading.text("place") else {
            if self.of_file.is_none() {
                reading.complain("place", Problem::error("place_missing"));
            }
            return self.of_file;
        };
        let found = self.meant(&text).or(self.of_file);
        if found.is_none() {
            reading.complain("place", Problem::error("place_unknown"));
        }
        found
    }

    fn meant(&self, text: &str) -> Option<Tenant> {
        let plain = compact(text).to_lowercase();
        if COUNCIL.contains(&plain.as_str()) {
            return Some(Tenant::Council);
        }
        if INSTALLATION.contains(&plain.as_str()) {
            return Some(Tenant::Installation);
        }
        if let Some(number) = number(text) {
            return self.suppliers.get(&number).map(|supplier| Tenant::Supplier(supplier.id));
        }
        let key = buyer_key(text);
        let named = self.buyers.iter().map(|buyer| (buyer, buyer_key(&buyer.name)));
        let fits = named.filter(|(_, own)| !own.is_empty() && key.starts_with(own.as_str()));
        fits.max_by_key(|(_, own)| own.chars().count()).map(|(buyer, _)| Tenant::Buyer(buyer.id))
    }
}

fn number(text: &str) -> Option<String> {
    CorporateNumber::parse(text).ok().map(|number| number.to_string())
}

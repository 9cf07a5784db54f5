//! Cloud services as things of their own (domain/clauses 17): who offers what, how it is listed, where the data lies, and
//! who answers for which layer.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::subcontracts::{Fault, Known};
use crate::words::words;

/// Characters that a name may hold.
const LONGEST_NAME: usize = 200;
/// Characters that a text may hold.
const LONGEST_TEXT: usize = 1_000;
/// Countries of one service at most.
const MOST_COUNTRIES: usize = 50;

words! {
    /// The register of the government in which a service is listed.
    pub enum Register {
        /// ISMAP.
        Ismap = "ismap",
        /// ISMAP-LIU, for services of low impact.
        IsmapLiu = "ismap_liu",
    }
}

words! {
    /// How a listing or certificate stands on a day.
    pub enum ListingStanding {
        /// Nothing of the kind is known.
        None = "none",
        /// It begins later.
        NotYet = "not_yet",
        /// It holds.
        Valid = "valid",
        /// It is over.
        Expired = "expired",
    }
}

words! {
    /// A layer of a service, from the building up.
    pub enum Layer {
        /// Buildings, power, hardware.
        Facility = "facility",
        /// Network and its guarding.
        Network = "network",
        /// Virtualisation and hosts.
        Host = "host",
        /// Operating systems.
        System = "system",
        /// Middleware and runtime.
        Middleware = "middleware",
        /// The application.
        Application = "application",
        /// Accounts and access rights.
        Access = "access",
        /// The data, its backup and erasure.
        Data = "data",
    }
}

words! {
    /// Who answers for a layer.
    pub enum Answerable {
        /// The provider.
        Provider = "provider",
        /// The contractor who builds on the service.
        Contractor = "contractor",
        /// The buyer.
        Buyer = "buyer",
        /// More than one, as the text says.
        Shared = "shared",
    }
}

/// A listing or certificate: its number and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Which register.
    pub register: Register,
    /// Its number there.
    pub number: String,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
}

/// One line of the split of responsibilities (責任分界).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Responsibility {
    /// The layer.
    pub layer: Layer,
    /// Who answers for it.
    pub answerable: Answerable,
    /// More about it.
    pub text: Option<String>,
}

/// What is recorded of a cloud service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloudService {
    /// The company that offers it, as written.
    pub provider: String,
    /// Its corporate number.
    pub provider_number: Option<String>,
    /// The service.
    pub name: String,
    /// Its listing in a register of the government.
    pub listing: Option<Listing>,
    /// Whether it is certified after ISO/IEC 27017.
    pub iso27017: Known,
    /// Last day of that certificate.
    pub iso27017_to: Option<NaiveDate>,
    /// Where the data lies: countries as two letters (ISO 3166-1), sorted. Empty: not known.
    pub countries: Vec<String>,
    /// Who answers for which layer.
    pub responsibilities: Vec<Responsibility>,
    /// Anything else.
    pub note: Option<String>,
}

impl CloudService {
    /// Whether what is recorded contradicts itself.
    ///
    /// # Errors
    /// The first fault, as field and machine code.
    pub fn check(&self) -> Result<(), Fault> {
        for (field, text) in [("provider", &self.provider), ("service_name", &self.name)] {
            if text.trim().is_empty() {
                return Err((field, "missing"));
            }
            if text.chars().count() > LONGEST_NAME {
                return Err((field, "too_long"));
            }
        }
        if let Some(listing) = &self.listing {
            if listing.number.trim().is_empty() {
                return Err(("listing_number", "missing"));
            }
            if listing.number.chars().count() > LONGEST_NAME {
                return Err(("listing_number", "too_long"));
            }
            if let (Some(from), Some(to)) = (listing.valid_from, listing.valid_to)
                && to < from
            {
                return Err(("listing_to", "reversed"));
            }
        }
        if self.iso27017_to.is_some() && self.iso27017 != Known::Yes {
            return Err(("iso27017_to", "not_of_this_kind"));
        }
        let is_country = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if !self.countries.iter().all(is_country) {
            return Err(("countries", "not_a_country"));
        }
        if self.countries.len() > MOST_COUNTRIES {
            return Err(("countries", "too_long"));
        }
        if self.countries.iter().collect::<BTreeSet<_>>().len() < self.countries.len() {
            return Err(("countries", "repeated"));
        }
        let layers: BTreeSet<Layer> = self.responsibilities.iter().map(|one| one.layer).collect();
        if layers.len() < self.responsibilities.len() {
            return Err(("responsibilities", "repeated"));
        }
        let texts = self.responsibilities.iter().map(|one| ("responsibilities", &one.text));
        let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT);
        match texts.chain([("note", &self.note)]).find(|(_, text)| long(text)) {
            Some((field, _)) => Err((field, "too_long")),
            None => Ok(()),
        }
    }

    /// How its listing stands on a day.
    #[must_use]
    pub fn listed(&self, on: NaiveDate) -> ListingStanding {
        match &self.listing {
            None => ListingStanding::None,
            Some(listing) if listing.valid_from.is_some_and(|from| from > on) => ListingStanding::NotYet,
            Some(listing) if listing.valid_to.is_some_and(|to| to < on) => ListingStanding::Expired,
            Some(_) => ListingStanding::Valid,
        }
    }

    /// How its certificate after ISO/IEC 27017 stands on a day.
    #[must_use]
    pub fn certified(&self, on: NaiveDate) -> ListingStanding {
        match (self.iso27017, self.iso27017_to) {
            (Known::Yes, Some(to)) if to < on => ListingStanding::Expired,
            (Known::Yes, _) => ListingStanding::Valid,
            _ => ListingStanding::None,
        }
    }

    /// Whether data may lie outside Japan: some country other than Japan is named, or none is known.
    #[must_use]
    pub fn abroad(&self) -> Known {
        match self.countries.as_slice() {
            [] => Known::Unknown,
            countries if countries.iter().any(|country| country != "JP") => Known::Yes,
            _ => Known::No,
        }
    }
}

/// That a contract uses a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloudUse {
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// What it is used for.
    pub purpose: Option<String>,
}

impl CloudUse {
    /// Whether what is recorded contradicts itself.
    ///
    /// # Errors
    /// The first fault, as field and machine code.
    pub fn check(&self) -> Result<(), Fault> {
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to < from
        {
            return Err(("valid_to", "reversed"));
        }
        if self.purpose.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(("purpose", "too_long"));
        }
        Ok(())
    }
}

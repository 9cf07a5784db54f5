//! A cloud service as the API reads and writes it.

use kakuzuke_domain::cloud_services as rules;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::day::Day;
use crate::api::subcontracts::body::Known;

/// A register of the government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// ISMAP.
    Ismap,
    /// ISMAP-LIU.
    IsmapLiu,
}

/// A layer of a service, from the building up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Buildings, power, hardware.
    Facility,
    /// Network and its guarding.
    Network,
    /// Virtualisation and hosts.
    Host,
    /// Operating systems.
    System,
    /// Middleware and runtime.
    Middleware,
    /// The application.
    Application,
    /// Accounts and access rights.
    Access,
    /// The data, its backup and erasure.
    Data,
}

/// Who answers for a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answerable {
    /// The provider.
    Provider,
    /// The contractor who builds on the service.
    Contractor,
    /// The buyer.
    Buyer,
    /// More than one, as the text says.
    Shared,
}

/// A listing in a register of the government.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingBody {
    /// Which register.
    pub register: Register,
    /// Its number there.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub number: String,
    /// First day.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Last day; not before the first.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

/// One line of the split of responsibilities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityBody {
    /// The layer; each at most once.
    pub layer: Layer,
    /// Who answers for it.
    pub answerable: Answerable,
    /// More about it.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub text: Option<String>,
}

/// One cloud service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloudServiceBody {
    /// The company that offers it, as written.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub provider: String,
    /// Its corporate number.
    #[serde(default)]
    #[schema(pattern = "^[1-9][0-9]{12}$")]
    pub provider_number: Option<String>,
    /// The service.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub name: String,
    /// Its listing in a register of the government.
    #[serde(default)]
    pub listing: Option<ListingBody>,
    /// Whether it is certified after ISO/IEC 27017.
    #[serde(default)]
    pub iso27017: Known,
    /// Last day of that certificate; only with `yes`.
    #[serde(default)]
    pub iso27017_to: Option<Day>,
    /// Where the data lies: countries as two letters (ISO 3166-1), each once. Empty: not known.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub countries: Vec<String>,
    /// Who answers for which layer.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub responsibilities: Vec<ResponsibilityBody>,
    /// Anything else.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}

macro_rules! same_words {
    ($own:ident { $($word:ident),+ }) => {
        impl From<$own> for rules::$own {
            fn from(own: $own) -> Self {
                match own { $($own::$word => Self::$word),+ }
            }
        }

        impl From<rules::$own> for $own {
            fn from(rule: rules::$own) -> Self {
                match rule { $(rules::$own::$word => Self::$word),+ }
            }
        }
    };
}

same_words!(Register { Ismap, IsmapLiu });
same_words!(Layer { Facility, Network, Host, System, Middleware, Application, Access, Data });
same_words!(Answerable { Provider, Contractor, Buyer, Shared });

impl From<CloudServiceBody> for rules::CloudService {
    fn from(body: CloudServiceBody) -> Self {
        let mut countries = body.countries;
        countries.sort();
        let listing = |listing: ListingBody| rules::Listing {
            register: listing.register.into(),
            number: listing.number,
            valid_from: listing.valid_from.map(|day| day.0),
            valid_to: listing.valid_to.map(|day| day.0),
        };
        let responsibility = |one: ResponsibilityBody| rules::Responsibility {
            layer: one.layer.into(),
            answerable: one.answerable.into(),
            text: one.text,
        };
        Self {
            provider: body.provider,
            provider_number: body.provider_number,
            name: body.name,
            listing: body.listing.map(listing),
            iso27017: body.iso27017.into(),
            iso27017_to: body.iso27017_to.map(|day| day.0),
            countries,
            responsibilities: body.responsibilities.into_iter().map(responsibility).collect(),
            note: body.note,
        }
    }
}

impl From<rules::CloudService> for CloudServiceBody {
    fn from(service: rules::CloudService) -> Self {
        let listing = |listing: rules::Listing| ListingBody {
            register: listing.register.into(),
            number: listing.number,
            valid_from: listing.valid_from.map(Day),
            valid_to: listing.valid_to.map(Day),
        };
        let responsibility = |one: rules::Responsibility| ResponsibilityBody {
            layer: one.layer.into(),
            answerable: one.answerable.into(),
            text: one.text,
        };
        Self {
            provider: service.provider,
            provider_number: service.provider_number,
            name: service.name,
            listing: service.listing.map(listing),
            iso27017: service.iso27017.into(),
            iso27017_to: service.iso27017_to.map(Day),
            countries: service.countries,
            responsibilities: service.responsibilities.into_iter().map(responsibility).collect(),
            note: service.note,
        }
    }
}

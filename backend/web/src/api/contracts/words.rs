//! The words of contracts as the API spells and describes them: those of the domain.

use kakuzuke_domain::contracts as domain;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! described {
    ($( $(#[$doc:meta])* $name:ident of $word:ty ),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $word);

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = <$word>::ALL.iter().map(|word| word.as_str());
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
            }
        }

        impl ToSchema for $name {}

        impl From<$word> for $name {
            fn from(word: $word) -> Self {
                Self(word)
            }
        }
    )+ };
}

described! {
    /// How the supplier was chosen.
    ContractMethod of domain::ContractMethod,
    /// What is agreed.
    ContractKind of domain::ContractKind,
    /// A zone of the three-layer model.
    NetworkZone of domain::NetworkZone,
    /// The most sensitive information touched.
    Confidentiality of domain::Confidentiality,
    /// The highest integrity touched.
    Integrity of domain::Integrity,
    /// The highest availability touched.
    Availability of domain::Availability,
    /// Whether a contract is critical.
    Criticality of domain::Criticality,
    /// A step of the close-out.
    CloseOutStep of domain::CloseOutStep,
    /// How a step ended.
    CloseOutOutcome of domain::CloseOutOutcome,
}

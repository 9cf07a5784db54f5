//! A contract as the API reads and writes it.

use kakuzuke_domain::contracts as domain;
use kakuzuke_services::contracts::Draft;
use kakuzuke_store::Contract;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{Availability, Confidentiality, ContractKind, ContractMethod, Integrity, NetworkZone};
use crate::api::day::Day;
use crate::error::Result;

/// What a contract touches. Null is unknown, and unknown is never the best answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ContractAttributes)]
pub struct AttributesBody {
    /// How the supplier was chosen (契約方式).
    pub method: Option<ContractMethod>,
    /// What is agreed (契約形態).
    pub kind: Option<ContractKind>,
    /// The section in charge (所管課).
    #[schema(max_length = 100)]
    pub section: Option<String>,
    /// The rate of consumption tax in the amount, in hundredths.
    #[schema(minimum = 0, maximum = 100)]
    pub tax_percent: Option<u8>,
    /// Whether it goes on by itself unless somebody ends it.
    pub automatic_renewal: Option<bool>,
    /// The zones it touches; an empty list is none of them.
    #[schema(max_items = 3)]
    pub zones: Option<Vec<NetworkZone>>,
    /// 自治体機密性.
    pub confidentiality: Option<Confidentiality>,
    /// 自治体完全性.
    pub integrity: Option<Integrity>,
    /// 自治体可用性.
    pub availability: Option<Availability>,
    /// Whether personal data is handled.
    pub personal_data: Option<bool>,
    /// People whose data is handled.
    #[schema(minimum = 0, maximum = 10_000_000_000_i64)]
    pub persons: Option<u64>,
    /// Records of personal data.
    #[schema(minimum = 0, maximum = 10_000_000_000_i64)]
    pub records: Option<u64>,
    /// Whether My Number is among them (特定個人情報).
    pub my_number: Option<bool>,
    /// Whether it runs or keeps a core system.
    pub core_system: Option<bool>,
    /// Whether cloud services are used.
    pub cloud: Option<bool>,
    /// Whether a part is entrusted further (再委託).
    pub subcontracting: Option<bool>,
}

/// The content of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractBody {
    /// What is bought.
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub title: String,
    /// The day of the award.
    #[serde(default)]
    pub awarded_on: Option<Day>,
    /// Its first day.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Its last day.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Its amount with tax in yen.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub amount_note: Option<String>,
    /// Its number at its buyer; without one the register gives one.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub source_key: Option<String>,
    /// A remark.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// What it touches.
    #[serde(default)]
    pub attributes: AttributesBody,
}

impl From<AttributesBody> for domain::Attributes {
    fn from(body: AttributesBody) -> Self {
        Self {
            method: body.method.map(|word| word.0),
            kind: body.kind.map(|word| word.0),
            section: body.section,
            tax_percent: body.tax_percent,
            automatic_renewal: body.automatic_renewal,
            zones: body.zones.map(|zones| zones.into_iter().map(|zone| zone.0).collect()),
            confidentiality: body.confidentiality.map(|word| word.0),
            integrity: body.integrity.map(|word| word.0),
            availability: body.availability.map(|word| word.0),
            personal_data: body.personal_data,
            persons: body.persons,
            records: body.records,
            my_number: body.my_number,
            core_system: body.core_system,
            cloud: body.cloud,
            subcontracting: body.subcontracting,
            criticality_override: None,
        }
        .tidy()
    }
}

impl From<domain::Attributes> for AttributesBody {
    fn from(attributes: domain::Attributes) -> Self {
        Self {
            method: attributes.method.map(Into::into),
            kind: attributes.kind.map(Into::into),
            section: attributes.section,
            tax_percent: attributes.tax_percent,
            automatic_renewal: attributes.automatic_renewal,
            zones: attributes.zones.map(|zones| zones.into_iter().map(Into::into).collect()),
            confidentiality: attributes.confidentiality.map(Into::into),
            integrity: attributes.integrity.map(Into::into),
            availability: attributes.availability.map(Into::into),
            personal_data: attributes.personal_data,
            persons: attributes.persons,
            records: attributes.records,
            my_number: attributes.my_number,
            core_system: attributes.core_system,
            cloud: attributes.cloud,
            subcontracting: attributes.subcontracting,
        }
    }
}

impl ContractBody {
    /// As it is recorded.
    #[must_use]
    pub fn draft(self) -> Draft {
        let told = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Draft {
            title: self.title,
            awarded_on: self.awarded_on.map(|day| day.0),
            valid_from: self.valid_from.map(|day| day.0),
            valid_to: self.valid_to.map(|day| day.0),
            amount_yen: self.amount_yen,
            amount_note: told(self.amount_note),
            source_key: told(self.source_key),
            note: told(self.note),
            attributes: self.attributes.into(),
        }
    }

    /// What is recorded.
    ///
    /// # Errors
    /// What is stored is damaged.
    pub fn of(contract: &Contract) -> Result<Self> {
        let draft = Draft::of(contract)?;
        Ok(Self {
            title: draft.title,
            awarded_on: draft.awarded_on.map(Day),
            valid_from: draft.valid_from.map(Day),
            valid_to: draft.valid_to.map(Day),
            amount_yen: draft.amount_yen,
            amount_note: draft.amount_note,
            source_key: draft.source_key,
            note: draft.note,
            attributes: draft.attributes.into(),
        })
    }
}

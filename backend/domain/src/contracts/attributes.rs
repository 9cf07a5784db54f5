//! What a contract touches. Whatever nobody has told is unknown, and unknown is never the best answer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Availability, Confidentiality, ContractKind, ContractMethod, Integrity, NetworkZone};

/// Characters that the name of a section may have.
const SECTION_CHARACTERS: usize = 100;
/// More people or records than this are a slip of the pen: nobody has data of ten thousand million people.
const MOST_RECORDS: u64 = 10_000_000_000;

/// Two people have agreed that the rule's answer does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalityOverride {
    /// What the contract is instead.
    pub critical: bool,
    /// Why.
    pub reason: String,
    /// The proposal to which a second person agreed.
    pub approval: Uuid,
}

/// The attributes of a contract. `None` is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Attributes {
    /// How the supplier was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<ContractMethod>,
    /// What is agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ContractKind>,
    /// The section in charge (所管課), as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The rate of consumption tax in the amount, in hundredths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_percent: Option<u8>,
    /// Whether it goes on by itself unless somebody ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automatic_renewal: Option<bool>,
    /// The zones it touches, in the order of the vocabulary; an empty list is none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zones: Option<Vec<NetworkZone>>,
    /// The most sensitive information it touches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidentiality: Option<Confidentiality>,
    /// The highest integrity it touches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integrity: Option<Integrity>,
    /// The highest availability it touches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// Whether the supplier handles personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_data: Option<bool>,
    /// People whose data it handles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<u64>,
    /// Records of personal data it handles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<u64>,
    /// Whether specific personal information (特定個人情報, with My Number) is among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_number: Option<bool>,
    /// Whether it runs or keeps a core system (基幹業務システム).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core_system: Option<bool>,
    /// Whether cloud services are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud: Option<bool>,
    /// Whether a part of it is entrusted further (再委託).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subcontracting: Option<bool>,
    /// What two people put in the place of the rule's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criticality_override: Option<CriticalityOverride>,
}

/// Something that cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The field at fault.
    pub field: &'static str,
    /// Machine code.
    pub code: &'static str,
}

impl Problem {
    pub(super) const fn new(field: &'static str, code: &'static str) -> Self {
        Self { field, code }
    }
}

impl Attributes {
    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads what was stored.
    ///
    /// # Errors
    /// The text is not what [`Attributes::to_json`] writes.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// As stored; none where nothing is known.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        if self.is_empty() { None } else { serde_json::to_string(self).ok() }
    }

    /// People whose data it handles, as far as that follows from what was told.
    #[must_use]
    pub fn known_persons(&self) -> Option<u64> {
        if self.personal_data == Some(false) { Some(0) } else { self.persons }
    }

    /// Records of personal data, as far as that follows from what was told.
    #[must_use]
    pub fn known_records(&self) -> Option<u64> {
        if self.personal_data == Some(false) { Some(0) } else { self.records }
    }

    /// Whether personal data is handled, as far as that follows from what was told.
    #[must_use]
    pub fn handles_personal_data(&self) -> Option<bool> {
        let some = |count: Option<u64>| count.is_some_and(|count| count > 0);
        if self.my_number == Some(true) || some(self.persons) || some(self.records) {
            return Some(true);
        }
        self.personal_data
    }

    /// Whether My Number is handled, as far as that follows from what was told.
    #[must_use]
    pub fn handles_my_number(&self) -> Option<bool> {
        if self.personal_data == Some(false) { Some(false) } else { self.my_number }
    }

    /// With its zones in order, its names without spaces around them, and what follows from the rest filled in.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        if let Some(zones) = &mut self.zones {
            zones.sort_unstable();
            zones.dedup();
        }
        self.section = self.section.map(|section| section.trim().to_owned()).filter(|section| !section.is_empty());
        self.personal_data = self.personal_data.or_else(|| self.handles_personal_data());
        self
    }

    /// What is told here over what was told before: whatever is unknown here stays as it was.
    #[must_use]
    pub fn over(self, before: &Self) -> Self {
        Self {
            method: self.method.or(before.method),
            kind: self.kind.or(before.kind),
            section: self.section.or_else(|| before.section.clone()),
            tax_percent: self.tax_percent.or(before.tax_percent),
            automatic_renewal: self.automatic_renewal.or(before.automatic_renewal),
            zones: self.zones.or_else(|| before.zones.clone()),
            confidentiality: self.confidentiality.or(before.confidentiality),
            integrity: self.integrity.or(before.integrity),
            availability: self.availability.or(before.availability),
            personal_data: self.personal_data.or(before.personal_data),
            persons: self.persons.or(before.persons),
            records: self.records.or(before.records),
            my_number: self.my_number.or(before.my_number),
            core_system: self.core_system.or(before.core_system),
            cloud: self.cloud.or(before.cloud),
            subcontracting: self.subcontracting.or(before.subcontracting),
            criticality_override: self.criticality_override.or_else(|| before.criticality_override.clone()),
        }
    }

    /// What contradicts itself.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        if self.personal_data == Some(false) {
            let some = |count: Option<u64>| count.is_some_and(|count| count > 0);
            if some(self.persons) {
                found.push(Problem::new("persons", "contract_no_personal_data"));
            }
            if some(self.records) {
                found.push(Problem::new("records", "contract_no_personal_data"));
            }
            if self.my_number == Some(true) {
                found.push(Problem::new("my_number", "contract_no_personal_data"));
            }
        }
        for (field, count) in [("persons", self.persons), ("records", self.records)] {
            if count.is_some_and(|count| count > MOST_RECORDS) {
                found.push(Problem::new(field, "contract_count_too_large"));
            }
        }
        if self.tax_percent.is_some_and(|percent| percent > 100) {
            found.push(Problem::new("tax_percent", "contract_tax_percent"));
        }
        if self.section.as_ref().is_some_and(|section| section.chars().count() > SECTION_CHARACTERS) {
            found.push(Problem::new("section", "too_long"));
        }
        found
    }
}

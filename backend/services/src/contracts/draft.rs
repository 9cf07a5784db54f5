//! What somebody tells of a contract.

use chrono::NaiveDate;
use kakuzuke_domain::contracts::{Attributes, Problem, Terms};
use kakuzuke_store::{Contract, NewContract};
use uuid::Uuid;

use crate::errors::Result;
use crate::imports::details;

/// Characters that a title may have.
const TITLE_CHARACTERS: usize = 300;
/// Characters that the other texts may have.
const TEXT_CHARACTERS: usize = 1_000;

/// The content of a contract, without whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is bought.
    pub title: String,
    /// Day of the award.
    pub awarded_on: Option<NaiveDate>,
    /// First day of the period.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the period.
    pub valid_to: Option<NaiveDate>,
    /// Amount with tax in whole yen.
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount.
    pub amount_note: Option<String>,
    /// The number of the contract at its buyer.
    pub source_key: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What it touches. What two people put in the place of the rule's answer is not told here.
    pub attributes: Attributes,
}

impl Draft {
    /// What is recorded of a contract.
    ///
    /// # Errors
    /// What is stored is damaged.
    pub fn of(contract: &Contract) -> Result<Self> {
        let note =
            details::read(contract.details.as_deref()).get("note").and_then(|note| note.as_str().map(str::to_owned));
        Ok(Self {
            title: contract.title.clone(),
            awarded_on: contract.awarded_on,
            valid_from: contract.valid_from,
            valid_to: contract.valid_to,
            amount_yen: contract.amount_yen,
            amount_note: contract.amount_note.clone(),
            source_key: contract.source_key.clone(),
            note,
            attributes: Attributes { criticality_override: None, ..contract.attributes()? },
        })
    }

    /// What cannot be so.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let terms = Terms { valid_from: self.valid_from, valid_to: self.valid_to, amount_yen: self.amount_yen };
        let mut found = terms.problems();
        found.extend(self.attributes.problems());
        if self.title.trim().is_empty() {
            found.push(Problem { field: "title", code: "missing" });
        }
        let texts = [
            ("title", Some(&self.title), TITLE_CHARACTERS),
            ("amount_note", self.amount_note.as_ref(), TITLE_CHARACTERS),
            ("source_key", self.source_key.as_ref(), TITLE_CHARACTERS),
            ("note", self.note.as_ref(), TEXT_CHARACTERS),
        ];
        for (field, text, most) in texts {
            if text.is_some_and(|text| text.chars().count() > most) {
                found.push(Problem { field, code: "too_long" });
            }
        }
        found
    }

    /// As a new contract. One without a number gets its id for one, by which lists find it again.
    pub(super) fn new_contract(self, id: Uuid, buyer_seq: i64, supplier_seq: i64) -> NewContract {
        let empty = NewContract::new(id, buyer_seq, supplier_seq, "");
        let contract = self.over(empty);
        NewContract { source_key: contract.source_key.or_else(|| Some(id.to_string())), ..contract }
    }

    /// In the place of what a contract says; whose it is, since when its terms hold, what it renews, and what two people agreed on
    /// stays.
    pub(super) fn over(self, held: NewContract) -> NewContract {
        let before = held.attributes.as_deref().and_then(|text| Attributes::from_json(text).ok()).unwrap_or_default();
        let attributes = Attributes { criticality_override: before.criticality_override, ..self.attributes.tidy() };
        let mut beside = details::read(held.details.as_deref());
        let told = [
            ("method", attributes.method.is_some()),
            ("contract_kind", attributes.kind.is_some()),
            ("zones", attributes.zones.is_some()),
            ("confidentiality", attributes.confidentiality.is_some()),
            ("integrity", attributes.integrity.is_some()),
            ("availability", attributes.availability.is_some()),
        ];
        for (word, _) in told.into_iter().filter(|(_, told)| *told) {
            beside.remove(word);
        }
        match self.note {
            Some(note) => beside.insert("note".to_owned(), note.into()),
            None => beside.remove("note"),
        };
        NewContract {
            title: self.title.trim().to_owned(),
            awarded_on: self.awarded_on,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            amount_yen: self.amount_yen,
            amount_note: self.amount_note,
            source_key: self.source_key.or(held.source_key),
            details: details::written(beside),
            attributes: attributes.to_json(),
            ..held
        }
    }
}

//! What one row of a list says about a supplier.

use chrono::NaiveDate;
use kakuzuke_domain::suppliers::{SupplierKind, looks_like_joint_venture, search_key, split_branch};
use kakuzuke_store::{Candidate, Profile, SupplierRef};

use crate::imports::members;
use crate::imports::problems::Problem;
use crate::imports::reading::Reading;

/// What one row says about a supplier. What the file does not say is none, and stays as it is.
pub(super) struct Said {
    pub(super) number: Option<String>,
    pub(super) key: String,
    pub(super) kind: Option<SupplierKind>,
    pub(super) name: String,
    pub(super) branch: Option<String>,
    pub(super) kana: Option<String>,
    pub(super) name_en: Option<String>,
    pub(super) prefecture: Option<String>,
    pub(super) city: Option<String>,
    pub(super) street: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) country: Option<String>,
    pub(super) representative: Option<String>,
    pub(super) from: Option<NaiveDate>,
    pub(super) members: Vec<String>,
}

impl Said {
    /// Reads one row.
    pub(super) fn read(reading: &mut Reading) -> Option<Self> {
        let written = reading.text("name")?;
        let (name, split) = split_branch(&written);
        let mut kind = reading.word("kind").and_then(SupplierKind::from_word);
        let members = reading.text("members").map(|text| members::names(&text)).unwrap_or_default();
        if kind.is_none() && (!members.is_empty() || looks_like_joint_venture(&name)) {
            kind = Some(SupplierKind::JointVenture);
        }
        let mut number = reading.number("number").map(|number| number.to_string());
        let mut members = members;
        if kind == Some(SupplierKind::SoleProprietor) && number.is_some() {
            reading.complain("number", Problem::warning("number_of_person"));
            number = None;
        }
        if kind == Some(SupplierKind::JointVenture)
            && let Some(lead) = number.take()
        {
            reading.complain("number", Problem::warning("member_number_of_lead"));
            if !members.contains(&lead) {
                members.insert(0, lead);
            }
        }
        Some(Self {
            key: search_key(&name),
            number,
            kind,
            branch: reading.text("branch").or(split),
            kana: reading.text("kana"),
            name_en: reading.text("name_en"),
            prefecture: reading.text("prefecture"),
            city: reading.text("city"),
            street: reading.text("address"),
            postcode: reading.text("postcode").map(|code| postcode(&code)),
            country: reading.text("country"),
            representative: reading.text("representative"),
            from: reading.day("valid_from"),
            members,
            name,
        })
    }

    /// The profile that holds once this row is true, over what was known.
    pub(super) fn over(&self, known: Option<&Profile>) -> Profile {
        let kind = self.kind_over(known);
        let mut profile = known.cloned().unwrap_or_else(|| Profile::new(self.name.clone(), kind, None));
        profile.name.clone_from(&self.name);
        profile.kind = kind;
        let fields = [
            (&mut profile.number, &self.number),
            (&mut profile.kana, &self.kana),
            (&mut profile.name_en, &self.name_en),
            (&mut profile.prefecture, &self.prefecture),
            (&mut profile.city, &self.city),
            (&mut profile.street, &self.street),
            (&mut profile.postcode, &self.postcode),
            (&mut profile.country, &self.country),
            (&mut profile.representative, &self.representative),
        ];
        for (own, said) in fields {
            if said.is_some() {
                own.clone_from(said);
            }
        }
        profile
    }

    /// The kind that holds once this row is true, over what was known.
    pub(super) fn kind_over(&self, known: Option<&Profile>) -> SupplierKind {
        self.kind.or(known.map(|known| known.kind)).unwrap_or(SupplierKind::Corporation)
    }

    /// Whether it says nothing that an earlier row about a new supplier did not say.
    pub(super) fn repeats(&self, earlier: &Self) -> bool {
        let told = earlier.over(None);
        self.over(Some(&told)) == told
    }

    /// The supplier that this row brought, for a later row whose name folds to the same.
    pub(super) fn candidate(&self, supplier: SupplierRef) -> Candidate {
        Candidate { supplier, name: self.name.clone(), place: self.prefecture.clone() }
    }

    /// What makes two rows of one file speak of the same supplier and day.
    pub(super) fn identity(&self) -> (Option<&str>, &str, Option<NaiveDate>) {
        let name = if self.number.is_some() { "" } else { self.name.as_str() };
        (self.number.as_deref(), name, self.from)
    }
}

/// Seven digits where they can be read, else as written.
fn postcode(written: &str) -> String {
    let digits: String = kakuzuke_domain::text::compact(written).chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 7 { digits } else { written.to_owned() }
}

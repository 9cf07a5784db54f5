//! What a supplier is called and where it is: facts like any other, so that names have a history.

use chrono::NaiveDate;
use kakuzuke_domain::suppliers::SupplierKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;
use crate::facts::{FactBrief, FactRoom};

/// Identity of a supplier during a span of days. Names stand as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name as written in the register or on the paper.
    pub name: String,
    /// Reading in kana.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<String>,
    /// Name in Latin letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Corporate number (13 digits), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it is.
    pub kind: SupplierKind,
    /// Prefecture (都道府県).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<String>,
    /// City or ward (市区町村).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Street and number, or a whole address that could not be divided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Seven digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Country of a foreign company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Office held by the person who signs, or the name of a sole proprietor's business head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
    /// Day on which its registration was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// Why: code of the corporate-number register, as a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_cause: Option<String>,
    /// Corporate number of the successor. Grades and certificates never pass to it by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// What the register says about the last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_cause: Option<String>,
}

impl Profile {
    /// A profile with nothing but a name, a kind and perhaps a number.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: SupplierKind, number: Option<String>) -> Self {
        Self {
            name: name.into(),
            kana: None,
            name_en: None,
            number,
            kind,
            prefecture: None,
            city: None,
            street: None,
            postcode: None,
            country: None,
            representative: None,
            closed_on: None,
            close_cause: None,
            successor: None,
            change_cause: None,
        }
    }

    /// Prefecture and city in one, to tell namesakes apart.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let place = [self.prefecture.as_deref(), self.city.as_deref()].into_iter().flatten().collect::<String>();
        if place.is_empty() { self.country.clone() } else { Some(place) }
    }
}

/// A branch (支店・営業所). It has no number of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Name as written.
    pub name: String,
    /// Reading in kana.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What a member is in its joint venture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipRole {
    /// 代表構成員.
    Representative,
    /// 構成員.
    Member,
}

/// A member of a joint venture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The member's supplier id.
    pub member: Uuid,
    /// Its part.
    pub role: MembershipRole,
    /// Share in thousandths, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_permille: Option<u16>,
}

/// The profile that holds on `day`: the latest that does; before all of them the first, in a gap the one before it.
pub(crate) fn profile_on<'a>(facts: impl Iterator<Item = FactBrief<'a>>, day: NaiveDate) -> Result<Option<Profile>> {
    let rank = |fact: &FactBrief<'_>| {
        let begun = fact.valid_from.is_none_or(|from| from <= day);
        let start = fact.valid_from.unwrap_or(NaiveDate::MIN);
        let nearness =
            if begun { start.signed_duration_since(NaiveDate::MIN) } else { day.signed_duration_since(start) };
        (fact.holds_on(day), begun, nearness, fact.seq)
    };
    let best = facts.filter(|fact| fact.room == FactRoom::Profile).max_by_key(rank);
    best.map(|fact| fact.read()).transpose()
}

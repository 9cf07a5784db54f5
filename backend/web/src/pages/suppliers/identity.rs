//! Who a supplier is: names over time, branches, members.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::grades::{Band, grade};
use kakuzuke_domain::schemes::Scheme;
use kakuzuke_store::{AsOf, Member, MembershipRole, SupplierRecord};
use serde::Serialize;
use uuid::Uuid;

use crate::error::Result;
use crate::state::AppState;

/// The supplier's particulars on the day asked.
#[derive(Debug, Clone, Serialize)]
pub struct Identity {
    id: Uuid,
    pub(super) name: String,
    number: Option<String>,
    kind: &'static str,
    kana: Option<String>,
    name_en: Option<String>,
    address: Option<String>,
    country: Option<String>,
    representative: Option<String>,
    successor: Option<String>,
    closed_on: Option<NaiveDate>,
    registered_at: Option<DateTime<Utc>>,
}

/// A name and the days on which it held.
#[derive(Debug, Clone, Serialize)]
pub struct NameSpan {
    name: String,
    kana: Option<String>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// A branch, which has no number of its own.
#[derive(Debug, Clone, Serialize)]
pub struct BranchView {
    name: String,
    address: Option<String>,
}

/// The other side of a joint venture, with its grade on the same day.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    id: Uuid,
    name: String,
    band: &'static str,
    representative: bool,
}

#[cfg(test)]
impl MemberView {
    /// A member with a grade of its own.
    pub fn sample(name: &str, representative: bool) -> Self {
        Self { id: Uuid::nil(), name: name.to_owned(), band: "B", representative }
    }
}

impl Identity {
    /// The particulars of a record.
    #[must_use]
    pub fn of(record: &SupplierRecord) -> Self {
        let profile = &record.profile;
        let address: String = [&profile.postcode, &profile.prefecture, &profile.city, &profile.street]
            .into_iter()
            .enumerate()
            .filter_map(|(index, part)| {
                let part = part.as_deref().filter(|part| !part.is_empty())?;
                Some(if index == 0 { format!("〒{part} ") } else { part.to_owned() })
            })
            .collect();
        Self {
            id: record.supplier.id,
            name: record.supplier.name.clone(),
            number: record.supplier.number.clone(),
            kind: record.supplier.kind.as_str(),
            kana: profile.kana.clone(),
            name_en: profile.name_en.clone(),
            address: Some(address).filter(|address| !address.is_empty()),
            country: profile.country.clone(),
            representative: profile.representative.clone(),
            successor: profile.successor.clone(),
            closed_on: profile.closed_on,
            registered_at: Some(record.supplier.registered_at),
        }
    }
}

/// The names over time, newest first; one row where the name did not change between profiles.
#[must_use]
pub fn names(record: &SupplierRecord) -> Vec<NameSpan> {
    let mut spans: Vec<NameSpan> = Vec::new();
    for profile in &record.profiles {
        match spans.last_mut() {
            Some(later) if later.name == profile.value.name => later.from = profile.valid_from,
            _ => spans.push(NameSpan {
                name: profile.value.name.clone(),
                kana: profile.value.kana.clone(),
                from: profile.valid_from,
                to: profile.valid_to,
            }),
        }
    }
    spans
}

/// The branches.
#[must_use]
pub fn branches(record: &SupplierRecord) -> Vec<BranchView> {
    let view =
        |branch: &kakuzuke_store::Branch| BranchView { name: branch.name.clone(), address: branch.address.clone() };
    record.branches.iter().map(|branch| view(&branch.value)).collect()
}

/// Members or joint ventures with their grades as of the same two dates.
///
/// # Errors
/// When the register cannot be read.
pub async fn members(state: &AppState, scheme: &Scheme, members: &[Member], as_of: &AsOf) -> Result<Vec<MemberView>> {
    let wanted: Vec<Uuid> = members.iter().map(|member| member.supplier).collect();
    let facts = state.store.facts_of_suppliers(&wanted, as_of).await?;
    let band = |id: &Uuid| facts.get(id).map_or(Band::Unrated, |facts| grade(scheme, facts, as_of.valid_on).band);
    let view = |member: &Member| MemberView {
        id: member.supplier,
        name: member.name.clone(),
        band: band(&member.supplier).as_str(),
        representative: member.membership.value.role == MembershipRole::Representative,
    };
    Ok(members.iter().map(view).collect())
}

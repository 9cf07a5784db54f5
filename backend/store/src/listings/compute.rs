//! From facts to a row of the list.

use chrono::NaiveDate;
use kakuzuke_domain::attestations::{Holdings, holdings};
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{Band, grade};
use kakuzuke_domain::schemes::Scheme;
use kakuzuke_domain::suppliers::{SupplierKind, search_key};
use uuid::Uuid;

use super::ListingRow;
use crate::Result;
use crate::facts::{FactBrief, FactRoom};
use crate::suppliers::{Profile, SupplierRef, profile_on};

/// A row of the list with what keeps it fresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) row: ListingRow,
    /// First later day on which anything in the row changes by itself.
    pub(crate) refresh_on: Option<NaiveDate>,
    pub(crate) graded_on: NaiveDate,
}

/// The supplier that facts are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) kind: SupplierKind,
    pub(crate) number: Option<String>,
}

impl From<&SupplierRef> for Holder {
    fn from(supplier: &SupplierRef) -> Self {
        Self { seq: supplier.seq, id: supplier.id, kind: supplier.kind, number: supplier.number.clone() }
    }
}

/// The row of a supplier on a day, from all facts known of it.
pub(crate) fn list(scheme: &Scheme, holder: &Holder, facts: &[FactBrief<'_>], day: NaiveDate) -> Result<Listing> {
    let mut graded = SupplierFacts { supplier: holder.number.clone().unwrap_or_default(), ..SupplierFacts::default() };
    for fact in facts {
        if let Some(fact) = fact.graded()? {
            graded.push(fact);
        }
    }
    let profile = profile_on(facts.iter().copied(), day)?;
    let standing = Standing::of(scheme, &graded, day);
    Ok(listing(holder, &standing, profile.as_ref(), next_profile_day(facts, day), day))
}

/// What facts earn on a day.
pub(crate) struct Standing {
    held: Holdings,
    band: Band,
    points_milli: i64,
    coverage_milli: i64,
    conditional_until: Option<NaiveDate>,
    next_change_on: Option<NaiveDate>,
}

impl Standing {
    pub(crate) fn of(scheme: &Scheme, facts: &SupplierFacts, day: NaiveDate) -> Self {
        let grade = grade(scheme, facts, day);
        Self {
            held: holdings(facts, day),
            band: grade.band,
            points_milli: grade.points_milli,
            coverage_milli: grade.coverage_milli,
            conditional_until: grade.conditional_until,
            next_change_on: grade.next_change_on,
        }
    }
}

/// The row of a supplier on a day, of which nothing but one profile is known; `standing` is that of no facts.
pub(crate) fn list_newcomer(
    holder: &Holder,
    standing: &Standing,
    fact: &FactBrief<'_>,
    profile: &Profile,
    day: NaiveDate,
) -> Listing {
    listing(holder, standing, Some(profile), next_profile_day(std::slice::from_ref(fact), day), day)
}

fn listing(
    holder: &Holder,
    standing: &Standing,
    profile: Option<&Profile>,
    next_profile_on: Option<NaiveDate>,
    day: NaiveDate,
) -> Listing {
    let held = &standing.held;
    let (name, sort_key, number, kind, place, closed_on) = match profile {
        Some(profile) => {
            let key = search_key(profile.kana.as_deref().unwrap_or(&profile.name));
            let place = profile.place();
            (profile.name.clone(), key, profile.number.clone(), profile.kind, place, profile.closed_on)
        }
        None => (String::new(), String::new(), holder.number.clone(), holder.kind, None, None),
    };
    let refresh_on = [held.refresh_on, standing.next_change_on, next_profile_on].into_iter().flatten().min();
    let row = ListingRow {
        supplier_seq: holder.seq,
        id: holder.id,
        name,
        sort_key,
        number,
        kind,
        place,
        closed_on,
        band: standing.band,
        points_milli: standing.points_milli,
        coverage_milli: standing.coverage_milli,
        conditional_until: standing.conditional_until,
        next_change_on: standing.next_change_on,
        star: held.star,
        isms: held.isms,
        privacy_mark: held.privacy_mark,
    };
    Listing { row, refresh_on, graded_on: day }
}

/// The first later day on which another profile may hold.
fn next_profile_day(facts: &[FactBrief<'_>], day: NaiveDate) -> Option<NaiveDate> {
    let edges = facts.iter().filter(|fact| fact.room == FactRoom::Profile);
    let days = edges.flat_map(|fact| [fact.valid_from, fact.valid_to.and_then(|to| to.succ_opt())]);
    days.flatten().filter(|edge| *edge > day).min()
}

//! Everything about one supplier, as of two dates.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::suppliers::SupplierKind;
use uuid::Uuid;

use super::{Branch, Membership, Profile};
use crate::AsOf;
use crate::facts::StoredFact;

/// A supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// Number inside the register.
    pub seq: i64,
    /// Its id in URLs.
    pub id: Uuid,
    /// What it is, as of the two dates.
    pub kind: SupplierKind,
    /// Corporate number, as of the two dates.
    pub number: Option<String>,
    /// Name, as of the two dates.
    pub name: String,
    /// When it came into the register.
    pub registered_at: DateTime<Utc>,
}

/// Something recorded with the days on which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded<T> {
    /// The fact it comes from.
    pub fact_id: Uuid,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
    /// What it says.
    pub value: T,
}

/// The other side of a joint venture: a member, or (seen from the member) the joint venture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The other supplier.
    pub supplier: Uuid,
    /// Its name today.
    pub name: String,
    /// Its corporate number.
    pub number: Option<String>,
    /// Part and share.
    pub membership: Recorded<Membership>,
}

/// One supplier as of two dates: what was known at `known_at`. Facts of any valid time are here; the rule picks by `valid_on`.
#[derive(Debug, Clone)]
pub struct SupplierRecord {
    /// The dates asked.
    pub as_of: AsOf,
    /// Who it is.
    pub supplier: Supplier,
    /// The profile that holds on `valid_on`.
    pub profile: Profile,
    /// Names and addresses over time, newest first.
    pub profiles: Vec<Recorded<Profile>>,
    /// Branches that hold on `valid_on`.
    pub branches: Vec<Recorded<Branch>>,
    /// Members, if it is a joint venture.
    pub members: Vec<Member>,
    /// Joint ventures it belongs to.
    pub memberships: Vec<Member>,
    /// What the rule grades.
    pub facts: SupplierFacts,
    /// The same facts as stored (with details and recording time), newest first.
    pub recorded: Vec<StoredFact>,
}

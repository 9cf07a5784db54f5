//! Who a supplier is: its kind, its names and addresses over time, its branches and members.

use chrono::NaiveDate;
use kakuzuke_domain::suppliers;
use kakuzuke_store::{Branch, Member, MembershipRole, Profile, Recorded};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::day::{Day, Instant};

/// What a supplier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplierKind {
    /// A legal person with a corporate number.
    Corporation,
    /// A person in business.
    SoleProprietor,
    /// Several suppliers bidding as one.
    JointVenture,
    /// A company under foreign law.
    Foreign,
}

impl From<suppliers::SupplierKind> for SupplierKind {
    fn from(kind: suppliers::SupplierKind) -> Self {
        match kind {
            suppliers::SupplierKind::Corporation => Self::Corporation,
            suppliers::SupplierKind::SoleProprietor => Self::SoleProprietor,
            suppliers::SupplierKind::JointVenture => Self::JointVenture,
            suppliers::SupplierKind::Foreign => Self::Foreign,
        }
    }
}

impl From<SupplierKind> for suppliers::SupplierKind {
    fn from(kind: SupplierKind) -> Self {
        match kind {
            SupplierKind::Corporation => Self::Corporation,
            SupplierKind::SoleProprietor => Self::SoleProprietor,
            SupplierKind::JointVenture => Self::JointVenture,
            SupplierKind::Foreign => Self::Foreign,
        }
    }
}

/// What a supplier is called and where it is, during a span of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct Names {
    /// Its id, by which it is corrected.
    pub id: Uuid,
    /// The first day; null since ever.
    pub valid_from: Option<Day>,
    /// The last day; null if it is open.
    pub valid_to: Option<Day>,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// The name as written.
    pub name: String,
    /// Its reading.
    pub kana: Option<String>,
    /// Its name in Latin letters.
    pub name_en: Option<String>,
    /// Its corporate number.
    pub number: Option<String>,
    /// Its prefecture.
    pub prefecture: Option<String>,
    /// Its city or ward.
    pub city: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Seven digits.
    pub postcode: Option<String>,
    /// The country of a foreign company.
    pub country: Option<String>,
    /// The office or name of the person who signs.
    pub representative: Option<String>,
    /// The day on which its registration was closed.
    pub closed_on: Option<Day>,
    /// Why it was closed.
    pub close_cause: Option<String>,
    /// The corporate number of its successor.
    pub successor: Option<String>,
}

fn day(day: Option<NaiveDate>) -> Option<Day> {
    day.map(Day)
}

impl From<Recorded<Profile>> for Names {
    fn from(recorded: Recorded<Profile>) -> Self {
        let profile = recorded.value;
        Self {
            id: recorded.fact_id,
            valid_from: day(recorded.valid_from),
            valid_to: day(recorded.valid_to),
            recorded_at: Instant(recorded.recorded_at),
            name: profile.name,
            kana: profile.kana,
            name_en: profile.name_en,
            number: profile.number,
            prefecture: profile.prefecture,
            city: profile.city,
            street: profile.street,
            postcode: profile.postcode,
            country: profile.country,
            representative: profile.representative,
            closed_on: day(profile.closed_on),
            close_cause: profile.close_cause,
            successor: profile.successor,
        }
    }
}

/// A branch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BranchItem {
    /// Its name as written.
    pub name: String,
    /// Its reading.
    pub kana: Option<String>,
    /// Its address.
    pub address: Option<String>,
}

impl From<Recorded<Branch>> for BranchItem {
    fn from(recorded: Recorded<Branch>) -> Self {
        let branch = recorded.value;
        Self { name: branch.name, kana: branch.kana, address: branch.address }
    }
}

/// What a member is in its joint venture.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It represents the joint venture.
    Representative,
    /// It takes part.
    Member,
}

/// The other side of a joint venture.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberItem {
    /// The other supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// Its corporate number.
    pub number: Option<String>,
    /// Its part.
    pub role: Role,
    /// Its share in thousandths.
    pub share_permille: Option<u16>,
    /// The first day.
    pub valid_from: Option<Day>,
    /// The last day.
    pub valid_to: Option<Day>,
}

impl From<Member> for MemberItem {
    fn from(member: Member) -> Self {
        let membership = member.membership.value;
        let role = match membership.role {
            MembershipRole::Representative => Role::Representative,
            MembershipRole::Member => Role::Member,
        };
        Self {
            supplier: member.supplier,
            name: member.name,
            number: member.number,
            role,
            share_permille: membership.share_permille,
            valid_from: day(member.membership.valid_from),
            valid_to: day(member.membership.valid_to),
        }
    }
}

//! Attestations: declarations, certificates, registrations and reports, with their status history.

mod check;
mod holdings;
mod standing;

pub use holdings::{Holdings, holdings};
pub use standing::Standing;

use crate::facts::{days, objects};
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What is attested (design 3.3).
    pub enum AttestationKind {
        /// IPA's SECURITY ACTION self-declaration, one or two stars.
        SecurityAction = "security_action",
        /// METI's supply-chain evaluation, stars 3 and 4.
        Scs = "scs",
        /// ISO/IEC 27001 certificate (ISMS).
        Iso27001 = "iso27001",
        /// ISO/IEC 27017, only on top of 27001.
        Iso27017 = "iso27017",
        /// Privacy Mark (JIS Q 15001).
        PrivacyMark = "privacy_mark",
        /// ISMAP registration.
        Ismap = "ismap",
        /// ISMAP-LIU registration.
        IsmapLiu = "ismap_liu",
        /// SOC 2 report.
        Soc2 = "soc2",
    }
}

words! {
    /// Edition of ISO/IEC 27001; the 2013 edition ended on 2025-10-31 (IAF MD26).
    pub enum Edition {
        /// ISO/IEC 27001:2013.
        Of2013 = "2013",
        /// ISO/IEC 27001:2022.
        Of2022 = "2022",
    }
}

words! {
    /// An officer's judgement whether the certificate's scope holds the work.
    pub enum Scope {
        /// The work lies inside the scope.
        Covers = "covers",
        /// A part of the work lies inside.
        Partly = "partly",
        /// The work lies outside.
        Not = "not",
        /// Nobody has judged it yet.
        Unknown = "unknown",
    }
}

words! {
    /// How an attestation is known to be true.
    pub enum Assurance {
        /// Nobody has looked at it.
        Unconfirmed = "unconfirmed",
        /// The supplier says so.
        SelfDeclared = "self_declared",
        /// An officer has seen the paper.
        OfficerConfirmed = "officer_confirmed",
        /// An independent body says so.
        ThirdParty = "third_party",
        /// Found in the official register.
        OfficialRegister = "official_register",
    }
}

words! {
    /// A status that holds during a span; outside all spans an attestation is valid.
    pub enum Status {
        /// 一時停止.
        Suspended = "suspended",
        /// 取消, final.
        Revoked = "revoked",
        /// 返上, final.
        Returned = "returned",
        /// 更新審査中.
        UnderRenewal = "under_renewal",
    }
}

/// The days on which a status holds; both ends inclusive, open if `to` is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusSpan {
    /// The status.
    pub status: Status,
    /// First day.
    #[serde(with = "days::day")]
    pub from: NaiveDate,
    /// Last day.
    #[serde(default, with = "days::optional_day")]
    pub to: Option<NaiveDate>,
}

impl StatusSpan {
    /// Whether the span contains the day.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// One attestation of a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// Unique among the supplier's attestations.
    pub id: String,
    /// What is attested.
    pub kind: AttestationKind,
    /// Stars, for `security_action` (1, 2) and `scs` (3, 4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// For `iso27001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Edition>,
    /// For `iso27001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Number as printed on the paper or in the register.
    pub number: String,
    /// How it is known.
    pub assurance: Assurance,
    /// First day of validity.
    #[serde(with = "days::day")]
    pub valid_from: NaiveDate,
    /// Last day of validity, inclusive; open if `None`.
    #[serde(default, with = "days::optional_day")]
    pub valid_to: Option<NaiveDate>,
    /// Suspension, revocation, return and renewal.
    #[serde(default, deserialize_with = "objects::list")]
    pub statuses: Vec<StatusSpan>,
}

impl Attestation {
    /// Whether somebody vouches for it: everything but `unconfirmed`.
    #[must_use]
    pub const fn is_confirmed(&self) -> bool {
        !matches!(self.assurance, Assurance::Unconfirmed)
    }

    /// Whether `other` takes its place when it ends: of the same kind, with as many stars, begun later, and earning on the day
    /// after its last one.
    #[must_use]
    pub fn is_renewed_by(&self, other: &Self) -> bool {
        let Some(next) = self.valid_to.and_then(|last| last.succ_opt()) else { return false };
        other.kind == self.kind
            && other.level >= self.level
            && other.valid_from > self.valid_from
            && other.earns_on(next)
    }

    /// Whether it earns on the day: valid, confirmed, and in no span other than `under_renewal`.
    /// ISMAP registrations also earn after `valid_to` while under renewal (ISMAP 基本規程 3.5).
    #[must_use]
    pub fn earns_on(&self, day: NaiveDate) -> bool {
        self.standing_on(day).earns()
    }
}

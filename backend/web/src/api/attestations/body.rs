//! An attestation as the API reads and writes it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::day::Day;
use crate::error::{AppError, FieldProblem, Result};

/// The longest number, in characters.
const LONGEST_NUMBER: usize = 200;
/// The most spans of status.
const MOST_SPANS: usize = 100;

/// What is attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttestationKind {
    /// A declaration of SECURITY ACTION, level 1 or 2.
    SecurityAction,
    /// An assessment under SCS, level 3 or 4.
    Scs,
    /// A certificate under ISO/IEC 27001.
    Iso27001,
    /// A certificate under ISO/IEC 27017.
    Iso27017,
    /// A Privacy Mark.
    PrivacyMark,
    /// A registration in ISMAP.
    Ismap,
    /// A registration in ISMAP-LIU.
    IsmapLiu,
    /// A SOC 2 report.
    Soc2,
}

/// An edition of ISO/IEC 27001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Edition {
    /// ISO/IEC 27001:2013.
    #[serde(rename = "2013")]
    Of2013,
    /// ISO/IEC 27001:2022.
    #[serde(rename = "2022")]
    Of2022,
}

/// Whether a certificate's scope covers the work entrusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of it.
    Covers,
    /// A part of it.
    Partly,
    /// Nothing of it.
    Not,
    /// Nobody has looked.
    Unknown,
}

/// How it is known that an attestation is genuine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// It is not; it earns nothing.
    Unconfirmed,
    /// The supplier says so.
    SelfDeclared,
    /// An officer has seen the paper.
    OfficerConfirmed,
    /// A third party has examined it.
    ThirdParty,
    /// It stands in the official register.
    OfficialRegister,
}

/// What an attestation can be besides valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Suspended for a while.
    Suspended,
    /// Revoked by the issuer, for good.
    Revoked,
    /// Returned by the holder, for good.
    Returned,
    /// In the course of renewal.
    UnderRenewal,
}

/// Days on which an attestation is not simply valid. Both days are included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusSpan {
    /// What it is on these days.
    pub status: Status,
    /// The first day.
    pub from: Day,
    /// The last day; null while nobody knows it, and always for `revoked` and `returned`.
    #[serde(default)]
    pub to: Option<Day>,
}

/// One attestation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttestationBody {
    /// What is attested.
    pub kind: AttestationKind,
    /// `security_action`: 1 or 2; `scs`: 3 or 4; nothing else has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 4)]
    pub level: Option<u8>,
    /// The edition of `iso27001`; nothing else has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Edition>,
    /// The scope of `iso27001`; nothing else has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The number of the declaration, certificate, registration or report, as printed on it.
    #[schema(max_length = 200)]
    pub number: String,
    /// How it is known to be genuine.
    pub assurance: Assurance,
    /// The first day on which it holds.
    pub valid_from: Day,
    /// The last day on which it holds; null if it is open.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// The days on which it is suspended, revoked, returned or under renewal.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub statuses: Vec<StatusSpan>,
}

impl AttestationBody {
    /// Whether it keeps to the sizes that the API accepts.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with `too_long`.
    pub fn check(&self) -> Result<()> {
        let long = |field: &str| Err(AppError::Invalid(vec![FieldProblem::new(field, "too_long")]));
        if self.number.chars().count() > LONGEST_NUMBER {
            return long("number");
        }
        if self.statuses.len() > MOST_SPANS { long("statuses") } else { Ok(()) }
    }
}

//! What is said of a subcontract, as the API reads it.

use kakuzuke_domain::subcontracts as rules;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::day::Day;
use crate::writes::SubcontractTerms;

/// What is known about something that may be so or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = KnownWord)]
pub enum Known {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nobody has said.
    #[default]
    Unknown,
}

impl From<Known> for rules::Known {
    fn from(known: Known) -> Self {
        match known {
            Known::Yes => Self::Yes,
            Known::No => Self::No,
            Known::Unknown => Self::Unknown,
        }
    }
}

impl From<rules::Known> for Known {
    fn from(known: rules::Known) -> Self {
        match known {
            rules::Known::Yes => Self::Yes,
            rules::Known::No => Self::No,
            rules::Known::Unknown => Self::Unknown,
        }
    }
}

/// The terms of a subcontract.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubcontractBody {
    /// The work handed on.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub work: String,
    /// The data handled in it.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub data: Option<String>,
    /// Whether personal data is among it.
    #[serde(default)]
    pub personal_data: Known,
    /// Whether the clauses of the contract bind the subcontractor too.
    #[serde(default)]
    pub flow_down: Known,
    /// The day of the request.
    pub requested_on: Day,
    /// First day of the work.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Last day of the work; not before the first.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

impl From<SubcontractBody> for SubcontractTerms {
    fn from(body: SubcontractBody) -> Self {
        Self {
            work: body.work,
            data: body.data,
            personal_data: body.personal_data.into(),
            flow_down: body.flow_down.into(),
            requested_on: body.requested_on.0,
            valid_from: body.valid_from.map(|day| day.0),
            valid_to: body.valid_to.map(|day| day.0),
        }
    }
}

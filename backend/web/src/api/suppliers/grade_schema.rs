//! The shape of a grade, for the description of the API. The values come from the domain.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::band::Band;
use crate::api::day::{Day, Instant};

/// The scheme by which a grade was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeScheme {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its file.
    pub sha256: String,
}

/// One line of the breakdown. All lines sum to the total.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    /// The criterion, or `cap`, `scaling`, `floor`.
    pub criterion: String,
    /// The criterion's group.
    pub group: String,
    /// Points in thousandths.
    pub points_milli: i64,
    /// The most it can earn, in thousandths.
    pub maximum_milli: i64,
    /// The machine code of the reason.
    pub reason: String,
    /// What the words of the reason need.
    #[schema(value_type = BTreeMap<String, Value>)]
    pub arguments: BTreeMap<String, serde_json::Value>,
    /// The facts it rests on.
    pub facts: Vec<String>,
}

/// A gate that is not met.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gate {
    /// The gate.
    pub gate: String,
    /// The best band it leaves.
    pub cap: Band,
    /// The machine code of the reason.
    pub reason: String,
    /// The facts it rests on.
    pub facts: Vec<String>,
}

/// A grade with its whole breakdown, as `kakuzuke grade` prints it, and what was known when.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeAnswer {
    /// The supplier.
    pub supplier: Option<String>,
    /// The day that matters.
    pub valid_on: Day,
    /// The scheme.
    pub scheme: GradeScheme,
    /// The band.
    pub band: Band,
    /// The last day of a conditional S.
    pub conditional_until: Option<Day>,
    /// Points in thousandths.
    pub points_milli: i64,
    /// The most anybody can earn, in thousandths.
    pub maximum_milli: i64,
    /// The applicable maximum, in thousandths.
    pub coverage_milli: i64,
    /// The levels of assurance behind the points.
    pub assurance: Vec<String>,
    /// The breakdown.
    pub lines: Vec<Line>,
    /// The gates that are not met.
    pub gates: Vec<Gate>,
    /// The first day on which something of this changes, if nothing new becomes known.
    pub next_change_on: Option<Day>,
    /// What was known at this instant is what was graded.
    pub known_at: Instant,
}

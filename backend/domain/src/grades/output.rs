//! The grade as JSON, in exactly the field order of the contract (design 3.3).

use super::assurances::Assurances;
use super::band::Band;
use super::grade::{Gate, Grade};
use super::lines::Line;
use super::reasons::{Arguments, GateReason};
use crate::schemes::Scheme;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// A grade with its scheme, ready to be serialized.
#[derive(Debug, Serialize)]
pub struct GradeView<'a> {
    supplier: Option<&'a str>,
    valid_on: NaiveDate,
    scheme: SchemeView<'a>,
    band: Band,
    conditional_until: Option<NaiveDate>,
    points_milli: i64,
    maximum_milli: i64,
    coverage_milli: i64,
    assurance: Assurances,
    #[serde(serialize_with = "lines")]
    lines: &'a [Line<'a>],
    #[serde(serialize_with = "gates")]
    gates: &'a [Gate<'a>],
    next_change_on: Option<NaiveDate>,
}

#[derive(Debug, Serialize)]
struct SchemeView<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct LineView<'a> {
    criterion: &'a str,
    group: &'a str,
    points_milli: i64,
    maximum_milli: i64,
    reason: &'static str,
    arguments: Arguments,
    facts: &'a [&'a str],
}

#[derive(Serialize)]
struct GateView<'a> {
    gate: &'a str,
    cap: Band,
    reason: GateReason,
    facts: &'a [&'a str],
}

impl Grade<'_> {
    /// The grade as it is written: `scheme` is the one it was given under.
    #[must_use]
    pub fn view<'v>(&'v self, scheme: &'v Scheme) -> GradeView<'v> {
        GradeView {
            supplier: (!self.supplier.is_empty()).then_some(self.supplier),
            valid_on: self.valid_on,
            scheme: SchemeView { id: &scheme.id, version: &scheme.version, sha256: &scheme.sha256 },
            band: self.band,
            conditional_until: self.conditional_until,
            points_milli: self.points_milli,
            maximum_milli: self.maximum_milli,
            coverage_milli: self.coverage_milli,
            assurance: self.assurance,
            lines: &self.lines,
            gates: &self.gates,
            next_change_on: self.next_change_on,
        }
    }

    /// The grade as a JSON value.
    #[must_use]
    pub fn to_json(&self, scheme: &Scheme) -> serde_json::Value {
        serde_json::to_value(self.view(scheme)).unwrap_or_default()
    }
}

fn lines<S: Serializer>(lines: &[Line<'_>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(lines.iter().map(|line| LineView {
        criterion: line.criterion,
        group: line.group,
        points_milli: line.points_milli,
        maximum_milli: line.maximum_milli,
        reason: line.reason.as_str(),
        arguments: line.reason.arguments(),
        facts: &line.facts,
    }))
}

fn gates<S: Serializer>(gates: &[Gate<'_>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(gates.iter().map(|gate| GateView {
        gate: gate.gate,
        cap: gate.cap,
        reason: gate.reason,
        facts: &gate.facts,
    }))
}

//! Grades inside the supplier's page: breakdown, gates, what would raise it, and its course over time.

mod chart;
mod facts;
mod improvements;
mod lines;
#[cfg(test)]
pub mod samples;
mod words;

use chrono::NaiveDate;
use kakuzuke_domain::grades::{Band, Grade};
use kakuzuke_domain::schemes::Scheme;
use serde::Serialize;

pub use chart::Chart;
pub use facts::FactLinks;
pub use improvements::{Step, steps};
pub use lines::{GateView, GroupView};
pub use words::Words;

/// A grade as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct GradeView {
    band: &'static str,
    points_milli: i64,
    maximum_milli: i64,
    coverage_milli: i64,
    conditional_until: Option<NaiveDate>,
    assurance: Vec<&'static str>,
    next_change_on: Option<NaiveDate>,
    scheme: SchemeLink,
    groups: Vec<GroupView>,
    gates: Vec<GateView>,
    next_band: Option<&'static str>,
    missing_milli: i64,
}

/// The scheme a grade was given under.
#[derive(Debug, Clone, Serialize)]
pub struct SchemeLink {
    id: String,
    version: String,
    sha256: String,
    title: Words,
}

impl GradeView {
    /// The view of a grade given under `scheme`; `links` know the supplier's facts.
    #[must_use]
    pub fn new(grade: &Grade<'_>, scheme: &Scheme, links: &FactLinks) -> Self {
        let next = grade.band.next_better().filter(|_| grade.band != Band::Unrated);
        let needed = next.and_then(|band| scheme.bands.iter().find(|rule| rule.band == band));
        let missing_milli = needed.map_or(0, |rule| (rule.minimum_milli - grade.points_milli).max(0));
        Self {
            band: grade.band.as_str(),
            points_milli: grade.points_milli,
            maximum_milli: grade.maximum_milli,
            coverage_milli: grade.coverage_milli,
            conditional_until: grade.conditional_until,
            assurance: grade.assurance.iter().map(|level| level.as_str()).collect(),
            next_change_on: grade.next_change_on,
            scheme: SchemeLink {
                id: scheme.id.clone(),
                version: scheme.version.clone(),
                sha256: scheme.sha256.clone(),
                title: Words::from(&scheme.title),
            },
            groups: lines::groups(grade, scheme, links),
            gates: lines::gates(grade, scheme, links),
            next_band: next.map(Band::as_str),
            missing_milli,
        }
    }
}

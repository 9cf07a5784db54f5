//! The grade over time, by walking from change to change.

use super::band::Band;
use super::grade::grade;
use crate::facts::SupplierFacts;
use crate::schemes::Scheme;
use chrono::NaiveDate;

/// Band and points on the first day, and on every later day up to the last on which one of
/// them differs from the day before.
#[must_use]
pub fn timeline(scheme: &Scheme, facts: &SupplierFacts, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, Band, i64)> {
    let mut points: Vec<(NaiveDate, Band, i64)> = Vec::new();
    let mut next = Some(from);
    while let Some(day) = next.filter(|day| *day <= to) {
        let grade = grade(scheme, facts, day);
        let same = |last: &(NaiveDate, Band, i64)| (last.1, last.2) == (grade.band, grade.points_milli);
        if !points.last().is_some_and(same) {
            points.push((day, grade.band, grade.points_milli));
        }
        next = grade.next_change_on;
    }
    points
}

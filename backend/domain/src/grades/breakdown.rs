//! The breakdown: every line, the limits of groups, scaling and the floor.

use super::assurances::Assurances;
use super::case::Case;
use super::criteria::{outcome, push_incidents};
use super::fact_ids::FactIds;
use super::lines::Line;
use super::reasons::Reason;
use super::turns::Turns;
use crate::schemes::{Group, Rule};
use chrono::NaiveDate;

pub struct Breakdown<'a> {
    pub lines: Vec<Line<'a>>,
    pub points_milli: i64,
    pub coverage_milli: i64,
    pub assurances: Assurances,
    /// Points of the groups that earn, after their limits.
    earned_milli: i64,
    /// Points that deductions take, after their limits.
    deducted_milli: i64,
}

/// Lines beside those of criteria and incidents: limits of groups, scaling, floor.
const COMPUTED_LINES: usize = 4;

impl<'a> Breakdown<'a> {
    pub fn of(case: &Case<'a>, day: NaiveDate, turns: &mut Turns) -> Self {
        let scheme = case.scheme;
        let criteria: usize = scheme.groups.iter().map(|group| group.criteria.len()).sum();
        let capacity = criteria + case.incidents.len() + COMPUTED_LINES;
        let mut breakdown = Self {
            lines: Vec::with_capacity(capacity),
            points_milli: 0,
            coverage_milli: 0,
            assurances: Assurances::default(),
            earned_milli: 0,
            deducted_milli: 0,
        };
        for group in &scheme.groups {
            breakdown.add_group(case, group, day, turns);
        }
        breakdown.total(scheme.maximum_milli, scheme.rounding.unit_milli);
        breakdown
    }

    fn add_group(&mut self, case: &Case<'a>, group: &'a Group, day: NaiveDate, turns: &mut Turns) {
        let mut sum = 0;
        let mut applicable = false;
        for criterion in &group.criteria {
            if let Rule::IncidentDeductions(rule) = &criterion.rule {
                let place = (group, criterion);
                sum += push_incidents(case, place, rule, day, turns, &mut self.lines);
                continue;
            }
            let Some(outcome) = outcome(case, &criterion.rule, day, turns) else {
                continue;
            };
            let counts = outcome.reason != Reason::NoDuties;
            applicable |= counts;
            sum += outcome.points_milli;
            self.assurances = self.assurances.and(outcome.assurances);
            self.lines.push(Line {
                criterion: &criterion.id,
                group: &group.id,
                points_milli: outcome.points_milli,
                maximum_milli: if counts { criterion.rule.maximum_milli() } else { 0 },
                reason: outcome.reason,
                facts: outcome.facts,
            });
        }
        let limited = self.limit(group, sum);
        if group.deducts() {
            self.deducted_milli += limited;
        } else if applicable {
            self.earned_milli += limited;
            self.coverage_milli += group.maximum_milli;
        }
    }

    fn limit(&mut self, group: &'a Group, sum: i64) -> i64 {
        if sum > group.maximum_milli {
            let reason = Reason::GroupMaximum(group.maximum_milli);
            self.compute("cap", &group.id, group.maximum_milli - sum, reason);
            group.maximum_milli
        } else if sum < group.minimum_milli {
            let reason = Reason::GroupMinimum(group.minimum_milli);
            self.compute("cap", &group.id, group.minimum_milli - sum, reason);
            group.minimum_milli
        } else {
            sum
        }
    }

    fn total(&mut self, maximum_milli: i64, unit: i64) {
        let scaled = (self.earned_milli * maximum_milli)
            .checked_div(self.coverage_milli)
            .map_or(0, |points| points - points % unit);
        let reason = Reason::CoverageScaled(self.coverage_milli);
        self.compute("scaling", "scaling", scaled - self.earned_milli, reason);
        let total = scaled + self.deducted_milli;
        self.compute("floor", "floor", (-total).max(0), Reason::TotalMinimum);
        self.points_milli = total.max(0);
    }

    /// Adds a line that no criterion has, unless it is 0.
    fn compute(&mut self, criterion: &'a str, group: &'a str, points_milli: i64, reason: Reason) {
        if points_milli != 0 {
            let facts = FactIds::new();
            let line = Line { criterion, group, points_milli, maximum_milli: 0, reason, facts };
            self.lines.push(line);
        }
    }
}

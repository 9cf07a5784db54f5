//! What makes a scheme contradict itself.

use super::criteria::{BestOf, Rule};
use super::{GateRule, Scheme, SchemeError, Text};
use crate::grades::Band;
use std::collections::HashSet;

/// Words that lines have which no criterion or group may take.
const COMPUTED: [&str; 3] = ["cap", "scaling", "floor"];
const MOST_MONTHS: u32 = 1_200;
const MOST_DAYS: u64 = 36_500;
const MOST_MILLI: i64 = 1_000_000_000;
const BANDS: [Band; 5] = [Band::S, Band::A, Band::B, Band::C, Band::D];

type Checked = Result<(), SchemeError>;

fn ensure(holds: bool, path: impl Into<String>, problem: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(SchemeError::Wrong { path: path.into(), problem }) }
}

impl Scheme {
    pub(super) fn check(&self) -> Checked {
        ensure(!self.id.is_empty(), "id", "must not be empty")?;
        ensure(!self.version.is_empty(), "version", "must not be empty")?;
        check_text(&self.title, "title")?;
        ensure(self.rounding.unit_milli > 0, "rounding.unit_milli", "must be above 0")?;
        self.check_serious()?;
        self.check_groups()?;
        self.check_rows()?;
        self.check_gates()?;
        self.check_bands()?;
        self.check_bonus()
    }

    fn check_serious(&self) -> Checked {
        let limits = &self.serious;
        ensure(limits.outage_seconds > 0, "serious.outage_seconds", "must be above 0")?;
        ensure(limits.undetermined_days <= MOST_DAYS, "serious.undetermined_days", "is too large")
    }

    fn check_groups(&self) -> Checked {
        let mut ids = HashSet::new();
        let mut total = 0_i64;
        for (index, group) in self.groups.iter().enumerate() {
            let path = format!("groups[{index}]");
            let is_free = ids.insert(group.id.as_str()) && !COMPUTED.contains(&group.id.as_str());
            ensure(is_free && !group.id.is_empty(), format!("{path}.id"), "must be new and not a reserved word")?;
            check_text(&group.title, &format!("{path}.title"))?;
            let range = 0..=MOST_MILLI;
            ensure(range.contains(&group.maximum_milli), format!("{path}.maximum_milli"), "is out of range")?;
            let least = if group.deducts() { -MOST_MILLI..=0 } else { 0..=group.maximum_milli };
            ensure(least.contains(&group.minimum_milli), format!("{path}.minimum_milli"), "is out of range")?;
            ensure(!group.criteria.is_empty(), format!("{path}.criteria"), "must not be empty")?;
            total += group.maximum_milli;
        }
        ensure(total > 0 && total == self.maximum_milli, "maximum_milli", "must be the sum of the groups' maxima")?;
        ensure(total <= MOST_MILLI, "maximum_milli", "is out of range")?;
        let mut words = HashSet::new();
        for (group, criterion) in self.criteria() {
            let path = format!("groups.{}.{}", group.id, criterion.id);
            let is_free = words.insert(criterion.id.as_str()) && !COMPUTED.contains(&criterion.id.as_str());
            ensure(is_free && !criterion.id.is_empty(), &path, "the id must be new and not a reserved word")?;
            check_text(&criterion.title, &format!("{path}.title"))?;
            check_rule(&criterion.rule, &format!("{path}.rule"))?;
            let takes = matches!(criterion.rule, Rule::IncidentDeductions(_));
            ensure(
                takes == group.deducts(),
                &path,
                "deductions for incidents stand in a group of maximum 0, and nothing else does",
            )?;
        }
        Ok(())
    }

    fn check_gates(&self) -> Checked {
        let mut ids = HashSet::new();
        for gate in &self.gates {
            let path = format!("gates.{}", gate.id);
            ensure(ids.insert(gate.id.as_str()) && !gate.id.is_empty(), &path, "the id must be new")?;
            check_text(&gate.title, &format!("{path}.title"))?;
            check_gate(gate, &path)?;
        }
        let Some(conditional) = &self.conditional else {
            return Ok(());
        };
        let finding = |gate: &GateRule| matches!(gate.test, super::GateTest::NoMajorFindingOverdue {});
        ensure(
            self.gate(&conditional.gate).is_some_and(finding),
            "conditional.gate",
            "must be the gate on overdue findings",
        )?;
        ensure(conditional.within_days <= MOST_DAYS, "conditional.within_days", "is too large")
    }

    fn check_bands(&self) -> Checked {
        let order = self.bands.iter().map(|rule| rule.band);
        ensure(order.eq(BANDS), "bands", "must be S, A, B, C and D in this order")?;
        let falling = self.bands.windows(2).all(|pair| pair[0].minimum_milli > pair[1].minimum_milli);
        ensure(falling, "bands", "the minima must fall from band to band")?;
        let lowest = self.bands.last().map(|rule| rule.minimum_milli);
        ensure(lowest == Some(0), "bands", "the lowest band must start at 0")?;
        let highest = self.bands.first().map(|rule| rule.minimum_milli);
        ensure(highest <= Some(self.maximum_milli), "bands", "the top band must be within reach")?;
        self.bands.iter().try_for_each(|rule| check_text(&rule.title, &format!("bands.{}.title", rule.band)))
    }

    fn check_bonus(&self) -> Checked {
        let order = self.bonus.rows.iter().map(|row| row.band);
        ensure(
            order.eq(BANDS.into_iter().chain([Band::Unrated])),
            "bonus.rows",
            "must be S, A, B, C, D and unrated in this order",
        )?;
        let points = || self.bonus.rows.iter().map(|row| row.points_milli);
        let fair = points().is_sorted_by(|better, worse| better >= worse) && points().all(|one| one >= 0);
        ensure(fair, "bonus.rows", "must not rise from band to band nor be negative")?;
        ensure(points().max() <= Some(self.bonus.of_milli), "bonus.of_milli", "must hold the highest bonus")
    }

    /// Every attestation is spoken of by one row at most.
    fn check_rows(&self) -> Checked {
        let mut seen: Vec<(&str, &super::Row)> = Vec::new();
        for (_, criterion) in self.criteria() {
            let Rule::BestOf(rule) = &criterion.rule else { continue };
            for row in &rule.rows {
                let clash = seen.iter().any(|(_, other)| may_meet(row, other));
                ensure(!clash, format!("{}.rows", criterion.id), "two rows speak of the same attestation")?;
                seen.push((&criterion.id, row));
            }
        }
        Ok(())
    }
}

fn may_meet(one: &super::Row, other: &super::Row) -> bool {
    fn overlap<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        one.is_none() || other.is_none() || one == other
    }
    one.attestation == other.attestation
        && overlap(one.level, other.level)
        && overlap(one.edition, other.edition)
        && overlap(one.scope, other.scope)
}

fn check_text(text: &Text, path: &str) -> Checked {
    ensure(!text.ja.is_empty() && !text.en.is_empty(), path, "both languages must say something")
}

fn check_gate(gate: &GateRule, path: &str) -> Checked {
    use super::GateTest as Test;
    ensure(BANDS.contains(&gate.cap), format!("{path}.cap"), "must be a band")?;
    match &gate.test {
        Test::RecentAudit { months } | Test::NoAttestationWithdrawn { months } => check_months(*months, path),
        Test::NoCorrectionOverdue { serious_days } => ensure(*serious_days <= MOST_DAYS, path, "the days are too many"),
        Test::Attested { any_of } => ensure(!any_of.is_empty(), path, "names no attestation"),
        Test::FullCoverage {} | Test::NoMajorFindingOverdue {} | Test::NoSeriousIncidentOpen {} => Ok(()),
    }
}

fn check_months(months: u32, path: &str) -> Checked {
    ensure((1..=MOST_MONTHS).contains(&months), path, "months must be 1 to 1200")
}

fn check_earning(milli: i64, path: &str) -> Checked {
    ensure((0..=MOST_MILLI).contains(&milli), path, "points must be 0 or more, and not beyond reason")
}

fn check_taking(milli: i64, path: &str) -> Checked {
    ensure((-MOST_MILLI..=0).contains(&milli), path, "a deduction must be 0 or less")
}

fn check_steps<T, K: Ord>(steps: &[T], key: impl Fn(&T) -> K, points: impl Fn(&T) -> i64, path: &str) -> Checked {
    ensure(!steps.is_empty(), path, "needs a step")?;
    let ordered = steps.windows(2).all(|pair| key(&pair[0]) < key(&pair[1]) && points(&pair[0]) >= points(&pair[1]));
    ensure(ordered, path, "steps must run from the best to the least")?;
    steps.iter().try_for_each(|step| check_earning(points(step), path))
}

fn check_rule(rule: &Rule, path: &str) -> Checked {
    use std::cmp::Reverse;
    match rule {
        Rule::BestOf(rule) => check_family(rule, path),
        Rule::StepsByAge(rule) => {
            check_steps(&rule.steps, |step| step.months, |step| step.points_milli, path)?;
            rule.steps.iter().try_for_each(|step| check_months(step.months, path))?;
            let each_once = crate::audits::Opinion::ALL
                .iter()
                .all(|opinion| rule.opinions.iter().filter(|row| row.opinion == *opinion).count() == 1);
            ensure(each_once, path, "every opinion needs one share")?;
            let shares = rule.opinions.iter().all(|row| (0..=100).contains(&row.percent));
            ensure(shares, path, "a share must be 0 to 100 percent")
        }
        Rule::OverdueFindings(rule) => {
            check_taking(rule.major_milli, path)?;
            check_taking(rule.minor_milli, path)
        }
        Rule::OnTimeRatio(rule) => {
            check_months(rule.months, path)?;
            check_earning(rule.points_milli, path)
        }
        Rule::ScoreSteps(rule) => {
            check_months(rule.months, path)?;
            check_steps(&rule.steps, |step| Reverse(step.at_least), |step| step.points_milli, path)
        }
        Rule::CountSteps(rule) => {
            check_months(rule.months, path)?;
            ensure(rule.steps.iter().all(|step| step.at_least > 0), path, "a step must ask for one at least")?;
            check_steps(&rule.steps, |step| Reverse(step.at_least), |step| step.points_milli, path)
        }
        Rule::DrillRates(rule) => {
            check_months(rule.months, path)?;
            check_earning(rule.points_milli, path)
        }
        Rule::IncidentDeductions(rule) => {
            check_months(rule.months, path)?;
            ensure(rule.report_within_seconds >= 0, path, "the time to report must not be negative")?;
            check_taking(rule.each_milli, path)?;
            check_taking(rule.late_report_milli, path)?;
            check_taking(rule.serious_milli, path)
        }
    }
}

fn check_family(rule: &BestOf, path: &str) -> Checked {
    ensure(!rule.rows.is_empty(), path, "needs a row")?;
    rule.rows.iter().try_for_each(|row| check_earning(row.points_milli, path))?;
    rule.supplement.as_ref().map_or(Ok(()), |extra| check_earning(extra.points_milli, path))
}

//! The kinds of criteria and gates as rows that a person can read.

use kakuzuke_domain::schemes::{Criterion, GateRule, GateTest, Row as AttestationRow, Rule, Start};
use serde::Serialize;
use serde_json::{Value, json};

use crate::pages::grades::Words;
use crate::render::numbers::milli;

/// One criterion.
#[derive(Debug, Clone, Serialize)]
pub struct CriterionView {
    title: Words,
    kind: &'static str,
    arguments: Value,
    rows: Vec<Row>,
}

/// One condition and what it earns; words are `rule-row-<key>`.
#[derive(Debug, Clone, Default, Serialize)]
struct Row {
    attestation: Option<&'static str>,
    level: Option<u8>,
    edition: Option<&'static str>,
    scope: Option<&'static str>,
    key: Option<String>,
    arguments: Value,
    points_milli: i64,
    percent: Option<i64>,
}

/// One gate; words are `gate-test-<kind>`.
#[derive(Debug, Clone, Serialize)]
pub struct GateView {
    title: Words,
    cap: &'static str,
    kind: &'static str,
    arguments: Value,
    papers: Vec<PaperView>,
}

#[derive(Debug, Clone, Serialize)]
struct PaperView {
    attestation: &'static str,
    level: Option<u8>,
}

impl Row {
    fn new(key: &str, arguments: Value, points_milli: i64) -> Self {
        Self { key: Some(key.to_owned()), arguments, points_milli, ..Self::default() }
    }

    fn attestation(row: &AttestationRow) -> Self {
        let (key, arguments) = match (row.active_from, row.active_until) {
            (Some(Start::Unset), _) => (Some("not-started"), json!({})),
            (Some(Start::On(from)), _) => (Some("from"), json!({ "from": from })),
            (None, Some(until)) => (Some("until"), json!({ "until": until })),
            (None, None) => (None, json!({})),
        };
        Self {
            attestation: Some(row.attestation.as_str()),
            level: row.level,
            edition: row.edition.map(|edition| edition.as_str()),
            scope: row.scope.map(|scope| scope.as_str()),
            key: key.map(str::to_owned),
            arguments,
            points_milli: row.points_milli,
            percent: None,
        }
    }
}

impl CriterionView {
    /// The criterion in words.
    #[must_use]
    pub fn of(criterion: &Criterion) -> Self {
        let (kind, arguments, rows) = words(&criterion.rule);
        Self { title: Words::from(&criterion.title), kind, arguments, rows }
    }
}

fn words(rule: &Rule) -> (&'static str, Value, Vec<Row>) {
    match rule {
        Rule::BestOf(rule) => {
            let supplement = rule.supplement.iter().map(|extra| Row {
                attestation: Some(extra.attestation.as_str()),
                ..Row::new("supplement", json!({}), extra.points_milli)
            });
            ("best_of", json!({}), rule.rows.iter().map(Row::attestation).chain(supplement).collect())
        }
        Rule::StepsByAge(rule) => {
            let steps =
                rule.steps.iter().map(|step| Row::new("within", json!({ "months": step.months }), step.points_milli));
            let opinions = rule.opinions.iter().map(|share| Row {
                percent: Some(share.percent),
                ..Row::new(&format!("opinion-{}", share.opinion.as_str()), json!({}), 0)
            });
            ("steps_by_age", json!({}), steps.chain(opinions).collect())
        }
        Rule::OverdueFindings(rule) => (
            "overdue_findings",
            json!({}),
            vec![Row::new("major", json!({}), rule.major_milli), Row::new("minor", json!({}), rule.minor_milli)],
        ),
        Rule::OnTimeRatio(rule) => (
            "on_time_ratio",
            json!({ "months": rule.months, "points_milli": rule.points_milli }),
            vec![Row::new("all-on-time", json!({}), rule.points_milli)],
        ),
        Rule::ScoreSteps(rule) => (
            "score_steps",
            json!({ "months": rule.months }),
            rule.steps
                .iter()
                .map(|step| Row::new("score", json!({ "score": step.at_least }), step.points_milli))
                .collect(),
        ),
        Rule::CountSteps(rule) => (
            "count_steps",
            json!({ "months": rule.months }),
            rule.steps
                .iter()
                .map(|step| Row::new("count", json!({ "count": step.at_least }), step.points_milli))
                .collect(),
        ),
        Rule::DrillRates(rule) => {
            let percent = |permille: u16| milli(i64::from(permille) * 100);
            let rates = json!({ "clicked": percent(rule.clicked_below_permille), "reported": percent(rule.reported_at_least_permille) });
            ("drill_rates", json!({ "months": rule.months }), vec![Row::new("drill", rates, rule.points_milli)])
        }
        Rule::IncidentDeductions(rule) => (
            "incident_deductions",
            json!({ "months": rule.months }),
            vec![
                Row::new("each", json!({}), rule.each_milli),
                Row::new("late", json!({ "minutes": rule.report_within_seconds / 60 }), rule.late_report_milli),
                Row::new("serious", json!({}), rule.serious_milli),
            ],
        ),
    }
}

impl GateView {
    /// The gate in words.
    #[must_use]
    pub fn of(rule: &GateRule) -> Self {
        let (kind, arguments) = match &rule.test {
            GateTest::FullCoverage {} => ("full_coverage", json!({})),
            GateTest::RecentAudit { months } => ("recent_audit", json!({ "months": months })),
            GateTest::NoMajorFindingOverdue {} => ("no_major_finding_overdue", json!({})),
            GateTest::Attested { .. } => ("attested", json!({})),
            GateTest::NoSeriousIncidentOpen {} => ("no_serious_incident_open", json!({})),
            GateTest::NoCorrectionOverdue { serious_days } => {
                ("no_correction_overdue", json!({ "serious_days": serious_days }))
            }
            GateTest::NoAttestationWithdrawn { months } => ("no_attestation_withdrawn", json!({ "months": months })),
        };
        let papers = match &rule.test {
            GateTest::Attested { any_of } => any_of
                .iter()
                .map(|paper| PaperView { attestation: paper.attestation.as_str(), level: paper.level })
                .collect(),
            _ => Vec::new(),
        };
        Self { title: Words::from(&rule.title), cap: rule.cap.as_str(), kind, arguments, papers }
    }
}

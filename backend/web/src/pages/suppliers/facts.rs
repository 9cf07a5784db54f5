//! The facts of a supplier in their real words.

use chrono::{DateTime, FixedOffset, NaiveDate};
use kakuzuke_domain::attestations::{Attestation, AttestationKind, StatusSpan};
use kakuzuke_domain::audits::Audit;
use kakuzuke_domain::dates::plus_months;
use kakuzuke_domain::facts::SupplierFacts;
use serde::Serialize;

use crate::render::numbers::milli;

/// Months after which a ward asks for a declaration again. A declaration itself has no expiry (IPA): this is the
/// wards' own date.
const RECONFIRM_AFTER: u32 = 12;

/// Everything known of a supplier, by room.
#[derive(Debug, Clone, Serialize)]
pub struct FactsView {
    attestations: Vec<AttestationView>,
    audits: Vec<AuditView>,
    duties: Vec<DutyView>,
    assessments: Vec<AssessmentView>,
    trainings: Vec<TrainingView>,
    incidents: Vec<IncidentView>,
}

#[derive(Debug, Clone, Serialize)]
struct AttestationView {
    id: String,
    kind: &'static str,
    word: &'static str,
    level: Option<u8>,
    edition: Option<&'static str>,
    scope: Option<&'static str>,
    number: String,
    assurance: &'static str,
    standing: &'static str,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    reconfirm_on: Option<NaiveDate>,
    reconfirm_due: bool,
    statuses: Vec<StatusSpan>,
}

#[derive(Debug, Clone, Serialize)]
struct AuditView {
    id: String,
    performed_on: NaiveDate,
    accepted_on: Option<NaiveDate>,
    third_party: bool,
    opinion: &'static str,
    /// None where they are not shown to the reader.
    findings: Option<Vec<FindingView>>,
}

#[derive(Debug, Clone, Serialize)]
struct FindingView {
    id: String,
    severity: &'static str,
    due_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    promised_on: Option<NaiveDate>,
    state: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct DutyView {
    id: String,
    code: String,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
    state: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct AssessmentView {
    id: String,
    instrument: String,
    score: i16,
    completed_on: NaiveDate,
}

#[derive(Debug, Clone, Serialize)]
struct TrainingView {
    id: String,
    kind: &'static str,
    held_on: NaiveDate,
    attended: bool,
    clicked: Option<String>,
    reported: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct IncidentView {
    id: String,
    detected_at: DateTime<FixedOffset>,
    first_report_at: Option<DateTime<FixedOffset>>,
    attributable: &'static str,
    records: Option<u64>,
    closed_on: Option<NaiveDate>,
}

impl FactsView {
    /// Whether there are audits whose findings the reader does not see.
    #[must_use]
    pub fn hides_findings(&self) -> bool {
        self.audits.iter().any(|audit| audit.findings.is_none())
    }

    /// The facts as they stand on a day, each room newest first; of the audits the findings only where `sees` says so.
    #[must_use]
    pub fn on(facts: &SupplierFacts, day: NaiveDate, sees: impl Fn(&Audit) -> bool) -> Self {
        let mut view = Self {
            attestations: facts.attestations.iter().map(|one| attestation(one, day)).collect(),
            audits: facts.audits.iter().map(|one| audit(one, day, sees(one))).collect(),
            duties: facts.duties.iter().map(|one| duty(one, day)).collect(),
            assessments: facts.assessments.iter().map(assessment).collect(),
            trainings: facts.trainings.iter().map(training).collect(),
            incidents: facts.incidents.iter().map(incident).collect(),
        };
        view.attestations.sort_by(|a, b| b.valid_from.cmp(&a.valid_from).then_with(|| a.id.cmp(&b.id)));
        view.audits.sort_by(|a, b| b.performed_on.cmp(&a.performed_on).then_with(|| a.id.cmp(&b.id)));
        view.duties.sort_by(|a, b| b.due_on.cmp(&a.due_on).then_with(|| a.id.cmp(&b.id)));
        view.assessments.sort_by(|a, b| b.completed_on.cmp(&a.completed_on).then_with(|| a.id.cmp(&b.id)));
        view.trainings.sort_by(|a, b| b.held_on.cmp(&a.held_on).then_with(|| a.id.cmp(&b.id)));
        view.incidents.sort_by(|a, b| b.detected_at.cmp(&a.detected_at).then_with(|| a.id.cmp(&b.id)));
        view
    }
}

/// What a paper is: a SECURITY ACTION declaration is never called a certificate.
fn word(kind: AttestationKind) -> &'static str {
    match kind {
        AttestationKind::SecurityAction => "declaration",
        AttestationKind::Iso27001 | AttestationKind::Iso27017 => "certificate",
        AttestationKind::PrivacyMark => "mark",
        AttestationKind::Soc2 => "report",
        AttestationKind::Scs | AttestationKind::Ismap | AttestationKind::IsmapLiu => "registration",
    }
}

fn attestation(one: &Attestation, day: NaiveDate) -> AttestationView {
    let declared = one.kind == AttestationKind::SecurityAction && one.valid_to.is_none();
    let reconfirm_on = declared.then(|| plus_months(one.valid_from, RECONFIRM_AFTER));
    AttestationView {
        id: one.id.clone(),
        kind: one.kind.as_str(),
        word: word(one.kind),
        level: one.level,
        edition: one.edition.map(|edition| edition.as_str()),
        scope: one.scope.map(|scope| scope.as_str()),
        number: one.number.clone(),
        assurance: one.assurance.as_str(),
        standing: one.standing_on(day).as_str(),
        valid_from: one.valid_from,
        valid_to: one.valid_to,
        reconfirm_on,
        reconfirm_due: reconfirm_on.is_some_and(|due| due < day),
        statuses: one.statuses.clone(),
    }
}

fn audit(one: &Audit, day: NaiveDate, shown: bool) -> AuditView {
    let finding = |finding: &kakuzuke_domain::audits::Finding| FindingView {
        id: finding.id.clone(),
        severity: finding.severity.as_str(),
        due_on: finding.due_on,
        closed_on: finding.closed_on,
        promised_on: finding.promised_on,
        state: match finding.closed_on {
            Some(closed) if closed <= day => "closed",
            _ if finding.is_overdue_on(day) => "overdue",
            _ => "open",
        },
    };
    AuditView {
        id: one.id.clone(),
        performed_on: one.performed_on,
        accepted_on: one.accepted_on,
        third_party: one.third_party,
        opinion: one.opinion.as_str(),
        findings: shown.then(|| one.findings.iter().map(finding).collect()),
    }
}

fn duty(one: &kakuzuke_domain::duties::Duty, day: NaiveDate) -> DutyView {
    let state = match one.done_on {
        Some(_) if one.is_on_time() => "done",
        Some(_) => "late",
        None if one.due_on < day => "overdue",
        None => "open",
    };
    DutyView { id: one.id.clone(), code: one.code.clone(), due_on: one.due_on, done_on: one.done_on, state }
}

fn assessment(one: &kakuzuke_domain::assessments::Assessment) -> AssessmentView {
    AssessmentView {
        id: one.id.clone(),
        instrument: one.instrument.clone(),
        score: one.score,
        completed_on: one.completed_on,
    }
}

fn training(one: &kakuzuke_domain::trainings::Training) -> TrainingView {
    let percent = |permille: u16| milli(i64::from(permille) * 100);
    TrainingView {
        id: one.id.clone(),
        kind: one.kind.as_str(),
        held_on: one.held_on,
        attended: one.attended,
        clicked: one.clicked_permille.map(percent),
        reported: one.reported_permille.map(percent),
    }
}

fn incident(one: &kakuzuke_domain::incidents::Incident) -> IncidentView {
    IncidentView {
        id: one.id.clone(),
        detected_at: one.detected_at,
        first_report_at: one.first_report_at,
        attributable: one.attributable.as_str(),
        records: one.records,
        closed_on: one.closed_on,
    }
}

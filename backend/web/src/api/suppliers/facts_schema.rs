//! The shape of a supplier's facts, for the description of the API. The values come from the domain.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::attestations::body::{Assurance, AttestationKind, Edition, Scope, StatusSpan};
use crate::api::audits::body::{FindingBody, Opinion};
use crate::api::day::Day;

/// Everything that is known of a supplier: the input of `kakuzuke grade --facts`. Where findings are not shown, a grade made
/// from it lacks what they take away.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facts {
    /// The supplier.
    pub supplier: String,
    /// Declarations, certificates, registrations and reports.
    pub attestations: Vec<NamedAttestation>,
    /// Audits.
    pub audits: Vec<NamedAudit>,
    /// What clauses made the supplier deliver.
    pub duties: Vec<Duty>,
    /// Self-assessments.
    pub assessments: Vec<Assessment>,
    /// Trainings and drills.
    pub trainings: Vec<Training>,
    /// Incidents.
    pub incidents: Vec<Incident>,
}

/// An attestation with its id.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedAttestation {
    /// Its id.
    pub id: String,
    /// What is attested.
    pub kind: AttestationKind,
    /// Stars of `security_action` and `scs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The edition of `iso27001`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<Edition>,
    /// The scope of `iso27001`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The number as printed.
    pub number: String,
    /// How it is known to be genuine.
    pub assurance: Assurance,
    /// The first day on which it holds.
    pub valid_from: Day,
    /// The last day on which it holds; null if it is open.
    pub valid_to: Option<Day>,
    /// The days on which it is not simply valid.
    pub statuses: Vec<StatusSpan>,
}

/// An audit with its id.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedAudit {
    /// Its id.
    pub id: String,
    /// The day on which it was performed.
    pub performed_on: Day,
    /// The day on which a buyer accepted its report.
    pub accepted_on: Option<Day>,
    /// Whether a third party performed it.
    pub third_party: bool,
    /// What the auditor concludes.
    pub opinion: Opinion,
    /// What the auditor found; null if that is not shown to the caller. It is shown to the supplier, its auditor, and buyers
    /// with a contract in force or a share code.
    pub findings: Option<Vec<FindingBody>>,
}

/// Something to deliver by a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duty {
    /// Its id.
    pub id: String,
    /// What is to deliver, such as `access_log`.
    pub code: String,
    /// The last day for it.
    pub due_on: Day,
    /// The day on which it was done; null if it was not.
    pub done_on: Option<Day>,
}

/// A self-assessment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assessment {
    /// Its id.
    pub id: String,
    /// The questionnaire, such as `ipa25`.
    pub instrument: String,
    /// Its score.
    #[schema(minimum = -25, maximum = 100)]
    pub score: i64,
    /// The day on which it was completed.
    pub completed_on: Day,
}

/// What kind of training it was.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrainingKind {
    /// A training that several buyers hold together.
    JointTraining,
    /// A seminar.
    Seminar,
    /// A phishing drill.
    PhishingDrill,
}

/// A training or drill.
#[derive(Debug, Serialize, ToSchema)]
pub struct Training {
    /// Its id.
    pub id: String,
    /// What kind it was.
    pub kind: TrainingKind,
    /// The day on which it was held.
    pub held_on: Day,
    /// Whether the supplier took part.
    pub attended: bool,
    /// Of a thousand, how many clicked; null if nobody knows.
    pub clicked_permille: Option<i64>,
    /// Of a thousand, how many reported; null if nobody knows.
    pub reported_permille: Option<i64>,
}

/// Whether the supplier is answerable for an incident.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Attributable {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Nobody knows yet.
    Undetermined,
}

/// A time during which something was out of service.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outage {
    /// Its begin.
    pub from: DateTime<FixedOffset>,
    /// Its end; null while it lasts.
    pub to: Option<DateTime<FixedOffset>>,
}

/// An incident on the supplier's side.
#[derive(Debug, Serialize, ToSchema)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// When it was detected.
    pub detected_at: DateTime<FixedOffset>,
    /// When the buyers had its first report.
    pub first_report_at: Option<DateTime<FixedOffset>>,
    /// Whether the supplier is answerable.
    pub attributable: Attributable,
    /// How many records are affected; null if nobody knows.
    pub records: Option<u64>,
    /// What was out of service; null if nobody knows.
    pub outages: Option<Vec<Outage>>,
    /// The day on which it was closed.
    pub closed_on: Option<Day>,
    /// The day by which corrective measures are due.
    pub corrective_due_on: Option<Day>,
    /// The day on which they were done.
    pub corrective_done_on: Option<Day>,
}

//! A proposal as the API tells it.

use kakuzuke_services::approvals::Content;
use kakuzuke_store::Approval;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::day::Instant;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::pages::find_approval;
use crate::state::AppState;

/// What is proposed: one of these.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// The file of a grading scheme that is to be published (TOML).
    pub scheme: Option<String>,
    /// The file of a set of standard clauses that is to be published (TOML).
    pub clauses: Option<String>,
}

impl Proposed {
    /// What is proposed, checked.
    ///
    /// # Errors
    /// What is wrong with it, told of the field it stands in; nothing is proposed, or two things are.
    pub fn content(&self) -> Result<Content> {
        let (field, content) = match (&self.scheme, &self.clauses) {
            (Some(scheme), None) => ("scheme", Content::scheme(scheme)),
            (None, Some(clauses)) => ("clauses", Content::clauses(clauses)),
            (None, None) => return Err(AppError::invalid("scheme", "missing")),
            (Some(_), Some(_)) => return Err(AppError::invalid("clauses", "not_of_this_kind")),
        };
        content.map_err(|error| match error.into() {
            AppError::Invalid(problems) => {
                let named = |problem| FieldProblem { field: field.to_owned(), ..problem };
                AppError::Invalid(problems.into_iter().map(named).collect())
            }
            other => other,
        })
    }
}

/// A proposal.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalItem {
    /// Its id.
    pub id: Uuid,
    /// What it is, as a machine word.
    pub kind: String,
    /// Its name.
    pub title: String,
    /// `waiting`, `effective`, `rejected` or `withdrawn`.
    pub state: String,
    /// The number of its version.
    pub version: i64,
    /// SHA-256 of the content: what a decision is about.
    pub sha256: String,
    /// The content, as the JSON of which `sha256` is the hash.
    pub content: String,
    /// The account that proposed it, or took it over last.
    pub proposed_by: Uuid,
    /// When.
    pub proposed_at: Instant,
    /// When it was decided or withdrawn.
    pub closed_at: Option<Instant>,
    /// What happened, the first step first.
    pub steps: Vec<StepItem>,
}

/// One step.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepItem {
    /// `propose`, `revise`, `approve`, `reject`, `withdraw` or `hand_over`.
    pub step: String,
    /// The account that took it.
    pub by: Uuid,
    /// When.
    pub at: Instant,
    /// The version it was about.
    pub version: i64,
    /// Why.
    pub reason: Option<String>,
    /// The account that took it over with this step.
    pub given_to: Option<Uuid>,
}

impl From<Approval> for ApprovalItem {
    fn from(approval: Approval) -> Self {
        let current = approval.current().cloned();
        let (version, sha256, content) =
            current.map(|current| (current.version, current.sha256, current.content)).unwrap_or_default();
        Self {
            id: approval.id,
            kind: approval.kind.as_str().to_owned(),
            state: approval.state().as_str().to_owned(),
            version,
            sha256,
            content,
            proposed_by: approval.case.proposer(),
            proposed_at: Instant(approval.proposed_at),
            closed_at: approval.closed_at.map(Instant),
            steps: approval
                .steps
                .into_iter()
                .map(|step| StepItem {
                    step: step.step,
                    by: step.by,
                    at: Instant(step.at),
                    version: step.version,
                    reason: step.reason,
                    given_to: step.given_to,
                })
                .collect(),
            title: approval.title,
        }
    }
}

impl ApprovalItem {
    /// The proposal, if the caller may see it.
    ///
    /// # Errors
    /// Not found otherwise.
    pub async fn read(state: &AppState, caller: &Caller, id: Uuid) -> Result<Self> {
        Ok(find_approval(state, caller, id).await?.into())
    }
}

//! An audit as the API shows it: with its findings only to whom they are shown.

use kakuzuke_domain::audits::Audit;
use kakuzuke_domain::facts::Room;
use kakuzuke_store::AsOf;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::{AuditBody, FindingBody, Opinion};
use crate::api::day::Day;
use crate::api::versions::History;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

/// One audit, as far as the caller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(from = "AuditBody")]
pub struct ShownAudit {
    /// The day on which it was performed.
    pub performed_on: Day,
    /// The day on which a buyer accepted its report; null if none has.
    pub accepted_on: Option<Day>,
    /// Whether a third party performed it.
    pub third_party: bool,
    /// What the auditor concludes.
    pub opinion: Opinion,
    /// What the auditor found; null if that is not shown to the caller. It is shown to the supplier, its auditor, and buyers
    /// with a contract in force or a share code.
    pub findings: Option<Vec<FindingBody>>,
}

impl From<AuditBody> for ShownAudit {
    fn from(body: AuditBody) -> Self {
        let AuditBody { performed_on, accepted_on, third_party, opinion, findings } = body;
        Self { performed_on, accepted_on, third_party, opinion, findings: Some(findings) }
    }
}

/// The versions of an audit that were known at `as_of.known_at`, as far as the caller sees them.
///
/// # Errors
/// As [`History::read`].
pub async fn history(state: &AppState, caller: &Caller, id: Uuid, as_of: &AsOf) -> Result<History<ShownAudit>> {
    let mut history: History<ShownAudit> = History::read(state, caller, id, Room::Audit, as_of).await?;
    if !caller.audits_of(state, history.supplier).await?.sees(history.supplier, id) {
        for body in history.current.iter_mut().chain(history.versions.iter_mut().map(|version| &mut version.body)) {
            body.findings = None;
        }
    }
    Ok(history)
}

/// An audit of the contract of `kakuzuke grade`; its findings are null where they are not shown.
///
/// # Errors
/// Never for an audit that was stored.
pub fn named(audit: &Audit, sees: bool) -> Result<Value> {
    let mut value = serde_json::to_value(audit).map_err(AppError::internal)?;
    if let Value::Object(fields) = &mut value
        && !sees
    {
        fields.insert("findings".to_owned(), Value::Null);
    }
    Ok(value)
}

//! The versions of a fact: what was known when, and by whom it was recorded.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_domain::facts::{Fact, Room};
use kakuzuke_store::{FactRoom, FactVersion};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::actor::{ActorView, People};
use super::supplier_link::SupplierLink;
use crate::caller::{AuditRights, Caller, kind_of};
use crate::error::{AppError, Result};
use crate::state::AppState;

/// One version: the fields of the fact, and its knowledge time.
#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    #[serde(flatten)]
    body: Value,
    recorded_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    actor: ActorView,
    /// The entry that recorded it, for those who see that entry.
    entry: Option<i64>,
}

/// All versions of one fact.
#[derive(Debug)]
pub struct History {
    /// Whose fact it is.
    pub supplier: SupplierLink,
    /// The latest version, current or not.
    pub latest: Fact,
    /// Whether no version is current.
    pub withdrawn: bool,
    /// Newest first.
    pub versions: Vec<VersionView>,
    /// What the caller may do with it, if it is an audit. Without its findings none are in `latest` and `versions`.
    pub audit: Option<AuditRights>,
}

impl History {
    /// The history of a fact of this room, for a caller who sees it.
    ///
    /// # Errors
    /// Not found without such a fact, or if it is another supplier's.
    pub async fn find(state: &AppState, caller: &Caller, id: Uuid, room: Room) -> Result<Self> {
        let versions = state.store.fact_history(id).await?;
        let newest = versions.first().filter(|version| version.fact.room == FactRoom::from(room));
        let newest = newest.ok_or(AppError::NotFound)?;
        caller.require_of_supplier(Action::Read, kind_of(room), newest.supplier)?;
        let actors: Vec<&str> = versions.iter().map(|version| version.actor.as_str()).collect();
        let people = People::named(state, caller, &actors).await?;
        let entries: Vec<i64> = versions.iter().map(|version| version.fact.entry_seq).collect();
        let seen = state.store.seen_entries(&caller.sees(ResourceKind::Ledger), &entries).await?;
        let mut latest = newest.fact.graded()?.ok_or(AppError::NotFound)?;
        let mut views: Vec<VersionView> =
            versions.iter().map(|version| VersionView::of(version, &people, &seen)).collect::<Result<_>>()?;
        let mut rights = None;
        if let Fact::Audit(latest) = &mut latest {
            let of_audit = caller.audits_of(state, newest.supplier).await?.rights(newest.supplier, Some(id));
            if !of_audit.findings {
                latest.findings.clear();
                views.iter_mut().for_each(VersionView::hide_findings);
            }
            rights = Some(of_audit);
        }
        Ok(Self {
            supplier: SupplierLink { id: newest.supplier, name: newest.supplier_name.clone() },
            latest,
            withdrawn: newest.fact.superseded_at.is_some(),
            versions: views,
            audit: rights,
        })
    }
}

#[cfg(test)]
impl VersionView {
    /// A version with this body.
    pub fn sample(body: &str, reason: Option<&str>, superseded_at: Option<DateTime<Utc>>) -> Self {
        Self {
            body: complete(serde_json::from_str(body).expect("a body is JSON")),
            recorded_at: DateTime::UNIX_EPOCH,
            superseded_at,
            reason: reason.map(str::to_owned),
            actor: ActorView::of("loopback", &People::default()),
            entry: Some(12),
        }
    }
}

impl VersionView {
    /// Leaves the findings of an audit out; null is not the same as none.
    pub(super) fn hide_findings(&mut self) {
        if let Some(findings) = self.body.get_mut("findings") {
            *findings = Value::Null;
        }
    }

    fn of(version: &FactVersion, people: &People, seen: &HashSet<i64>) -> Result<Self> {
        Ok(Self {
            body: complete(serde_json::from_str(&version.fact.body).map_err(AppError::internal)?),
            recorded_at: version.fact.recorded_at,
            superseded_at: version.fact.superseded_at,
            reason: version.fact.reason.clone(),
            actor: ActorView::of(&version.actor, people),
            entry: Some(version.fact.entry_seq).filter(|entry| seen.contains(entry)),
        })
    }
}

/// Templates name every field, and stored bodies leave out the empty ones.
fn complete(body: Value) -> Value {
    let Value::Object(mut fields) = body else { return body };
    for field in ["level", "edition", "scope", "valid_to", "accepted_on"] {
        fields.entry(field).or_insert(Value::Null);
    }
    for field in ["statuses", "findings"] {
        fields.entry(field).or_insert_with(|| Value::Array(Vec::new()));
    }
    for list in ["statuses", "findings"] {
        for one in fields.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            for field in ["to", "closed_on", "promised_on"] {
                if let Some(object) = one.as_object_mut() {
                    object.entry(field).or_insert(Value::Null);
                }
            }
        }
    }
    Value::Object(fields)
}

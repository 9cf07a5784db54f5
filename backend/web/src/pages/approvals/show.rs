//! `/approvals/{id}`: one proposal: what will be done, what changed since the last version, and who decided what.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState, Line, difference};
use kakuzuke_store::{Approval, ApprovalVersion};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{allows, find};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{NoQuery, Path};
use crate::pages::actor::{ActorView, People};
use crate::pages::form::Errors;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Lines around a change that are shown with it.
const AROUND: usize = 3;

/// One proposal.
#[derive(Debug, Serialize)]
pub struct ApprovalPage {
    id: Uuid,
    kind: &'static str,
    title: String,
    state: &'static str,
    number: i64,
    sha256: String,
    text: String,
    about: Option<About>,
    lines: u64,
    changes: Option<Changes>,
    steps: Vec<StepView>,
    can_decide: bool,
    can_revise: bool,
    can_withdraw: bool,
    is_mine: bool,
    errors: Errors,
}

/// What is proposed about a contract.
#[derive(Debug, Clone, Serialize)]
struct About {
    contract: Uuid,
    /// For an answer in the place of the rule's: `critical`, `not_critical` or `by_rule`.
    answer: Option<&'static str>,
    reason: String,
}

impl About {
    fn of(kind: ApprovalKind, version: &ApprovalVersion) -> Option<Self> {
        let content: Value = serde_json::from_str(&version.content).ok()?;
        let answer = match (kind, content.get("critical").and_then(Value::as_bool)) {
            (ApprovalKind::OverrideCriticality, Some(true)) => Some("critical"),
            (ApprovalKind::OverrideCriticality, Some(false)) => Some("not_critical"),
            (ApprovalKind::OverrideCriticality, None) => Some("by_rule"),
            _ => None,
        };
        Some(Self {
            contract: content.get("contract")?.as_str()?.parse().ok()?,
            answer,
            reason: content.get("reason")?.as_str()?.to_owned(),
        })
    }
}

/// What differs from the version before, or for a first scheme from the one in force.
#[derive(Debug, Clone, Serialize)]
struct Changes {
    against: Option<i64>,
    rows: Vec<Row>,
}

/// One line of the comparison; a gap stands for lines that are the same.
#[derive(Debug, Clone, Serialize)]
struct Row {
    kind: &'static str,
    before_number: Option<usize>,
    before: String,
    after_number: Option<usize>,
    after: String,
}

#[derive(Debug, Clone, Serialize)]
struct StepView {
    step: String,
    by: ActorView,
    /// Who took it over.
    to: Option<ActorView>,
    at: DateTime<Utc>,
    version: i64,
    reason: Option<String>,
}

impl Page for ApprovalPage {
    const TEMPLATE: &'static str = "approvals/show.html";
    const ROOM: Room = Room::Approvals;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let people = People::sample();
        let steps = ["propose", "revise", "approve", "reject", "withdraw", "hand_over"].map(|step| StepView {
            step: step.to_owned(),
            by: ActorView::person(Uuid::from_u128(u128::from(step == "revise")), &people),
            to: (step == "hand_over").then(|| ActorView::person(Uuid::nil(), &people)),
            at: DateTime::UNIX_EPOCH,
            version: 1,
            reason: (step == "reject").then(|| "数値の根拠がありません".to_owned()),
        });
        let page = |state: ApprovalState, can: bool, changes: Option<Changes>| Self {
            id: Uuid::nil(),
            kind: "publish_scheme",
            title: "tokubetsuku-2026 1.1.0".to_owned(),
            state: state.as_str(),
            number: 2,
            sha256: "ab".repeat(32),
            text: "id = \"tokubetsuku-2026\"".to_owned(),
            about: None,
            lines: 1,
            changes,
            steps: steps.to_vec(),
            can_decide: can,
            can_revise: can,
            can_withdraw: can,
            is_mine: !can,
            errors: Errors::default(),
        };
        let about = |kind, answer| Self {
            kind,
            about: Some(About { contract: Uuid::nil(), answer, reason: "業務の縮小".to_owned() }),
            ..page(ApprovalState::Waiting, true, None)
        };
        let texts = ("a\nb\nc\nd\ne\nf\ng\nh\ni", "a\nB\nc\nd\ne\nf\ng\nh\ni\nj");
        let changes = |against| Some(Changes { against, rows: rows(texts.0, texts.1) });
        let mut wrong = page(ApprovalState::Waiting, true, changes(None));
        wrong.errors.add(crate::error::FieldProblem::new("rejection", "missing"));
        vec![
            wrong,
            page(ApprovalState::Waiting, false, changes(Some(1))),
            page(ApprovalState::Effective, false, Some(Changes { against: Some(1), rows: Vec::new() })),
            page(ApprovalState::Rejected, false, None),
            page(ApprovalState::Withdrawn, false, None),
            about("override_criticality", Some("not_critical")),
            about("waive_erasure", None),
            Self { kind: "publish_clauses", ..page(ApprovalState::Waiting, true, changes(None)) },
        ]
    }
}

impl ApprovalPage {
    /// The page as the caller sees it.
    pub(super) async fn find(state: &AppState, caller: &Caller, id: Uuid, errors: Errors) -> Result<Self> {
        let approval = find(state, caller, id).await?;
        let account = caller.account()?;
        let people: Vec<Uuid> =
            approval.steps.iter().flat_map(|step| [Some(step.by), step.given_to]).flatten().collect();
        let people = People::find(state, caller, &people).await?;
        let changes = changes(state, &approval).await?;
        let (waiting, mine) = (approval.state() == ApprovalState::Waiting, approval.case.authors().contains(&account));
        let current = approval.current();
        let text = current.map(readable).unwrap_or_default();
        Ok(Self {
            id,
            kind: approval.kind.as_str(),
            state: approval.state().as_str(),
            number: current.map_or(1, |current| current.version),
            sha256: current.map(|current| current.sha256.clone()).unwrap_or_default(),
            about: current.and_then(|current| About::of(approval.kind, current)),
            lines: text.lines().count() as u64,
            text,
            changes,
            can_decide: waiting && !mine && allows(caller, approval.kind.decided_by(), approval.kind, approval.buyer),
            can_revise: waiting
                && matches!(approval.kind, ApprovalKind::PublishScheme | ApprovalKind::PublishClauses)
                && allows(caller, Action::Propose, approval.kind, approval.buyer),
            can_withdraw: waiting && approval.case.proposer() == account,
            is_mine: waiting && mine,
            steps: approval
                .steps
                .iter()
                .map(|step| StepView {
                    step: step.step.clone(),
                    by: ActorView::person(step.by, &people),
                    to: step.given_to.map(|to| ActorView::person(to, &people)),
                    at: step.at,
                    version: step.version,
                    reason: step.reason.clone(),
                })
                .collect(),
            title: approval.title,
            errors,
        })
    }
}

/// The content as a person reads it.
fn readable(version: &ApprovalVersion) -> String {
    let content: Option<Value> = serde_json::from_str(&version.content).ok();
    let toml = content.as_ref().and_then(|content| content.get("toml")).and_then(Value::as_str);
    toml.map_or_else(|| version.content.clone(), str::to_owned)
}

async fn changes(state: &AppState, approval: &Approval) -> Result<Option<Changes>> {
    let Some(current) = approval.current().map(readable) else { return Ok(None) };
    if let Some(before) = approval.versions.iter().rev().nth(1) {
        return Ok(Some(Changes { against: Some(before.version), rows: rows(&readable(before), &current) }));
    }
    if approval.state() != ApprovalState::Waiting {
        return Ok(None);
    }
    match approval.kind {
        ApprovalKind::PublishScheme => {
            let in_force = state.store.scheme_by_sha(&state.services.scheme()?.sha256).await?;
            Ok(in_force.map(|in_force| Changes { against: None, rows: rows(&in_force.toml, &current) }))
        }
        ApprovalKind::OverrideCriticality | ApprovalKind::WaiveErasure => Ok(None),
        ApprovalKind::PublishClauses => {
            let in_use = state.store.clauses_in_use().await?;
            Ok(Some(Changes { against: None, rows: rows(&in_use.toml, &current) }))
        }
    }
}

/// The changed lines, each with a few around it.
fn rows(before: &str, after: &str) -> Vec<Row> {
    let lines = difference(before, after);
    let changed: Vec<bool> = lines.iter().map(|line| !line.is_same()).collect();
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        changed.get(from..(at + AROUND + 1).min(changed.len())).unwrap_or_default().contains(&true)
    };
    let mut rows: Vec<Row> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if near(at) {
            rows.push(Row::of(line));
        } else if rows.last().is_none_or(|row| row.kind != "gap") {
            rows.push(Row {
                kind: "gap",
                before_number: None,
                before: String::new(),
                after_number: None,
                after: String::new(),
            });
        }
    }
    if changed.contains(&true) { rows } else { Vec::new() }
}

impl Row {
    fn of(line: &Line<'_>) -> Self {
        let kind = match (line.before, line.after) {
            (Some(_), Some(_)) if line.is_same() => "same",
            (Some(_), Some(_)) => "changed",
            (None, _) => "added",
            (_, None) => "removed",
        };
        Self {
            kind,
            before_number: line.before.map(|side| side.number),
            before: line.before.map(|side| side.text.to_owned()).unwrap_or_default(),
            after_number: line.after.map(|side| side.number),
            after: line.after.map(|side| side.text.to_owned()).unwrap_or_default(),
        }
    }
}

/// `GET /approvals/{id}`
///
/// # Errors
/// Not found without such a proposal, or if the caller has nothing to do with its kind.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(ApprovalPage::find(&state, &caller, id, Errors::default()).await?))
}

//! Proposals against the entries of their steps: what was proposed, every version, every step, and where it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState, Case, Hash, Step, content_hash};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value;
use uuid::Uuid;

use super::{LedgerEntry, LedgerProblem};
use crate::Result;
use crate::clock::micros;
use crate::database::{Params, RowExt, all};

/// The steps that the entries tell of, by proposal.
#[derive(Debug, Default)]
pub(super) struct Trails {
    trails: HashMap<Uuid, Vec<Told>>,
    last: i64,
}

/// What an entry tells of a step.
#[derive(Debug)]
struct Told {
    kind: Option<ApprovalKind>,
    step: StepRow,
    sha256: String,
    title: Option<String>,
    buyer: Option<Uuid>,
    /// Entries of before told neither title, reason nor buyer.
    whole: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct StepRow {
    step: String,
    by: Uuid,
    at: i64,
    version: i64,
    reason: Option<String>,
    given_to: Option<Uuid>,
}

/// The hash as it was kept, and as it is computed from the content.
#[derive(Debug, PartialEq, Eq)]
struct VersionRow {
    sha256: [String; 2],
    by: Uuid,
    at: i64,
}

#[derive(Debug, PartialEq, Eq)]
struct ApprovalRow {
    kind: String,
    title: String,
    state: String,
    version: i64,
    by: Uuid,
    at: i64,
    closed_at: Option<i64>,
    buyer: Option<Uuid>,
}

impl Told {
    fn of(entry: &LedgerEntry) -> Option<(Uuid, Self)> {
        let id = entry.subject.strip_prefix("approval:")?.parse().ok()?;
        let body: Value = serde_json::from_str(&entry.body).ok()?;
        let text = |name: &str| body["detail"][name].as_str().map(str::to_owned);
        let person = |name: &str| text(name).and_then(|id| id.parse::<Uuid>().ok());
        let actor = || entry.actor.strip_prefix("account:").and_then(|id| id.parse::<Uuid>().ok());
        let step = StepRow {
            step: text("step")?,
            by: person("by").or_else(actor)?,
            at: micros(entry.recorded_at),
            version: body["detail"]["version"].as_i64()?,
            reason: text("reason"),
            given_to: person("given_to"),
        };
        let kind = text("kind").and_then(|kind| ApprovalKind::from_word(&kind));
        let buyer = person("buyer");
        let whole = body.get("readers").is_some();
        Some((id, Self { kind, step, sha256: text("sha256")?, title: text("title"), buyer, whole }))
    }

    fn hash(&self) -> Option<Hash> {
        let mut hash = Hash::default();
        hex::decode_to_slice(&self.sha256, &mut hash).ok().map(|()| hash)
    }
}

/// Where a proposal stands after these steps, by the rule; none if the rule does not allow them.
fn state(trail: &[Told]) -> Option<ApprovalState> {
    let first = trail.first()?;
    let mut case = Case::new(first.step.by, first.hash()?, first.kind?.needed());
    for told in trail.iter().skip(1) {
        let (by, hash) = (told.step.by, told.hash()?);
        let step = match told.step.step.as_str() {
            "revise" => Step::Revise { by, hash },
            "approve" => Step::Approve { by, seen: hash },
            "reject" => Step::Reject { by, seen: hash },
            "withdraw" => Step::Withdraw { by },
            "hand_over" => Step::HandOver { to: told.step.given_to? },
            _ => return None,
        };
        case.take(step).ok()?;
    }
    Some(case.state())
}

/// The rows that a trail leaves. What its entries did not tell yet is believed.
struct Should {
    approval: Option<ApprovalRow>,
    versions: BTreeMap<i64, VersionRow>,
    steps: BTreeMap<i64, StepRow>,
}

impl Should {
    fn of(trail: &[Told], is: &Is) -> Self {
        let steps = (1..).zip(trail).map(|(ordinal, told)| {
            let believed = is.steps.get(&ordinal).and_then(|step| step.as_ref()).and_then(|step| step.reason.clone());
            let reason = if told.whole { told.step.reason.clone() } else { believed };
            (ordinal, StepRow { reason, ..told.step.clone() })
        });
        let steps = steps.collect();
        let mut written = trail.iter().filter(|told| matches!(told.step.step.as_str(), "propose" | "revise"));
        let version = |told: &Told| VersionRow {
            sha256: [told.sha256.clone(), told.sha256.clone()],
            by: told.step.by,
            at: told.step.at,
        };
        let versions = written.clone().map(|told| (told.step.version, version(told))).collect();
        Self { approval: approval(trail, written.next_back(), is), versions, steps }
    }
}

fn approval(trail: &[Told], newest: Option<&Told>, is: &Is) -> Option<ApprovalRow> {
    let (first, last, newest, state) = (trail.first()?, trail.last()?, newest?, state(trail)?);
    let believed = is.approval.as_ref().map(|row| row.title.clone()).filter(|_| !newest.whole);
    Some(ApprovalRow {
        kind: first.kind?.as_str().to_owned(),
        title: newest.title.clone().or(believed)?,
        state: state.as_str().to_owned(),
        version: newest.step.version,
        by: first.step.by,
        at: first.step.at,
        closed_at: (state != ApprovalState::Waiting).then_some(last.step.at),
        buyer: if first.whole { first.buyer } else { is.approval.as_ref().and_then(|row| row.buyer) },
    })
}

/// The rows of one proposal as they are; none for one that cannot be read.
struct Is {
    approval: Option<ApprovalRow>,
    versions: BTreeMap<i64, Option<VersionRow>>,
    steps: BTreeMap<i64, Option<StepRow>>,
}

impl Is {
    async fn read(db: &impl ConnectionTrait, id: Uuid) -> Result<Self> {
        let by_id = || Params::new().with(id);
        let sql = "SELECT kind, title, state, version, proposed_by, proposed_at, closed_at, buyer_id FROM approvals WHERE id = ?";
        let approval = all(db, sql, by_id()).await?.first().and_then(|row| approval_from(row).ok());
        let sql =
            "SELECT version, sha256, content, written_by, written_at FROM approval_versions WHERE approval_id = ?";
        let rows = all(db, sql, by_id()).await?;
        let versions = rows.iter().map(|row| Ok((row.get(0)?, version_from(row).ok()))).collect::<Result<_>>()?;
        let sql = "SELECT ordinal, step, taken_by, taken_at, version, reason, given_to FROM approval_steps WHERE approval_id = ?";
        let rows = all(db, sql, by_id()).await?;
        let steps = rows.iter().map(|row| Ok((row.get(0)?, step_from(row).ok()))).collect::<Result<_>>()?;
        Ok(Self { approval, versions, steps })
    }
}

fn approval_from(row: &QueryResult) -> Result<ApprovalRow> {
    Ok(ApprovalRow {
        kind: row.get(0)?,
        title: row.get(1)?,
        state: row.get(2)?,
        version: row.get(3)?,
        by: row.get(4)?,
        at: row.get(5)?,
        closed_at: row.get(6)?,
        buyer: row.get(7)?,
    })
}

fn version_from(row: &QueryResult) -> Result<VersionRow> {
    let (sha256, content): (String, String) = (row.get(1)?, row.get(2)?);
    let computed = hex::encode(content_hash(&content));
    Ok(VersionRow { sha256: [sha256, computed], by: row.get(3)?, at: row.get(4)? })
}

fn step_from(row: &QueryResult) -> Result<StepRow> {
    Ok(StepRow {
        step: row.get(1)?,
        by: row.get(2)?,
        at: row.get(3)?,
        version: row.get(4)?,
        reason: row.get(5)?,
        given_to: row.get(6)?,
    })
}

/// What differs between the rows of one table, by their keys below the proposal.
fn compare<T: PartialEq>(
    table: &str,
    id: Uuid,
    should: &BTreeMap<i64, T>,
    is: &BTreeMap<i64, Option<T>>,
    problems: &mut Vec<LedgerProblem>,
) {
    let keys: BTreeSet<&i64> = should.keys().chain(is.keys()).collect();
    for key in keys {
        let code = match (should.get(key), is.get(key)) {
            (Some(_), None) => "row_missing",
            (None, _) => "row_without_entry",
            (Some(should), Some(is)) if is.as_ref() == Some(should) => continue,
            _ => "row_changed",
        };
        problems.push(LedgerProblem::new(table, format!("{id}/{key}"), code));
    }
}

impl Trails {
    /// Hears what an entry tells.
    pub(super) fn hear(&mut self, entry: &LedgerEntry) {
        self.last = micros(entry.recorded_at);
        if let Some((id, told)) = Told::of(entry) {
            self.trails.entry(id).or_default().push(told);
        }
    }

    /// Compares the tables with what was heard. While changes go on (`moving`), a proposal with a step after the last entry
    /// that was heard is left to the next verification.
    pub(super) async fn check(
        mut self,
        db: &impl ConnectionTrait,
        moving: bool,
        problems: &mut Vec<LedgerProblem>,
    ) -> Result<()> {
        let sql = "SELECT id FROM approvals UNION SELECT approval_id FROM approval_versions UNION SELECT approval_id FROM approval_steps";
        let mut ids = BTreeSet::new();
        for row in &all(db, sql, Params::new()).await? {
            match row.get::<Uuid>(0) {
                Ok(id) => _ = ids.insert(id),
                Err(_) => problems.push(LedgerProblem::new("approvals", "?", "row_changed")),
            }
        }
        ids.extend(self.trails.keys());
        for id in ids {
            let (is, trail) = (Is::read(db, id).await?, self.trails.remove(&id).unwrap_or_default());
            if moving && is.steps.values().flatten().any(|step| step.at > self.last) {
                continue;
            }
            let should = Should::of(&trail, &is);
            compare("approval_versions", id, &should.versions, &is.versions, problems);
            compare("approval_steps", id, &should.steps, &is.steps, problems);
            let code = match (&should.approval, &is.approval) {
                (should, is) if should == is && is.is_some() => continue,
                _ if trail.is_empty() => "row_without_entry",
                (_, None) => "row_missing",
                _ => "row_changed",
            };
            problems.push(LedgerProblem::new("approvals", id, code));
        }
        Ok(())
    }
}

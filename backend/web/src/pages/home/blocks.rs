//! The work that waits for a person, kind by kind.

use chrono::{DateTime, Days, NaiveDate, Utc};
use kakuzuke_domain::accounts::{ResourceKind, Tenant, Visible};
use kakuzuke_domain::grades::improvements;
use kakuzuke_domain::waiting::Work;
use kakuzuke_store::{
    ApprovalFilter, Charges, Counted, JobState, SupplierQuery, WaitingAttestation, WaitingAudit, WaitingFinding,
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::pages::approvals;
use crate::state::AppState;

/// How far ahead is looked, in days.
pub(super) const DAYS: u32 = 90;
/// Proposals counted at most.
const PROPOSALS: u32 = 500;
/// Suppliers of one person whose grades are looked into.
const GRADED: u32 = 5;

/// One kind of work: how much there is, and the first of it.
#[derive(Debug, Clone, Serialize)]
pub struct Block {
    /// The word of the work.
    pub work: &'static str,
    /// How much there is.
    pub total: u64,
    /// The first of it.
    pub items: Vec<Item>,
    /// Where all of it stands.
    pub list: String,
}

/// One piece of work.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Item {
    href: String,
    name: String,
    /// A supplier's name, beside the name of its contract.
    text: Option<String>,
    /// An attestation's kind and stars.
    kind: Option<String>,
    level: Option<u8>,
    /// How severe a finding is.
    severity: Option<&'static str>,
    /// Rows of an import.
    undecided: u64,
    rejected: u64,
    /// The day or instant that matters; its words hang on the kind of work.
    on: Option<NaiveDate>,
    at: Option<DateTime<Utc>>,
    overdue: bool,
    /// A step that would raise a grade, and what its words need.
    step: Option<&'static str>,
    arguments: Option<Value>,
}

impl From<WaitingAttestation> for Item {
    fn from(one: WaitingAttestation) -> Self {
        let href = format!("/attestations/{}", one.fact_id);
        Self { href, name: one.name, kind: Some(one.kind), level: one.level, on: Some(one.on), ..Self::default() }
    }
}

impl From<WaitingAudit> for Item {
    fn from(one: WaitingAudit) -> Self {
        let href = format!("/audits/{}", one.fact_id);
        Self { href, name: one.name, on: Some(one.performed_on), ..Self::default() }
    }
}

/// What is asked for: for whom, on which day, how many pieces.
struct Asked<'a> {
    state: &'a AppState,
    caller: &'a Caller,
    work: Work,
    limit: usize,
    today: NaiveDate,
}

/// One kind of work as it waits for the caller, with the first `limit` pieces of it.
///
/// # Errors
/// When the register cannot be read.
pub(super) async fn block(state: &AppState, caller: &Caller, work: Work, limit: usize) -> Result<Block> {
    let asked = Asked { state, caller, work, limit, today: state.today() };
    let found = asked.find().await?;
    let list = match work {
        Work::Approvals | Work::Proposed => "/approvals".to_owned(),
        Work::Jobs => "/jobs".to_owned(),
        Work::Invitations => "/people/invitations".to_owned(),
        Work::Engagements => "/suppliers".to_owned(),
        Work::Contracts => format!("/contracts?ends_within={DAYS}"),
        other => format!("/waiting/{other}"),
    };
    Ok(Block { work: work.as_str(), total: found.total, items: found.rows, list })
}

fn counted<T>(found: Counted<T>, item: impl FnMut(T) -> Item) -> Counted<Item> {
    Counted { total: found.total, rows: found.rows.into_iter().map(item).collect() }
}

/// Those that are whole in memory.
fn listed(items: Vec<Item>, limit: usize) -> Counted<Item> {
    let total = items.len() as u64;
    Counted { total, rows: items.into_iter().take(limit).collect() }
}

impl Asked<'_> {
    async fn find(&self) -> Result<Counted<Item>> {
        let (store, limit) = (&self.state.store, self.limit);
        Ok(match self.work {
            Work::Approvals => self.proposals(ApprovalFilter::WaitingFor(self.caller.account()?)).await?,
            Work::Proposed => self.proposals(ApprovalFilter::WaitingOf(self.caller.account()?)).await?,
            Work::Imports => self.imports().await?,
            Work::Contracts => self.contracts().await?,
            Work::Attestations => counted(store.unconfirmed_attestations(&self.charges(), limit).await?, Item::from),
            Work::Audits => counted(store.unaccepted_audits(&self.charges(), limit).await?, Item::from),
            Work::Findings => self.findings(self.today).await?,
            Work::Due => self.findings(self.until()).await?,
            Work::Lapsing | Work::Expiring => {
                let found = store.ending_attestations(&self.charges(), self.until(), limit).await?;
                counted(found, Item::from)
            }
            Work::Jobs => self.jobs().await?,
            Work::Invitations => self.invitations().await?,
            Work::Improvements => self.improvements().await?,
            Work::Engagements => self.engagements().await?,
        })
    }

    /// The last day that is looked at.
    fn until(&self) -> NaiveDate {
        self.today.checked_add_days(Days::new(u64::from(DAYS))).unwrap_or(NaiveDate::MAX)
    }

    /// The circles of the roles whose work it is.
    fn circles(&self) -> Vec<Tenant> {
        let mut circles: Vec<Tenant> = self.work.grants(self.caller.actor()).map(|grant| grant.tenant).collect();
        circles.sort_unstable();
        circles.dedup();
        circles
    }

    /// The suppliers that are looked after in these roles.
    fn charges(&self) -> Charges {
        let visible = Visible::Of(self.circles());
        let own: Vec<Uuid> = visible.suppliers().collect();
        if own.is_empty() { Charges::OfBuyers(visible.buyers().collect()) } else { Charges::Own(own) }
    }

    async fn proposals(&self, filter: ApprovalFilter) -> Result<Counted<Item>> {
        let found = self.state.store.approvals(&approvals::visible(self.caller), filter, PROPOSALS).await?;
        let item = |row: kakuzuke_store::ApprovalRow| Item {
            href: format!("/approvals/{}", row.id),
            name: row.title,
            at: Some(row.proposed_at),
            ..Item::default()
        };
        Ok(listed(found.into_iter().map(item).collect(), self.limit))
    }

    async fn imports(&self) -> Result<Counted<Item>> {
        let visible = self.caller.sees(ResourceKind::Imports);
        let found = self.state.store.unfinished_imports(&visible, self.limit).await?;
        Ok(counted(found, |one| Item {
            href: format!("/imports/{}", one.id),
            name: one.file_name,
            undecided: one.undecided,
            rejected: one.rejected,
            ..Item::default()
        }))
    }

    async fn contracts(&self) -> Result<Counted<Item>> {
        let visible = Visible::Of(self.circles());
        let found = self.state.store.ending_contracts(&visible, self.until(), self.limit).await?;
        Ok(counted(found, |one| Item {
            href: format!("/contracts/{}", one.contract_id),
            name: one.title,
            text: Some(one.supplier_name),
            on: Some(one.valid_to),
            ..Item::default()
        }))
    }

    async fn findings(&self, before: NaiveDate) -> Result<Counted<Item>> {
        let found = self.state.store.open_findings(&self.charges(), before, self.limit).await?;
        Ok(counted(found, |one: WaitingFinding| Item {
            href: format!("/audits/{}", one.audit),
            name: one.name,
            severity: Some(one.severity),
            on: Some(one.due_on),
            overdue: one.due_on < self.today,
            ..Item::default()
        }))
    }

    async fn jobs(&self) -> Result<Counted<Item>> {
        let limit = u32::try_from(self.limit).unwrap_or(u32::MAX);
        let rows = self.state.store.jobs(Some(JobState::Dead), limit).await?;
        let total = self.state.store.dead_jobs().await?;
        let item = |job: kakuzuke_store::JobRow| Item {
            href: "/jobs".to_owned(),
            name: job.kind,
            at: Some(job.finished_at.unwrap_or(job.created_at)),
            ..Item::default()
        };
        Ok(Counted { total, rows: rows.into_iter().map(item).collect() })
    }

    async fn invitations(&self) -> Result<Counted<Item>> {
        let now = self.state.now();
        let waiting = self.state.store.waiting_invitations(None).await?;
        let item = |one: kakuzuke_store::Invitation| Item {
            href: "/people/invitations".to_owned(),
            name: one.name,
            at: Some(one.expires_at),
            overdue: one.expires_at <= now,
            ..Item::default()
        };
        Ok(listed(waiting.into_iter().map(item).collect(), self.limit))
    }

    async fn engagements(&self) -> Result<Counted<Item>> {
        let limit = u32::try_from(self.limit).unwrap_or(u32::MAX).clamp(1, 1_000);
        let query = SupplierQuery { limit, ..SupplierQuery::of(Visible::Of(self.circles())) };
        let now = self.state.store.as_of(None, None).await?;
        let page = self.state.store.search_suppliers(&query, &now).await?;
        let item = |row: kakuzuke_store::ListingRow| Item {
            href: format!("/suppliers/{}", row.id),
            name: row.name,
            ..Item::default()
        };
        Ok(Counted { total: page.count.number, rows: page.rows.into_iter().map(item).collect() })
    }

    /// The steps that raise a grade most, of all the person's suppliers.
    async fn improvements(&self) -> Result<Counted<Item>> {
        let query = SupplierQuery { limit: GRADED, ..SupplierQuery::of(Visible::Of(self.circles())) };
        let now = self.state.store.as_of(None, None).await?;
        let scheme = self.state.services.scheme()?;
        let mut found: Vec<(i64, Item)> = Vec::new();
        for row in self.state.store.search_suppliers(&query, &now).await?.rows {
            let Some(record) = self.state.store.supplier(row.id, &now).await? else { continue };
            for one in improvements(&scheme, &record.facts, now.valid_on) {
                let item = Item {
                    href: format!("/suppliers/{}#improvements", row.id),
                    name: row.name.clone(),
                    step: Some(one.step.as_str()),
                    arguments: serde_json::to_value(one.step.arguments()).ok(),
                    ..Item::default()
                };
                found.push((one.gain_milli, item));
            }
        }
        found.sort_by_key(|(gain, _)| std::cmp::Reverse(*gain));
        Ok(listed(found.into_iter().map(|(_, item)| item).collect(), self.limit))
    }
}

#[cfg(test)]
impl Block {
    /// Every kind of work, `total` pieces of each.
    pub(super) fn samples(total: u64) -> Vec<Self> {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1);
        let item = |work: Work| Item {
            href: "/suppliers".to_owned(),
            name: if work == Work::Jobs { "mail".to_owned() } else { "株式会社見本".to_owned() },
            text: (work == Work::Contracts).then(|| "株式会社見本".to_owned()),
            kind: matches!(work, Work::Attestations | Work::Lapsing | Work::Expiring).then(|| "iso27001".to_owned()),
            severity: matches!(work, Work::Findings | Work::Due).then_some("major"),
            undecided: u64::from(work == Work::Imports),
            rejected: u64::from(work == Work::Imports),
            on: day.filter(|_| {
                let dated = [Work::Contracts, Work::Attestations, Work::Audits, Work::Findings, Work::Lapsing];
                dated.contains(&work) || matches!(work, Work::Expiring | Work::Due)
            }),
            at: matches!(work, Work::Approvals | Work::Proposed | Work::Jobs | Work::Invitations)
                .then_some(DateTime::UNIX_EPOCH),
            overdue: matches!(work, Work::Findings | Work::Invitations),
            step: (work == Work::Improvements).then_some("start_duties"),
            arguments: (work == Work::Improvements).then(|| serde_json::json!({})),
            ..Item::default()
        };
        let block = |work: &Work| Self {
            work: work.as_str(),
            total,
            items: if total == 0 { Vec::new() } else { vec![item(*work)] },
            list: format!("/waiting/{work}"),
        };
        Work::ALL.iter().map(block).collect()
    }
}

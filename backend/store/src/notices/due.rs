//! What time brings: attestations that end, findings that are overdue, grades that change. A page at a time, by number.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use kakuzuke_domain::attestations::{Attestation, Status};
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::notices::{CHANGE_NOTICE_DAYS, EXPIRY_MILESTONES, NoticeKind, milestone};
use sea_orm::QueryResult;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::database::{Params, RowExt, all};
use crate::facts::{FACT_COLUMNS, FactRoom, current, fact_from};
use crate::{Result, Store};

/// One thing of which the people concerned are to be reminded.
#[derive(Debug, Clone, PartialEq)]
pub struct DueRow {
    /// The supplier it is about.
    pub supplier_seq: i64,
    /// The buyer whom alone it concerns; none for what concerns everybody who has to do with the supplier.
    pub buyer_seq: Option<i64>,
    /// What it is.
    pub kind: NoticeKind,
    /// Each person is reminded once under this key.
    pub key: String,
    /// What its words fill in.
    pub arguments: Map<String, Value>,
    /// The page of what it is about.
    pub href: String,
}

/// A page of what is due.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Due {
    /// What is due.
    pub rows: Vec<DueRow>,
    /// Where the next page begins; none after the last.
    pub next: Option<i64>,
}

pub(super) fn page(rows: &[QueryResult], limit: u32, found: Vec<DueRow>, seq: usize) -> Result<Due> {
    let next = match rows.last() {
        Some(last) if rows.len() == limit as usize => Some(last.get(seq)?),
        _ => None,
    };
    Ok(Due { rows: found, next })
}

pub(super) fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

pub(super) fn later(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

impl Store {
    /// What is due of a kind on `today`, `since` being the first day that no pass has looked at. `after` is where the page begins.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn due(
        &self,
        kind: NoticeKind,
        today: NaiveDate,
        since: NaiveDate,
        after: i64,
        limit: u32,
    ) -> Result<Due> {
        match kind {
            NoticeKind::AttestationExpires => self.due_attestations(today, since, after, limit).await,
            NoticeKind::FindingOverdue => self.due_findings(today, after, limit).await,
            NoticeKind::GradeChanges => self.due_grades(today, after, limit).await,
            NoticeKind::ContractEnds => self.due_contracts(today, since, after, limit).await,
            NoticeKind::CloseOutOverdue => self.due_close_outs(today, after, limit).await,
            NoticeKind::ApprovalWaits
            | NoticeKind::ApprovalVoided
            | NoticeKind::ApprovalDecided
            | NoticeKind::WorkHandedOver => Ok(Due::default()),
        }
    }

    async fn due_attestations(&self, today: NaiveDate, since: NaiveDate, after: i64, limit: u32) -> Result<Due> {
        let sql = format!(
            "SELECT {FACT_COLUMNS}, f.seq, l.name FROM facts f CROSS JOIN listings l WHERE l.supplier_seq = f.supplier_seq \
             AND f.room = ? AND f.superseded_at IS NULL AND f.valid_to BETWEEN ? AND ? AND f.seq > ? ORDER BY f.seq LIMIT ?"
        );
        let furthest = EXPIRY_MILESTONES.into_iter().max().unwrap_or_default();
        let params = Params::new()
            .with(FactRoom::Attestation.as_code())
            .with(since.min(today))
            .with(later(today, furthest))
            .with(after)
            .with(i64::from(limit));
        let rows = all(self.reader(), &sql, params).await?;
        let held = self.attestations(&rows).await?;
        let mut found = Vec::new();
        for row in &rows {
            let (fact, name): (_, String) = (fact_from(row)?, row.get(16)?);
            let (Some(Fact::Attestation(one)), Some(ends_on)) = (fact.graded()?, fact.valid_to) else { continue };
            if held.get(&fact.supplier_seq).into_iter().flatten().any(|other| one.is_renewed_by(other)) {
                continue;
            }
            let over = |status| matches!(status, Status::Revoked | Status::Returned);
            if one.statuses.iter().any(|span| over(span.status) && span.contains(today)) {
                continue;
            }
            let Some(days) = milestone(ends_on, today, since) else { continue };
            found.push(DueRow {
                supplier_seq: fact.supplier_seq,
                buyer_seq: None,
                kind: NoticeKind::AttestationExpires,
                key: format!("attestation_expires:{}:{ends_on}:{days}", fact.fact_id),
                arguments: map(
                    json!({"supplier": name, "attestation": one.kind.as_str(), "level": one.level, "ends_on": ends_on}),
                ),
                href: format!("/attestations/{}", fact.fact_id),
            });
        }
        page(&rows, limit, found, 15)
    }

    /// What the suppliers of these rows hold, the renewals of what ends among it.
    async fn attestations(&self, rows: &[QueryResult]) -> Result<HashMap<i64, Vec<Attestation>>> {
        let suppliers: BTreeSet<i64> = rows.iter().map(|row| row.get(2)).collect::<Result<_>>()?;
        let suppliers: Vec<i64> = suppliers.into_iter().collect();
        let mut held: HashMap<i64, Vec<Attestation>> = HashMap::new();
        for fact in current(self.reader(), &suppliers, Some(FactRoom::Attestation)).await? {
            if let Some(Fact::Attestation(one)) = fact.graded()? {
                held.entry(fact.supplier_seq).or_default().push(one);
            }
        }
        Ok(held)
    }

    async fn due_findings(&self, today: NaiveDate, after: i64, limit: u32) -> Result<Due> {
        let sql = format!(
            "SELECT {FACT_COLUMNS}, f.seq, l.name FROM facts f CROSS JOIN listings l WHERE l.supplier_seq = f.supplier_seq \
             AND f.room = ? AND f.watched AND f.superseded_at IS NULL AND f.seq > ? ORDER BY f.seq LIMIT ?"
        );
        let params = Params::new().with(FactRoom::Audit.as_code()).with(after).with(i64::from(limit));
        let rows = all(self.reader(), &sql, params).await?;
        let mut found = Vec::new();
        for row in &rows {
            let (fact, name): (_, String) = (fact_from(row)?, row.get(16)?);
            let Some(Fact::Audit(audit)) = fact.graded()? else { continue };
            let open = audit.findings.iter().filter(|one| one.is_overdue_on(today));
            found.extend(open.map(|one| DueRow {
                supplier_seq: fact.supplier_seq,
                buyer_seq: None,
                kind: NoticeKind::FindingOverdue,
                key: format!("finding_overdue:{}:{}:{}", fact.fact_id, one.id, one.due_on),
                arguments: map(json!({"supplier": name, "severity": one.severity.as_str(), "due_on": one.due_on})),
                href: format!("/audits/{}", fact.fact_id),
            }));
        }
        page(&rows, limit, found, 15)
    }

    async fn due_grades(&self, today: NaiveDate, after: i64, limit: u32) -> Result<Due> {
        let sql = "SELECT l.supplier_seq, l.id, l.name, l.next_change_on FROM listings l WHERE l.next_change_on > ? \
             AND l.next_change_on <= ? AND l.supplier_seq > ? ORDER BY l.supplier_seq LIMIT ?";
        let until = later(today, CHANGE_NOTICE_DAYS);
        let params = Params::new().with(today).with(until).with(after).with(i64::from(limit));
        let rows = all(self.reader(), sql, params).await?;
        let row = |row: &QueryResult| {
            let (id, name, change_on): (Uuid, String, NaiveDate) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(DueRow {
                supplier_seq: row.get(0)?,
                buyer_seq: None,
                kind: NoticeKind::GradeChanges,
                key: format!("grade_changes:{id}:{change_on}"),
                arguments: map(json!({"supplier": name, "change_on": change_on})),
                href: format!("/suppliers/{id}"),
            })
        };
        let found = rows.iter().map(row).collect::<Result<_>>()?;
        page(&rows, limit, found, 0)
    }
}

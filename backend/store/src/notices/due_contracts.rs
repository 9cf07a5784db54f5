//! What time brings to contracts: they end, and their end asks for something.

use chrono::{Days, NaiveDate};
use kakuzuke_domain::contracts::{CLOSE_OUT_DAYS, CloseOutStep, close_out_due_on};
use kakuzuke_domain::notices::{EXPIRY_MILESTONES, NoticeKind, milestone};
use sea_orm::QueryResult;
use serde_json::json;
use uuid::Uuid;

use super::due::{later, map, page};
use super::{Due, DueRow};
use crate::database::{Params, RowExt, all};
use crate::{Result, Store};

/// The last terms agreed of contracts that nothing renews.
const ENDING: &str = "SELECT c.seq, c.contract_id, c.title, c.valid_to, c.buyer_seq, c.supplier_seq, l.name FROM contracts c \
     JOIN listings l ON l.supplier_seq = c.supplier_seq WHERE c.superseded_at IS NULL AND c.terms_to IS NULL AND c.seq > ? \
     AND NOT EXISTS (SELECT 1 FROM contracts n WHERE n.former_id = c.contract_id AND n.superseded_at IS NULL)";

struct Ending {
    id: Uuid,
    title: String,
    ends_on: NaiveDate,
    buyer_seq: i64,
    supplier_seq: i64,
    supplier: String,
}

fn ending(row: &QueryResult) -> Result<Ending> {
    Ok(Ending {
        id: row.get(1)?,
        title: row.get(2)?,
        ends_on: row.get(3)?,
        buyer_seq: row.get(4)?,
        supplier_seq: row.get(5)?,
        supplier: row.get(6)?,
    })
}

impl Ending {
    fn due(self, kind: NoticeKind, key: &str) -> DueRow {
        DueRow {
            supplier_seq: self.supplier_seq,
            buyer_seq: Some(self.buyer_seq),
            kind,
            key: format!("{}:{}:{key}", kind.as_str(), self.id),
            arguments: map(json!({
                "supplier": self.supplier,
                "contract": self.title,
                "ends_on": self.ends_on,
                "due_on": close_out_due_on(self.ends_on),
            })),
            href: format!("/contracts/{}", self.id),
        }
    }
}

impl Store {
    /// Contracts near their end.
    pub(super) async fn due_contracts(
        &self,
        today: NaiveDate,
        since: NaiveDate,
        after: i64,
        limit: u32,
    ) -> Result<Due> {
        let sql = format!("{ENDING} AND c.valid_to BETWEEN ? AND ? ORDER BY c.seq LIMIT ?");
        let furthest = EXPIRY_MILESTONES.into_iter().max().unwrap_or_default();
        let params =
            Params::new().with(after).with(since.min(today)).with(later(today, furthest)).with(i64::from(limit));
        let rows = all(self.reader(), &sql, params).await?;
        let mut found = Vec::new();
        for row in &rows {
            let ending = ending(row)?;
            if let Some(days) = milestone(ending.ends_on, today, since) {
                let key = format!("{}:{days}", ending.ends_on);
                found.push(ending.due(NoticeKind::ContractEnds, &key));
            }
        }
        page(&rows, limit, found, 0)
    }

    /// Contracts that may have had personal data and are not closed out in time.
    pub(super) async fn due_close_outs(&self, today: NaiveDate, after: i64, limit: u32) -> Result<Due> {
        let sql = format!(
            "{ENDING} AND c.valid_to < ? AND c.personal_data <> 0 AND (SELECT count(DISTINCT o.step) FROM close_outs o \
             WHERE o.contract_id = c.contract_id AND o.superseded_at IS NULL) < ? ORDER BY c.seq LIMIT ?"
        );
        let ended_before = today.checked_sub_days(Days::new(CLOSE_OUT_DAYS)).unwrap_or(NaiveDate::MIN);
        let steps = i64::try_from(CloseOutStep::ALL.len()).unwrap_or(i64::MAX);
        let params = Params::new().with(after).with(ended_before).with(steps).with(i64::from(limit));
        let rows = all(self.reader(), &sql, params).await?;
        let found = rows.iter().map(|row| {
            let ending = ending(row)?;
            let key = ending.ends_on.to_string();
            Ok(ending.due(NoticeKind::CloseOutOverdue, &key))
        });
        page(&rows, limit, found.collect::<Result<_>>()?, 0)
    }
}

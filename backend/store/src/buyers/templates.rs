//! The Word template of a buyer for its papers: one at a time; those before it stay readable.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Audience;
use sea_orm::QueryResult;
use serde_json::json;
use uuid::Uuid;

use crate::database::{Params, RowExt, all, exec, one};
use crate::{Result, Store, StoreError, Work};

/// A template that a buyer uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub buyer: Uuid,
    /// SHA-256 of its file.
    pub sha256: String,
    /// The name its file had.
    pub file_name: String,
    /// Since when papers are made with it.
    pub recorded_at: DateTime<Utc>,
    /// Who uploaded it, as the ledger names people.
    pub recorded_by: String,
    /// Until when.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Who replaced it or took it back.
    pub superseded_by: Option<String>,
}

const COLUMNS: &str =
    "t.id, t.buyer_id, t.sha256, t.file_name, t.recorded_at, t.recorded_by, t.superseded_at, t.superseded_by";

fn template_from(row: &QueryResult) -> Result<TemplateRow> {
    Ok(TemplateRow {
        id: row.get(0)?,
        buyer: row.get(1)?,
        sha256: row.get(2)?,
        file_name: row.get(3)?,
        recorded_at: row.instant(4)?,
        recorded_by: row.get(5)?,
        superseded_at: row.instant_or_none(6)?,
        superseded_by: row.get(7)?,
    })
}

impl Work {
    /// Makes a stored file the template of a buyer in the place of the one before, and seals it. Answers its id.
    ///
    /// # Errors
    /// The database failed.
    pub async fn replace_template(&mut self, buyer: Uuid, sha256: &str, file_name: &str) -> Result<Uuid> {
        let replaced = self.end_template(buyer).await?;
        let id = self.new_id();
        let sql = "INSERT INTO buyer_templates (id, buyer_id, sha256, file_name, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(buyer)
            .with(sha256)
            .with(file_name)
            .with(self.recorded_micros())
            .with(self.actor().as_str());
        exec(&*self.tx, sql, params).await?;
        let detail = json!({"template": id, "sha256": sha256, "replaced": replaced});
        self.seal_for(&[Audience::Buyer(buyer)], &format!("buyer:{buyer}"), detail).await?;
        Ok(id)
    }

    /// Takes the template of a buyer back, so that papers follow the standard again, and seals it.
    ///
    /// # Errors
    /// `already_superseded` if it is no longer the buyer's template.
    pub async fn withdraw_template(&mut self, buyer: Uuid, template: Uuid) -> Result<()> {
        if self.end_template(buyer).await? != Some(template) {
            return Err(StoreError::Conflict { code: "already_superseded" });
        }
        self.seal_for(
            &[Audience::Buyer(buyer)],
            &format!("buyer:{buyer}"),
            json!({"template": template, "ended": true}),
        )
        .await
        .map(|_| ())
    }

    /// Ends the present template; answers its id.
    async fn end_template(&mut self, buyer: Uuid) -> Result<Option<Uuid>> {
        let sql = "SELECT id FROM buyer_templates WHERE buyer_id = ? AND superseded_at IS NULL";
        let Some(row) = one(&*self.tx, sql, Params::new().with(buyer)).await? else { return Ok(None) };
        let id: Uuid = row.get(0)?;
        let sql = "UPDATE buyer_templates SET superseded_at = ?, superseded_by = ? WHERE id = ?";
        let params = Params::new().with(self.recorded_micros()).with(self.actor().as_str()).with(id);
        exec(&*self.tx, sql, params).await?;
        Ok(Some(id))
    }
}

impl Store {
    /// The templates of a buyer, the latest first; the first is in use unless it is superseded.
    ///
    /// # Errors
    /// The database failed.
    pub async fn templates(&self, buyer: Uuid) -> Result<Vec<TemplateRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM buyer_templates t WHERE t.buyer_id = ? ORDER BY t.recorded_at DESC LIMIT 200"
        );
        all(self.reader(), &sql, Params::new().with(buyer)).await?.iter().map(template_from).collect()
    }

    /// The template that a buyer's papers are made with now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn template_in_use(&self, buyer: Uuid) -> Result<Option<TemplateRow>> {
        let sql = format!("SELECT {COLUMNS} FROM buyer_templates t WHERE t.buyer_id = ? AND t.superseded_at IS NULL");
        one(self.reader(), &sql, Params::new().with(buyer)).await?.as_ref().map(template_from).transpose()
    }

    /// One template of this buyer.
    ///
    /// # Errors
    /// The database failed.
    pub async fn template(&self, buyer: Uuid, id: Uuid) -> Result<Option<TemplateRow>> {
        let sql = format!("SELECT {COLUMNS} FROM buyer_templates t WHERE t.buyer_id = ? AND t.id = ?");
        one(self.reader(), &sql, Params::new().with(buyer).with(id)).await?.as_ref().map(template_from).transpose()
    }
}

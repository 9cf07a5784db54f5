//! Buyers' own texts of standard clauses: recorded by their procurement, judged by the council's office.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Actor as Person, Decision, Owner, Resource, ResourceKind, may};
use kakuzuke_domain::clauses::{VariantJudgement, Wording};
use kakuzuke_store::{Actor, ClauseVariant, NewVariant, StoreError, VariantSupersession, Work};
use serde_json::json;
use uuid::Uuid;

use crate::Services;
use crate::errors::{Result, ServicesError};

/// A buyer's own text, as handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantText {
    /// The clause in whose place it stands.
    pub code: String,
    /// The heading and the paragraphs.
    pub wording: Wording,
    /// The first day on which the buyer uses it.
    pub valid_from: NaiveDate,
    /// The last day.
    pub valid_to: Option<NaiveDate>,
}

/// A judgement of the version that somebody has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The number of the version.
    pub seen: i64,
    /// How it stands beside the standard.
    pub judgement: VariantJudgement,
    /// Why.
    pub grounds: String,
}

fn allowed(person: &Person, action: Action, owner: Owner) -> Result<Uuid> {
    match (may(person, action, &Resource::new(ResourceKind::Clauses, owner)), person.account) {
        (Decision::Allowed, Some(account)) => Ok(account),
        (decision, _) => Err(ServicesError::Denied(decision)),
    }
}

impl Services {
    /// Records a buyer's own text. Answers its id.
    ///
    /// # Errors
    /// Denied without the role; what is wrong with the text; `variant_there` if the buyer has one of this clause.
    pub async fn record_variant(&self, person: &Person, buyer: Uuid, text: VariantText) -> Result<Uuid> {
        let by = allowed(person, Action::Record, Owner::Buyer(buyer))?;
        let buyers = self.store().every_buyer().await?;
        let buyer = buyers.into_iter().find(|one| one.id == buyer).ok_or(ServicesError::Denied(Decision::Hidden))?;
        let mut work = self.store().begin(&Actor::account(by), "clauses.record").await?;
        let id = work.new_id();
        let said = self.said(id, buyer.seq, text).await?;
        work.add_variant(said).await?;
        finish(work, id, json!({"buyer": buyer.id})).await?;
        Ok(id)
    }

    /// Corrects a buyer's own text. What was judged before no longer holds.
    ///
    /// # Errors
    /// As for recording; a conflict if it was withdrawn.
    pub async fn correct_variant(&self, person: &Person, id: Uuid, text: VariantText, reason: &str) -> Result<()> {
        let variant = self.variant(id).await?;
        let by = allowed(person, Action::Correct, Owner::Buyer(variant.buyer))?;
        let next = self.said(id, variant.said.buyer_seq, text).await?;
        if next.code != variant.said.code {
            return Err(ServicesError::Denied(Decision::Hidden));
        }
        self.supersede(by, "clauses.correct", variant, Some(next), reason).await
    }

    /// Withdraws a buyer's own text.
    ///
    /// # Errors
    /// Denied without the role; a conflict if it was withdrawn before.
    pub async fn withdraw_variant(&self, person: &Person, id: Uuid, reason: &str) -> Result<()> {
        let variant = self.variant(id).await?;
        let by = allowed(person, Action::Withdraw, Owner::Buyer(variant.buyer))?;
        self.supersede(by, "clauses.withdraw", variant, None, reason).await
    }

    /// Judges a buyer's own text beside the standard.
    ///
    /// # Errors
    /// Denied without the role; a conflict if the text has changed since it was read.
    pub async fn judge_variant(&self, person: &Person, id: Uuid, judged: Judged) -> Result<()> {
        let variant = self.variant(id).await?;
        let by = allowed(person, Action::Confirm, Owner::Council)?;
        if variant.seq != judged.seen {
            return Err(StoreError::Conflict { code: "already_superseded" }.into());
        }
        let next = NewVariant {
            judgement: Some(judged.judgement),
            grounds: Some(judged.grounds.clone()),
            judged_by: Some(by),
            ..variant.said.clone()
        };
        self.supersede(by, "clauses.judge", variant, Some(next), &judged.grounds).await
    }

    async fn variant(&self, id: Uuid) -> Result<ClauseVariant> {
        self.store().clause_variant(id).await?.ok_or(ServicesError::Denied(Decision::Hidden))
    }

    /// What is recorded of a text, which is compared with the clause in use.
    async fn said(&self, variant_id: Uuid, buyer_seq: i64, text: VariantText) -> Result<NewVariant> {
        let set = self.store().clauses_in_use().await?.parse()?;
        let clause = set.clause(&text.code).ok_or(ServicesError::Denied(Decision::Hidden))?;
        text.wording.check(clause, &set).map_err(|problem| ServicesError::refused(problem.as_str()))?;
        if text.valid_to.is_some_and(|to| to < text.valid_from) {
            return Err(ServicesError::refused("reversed"));
        }
        Ok(NewVariant {
            variant_id,
            buyer_seq,
            code: text.code,
            version: clause.version.clone(),
            title: text.wording.title.clone(),
            body: text.wording.lines().join("\n"),
            valid_from: text.valid_from,
            valid_to: text.valid_to,
            judgement: None,
            grounds: None,
            judged_by: None,
        })
    }

    async fn supersede(
        &self,
        by: Uuid,
        command: &str,
        variant: ClauseVariant,
        replacement: Option<NewVariant>,
        reason: &str,
    ) -> Result<()> {
        let mut work = self.store().begin(&Actor::account(by), command).await?;
        let id = variant.said.variant_id;
        let judgement = replacement.as_ref().and_then(|next| next.judgement).map(VariantJudgement::as_str);
        let change = VariantSupersession { variant_id: id, seen: variant.seq, replacement, reason: reason.to_owned() };
        work.supersede_variant(change).await?;
        finish(work, id, json!({"buyer": variant.buyer, "judgement": judgement, "reason": reason})).await
    }
}

async fn finish(mut work: Work, id: Uuid, detail: serde_json::Value) -> Result<()> {
    work.seal(&format!("clause_variant:{id}"), detail).await?;
    work.commit().await?;
    Ok(())
}

//! The end of a contract, step by step.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Actor as Person};
use kakuzuke_domain::contracts::{CloseOutOutcome, CloseOutRefusal, CloseOutStep, Problem, StepRecord};
use kakuzuke_store::NewCloseOut;
use serde_json::json;
use uuid::Uuid;

use crate::Services;
use crate::errors::{Result, ServicesError};

/// Characters that the word on what a step rests on may have.
const EVIDENCE_CHARACTERS: usize = 1_000;

impl Services {
    /// Records that a step of the close-out is done, or that there was nothing to do. What takes two people is proposed instead.
    ///
    /// # Errors
    /// Denied without the role; [`ServicesError::Invalid`] with the rule's refusal; `contract_withdrawn`.
    pub async fn close_out(
        &self,
        person: &Person,
        id: Uuid,
        step: CloseOutStep,
        outcome: CloseOutOutcome,
        done_on: Option<NaiveDate>,
        evidence: &str,
    ) -> Result<()> {
        let (mut work, _) = self.begin_contract(person, Action::Correct, id, "contracts.close_out").await?;
        let record = StepRecord { step, outcome, done_on, evidence, by_two: false };
        record.check(work.today()).map_err(refused)?;
        if evidence.chars().count() > EVIDENCE_CHARACTERS {
            return Err(ServicesError::Invalid(vec![Problem { field: "evidence", code: "too_long" }]));
        }
        let evidence = evidence.trim().to_owned();
        let new = NewCloseOut { contract_id: id, step, outcome, done_on, evidence, approval: None };
        work.record_close_out(new, "close_out").await?;
        work.seal(&format!("contract:{id}"), json!({"step": step, "outcome": outcome})).await?;
        work.commit().await?;
        Ok(())
    }
}

fn refused(refusal: CloseOutRefusal) -> ServicesError {
    let field = match refusal {
        CloseOutRefusal::TakesTwo => "outcome",
        CloseOutRefusal::NoEvidence => "evidence",
        CloseOutRefusal::NoDay | CloseOutRefusal::Future => "done_on",
    };
    ServicesError::Invalid(vec![Problem { field, code: refusal.as_str() }])
}

//! The steps in the life of a contract.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Actor as Person, Decision, Owner, Resource, ResourceKind, may};
use kakuzuke_domain::contracts::{Problem, overlaps};
use kakuzuke_store::{Actor, Contract, NewContract, StoreError, Work};
use serde_json::json;
use uuid::Uuid;

use super::Draft;
use crate::Services;
use crate::errors::{Result, ServicesError};

/// The account of a person who may do this with a contract of a buyer.
fn allowed(person: &Person, action: Action, buyer: Uuid) -> Result<Uuid> {
    let resource = Resource::new(ResourceKind::Contracts, Owner::Buyer(buyer));
    match (may(person, action, &resource), person.account) {
        (Decision::Allowed, Some(account)) => Ok(account),
        (decision, _) => Err(ServicesError::Denied(decision)),
    }
}

fn conflict(code: &'static str) -> ServicesError {
    StoreError::Conflict { code }.into()
}

fn checked(draft: &Draft) -> Result<()> {
    let problems = draft.problems();
    if problems.is_empty() { Ok(()) } else { Err(ServicesError::Invalid(problems)) }
}

fn wrong(field: &'static str, code: &'static str) -> ServicesError {
    ServicesError::Invalid(vec![Problem { field, code }])
}

impl Services {
    /// Records a contract of a buyer with a supplier; answers its id. `former` is the contract that it renews.
    ///
    /// # Errors
    /// Denied without the role; [`ServicesError::Invalid`] for what cannot be so, such as a period that overlaps that of the same
    /// contract recorded before; `contract_renewed` if the former has been renewed already.
    pub async fn record_contract(
        &self,
        person: &Person,
        buyer: Uuid,
        supplier: Uuid,
        former: Option<Uuid>,
        draft: Draft,
    ) -> Result<Uuid> {
        let by = allowed(person, Action::Record, buyer)?;
        checked(&draft)?;
        let command = if former.is_some() { "contracts.renew" } else { "contracts.record" };
        let mut work = self.store().begin(&Actor::account(by), command).await?;
        let buyers = work.buyers().await?;
        let buyer_seq = buyers.iter().find(|known| known.id == buyer).map(|known| known.seq);
        let buyer_seq = buyer_seq.ok_or_else(|| wrong("buyer", "unknown_buyer"))?;
        let supplier_seq = work.suppliers_by_ids(&[supplier]).await?.get(&supplier).map(|known| known.seq);
        let supplier_seq = supplier_seq.ok_or_else(|| wrong("supplier", "unknown_supplier"))?;
        let id = work.new_id();
        let contract = NewContract { former, ..draft.new_contract(id, buyer_seq, supplier_seq) };
        if let Some(former) = former {
            self.follows(&work, former, &contract).await?;
        }
        is_no_double(&work, &contract).await?;
        work.add_contracts(vec![contract]).await?;
        work.seal(&format!("contract:{id}"), json!({"buyer": buyer, "supplier": supplier, "former": former})).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Whether `contract` can take the place of the contract that it renews: of the same buyer, once, and after its end.
    async fn follows(&self, work: &Work, former: Uuid, contract: &NewContract) -> Result<()> {
        let terms = work.contract_terms(former).await?;
        let last = terms.last().filter(|last| last.buyer_seq == contract.buyer_seq);
        let last = last.ok_or(ServicesError::Denied(Decision::Hidden))?;
        if work.contract_is_renewed(former).await? {
            return Err(conflict("contract_renewed"));
        }
        if overlaps((last.valid_from, last.valid_to), (contract.valid_from, contract.valid_to)) {
            return Err(wrong("valid_from", "contract_renewal_overlaps"));
        }
        Ok(())
    }

    /// Corrects one version of a contract's terms: what was recorded of them was wrong from the beginning.
    ///
    /// # Errors
    /// Denied without the role; `contract_changed` if somebody else has changed these terms meanwhile, `contract_withdrawn`,
    /// `contract_unchanged`; [`ServicesError::Invalid`] for what cannot be so.
    pub async fn correct_contract(
        &self,
        person: &Person,
        id: Uuid,
        version: i64,
        draft: Draft,
        reason: &str,
    ) -> Result<()> {
        let (mut work, terms) = self.begin_contract(person, Action::Correct, id, "contracts.correct").await?;
        let held = seen(&terms, version)?.clone();
        checked(&draft)?;
        let replacement = draft.over(held.clone().into());
        if replacement == NewContract::from(held.clone()) {
            return Err(conflict("contract_unchanged"));
        }
        is_no_double(&work, &replacement).await?;
        work.end_contracts(&[held.seq], reason).await?;
        work.add_contracts(vec![replacement]).await?;
        work.seal(&format!("contract:{id}"), json!({"version": version})).await?;
        work.commit().await?;
        Ok(())
    }

    /// Amends a contract (変更契約): from a day on other terms hold; what held before stays true for the days before.
    ///
    /// # Errors
    /// As [`Services::correct_contract`]; the day has to lie within the period, behind its first day and behind the last amendment.
    pub async fn amend_contract(
        &self,
        person: &Person,
        id: Uuid,
        version: i64,
        from: NaiveDate,
        draft: Draft,
        reason: &str,
    ) -> Result<()> {
        let (mut work, terms) = self.begin_contract(person, Action::Correct, id, "contracts.amend").await?;
        let held = seen(&terms, version)?.clone();
        if held.terms_to.is_some() {
            return Err(conflict("contract_changed"));
        }
        checked(&draft)?;
        if held.valid_from.is_some_and(|first| from <= first) {
            return Err(wrong("amended_from", "contract_amendment_early"));
        }
        if held.valid_to.is_some_and(|last| from > last) {
            return Err(wrong("amended_from", "contract_amendment_late"));
        }
        if held.terms_from.is_some_and(|before| from <= before) {
            return Err(wrong("amended_from", "contract_amendment_order"));
        }
        let before = NewContract { terms_to: from.pred_opt(), ..held.clone().into() };
        let after = NewContract { terms_from: Some(from), ..draft.over(held.clone().into()) };
        if after == (NewContract { terms_from: Some(from), ..held.clone().into() }) {
            return Err(conflict("contract_unchanged"));
        }
        is_no_double(&work, &after).await?;
        work.end_contracts(&[held.seq], reason).await?;
        work.add_contracts(vec![before, after]).await?;
        work.seal(&format!("contract:{id}"), json!({"version": version, "from": from})).await?;
        work.commit().await?;
        Ok(())
    }

    /// Withdraws a contract that was recorded by mistake, with all its amendments.
    ///
    /// # Errors
    /// Denied without the role; `contract_withdrawn` if it is withdrawn already.
    pub async fn withdraw_contract(&self, person: &Person, id: Uuid, reason: &str) -> Result<()> {
        let (mut work, terms) = self.begin_contract(person, Action::Withdraw, id, "contracts.withdraw").await?;
        let seqs: Vec<i64> = terms.iter().map(|terms| terms.seq).collect();
        work.end_contracts(&seqs, reason).await?;
        work.seal(&format!("contract:{id}"), json!({})).await?;
        work.commit().await?;
        Ok(())
    }

    /// Begins a step with the current terms of a contract. From here on nobody else can take one.
    pub(super) async fn begin_contract(
        &self,
        person: &Person,
        action: Action,
        id: Uuid,
        command: &str,
    ) -> Result<(Work, Vec<Contract>)> {
        let by = person.account.ok_or(ServicesError::Denied(Decision::Unknown))?;
        let work = self.store().begin(&Actor::account(by), command).await?;
        let terms = work.contract_terms(id).await?;
        let buyer = match terms.first() {
            Some(terms) => Some(terms.buyer),
            None => work.buyer_of_contract(id).await?,
        };
        allowed(person, action, buyer.ok_or(ServicesError::Denied(Decision::Hidden))?)?;
        if terms.is_empty() {
            return Err(conflict("contract_withdrawn"));
        }
        Ok((work, terms))
    }
}

/// The version that a person has seen, if it is still current.
fn seen(terms: &[Contract], version: i64) -> Result<&Contract> {
    terms.iter().find(|terms| terms.seq == version).ok_or_else(|| conflict("contract_changed"))
}

/// The same title with the same supplier in days that overlap is the same contract, recorded twice.
async fn is_no_double(work: &Work, contract: &NewContract) -> Result<()> {
    let alike = work.contracts_alike(contract).await?;
    let period = (contract.valid_from, contract.valid_to);
    if alike.iter().any(|other| overlaps(period, (other.valid_from, other.valid_to))) {
        return Err(wrong("valid_from", "contract_overlaps"));
    }
    Ok(())
}

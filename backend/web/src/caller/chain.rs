//! What a caller sees of the chain behind a contract: its buyer, its contractor and the council all of it; a company in the
//! chain itself and what stands below it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::grades::{Band, grade};
use kakuzuke_domain::subcontracts::{Standing, Weakest, laid_out, standings, weakest};
use kakuzuke_store::{AsOf, ChainContract, SubcontractRow, SupplyKind};
use uuid::Uuid;

use super::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

/// A chain as a caller sees it.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The contract at its head.
    pub contract: ChainContract,
    /// The subcontracts from the top down, each with its tier.
    pub rows: Vec<(usize, SubcontractRow)>,
    /// Whether these are all there are.
    pub whole: bool,
}

impl Chain {
    /// The chain behind a contract.
    ///
    /// # Errors
    /// Not found without such a contract, or if the caller has nothing to do with it.
    pub async fn find(state: &AppState, caller: &Caller, contract: Uuid, as_of: &AsOf) -> Result<Self> {
        let contract = state.store.chain_contract(contract, as_of).await?.ok_or(AppError::NotFound)?;
        let rows = state.store.chain(contract.id, as_of).await?;
        let links: Vec<_> = rows.iter().map(SubcontractRow::link).collect();
        let placed = laid_out(&links);
        let top_down = placed.into_iter().filter_map(|place| Some((place.tier, rows.get(place.index)?.clone())));
        let rows: Vec<(usize, SubcontractRow)> = top_down.collect();
        if caller.may_with_contract(Action::Read, &contract) {
            return Ok(Self { contract, rows, whole: true });
        }
        let rows = own_part(rows, |company| caller.may(Action::Read, &of_supplier(company)));
        if rows.is_empty() { Err(AppError::NotFound) } else { Ok(Self { contract, rows, whole: false }) }
    }

    /// The chain in which a subcontract stands now, or stood last.
    ///
    /// # Errors
    /// Not found without such a subcontract, or if the caller sees no part of it.
    pub async fn of(state: &AppState, caller: &Caller, subcontract: Uuid) -> Result<Self> {
        let versions = state.store.supply_history(SupplyKind::Subcontract, subcontract).await?;
        let contract = versions.first().and_then(|version| version.supply.record.contract_id);
        let now = state.store.as_of(None, None).await?;
        let chain = Self::find(state, caller, contract.ok_or(AppError::NotFound)?, &now).await?;
        let seen = chain.whole || chain.rows.iter().any(|(_, row)| row.id == subcontract);
        if seen { Ok(chain) } else { Err(AppError::NotFound) }
    }
}

impl Chain {
    /// How each subcontract of the chain stands on a day, in the order of the rows. Of a part that begins below another
    /// subcontract, the upper ones are taken to hold.
    #[must_use]
    pub fn standings(&self, on: NaiveDate) -> Vec<Standing> {
        let known: BTreeSet<Uuid> = self.rows.iter().map(|(_, row)| row.id).collect();
        let seen = |above: Option<Uuid>| above.filter(|above| known.contains(above));
        let rows = self.rows.iter().map(|(_, row)| (row.id, seen(row.above), &row.subcontract));
        standings(rows, on, self.contract.holds(on))
    }

    /// The weakest grade among the contractor and the companies at work, and how many they are; none if a grade or a part of
    /// the chain is not for the caller.
    #[must_use]
    pub fn weakest(&self, bands: &BTreeMap<Uuid, Band>, standings: &[Standing]) -> Option<(Weakest, usize)> {
        let at_work = self.rows.iter().zip(standings).filter(|(_, standing)| **standing == Standing::InForce);
        let companies: BTreeSet<Uuid> =
            at_work.map(|((_, row), _)| row.company).chain([self.contract.contractor]).collect();
        let seen: Vec<Band> = companies.iter().filter_map(|id| bands.get(id).copied()).collect();
        let all = self.whole && seen.len() == companies.len();
        all.then(|| (weakest(seen), companies.len()))
    }

    /// The bands of the contractor and of every company of the chain, as of the two dates; those alone whose grade the caller
    /// sees.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn bands(&self, state: &AppState, caller: &Caller, as_of: &AsOf) -> Result<BTreeMap<Uuid, Band>> {
        let companies = self.rows.iter().map(|(_, row)| row.company).chain([self.contract.contractor]);
        let sees = |id: &Uuid| caller.may(Action::Read, &Resource::new(ResourceKind::Grades, Owner::Supplier(*id)));
        let wanted: Vec<Uuid> = companies.filter(sees).collect::<BTreeSet<_>>().into_iter().collect();
        let scheme = state.services.scheme()?;
        let facts = state.store.facts_of_suppliers(&wanted, as_of).await?;
        let band = |id: &Uuid| facts.get(id).map_or(Band::Unrated, |facts| grade(&scheme, facts, as_of.valid_on).band);
        Ok(wanted.iter().map(|id| (*id, band(id))).collect())
    }
}

/// The rows of one's own companies and those below them; `rows` are from the top down.
fn own_part(rows: Vec<(usize, SubcontractRow)>, is_own: impl Fn(Uuid) -> bool) -> Vec<(usize, SubcontractRow)> {
    let mut seen: BTreeSet<Uuid> = BTreeSet::new();
    let mut part = Vec::new();
    for (tier, row) in rows {
        if is_own(row.company) || row.above.is_some_and(|above| seen.contains(&above)) {
            seen.insert(row.id);
            part.push((tier, row));
        }
    }
    part
}

fn of_supplier(supplier: Uuid) -> Resource<'static> {
    Resource::new(ResourceKind::Subcontracts, Owner::Supplier(supplier))
}

impl Caller {
    /// Whether the caller may do `action` with the chain behind a contract, as its buyer or as its contractor.
    #[must_use]
    pub fn may_with_contract(&self, action: Action, contract: &ChainContract) -> bool {
        let of_buyer = Resource::new(ResourceKind::Subcontracts, Owner::Buyer(contract.buyer));
        self.may(action, &of_buyer) || self.may(action, &of_supplier(contract.contractor))
    }

    /// Lets the caller do `action` with the chain behind a contract that the caller has seen.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without the role.
    pub fn require_with_contract(&self, action: Action, contract: &ChainContract) -> Result<()> {
        if self.may_with_contract(action, contract) { Ok(()) } else { Err(AppError::Forbidden) }
    }
}

//! The shape of a chain: who stands below whom, how deep, and what it must never be.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Consent;
use crate::words::words;

/// Tiers below the contractor at most. Deeper than this, nobody oversees the work any more; a longer chain is a mistake.
pub const MOST_TIERS: usize = 10;
/// Subcontracts of one contract at most.
pub const MOST_LINKS: usize = 500;

words! {
    /// Why a company cannot stand at a place of a chain.
    pub enum ChainProblem {
        /// The company stands above itself already: the contractor, or a tier between.
        Cycle = "chain_cycle",
        /// There would be more than [`MOST_TIERS`] tiers.
        TooDeep = "chain_too_deep",
        /// There would be more than [`MOST_LINKS`] subcontracts.
        TooMany = "chain_too_many",
        /// What it is to stand below is not part of the chain.
        AboveUnknown = "chain_above_unknown",
        /// What it is to stand below was refused.
        AboveRefused = "chain_above_refused",
    }
}

/// One subcontract of a chain; companies are told apart by `K`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<K> {
    /// The subcontract.
    pub id: Uuid,
    /// The subcontract below which it stands; none: below the contractor.
    pub above: Option<Uuid>,
    /// The company.
    pub company: K,
    /// What the buyer has said to it.
    pub consent: Consent,
}

/// Where a subcontract stands when the chain is read from the top down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its place in the list that was laid out.
    pub index: usize,
    /// 1 for 再委託, 2 for 再々委託, and so on.
    pub tier: usize,
}

/// The tier at which `company` would stand below `above`.
///
/// # Errors
/// Why it cannot stand there.
pub fn place<K: PartialEq>(
    contractor: &K,
    links: &[Link<K>],
    above: Option<Uuid>,
    company: &K,
) -> Result<usize, ChainProblem> {
    if links.len() >= MOST_LINKS {
        return Err(ChainProblem::TooMany);
    }
    let by_id: BTreeMap<Uuid, &Link<K>> = links.iter().map(|link| (link.id, link)).collect();
    let mut tier = 1;
    let mut next = above;
    while let Some(id) = next {
        let link = by_id.get(&id).ok_or(ChainProblem::AboveUnknown)?;
        if link.consent == Consent::Refused {
            return Err(ChainProblem::AboveRefused);
        }
        if link.company == *company {
            return Err(ChainProblem::Cycle);
        }
        tier += 1;
        if tier > MOST_TIERS {
            return Err(ChainProblem::TooDeep);
        }
        next = link.above;
    }
    if contractor == company { Err(ChainProblem::Cycle) } else { Ok(tier) }
}

/// The chain from the top down: every subcontract stands right below the one above it, and those of one tier in the order
/// of the list. What hangs on nothing, or on itself, is left out.
#[must_use]
pub fn laid_out<K>(links: &[Link<K>]) -> Vec<Placed> {
    let mut below: BTreeMap<Option<Uuid>, Vec<usize>> = BTreeMap::new();
    for (index, link) in links.iter().enumerate() {
        below.entry(link.above).or_default().push(index);
    }
    let mut placed = Vec::with_capacity(links.len());
    let waiting_below = |above: Option<Uuid>, tier: usize| {
        let indexes = below.get(&above).cloned().unwrap_or_default();
        indexes.into_iter().rev().map(move |index| Placed { index, tier }).collect::<Vec<_>>()
    };
    let mut waiting = waiting_below(None, 1);
    while let Some(next) = waiting.pop() {
        placed.push(next);
        if let Some(link) = links.get(next.index) {
            waiting.extend(waiting_below(Some(link.id), next.tier + 1));
        }
    }
    placed
}

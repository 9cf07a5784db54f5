//! What the register knows of the suppliers of one chunk, and what it learns from their rows.

use std::collections::HashMap;

use kakuzuke_domain::suppliers::search_key;
use kakuzuke_store::{Branch, Candidate, FactRoom, NewFact, NewSupplier, StoredFact, SupplierRef, Work};

use super::Target;
use super::said::Said;
use crate::errors::Result;
use crate::imports::changes::Changes;
use crate::imports::matching::distinct;
use crate::imports::profiles::Profiles;
use crate::imports::session::{REASON, Session};

/// What the register knows of the suppliers of one chunk.
pub(super) struct Register {
    profiles: HashMap<i64, Profiles>,
    branches: HashMap<i64, Vec<String>>,
    pub(super) members: HashMap<i64, Vec<i64>>,
}

impl Register {
    /// Reads what the register knows of the suppliers that rows are about, or may be about.
    pub(super) async fn load(work: &mut Work, targets: &[Target]) -> Result<Self> {
        let known = distinct(targets.iter().flat_map(|target| match target {
            Target::Known(supplier) => vec![supplier.seq],
            Target::Perhaps(candidates) => candidates.iter().map(|candidate| candidate.supplier.seq).collect(),
            _ => Vec::new(),
        }));
        let mut register = Self { profiles: HashMap::new(), branches: HashMap::new(), members: HashMap::new() };
        if known.is_empty() {
            return Ok(register);
        }
        let facts = work.facts_of(&known, None).await?;
        let mut by_supplier: HashMap<i64, Vec<&StoredFact>> = HashMap::new();
        for fact in &facts {
            match fact.room {
                FactRoom::Profile => by_supplier.entry(fact.supplier_seq).or_default().push(fact),
                FactRoom::Branch => {
                    if let Ok(branch) = serde_json::from_str::<Branch>(&fact.body) {
                        register.branches.entry(fact.supplier_seq).or_default().push(search_key(&branch.name));
                    }
                }
                FactRoom::Membership => {
                    register.members.entry(fact.supplier_seq).or_default().extend(fact.related_seq);
                }
                _ => {}
            }
        }
        for (supplier, facts) in by_supplier {
            register.profiles.insert(supplier, Profiles::among(facts)?);
        }
        Ok(register)
    }

    /// Registers the new suppliers of the chunk; their profiles follow with [`Register::tell`].
    pub(super) async fn add(
        &mut self,
        work: &mut Work,
        session: &Session,
        targets: &[Target],
        said: &[Option<Said>],
    ) -> Result<Vec<Option<SupplierRef>>> {
        let mut positions = Vec::new();
        let mut new = Vec::new();
        let mut by_number: HashMap<&str, usize> = HashMap::new();
        for (target, said) in targets.iter().zip(said) {
            let (Target::New, Some(said)) = (target, said) else {
                positions.push(None);
                continue;
            };
            let next = new.len();
            let position = said.number.as_deref().map_or(next, |number| *by_number.entry(number).or_insert(next));
            if position == next {
                let kind = said.kind_over(None);
                new.push(NewSupplier { id: session.new_id(), kind, number: said.number.clone() });
            }
            positions.push(Some(position));
        }
        let added = work.add_suppliers(new).await?;
        Ok(positions.into_iter().map(|position| position.and_then(|position| added.get(position).cloned())).collect())
    }

    /// Joins what a row says with the profiles of a supplier. True where something changes.
    pub(super) fn tell(
        &mut self,
        session: &Session,
        supplier: &SupplierRef,
        said: &Said,
        changes: &mut Changes,
    ) -> bool {
        let profiles = self.profiles.entry(supplier.seq).or_default();
        let day = said.from.unwrap_or(session.today);
        let known = profiles.on(day).cloned();
        let profile = said.over(known.as_ref());
        if known.as_ref() == Some(&profile) {
            return false;
        }
        let from = if known.is_none() { said.from } else { Some(day) };
        profiles.join(supplier.seq, vec![(from, profile)], REASON, &mut || session.new_id(), changes)
    }

    /// Whether one of the candidates, and only one, is exactly what the row says: then nothing is to be decided.
    pub(super) fn already_say(&self, session: &Session, candidates: &[Candidate], said: &Said) -> Option<i64> {
        let day = said.from.unwrap_or(session.today);
        let mut same = candidates.iter().map(|candidate| candidate.supplier.seq).filter(|seq| {
            let known = self.profiles.get(seq).and_then(|profiles| profiles.on(day));
            known.is_some_and(|known| said.over(Some(known)) == *known)
        });
        same.next().filter(|_| same.next().is_none())
    }

    pub(super) fn branch(&mut self, session: &Session, supplier: i64, said: &Said, changes: &mut Changes) -> bool {
        let Some(name) = &said.branch else { return false };
        let known = self.branches.entry(supplier).or_default();
        let key = search_key(name);
        if known.contains(&key) {
            return false;
        }
        known.push(key);
        let branch = Branch { name: name.clone(), kana: None, address: None };
        changes.add(NewFact::branch(supplier, session.new_id(), &branch, said.from, None));
        true
    }
}

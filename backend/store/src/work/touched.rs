//! Which suppliers a unit of work has touched, so that their grades and names follow in the same transaction.

use std::collections::BTreeMap;

use crate::Work;
use crate::facts::{FactRoom, StoredFact};
use crate::suppliers::{Profile, SupplierRef};

/// Touched suppliers since the last seal.
#[derive(Default)]
pub(crate) struct Touched(pub(crate) BTreeMap<i64, Touch>);

/// What is known about a touched supplier without asking the database.
#[derive(Default)]
pub(crate) struct Touch {
    /// Registered by this work since the last seal: then these are all its facts.
    pub(crate) new: Option<Newcomer>,
    /// Its names may have changed.
    pub(crate) names: bool,
}

/// A new supplier with all its facts.
pub(crate) struct Newcomer {
    pub(crate) supplier: SupplierRef,
    pub(crate) facts: Vec<StoredFact>,
    /// What its profiles say, as far as they came as such.
    pub(crate) profiles: Vec<Profile>,
}

impl Work {
    /// A supplier that did not exist before.
    pub(crate) fn touch_new(&mut self, supplier: SupplierRef) {
        let seq = supplier.seq;
        let new = Newcomer { supplier, facts: Vec::new(), profiles: Vec::new() };
        self.touched.0.insert(seq, Touch { new: Some(new), names: true });
    }

    /// A fact that was added.
    pub(crate) fn touch(&mut self, fact: StoredFact, profile: Option<Box<Profile>>) {
        let touch = self.touched.0.entry(fact.supplier_seq).or_default();
        touch.names |= fact.room == FactRoom::Profile;
        if let Some(new) = &mut touch.new {
            new.facts.push(fact);
            new.profiles.extend(profile.map(|profile| *profile));
        }
    }

    /// A supplier whose facts must be read again.
    pub(crate) fn touch_supplier(&mut self, seq: i64, names: bool) {
        let touch = self.touched.0.entry(seq).or_default();
        touch.names |= names || touch.new.is_some();
        touch.new = None;
    }
}

//! What one chunk of an import will write, gathered before anything is written.

use kakuzuke_store::{NewFact, Supersession};

/// New facts and new versions, by supplier.
#[derive(Debug, Default)]
pub struct Changes {
    /// Facts that were not known.
    pub facts: Vec<NewFact>,
    /// Versions that replace current ones.
    pub versions: Vec<Supersession>,
}

impl Changes {
    /// Records a fact that was not known.
    pub fn add(&mut self, fact: NewFact) {
        self.facts.push(fact);
    }

    /// Replaces the current version of a fact.
    pub fn replace(&mut self, fact: NewFact, reason: &str) {
        if let Some(pending) = self.facts.iter_mut().rev().find(|pending| pending.fact_id == fact.fact_id) {
            *pending = fact;
            return;
        }
        if let Some(pending) = self.versions.iter_mut().rev().find(|pending| pending.fact_id == fact.fact_id) {
            pending.replacement = Some(fact);
            return;
        }
        self.versions.push(Supersession { fact_id: fact.fact_id, replacement: Some(fact), reason: reason.to_owned() });
    }
}

//! Names and addresses over time: joining what a file says with what the register says.

use chrono::NaiveDate;
use kakuzuke_store::{FactRoom, NewFact, Profile, StoredFact};
use uuid::Uuid;

use super::changes::Changes;
use super::timeline::{Span, Step, merge};
use crate::errors::{Result, ServicesError};

/// One supplier's profile versions, current ones only, oldest first.
#[derive(Debug, Default)]
pub struct Profiles {
    ids: Vec<Uuid>,
    spans: Vec<Span<Profile>>,
}

impl Profiles {
    /// The profiles among the current facts of a supplier.
    ///
    /// # Errors
    /// A stored body is damaged.
    pub fn among<'a>(facts: impl IntoIterator<Item = &'a StoredFact>) -> Result<Self> {
        let mut found = Vec::new();
        for fact in facts.into_iter().filter(|fact| fact.room == FactRoom::Profile) {
            let body: Profile = serde_json::from_str(&fact.body)
                .map_err(|error| ServicesError::Damaged(format!("facts/{}: {error}", fact.seq)))?;
            found.push((fact.fact_id, Span { from: fact.valid_from, to: fact.valid_to, body }));
        }
        found.sort_by_key(|(_, span)| span.from);
        let (ids, spans) = found.into_iter().unzip();
        Ok(Self { ids, spans })
    }

    /// The profile that holds on `day`: else the nearest before it, else the first.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&Profile> {
        let begun = self.spans.iter().rev().find(|span| span.from.is_none_or(|from| from <= day));
        begun.or_else(|| self.spans.first()).map(|span| &span.body)
    }

    /// The versions with the ids of their facts, oldest first.
    pub(crate) fn versions(&self) -> Vec<(Uuid, &Span<Profile>)> {
        self.ids.iter().copied().zip(&self.spans).collect()
    }

    /// The newest profile.
    #[must_use]
    pub fn latest(&self) -> Option<&Profile> {
        self.spans.last().map(|span| &span.body)
    }

    /// Whether any profile ever carried a name with this folded key.
    #[must_use]
    pub fn ever_called(&self, key: &str) -> bool {
        self.spans.iter().any(|span| kakuzuke_domain::suppliers::search_key(&span.body.name) == key)
    }

    /// Joins news, each from its day on, and adds what must be written to `changes`. True where something must.
    pub fn join(
        &mut self,
        supplier: i64,
        news: Vec<(Option<NaiveDate>, Profile)>,
        reason: &str,
        new_id: &mut dyn FnMut() -> Uuid,
        changes: &mut Changes,
    ) -> bool {
        let steps = merge(&self.spans, news);
        let changed = !steps.is_empty();
        for step in steps {
            match step {
                Step::Replace(index, span) => {
                    let Some(id) = self.ids.get(index).copied() else { continue };
                    changes.replace(fact(supplier, id, &span), reason);
                    if let Some(place) = self.spans.get_mut(index) {
                        *place = span;
                    }
                }
                Step::Add(span) => {
                    let id = new_id();
                    changes.add(fact(supplier, id, &span));
                    self.ids.push(id);
                    self.spans.push(span);
                }
            }
        }
        if changed {
            let mut pairs: Vec<(Uuid, Span<Profile>)> = self.ids.drain(..).zip(self.spans.drain(..)).collect();
            pairs.sort_by_key(|(_, span)| span.from);
            (self.ids, self.spans) = pairs.into_iter().unzip();
        }
        changed
    }
}

fn fact(supplier: i64, id: Uuid, span: &Span<Profile>) -> NewFact {
    NewFact::profile(supplier, id, &span.body, span.from, span.to)
}

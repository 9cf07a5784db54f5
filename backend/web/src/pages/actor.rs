//! Who did something, as a reader sees it.

use std::collections::HashMap;

use kakuzuke_domain::accounts::{Actor, ResourceKind, Tenant, Visible};
use kakuzuke_services::imports::ImportState;
use kakuzuke_store::PersonName;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::state::AppState;

/// Actors that are no person.
const NAMED: [&str; 4] = ["system", "command-line", "loopback", "demo"];

/// The people whom the records of a page name, as its reader sees them: by their names those whom the reader works with, and
/// all of them whoever reads the whole ledger; the others by the place they work at.
#[derive(Debug, Default)]
pub struct People {
    people: HashMap<Uuid, PersonName>,
    all: bool,
    circles: Vec<Tenant>,
}

/// The person named in a record, such as `account:0198…`.
fn account(word: &str) -> Option<Uuid> {
    word.strip_prefix("account:")?.parse().ok()
}

impl People {
    /// Those whom these words of records name, in one look; words that name nobody are passed over.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn named(state: &AppState, caller: &Caller, words: &[&str]) -> Result<Self> {
        let ids: Vec<Uuid> = words.iter().filter_map(|word| account(word)).collect();
        Self::find(state, caller, &ids).await
    }

    /// Those who started imports or took them over.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn of_imports(state: &AppState, caller: &Caller, imports: &[ImportState]) -> Result<Self> {
        let people = imports.iter().flat_map(|import| [account(&import.row.actor), import.row.carried_on_by]);
        Self::find(state, caller, &people.flatten().collect::<Vec<_>>()).await
    }

    /// Those with these ids, in one look.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn find(state: &AppState, caller: &Caller, ids: &[Uuid]) -> Result<Self> {
        Ok(Self { people: state.store.people_by_ids(ids).await?, ..Self::seen_by(caller.actor()) })
    }

    fn seen_by(reader: &Actor) -> Self {
        let all = kakuzuke_domain::accounts::visible(reader, ResourceKind::Ledger) == Visible::All;
        let circles = reader.grants.iter().map(|grant| grant.tenant).collect();
        Self { people: HashMap::new(), all, circles }
    }

    /// The message that names a person, and the name or place in it.
    fn words(&self, id: Uuid) -> (&'static str, String) {
        let Some(person) = self.people.get(&id) else { return ("actor-account", String::new()) };
        let Some(name) = &person.name else { return ("actor-erased", String::new()) };
        if self.all || person.circles.iter().any(|(circle, _)| self.circles.contains(circle)) {
            return ("actor-person", name.clone());
        }
        let (key, place) = match person.circles.first() {
            Some((Tenant::Installation, _)) => ("actor-of-installation", None),
            Some((Tenant::Council, _)) => ("actor-of-council", None),
            Some((Tenant::Buyer(_), place)) => ("actor-of-buyer", place.as_ref()),
            Some((Tenant::Supplier(_), place)) => ("actor-of-supplier", place.as_ref()),
            None => ("actor-account", None),
        };
        (key, place.cloned().unwrap_or_default())
    }
}

/// An actor: the message that names it, and the id it was recorded with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorView {
    /// As recorded, such as `account:0198…`.
    pub actor: String,
    /// The message, which may use `id` and `name`.
    pub key: String,
    /// The id without the word before it.
    pub id: String,
    /// A person's name, or where the person works; empty for what is no person.
    pub name: String,
}

impl ActorView {
    /// The actor recorded with this id. No record holds the name of a person.
    #[must_use]
    pub fn of(actor: &str, people: &People) -> Self {
        let (key, id, name) = match (account(actor), actor.split_once(':')) {
            (Some(id), _) => {
                let (key, name) = people.words(id);
                (key.to_owned(), id.to_string(), name)
            }
            (None, None) if NAMED.contains(&actor) => (format!("actor-{actor}"), actor.to_owned(), String::new()),
            _ => ("actor-other".to_owned(), actor.to_owned(), String::new()),
        };
        Self { actor: actor.to_owned(), key, id, name }
    }

    /// The person with this id.
    #[must_use]
    pub fn person(id: Uuid, people: &People) -> Self {
        Self::of(&format!("account:{id}"), people)
    }

    /// The arguments of its message.
    #[must_use]
    pub fn arguments(&self) -> [(&'static str, String); 2] {
        [("id", self.id.clone()), ("name", self.name.clone())]
    }
}

#[cfg(test)]
impl People {
    /// Somebody with a name, somebody erased and somebody of another ward, as one reader sees them.
    pub fn sample() -> Self {
        let ward = Tenant::Buyer(Uuid::from_u128(9));
        let person = |name: Option<&str>| PersonName {
            name: name.map(str::to_owned),
            circles: vec![(ward, Some("千代田区".to_owned()))],
        };
        let named = PersonName { circles: vec![(Tenant::Council, None)], ..person(Some("見本 花子")) };
        let people = [named, person(None), person(Some("見本 太郎"))];
        let people = people.into_iter().zip(0..).map(|(person, id)| (Uuid::from_u128(id), person)).collect();
        Self { people, all: false, circles: vec![Tenant::Council] }
    }
}

//! Who did something, as a reader sees it.

use serde::Serialize;

/// Actors that are no person.
const NAMED: [&str; 4] = ["system", "command-line", "loopback", "demo"];

/// An actor: the message that names it, and the id it was recorded with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorView {
    /// As recorded, such as `account:0198…`.
    pub actor: String,
    /// The message, which may use `id`.
    pub key: String,
    /// The id without the word before it.
    pub id: String,
}

impl ActorView {
    /// The actor recorded with this id. No record holds the name of a person.
    #[must_use]
    pub fn of(actor: &str) -> Self {
        let (key, id) = match actor.split_once(':') {
            None if NAMED.contains(&actor) => (format!("actor-{actor}"), actor),
            Some(("account", id)) => ("actor-account".to_owned(), id),
            _ => ("actor-other".to_owned(), actor),
        };
        Self { actor: actor.to_owned(), key, id: id.to_owned() }
    }
}

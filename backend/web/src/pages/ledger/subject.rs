//! What an entry is about, as a reader sees it.

use std::collections::HashMap;

use kakuzuke_store::LedgerEntry;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::pages::actor::{ActorView, People};
use crate::state::AppState;

/// The subject of an entry: the message that names its kind, and the name of a supplier or person.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectView {
    /// As recorded, such as `supplier:0198…`.
    pub subject: String,
    /// The message; a subject whose kind has none is shown as recorded.
    pub key: String,
    /// The name of a supplier.
    pub name: Option<String>,
    /// The person, of an account.
    pub person: Option<ActorView>,
    /// Its page, if it has one.
    pub href: Option<String>,
}

impl SubjectView {
    /// The subject recorded so, with the names at hand.
    #[must_use]
    pub fn of(subject: &str, named: &Named) -> Self {
        let (room, rest) = subject.split_once(':').unwrap_or((subject, ""));
        let id = rest.parse::<Uuid>().ok();
        let listed = room == "import" && id.is_none() && !rest.is_empty();
        let folder = match room {
            "supplier" => Some("suppliers"),
            "attestation" => Some("attestations"),
            "audit" => Some("audits"),
            "contract" => Some("contracts"),
            "import" => Some("imports"),
            "approval" => Some("approvals"),
            "clause_variant" => Some("clauses/variants"),
            _ => None,
        };
        Self {
            subject: subject.to_owned(),
            key: if listed { format!("subject-import-{rest}") } else { format!("subject-{room}") },
            name: id.and_then(|id| named.suppliers.get(&id).cloned()),
            person: (room == "account").then(|| ActorView::of(subject, &named.people)),
            href: match (folder, id) {
                (Some(folder), Some(id)) => Some(format!("/{folder}/{id}")),
                _ if room == "scheme" && !rest.is_empty() => Some(format!("/schemes/{rest}")),
                _ if room == "clauses" && !rest.is_empty() => Some(format!("/clauses/sets/{rest}")),
                _ => None,
            },
        }
    }
}

/// The names of the suppliers and people whom entries name.
#[derive(Debug, Default)]
pub struct Named {
    suppliers: HashMap<Uuid, String>,
    /// The people, also those whom the page names elsewhere.
    pub people: People,
}

impl Named {
    /// Those of these entries, and the people whom the other words name.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn find(state: &AppState, caller: &Caller, entries: &[LedgerEntry], others: &[&str]) -> Result<Self> {
        let mut words = others.to_vec();
        words.extend(entries.iter().flat_map(|entry| [entry.actor.as_str(), entry.subject.as_str()]));
        let people = People::named(state, caller, &words).await?;
        Ok(Self { suppliers: suppliers(state, entries).await?, people })
    }
}

#[cfg(test)]
impl Named {
    /// One supplier and some people.
    pub fn sample() -> Self {
        Self { suppliers: [(Uuid::nil(), "株式会社見本".to_owned())].into(), people: People::sample() }
    }
}

async fn suppliers(state: &AppState, entries: &[LedgerEntry]) -> Result<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = entries
        .iter()
        .filter_map(|entry| entry.subject.strip_prefix("supplier:"))
        .filter_map(|id| id.parse().ok())
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let suppliers = state.store.suppliers_by_ids(&ids).await?;
    let seqs: Vec<i64> = suppliers.values().map(|supplier| supplier.seq).collect();
    let names = state.store.names_of(&seqs).await?;
    let name = |(id, supplier): (Uuid, kakuzuke_store::SupplierRef)| Some((id, names.get(&supplier.seq)?.clone()));
    Ok(suppliers.into_iter().filter_map(name).collect())
}

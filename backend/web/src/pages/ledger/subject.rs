//! What an entry is about, as a reader sees it.

use std::collections::HashMap;

use kakuzuke_store::LedgerEntry;
use serde::Serialize;
use uuid::Uuid;

use crate::error::Result;
use crate::state::AppState;

/// The subject of an entry: the message that names its kind, and a supplier's name.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectView {
    /// As recorded, such as `supplier:0198…`.
    pub subject: String,
    /// The message; a subject whose kind has none is shown as recorded.
    pub key: String,
    /// The name of a supplier.
    pub name: Option<String>,
    /// Its page, if it has one.
    pub href: Option<String>,
}

impl SubjectView {
    /// The subject recorded so, with the names of suppliers at hand.
    #[must_use]
    pub fn of(subject: &str, names: &HashMap<Uuid, String>) -> Self {
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
            name: id.and_then(|id| names.get(&id).cloned()),
            href: match (folder, id) {
                (Some(folder), Some(id)) => Some(format!("/{folder}/{id}")),
                _ if room == "scheme" && !rest.is_empty() => Some(format!("/schemes/{rest}")),
                _ if room == "clauses" && !rest.is_empty() => Some(format!("/clauses/sets/{rest}")),
                _ => None,
            },
        }
    }
}

/// The names of the suppliers that these entries are about.
///
/// # Errors
/// The register cannot be read.
pub async fn supplier_names(state: &AppState, entries: &[LedgerEntry]) -> Result<HashMap<Uuid, String>> {
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

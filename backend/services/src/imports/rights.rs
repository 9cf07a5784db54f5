//! Which audits the person who imports may accept and correct: those that are shown (design 5).

use std::collections::HashMap;

use kakuzuke_domain::accounts::{Action, Decision, Owner, Resource, ResourceKind, may};
use kakuzuke_store::{ShownAudits, SupplierRef, Work};
use uuid::Uuid;

use super::matching::{Whom, distinct};
use super::session::Session;
use crate::errors::Result;

/// What a person may do with the audits of the suppliers of one chunk.
pub(super) struct AuditRights {
    importer: kakuzuke_domain::accounts::Actor,
    /// None where no person imports, but a shell or the program itself.
    of_person: Option<(HashMap<i64, SupplierRef>, ShownAudits)>,
}

impl AuditRights {
    /// Reads to whom the audits of these suppliers are shown today.
    pub(super) async fn of(work: &mut Work, session: &Session, whom: &[Whom]) -> Result<Self> {
        let importer = session.importer.clone();
        if work.actor().as_account().is_none() {
            return Ok(Self { importer, of_person: None });
        }
        let known =
            distinct(whom.iter().filter_map(|whom| if let Whom::Known(seq) = whom { Some(*seq) } else { None }));
        let suppliers = work.suppliers_by_seqs(&known).await?;
        let ids: Vec<Uuid> = suppliers.values().map(|supplier| supplier.id).collect();
        let shown = session.shown_audits(&ids).await?;
        Ok(Self { importer, of_person: Some((suppliers, shown)) })
    }

    /// Whether the rule lets the importer do `action` with an audit; without one, with an audit that is new.
    pub(super) fn allow(&self, action: Action, supplier: i64, audit: Option<Uuid>) -> bool {
        let Some((suppliers, shown)) = &self.of_person else { return true };
        let Some(supplier) = suppliers.get(&supplier) else { return false };
        let shown = shown.to(supplier.id, audit);
        let audits = Resource::new(ResourceKind::Audits, Owner::Supplier(supplier.id)).shown_to(&shown);
        may(&self.importer, action, &audits) == Decision::Allowed
    }
}

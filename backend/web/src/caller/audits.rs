//! What a caller may do with the audits of suppliers, as far as it hangs on the buyers to which they are shown.

use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_store::ShownAudits;
use serde::Serialize;
use uuid::Uuid;

use super::Caller;
use crate::error::Result;
use crate::state::AppState;

/// The audits of the suppliers asked about, as the caller may treat them today.
#[derive(Debug, Clone)]
pub struct AuditSight {
    caller: Caller,
    shown: ShownAudits,
}

/// What the caller may do with one audit beside seeing that it is there and what it concludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AuditRights {
    /// Whether they see its findings.
    pub findings: bool,
    /// Whether they may correct it.
    pub correct: bool,
    /// Whether they may withdraw it.
    pub withdraw: bool,
    /// Whether they may accept its report.
    pub accept: bool,
}

impl Caller {
    /// What the caller may do with the audits of `suppliers`, or of all. It goes by the contracts in force today, whatever
    /// day is asked about.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn audits(&self, state: &AppState, suppliers: Option<&[Uuid]>) -> Result<AuditSight> {
        let buyers: Vec<Uuid> = self.actor().buyers().collect();
        let shown = state.store.shown_audits(&buyers, suppliers, state.today()).await?;
        Ok(AuditSight { caller: self.clone(), shown })
    }
}

impl AuditSight {
    /// Whether the caller sees the report and the findings of a supplier's audits.
    #[must_use]
    pub fn sees(&self, supplier: Uuid) -> bool {
        self.caller.may(Action::Read, &self.resource(ResourceKind::Findings, supplier))
    }

    /// What the caller may do with a supplier's audits.
    #[must_use]
    pub fn rights(&self, supplier: Uuid) -> AuditRights {
        let may = |action| self.caller.may(action, &self.resource(ResourceKind::Audits, supplier));
        AuditRights {
            findings: self.sees(supplier),
            correct: may(Action::Correct),
            withdraw: may(Action::Withdraw),
            accept: may(Action::Confirm),
        }
    }

    /// Lets the caller do `action` with a supplier's audits.
    ///
    /// # Errors
    /// As [`Caller::require`].
    pub fn require(&self, action: Action, supplier: Uuid) -> Result<()> {
        self.caller.require(action, &self.resource(ResourceKind::Audits, supplier))
    }

    fn resource(&self, kind: ResourceKind, supplier: Uuid) -> Resource<'_> {
        Resource::new(kind, Owner::Supplier(supplier)).shown_to(self.shown.to(supplier))
    }
}

//! What a caller may do with the audits of suppliers, as far as it hangs on the buyers to which they are shown.

use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::audits::Audit;
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
    /// What the caller may do with the audits of `suppliers`, or of all. It goes by the contracts in force and the share codes
    /// that are good today, whatever day is asked about.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn audits(&self, state: &AppState, suppliers: Option<&[Uuid]>) -> Result<AuditSight> {
        let buyers: Vec<Uuid> = self.actor().buyers().collect();
        let shown = state.store.shown_audits(&buyers, suppliers, state.today()).await?;
        Ok(AuditSight { caller: self.clone(), shown })
    }

    /// The same for one supplier at whose audits the caller looks: the codes that show them are used.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn audits_of(&self, state: &AppState, supplier: Uuid) -> Result<AuditSight> {
        let sight = self.audits(state, Some(&[supplier])).await?;
        state.store.touch_share_codes(&sight.shown).await?;
        Ok(sight)
    }
}

impl AuditSight {
    /// Whether the caller sees the report and the findings of an audit.
    #[must_use]
    pub fn sees(&self, supplier: Uuid, audit: Uuid) -> bool {
        let shown = self.shown.to(supplier, Some(audit));
        self.caller.may(Action::Read, &resource(ResourceKind::Findings, supplier, &shown))
    }

    /// The same of an audit among a supplier's facts.
    #[must_use]
    pub fn sees_fact(&self, supplier: Uuid, audit: &Audit) -> bool {
        self.sees(supplier, audit.id.parse().unwrap_or_default())
    }

    /// What the caller may do with an audit; without one, with an audit that is to be recorded.
    #[must_use]
    pub fn rights(&self, supplier: Uuid, audit: Option<Uuid>) -> AuditRights {
        let may = |action| self.require(action, supplier, audit).is_ok();
        AuditRights {
            findings: audit.is_some_and(|audit| self.sees(supplier, audit)),
            correct: may(Action::Correct),
            withdraw: may(Action::Withdraw),
            accept: may(Action::Confirm),
        }
    }

    /// Lets the caller do `action` with an audit; without one, with an audit that is to be recorded.
    ///
    /// # Errors
    /// As [`Caller::require`].
    pub fn require(&self, action: Action, supplier: Uuid, audit: Option<Uuid>) -> Result<()> {
        let shown = self.shown.to(supplier, audit);
        self.caller.require(action, &resource(ResourceKind::Audits, supplier, &shown))
    }
}

fn resource(kind: ResourceKind, supplier: Uuid, shown: &[Uuid]) -> Resource<'_> {
    Resource::new(kind, Owner::Supplier(supplier)).shown_to(shown)
}

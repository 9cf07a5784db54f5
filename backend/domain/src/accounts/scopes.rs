//! What an API token is good for: never more than its owner may do.

use super::{Action, ResourceKind};
use crate::words::words;

words! {
    /// A scope of an API token.
    pub enum TokenScope {
        /// Read suppliers, their facts and grades, buyers, schemes and clauses.
        RegisterRead = "register:read",
        /// Record and correct suppliers, facts and a buyer's own texts of clauses; make, enter and revoke share codes.
        RegisterWrite = "register:write",
        /// Read contracts.
        ContractsRead = "contracts:read",
        /// Record and correct contracts, their subcontracts and cloud services.
        ContractsWrite = "contracts:write",
        /// Run and decide imports.
        Imports = "imports",
        /// Read the ledger.
        LedgerRead = "ledger:read",
    }
}

impl TokenScope {
    /// Whether the scope covers an action on a kind of thing. No scope reaches accounts, credentials or approvals.
    #[must_use]
    pub const fn covers(self, action: Action, kind: ResourceKind) -> bool {
        let register = matches!(
            kind,
            ResourceKind::Buyers
                | ResourceKind::Suppliers
                | ResourceKind::Attestations
                | ResourceKind::Audits
                | ResourceKind::Findings
                | ResourceKind::ShareCodes
                | ResourceKind::Grades
                | ResourceKind::Schemes
                | ResourceKind::Clauses
        );
        let contracts =
            matches!(kind, ResourceKind::Contracts | ResourceKind::Subcontracts | ResourceKind::CloudServices);
        let reads = matches!(action, Action::Read);
        let writes = matches!(action, Action::Record | Action::Correct | Action::Withdraw | Action::Confirm);
        match self {
            Self::RegisterRead => register && reads,
            Self::RegisterWrite => register && writes,
            Self::ContractsRead => contracts && reads,
            Self::ContractsWrite => contracts && writes,
            Self::Imports => matches!(kind, ResourceKind::Imports),
            Self::LedgerRead => matches!(kind, ResourceKind::Ledger) && reads,
        }
    }
}

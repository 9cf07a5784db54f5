//! The roles of the design, each inside the tenant it is granted for.

use crate::words::words;

words! {
    /// What a person is here to do (design 5).
    pub enum Role {
        /// Runs the installation: accounts, jobs, backups. No business of any tenant.
        Operator = "operator",
        /// The council's office: clause library, schemes, all indicators.
        Secretariat = "secretariat",
        /// Grades bidders and keeps contracts, inside one buyer.
        Procurement = "procurement",
        /// Accepts audits and confirms facts, inside one buyer.
        Security = "security",
        /// Decides subsidy claims, inside one buyer.
        Subsidy = "subsidy",
        /// Reads, inside one buyer.
        Reader = "reader",
        /// Acts for one supplier.
        Supplier = "supplier",
        /// An outside auditor: only the engagements named to them.
        Auditor = "auditor",
    }
}

impl Role {
    /// Whether the role is one inside a buyer.
    #[must_use]
    pub const fn is_of_buyer(self) -> bool {
        matches!(self, Self::Procurement | Self::Security | Self::Subsidy | Self::Reader)
    }

    /// Whether a second factor is required: every buyer and secretariat role, and whoever runs the installation.
    #[must_use]
    pub const fn needs_second_factor(self) -> bool {
        self.is_of_buyer() || matches!(self, Self::Secretariat | Self::Operator)
    }
}

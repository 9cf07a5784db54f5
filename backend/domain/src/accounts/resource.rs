//! What is asked for: a kind of thing, and whose it is.

use uuid::Uuid;

use super::Tenant;
use crate::words::words;

words! {
    /// What somebody wants to do with a thing.
    pub enum Action {
        /// See it: on a page, in a list, in an export, by the API.
        Read = "read",
        /// Add one.
        Record = "record",
        /// Correct it, or decide about a part of it.
        Correct = "correct",
        /// Withdraw or end it.
        Withdraw = "withdraw",
        /// Accept it or confirm it as true.
        Confirm = "confirm",
        /// Propose it to a second person.
        Propose = "propose",
        /// Agree to what another person proposed.
        Approve = "approve",
    }
}

words! {
    /// A kind of thing.
    pub enum ResourceKind {
        /// A public body that buys.
        Buyers = "buyers",
        /// A supplier: identity, names over time, members.
        Suppliers = "suppliers",
        /// A supplier's declarations, certificates and registrations.
        Attestations = "attestations",
        /// A supplier's audits, as far as the grade rests on them.
        Audits = "audits",
        /// The report and the findings of an audit.
        Findings = "findings",
        /// A code by which a supplier shows reports and findings of its audits to buyers; a buyer that enters one confirms it.
        ShareCodes = "share_codes",
        /// A supplier's grade with its breakdown.
        Grades = "grades",
        /// A buyer's contracts with their amounts.
        Contracts = "contracts",
        /// The chain of subcontracts behind a contract.
        Subcontracts = "subcontracts",
        /// Cloud services, of which any contract may use some.
        CloudServices = "cloud_services",
        /// A tenant's imports of lists.
        Imports = "imports",
        /// Lists of a tenant's people that are brought in.
        AccountImports = "account_imports",
        /// The grading schemes.
        Schemes = "schemes",
        /// The standard clauses, and a buyer's own texts of them.
        Clauses = "clauses",
        /// The record of every change.
        Ledger = "ledger",
        /// The people of a tenant, their roles and invitations.
        Accounts = "accounts",
        /// A person's own account: credentials, sessions, tokens, notices.
        Own = "own",
        /// The background work of the installation.
        Jobs = "jobs",
    }
}

/// Whose a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Common to all who work here.
    Common,
    /// The installation's.
    Installation,
    /// The council's.
    Council,
    /// One buyer's.
    Buyer(Uuid),
    /// One supplier's.
    Supplier(Uuid),
    /// One person's.
    Person(Uuid),
}

impl From<Tenant> for Owner {
    fn from(tenant: Tenant) -> Self {
        match tenant {
            Tenant::Installation => Self::Installation,
            Tenant::Council => Self::Council,
            Tenant::Buyer(id) => Self::Buyer(id),
            Tenant::Supplier(id) => Self::Supplier(id),
        }
    }
}

/// A thing that somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource<'a> {
    /// What it is.
    pub kind: ResourceKind,
    /// Whose it is.
    pub owner: Owner,
    /// The buyers it is shown to beside its owner: for a supplier's audits, those with a contract in force and those to which
    /// the supplier gave a share code.
    pub shown_to: &'a [Uuid],
}

impl<'a> Resource<'a> {
    /// A thing of this kind and owner.
    #[must_use]
    pub const fn new(kind: ResourceKind, owner: Owner) -> Self {
        Self { kind, owner, shown_to: &[] }
    }

    /// The same thing, shown to these buyers too.
    #[must_use]
    pub const fn shown_to(mut self, buyers: &'a [Uuid]) -> Self {
        self.shown_to = buyers;
        self
    }
}

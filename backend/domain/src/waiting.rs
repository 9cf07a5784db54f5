//! Which work waits for whom: what the first page shows to each role.

use crate::accounts::{Actor, Grant, Role};
use crate::words::words;

words! {
    /// A kind of work.
    pub enum Work {
        /// Proposals that wait for the person's decision.
        Approvals = "approvals",
        /// The person's own proposals that wait for somebody else.
        Proposed = "proposed",
        /// Ended imports with rows to correct or to place.
        Imports = "imports",
        /// Contracts that end soon.
        Contracts = "contracts",
        /// Attestations that nobody has confirmed.
        Attestations = "attestations",
        /// Audits whose report nobody has accepted.
        Audits = "audits",
        /// Overdue findings.
        Findings = "findings",
        /// Attestations of the buyer's suppliers that end soon.
        Lapsing = "lapsing",
        /// Jobs that were given up.
        Jobs = "jobs",
        /// Invitations that nobody has followed yet.
        Invitations = "invitations",
        /// Own attestations that end soon.
        Expiring = "expiring",
        /// Own findings that are due soon or overdue.
        Due = "due",
        /// What would raise the own grade.
        Improvements = "improvements",
        /// The suppliers that the person audits.
        Engagements = "engagements",
    }
}

impl Work {
    /// The roles whose work it is.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Approvals => &[Role::Secretariat, Role::Procurement, Role::Security],
            Self::Proposed => &[Role::Secretariat, Role::Procurement],
            Self::Imports => &[Role::Secretariat, Role::Procurement, Role::Security],
            Self::Contracts => &[Role::Procurement, Role::Subsidy, Role::Reader],
            Self::Attestations | Self::Audits | Self::Findings => &[Role::Security],
            Self::Lapsing => &[Role::Subsidy, Role::Reader],
            Self::Jobs | Self::Invitations => &[Role::Operator],
            Self::Expiring | Self::Due | Self::Improvements => &[Role::Supplier],
            Self::Engagements => &[Role::Auditor],
        }
    }

    /// The grants of a person by which this is their work.
    pub fn grants(self, person: &Actor) -> impl Iterator<Item = &Grant> {
        person.grants.iter().filter(move |grant| self.roles().contains(&grant.role))
    }

    /// Everything that can wait for a person, in the order of the page.
    pub fn of(person: &Actor) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|work| work.grants(person).next().is_some())
    }
}

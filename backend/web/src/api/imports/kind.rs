//! What the rows of a file are about.

use kakuzuke_services::imports;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the rows of a file are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ImportKind {
    /// Suppliers.
    Suppliers,
    /// Attestations of suppliers.
    Attestations,
    /// Audits of suppliers.
    Audits,
    /// Contracts.
    Contracts,
    /// The file of the National Tax Agency.
    CorporateNumbers,
    /// People, for those who look after people; no token is good for it.
    Accounts,
}

impl From<ImportKind> for imports::ImportKind {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Suppliers => Self::Suppliers,
            ImportKind::Attestations => Self::Attestations,
            ImportKind::Audits => Self::Audits,
            ImportKind::Contracts => Self::Contracts,
            ImportKind::CorporateNumbers => Self::CorporateNumbers,
            ImportKind::Accounts => Self::Accounts,
        }
    }
}

impl From<imports::ImportKind> for ImportKind {
    fn from(kind: imports::ImportKind) -> Self {
        match kind {
            imports::ImportKind::Suppliers => Self::Suppliers,
            imports::ImportKind::Attestations => Self::Attestations,
            imports::ImportKind::Audits => Self::Audits,
            imports::ImportKind::Contracts => Self::Contracts,
            imports::ImportKind::CorporateNumbers => Self::CorporateNumbers,
            imports::ImportKind::Accounts => Self::Accounts,
        }
    }
}

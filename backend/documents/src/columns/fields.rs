//! The dictionary: which fields a kind of table has, and by which names people head them.

mod accounts;
mod attestations;
mod audits;
mod contracts;
mod headings;
mod register;
mod suppliers;

use serde::{Deserialize, Serialize};

/// A kind of table that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportKind {
    /// Suppliers, their names and addresses.
    Suppliers,
    /// Declarations, certificates, registrations and reports.
    Attestations,
    /// Third-party audits; one row per audit or per finding.
    Audits,
    /// Contracts or awards.
    Contracts,
    /// The file of the public corporate-number register, 30 columns without header.
    CorporateNumbers,
    /// People of a body, their roles, and who takes over.
    Accounts,
}

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Text, line breaks turned to spaces.
    Text,
    /// A company's name; what stands below a line break is its address if the header speaks of one.
    Name,
    /// One day.
    Date,
    /// Two days in one cell.
    Period,
    /// Whole yen.
    Amount,
    /// A corporate number.
    CorporateNumber,
    /// An integer.
    Integer,
    /// Yes or no.
    Bool,
    /// One of the words of a field.
    Choice,
}

/// One field of a kind of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its word, used in mappings and on the command line.
    pub key: &'static str,
    /// A row without it is rejected.
    pub required: bool,
    /// How its cells are read.
    pub kind: FieldKind,
    /// Usual headers, the likeliest first; compared after [`super::normal_header`].
    pub names: &'static [&'static str],
}

const fn field(key: &'static str, kind: FieldKind, names: &'static [&'static str]) -> Field {
    Field { key, required: false, kind, names }
}

const fn required(key: &'static str, kind: FieldKind, names: &'static [&'static str]) -> Field {
    Field { key, required: true, kind, names }
}

impl ImportKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Suppliers, Self::Attestations, Self::Audits, Self::Contracts, Self::CorporateNumbers, Self::Accounts];

    /// The word of the command line and of addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suppliers => "suppliers",
            Self::Attestations => "attestations",
            Self::Audits => "audits",
            Self::Contracts => "contracts",
            Self::CorporateNumbers => "corporate-numbers",
            Self::Accounts => "accounts",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Its fields, in the order in which a person is asked for them.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Suppliers => suppliers::SUPPLIERS,
            Self::Attestations => attestations::ATTESTATIONS,
            Self::Audits => audits::AUDITS,
            Self::Contracts => contracts::CONTRACTS,
            Self::CorporateNumbers => register::REGISTER,
            Self::Accounts => accounts::ACCOUNTS,
        }
    }

    /// One of its fields.
    #[must_use]
    pub fn field(self, key: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// Pairs of which a table needs at least one column; a row needs at least one of them filled.
    #[must_use]
    pub fn either(self) -> &'static [&'static str] {
        match self {
            Self::Attestations | Self::Audits | Self::Contracts => &["supplier_number", "supplier_name"],
            Self::Suppliers | Self::CorporateNumbers | Self::Accounts => &[],
        }
    }
}

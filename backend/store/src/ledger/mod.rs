//! The tamper-evident record of every change: who, when, what, in a Merkle tree (RFC 6962) with signed heads.

mod cursors;
mod derived;
mod entry;
mod export;
mod filter;
mod key;
mod lines;
pub mod merkle;
mod offline;
mod proposals;
mod public;
mod read;
mod readers;
mod rows;
mod seals;
mod verify;

pub use entry::LedgerEntry;
pub use export::LedgerExport;
pub use filter::EntryQuery;
pub use key::TreeHead;
pub use offline::{OfflineReport, Trusted, heads_in, verify_export};
pub use public::PublicKey;
pub use verify::{LedgerProblem, Verification};

pub(crate) use entry::{Canonical, entry_from};
pub(crate) use key::{SigningKeyFile, sign_head};
pub(crate) use readers::readers_of;
pub(crate) use rows::{Sealed, SealedTable, digest};

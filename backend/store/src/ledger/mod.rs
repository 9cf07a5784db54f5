//! The tamper-evident record of every change: who, when, what, in a Merkle tree (RFC 6962) with signed heads.

mod cursors;
mod derived;
mod entry;
mod key;
pub mod merkle;
mod read;
mod rows;
mod seals;
mod verify;

pub use entry::LedgerEntry;
pub use key::{PublicKey, TreeHead};
pub use read::EntryQuery;
pub use verify::{LedgerProblem, Verification};

pub(crate) use entry::{canonical, entry_from};
pub(crate) use key::{SigningKeyFile, sign_head};
pub(crate) use rows::{Sealed, SealedTable, digest};

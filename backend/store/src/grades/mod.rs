//! Keeping grades fresh: in the transaction of a change, when a day passes, and all of them under a new scheme.

mod all;
mod fresh;
mod pass;
mod settle;

pub use all::Regraded;

pub(crate) use pass::{Kept, Pass};

/// The scheme's SHA-256 as stored beside each grade.
pub(crate) fn scheme_sha(scheme: &kakuzuke_domain::schemes::Scheme) -> Vec<u8> {
    hex::decode(&scheme.sha256).unwrap_or_default()
}

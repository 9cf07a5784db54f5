//! A word that only one answer knows: the scripts that a page names carry it, and the browser runs no others.

use std::fmt;

use kakuzuke_store::Ids;

/// 128 random bits, in hexadecimal digits.
#[derive(Debug, Clone)]
pub struct Nonce(String);

impl Nonce {
    /// A fresh one; none if the machine has no randomness, and then no script runs.
    #[must_use]
    pub fn draw(ids: &dyn Ids) -> Option<Self> {
        let drawn = ids.secret()?;
        drawn.first_chunk::<16>().map(|half| Self(hex::encode(half)))
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

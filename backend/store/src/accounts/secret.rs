//! What only its holder knows: the secret of a session, a token or a link. The database keeps its hash.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{Result, Store, StoreError};

/// 256 random bits, written as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Reads a secret that somebody brings along; none if it cannot be one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok().map(|()| Self(bytes))
    }

    /// The text to hand out, once.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    /// What the database keeps.
    #[must_use]
    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Store {
    /// A new secret.
    ///
    /// # Errors
    /// [`StoreError::Randomness`] if the machine gives none.
    pub fn new_secret(&self) -> Result<Secret> {
        self.config().ids.secret().map(Secret).ok_or(StoreError::Randomness)
    }
}

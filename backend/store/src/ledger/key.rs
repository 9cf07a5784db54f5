//! The key that signs heads of the tree. It is a file in the data folder, never in the database.

use std::path::Path;

use chrono::{DateTime, Utc};
use ed25519_dalek::{Signer, SigningKey};

use super::PublicKey;
use super::merkle::Hash;
use crate::Result;
use crate::secret_file::secret_file;

/// A signed head: the whole ledger in 32 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeHead {
    /// Number of entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// The key that signed.
    pub key_id: String,
    /// Ed25519 signature over [`TreeHead::signed_bytes`].
    pub signature: [u8; 64],
}

impl TreeHead {
    /// The bytes that are signed: five lines of text.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let at = crate::clock::micros(self.signed_at);
        format!("kakuzuke tree head v1\n{}\n{}\n{at}\n{}\n", self.size, hex::encode(self.root), self.key_id)
            .into_bytes()
    }
}

/// The signing key, as it lies in the data folder.
pub(crate) struct SigningKeyFile {
    key: SigningKey,
    public: PublicKey,
}

impl SigningKeyFile {
    /// Reads `ledger.key`, or makes it (32 bytes in hex, readable by the owner alone).
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let key = SigningKey::from_bytes(&secret_file(folder, "ledger.key")?);
        Ok(Self { public: PublicKey::new(key.verifying_key().to_bytes()), key })
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }
}

/// Signs a head.
pub(crate) fn sign_head(key: &SigningKeyFile, size: u64, root: Hash, signed_at: DateTime<Utc>) -> TreeHead {
    let mut head = TreeHead { size, root, signed_at, key_id: key.public.key_id.clone(), signature: [0; 64] };
    head.signature = key.key.sign(&head.signed_bytes()).to_bytes();
    head
}

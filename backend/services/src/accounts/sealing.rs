//! Secrets that must be read again, such as those of one-time codes, kept sealed (AES-256-GCM) under a key beside the database.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use kakuzuke_store::Store;
use uuid::Uuid;

use crate::{Result, ServicesError};

/// Length of a nonce in bytes: random for every sealing.
pub const NONCE: usize = 12;

/// Seals and opens. The key is the file `accounts.key` of the data folder, so that a copy of the database gives nothing away.
#[derive(Clone)]
pub struct Sealing(Aes256Gcm);

impl Sealing {
    /// Takes the key of the store's data folder; makes it at the first use.
    ///
    /// # Errors
    /// The file cannot be used.
    pub fn open(store: &Store) -> Result<Self> {
        let key = kakuzuke_store::secret_file(&store.config().data_dir, "accounts.key")?;
        Ok(Self::with_key(&key))
    }

    /// Seals under `key`.
    #[must_use]
    pub fn with_key(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Seals `secret` for one account: what is sealed for another opens nothing here.
    ///
    /// # Errors
    /// The secret is longer than the cipher allows.
    pub fn seal(&self, account: Uuid, nonce: [u8; NONCE], secret: &[u8]) -> Result<Vec<u8>> {
        let payload = Payload { msg: secret, aad: account.as_bytes() };
        let sealed = self.0.encrypt(&Nonce::from(nonce), payload).map_err(|_| damaged())?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for `account`.
    ///
    /// # Errors
    /// It was sealed for another account or under another key, or it is damaged.
    pub fn open_secret(&self, account: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        let payload = Payload { msg: sealed, aad: account.as_bytes() };
        self.0.decrypt(&Nonce::from(*nonce), payload).map_err(|_| damaged())
    }
}

fn damaged() -> ServicesError {
    ServicesError::Damaged("a sealed secret".to_owned())
}

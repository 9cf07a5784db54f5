//! Passwords as stored: argon2id with the OWASP figures (19 MiB, two passes), never more at once than there are cores.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use kakuzuke_domain::accounts::passwords::Password;
use tokio::sync::Semaphore;

use crate::{Result, ServicesError};

const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
/// How long a sign-in waits for its turn before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody's password: checking against it takes as long as checking against a real one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not this account's password, or no such account.
    Wrong,
    /// Right.
    Right,
    /// Right, and hashed by figures of the past: hash it again now that it is known.
    RightButOutdated,
}

/// Hashes and checks passwords off the threads that answer requests. Clones share the turns.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new(std::thread::available_parallelism().map_or(1, usize::from))
    }
}

impl Passwords {
    /// At most `at_once` passwords are hashed at the same time (19 MiB each).
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once.max(1))) }
    }

    /// The text to be stored (PHC string). `salt` is 16 fresh random bytes.
    ///
    /// # Errors
    /// `busy`; or hashing failed.
    pub async fn hash(&self, password: Password, salt: [u8; 16]) -> Result<String> {
        self.in_turn(move || {
            let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(failed)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Compares `typed` with the stored text; with nothing stored it takes as long and answers [`Verdict::Wrong`].
    ///
    /// # Errors
    /// `busy`; or the stored text is damaged.
    pub async fn check(&self, typed: &str, stored: Option<&str>) -> Result<Verdict> {
        let password = Password::typed(typed);
        let stored = stored.filter(|_| password.is_some()).unwrap_or(NOBODY).to_owned();
        self.in_turn(move || {
            let known = PasswordHash::new(&stored).map_err(failed)?;
            let typed = password.as_ref().map_or(&b""[..], Password::as_bytes);
            Ok(match hasher()?.verify_password(typed, &known) {
                Ok(()) if is_outdated(&known) => Verdict::RightButOutdated,
                Ok(()) => Verdict::Right,
                Err(argon2::password_hash::Error::PasswordInvalid) => Verdict::Wrong,
                Err(error) => return Err(failed(error)),
            })
        })
        .await
    }

    /// Runs something that costs a core and 19 MiB when its turn has come.
    pub(super) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_| ServicesError::refused("busy"))?
            .map_err(failed)?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(failed)?
    }
}

pub(super) fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub(super) fn failed(error: impl std::fmt::Display) -> ServicesError {
    ServicesError::Damaged(format!("password hashing: {error}"))
}

fn is_outdated(hash: &PasswordHash) -> bool {
    let figures = Params::try_from(hash).map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    hash.algorithm != Algorithm::Argon2id.ident() || figures != Ok((MEMORY_KIB, PASSES, 1))
}

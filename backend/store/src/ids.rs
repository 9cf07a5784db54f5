//! Where new ids come from.

use std::sync::atomic::{AtomicU64, Ordering};

use rand::TryRng;
use rand::rngs::SysRng;
use uuid::{Builder, Uuid};

/// Makes ids that are unique and, from one source, ascending (UUID version 7).
pub trait Ids: Send + Sync + 'static {
    /// The next id.
    fn next(&self) -> Uuid;

    /// 256 bits that nobody can guess: for secrets of sessions, tokens and links. None if the machine has no randomness.
    fn secret(&self) -> Option<[u8; 32]>;
}

/// Ids from the machine's time and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place where ids are drawn")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> Option<[u8; 32]> {
        let mut bytes = [0; 32];
        SysRng.try_fill_bytes(&mut bytes).ok().map(|()| bytes)
    }
}

/// The same ids for the same seed: for tests and reproducible fillings.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    count: AtomicU64,
}

impl SeededIds {
    /// Begins the row of ids of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, count: AtomicU64::new(0) }
    }
}

impl Ids for SeededIds {
    fn next(&self) -> Uuid {
        /// 2026-01-01T00:00:00Z.
        const START_MILLIS: u64 = 1_767_225_600_000;
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let chance = scatter(self.seed ^ count.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut bytes = [0; 10];
        for (to, from) in bytes.iter_mut().zip(chance.to_be_bytes().into_iter().chain(scatter(chance).to_be_bytes())) {
            *to = from;
        }
        Builder::from_unix_timestamp_millis(START_MILLIS + count, &bytes).into_uuid()
    }

    fn secret(&self) -> Option<[u8; 32]> {
        SystemIds.secret()
    }
}

fn scatter(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

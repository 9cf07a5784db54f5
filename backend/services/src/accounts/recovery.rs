//! Recovery codes: ten, each good once, for the day the phone is lost. They are shown once and stored hashed.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::passwords::{self, Passwords};
use crate::Result;
use crate::codes::{typed, written};

/// How many codes a person has.
pub const CODES: usize = 10;
/// Characters of a code: 60 bits.
const LENGTH: usize = 12;

/// Ten codes as they are shown, `xxxx-xxxx-xxxx`, from fresh random bytes.
#[must_use]
pub fn codes(random: &[u8; CODES * LENGTH]) -> Vec<String> {
    random.chunks(LENGTH).map(written).collect()
}

/// What is stored of a code: argon2id under a salt of the account, so that one computation finds the row.
///
/// The code may be typed in any case, width and grouping, with O for 0 and I or L for 1.
///
/// # Errors
/// `busy`; or hashing failed.
pub async fn hash(passwords: &Passwords, account: Uuid, code: &str) -> Result<Vec<u8>> {
    let code = typed(code, LENGTH + 1);
    passwords
        .in_turn(move || {
            let mut out = [0; 32];
            let salt = Sha256::new_with_prefix(b"kakuzuke recovery code\0").chain_update(account.as_bytes()).finalize();
            passwords::hasher()?.hash_password_into(code.as_bytes(), &salt, &mut out).map_err(passwords::failed)?;
            Ok(out.to_vec())
        })
        .await
}

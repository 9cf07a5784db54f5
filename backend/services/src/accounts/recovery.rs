//! Recovery codes: ten, each good once, for the day the phone is lost. They are shown once and stored hashed.

use kakuzuke_domain::text::compact;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::passwords::{self, Passwords};
use crate::Result;

/// How many codes a person has.
pub const CODES: usize = 10;
/// Characters of a code: 60 bits.
const LENGTH: usize = 12;
/// Crockford's Base32: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten codes as they are shown, `xxxx-xxxx-xxxx`, from fresh random bytes.
#[must_use]
pub fn codes(random: &[u8; CODES * LENGTH]) -> Vec<String> {
    let letter = |byte: &u8| char::from(ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0'));
    let code = |bytes: &[u8]| {
        let groups: Vec<String> = bytes.chunks(4).map(|group| group.iter().map(letter).collect()).collect();
        groups.join("-")
    };
    random.chunks(LENGTH).map(code).collect()
}

/// What is stored of a code: argon2id under a salt of the account, so that one computation finds the row.
///
/// The code may be typed in any case, width and grouping, with O for 0 and I or L for 1.
///
/// # Errors
/// `busy`; or hashing failed.
pub async fn hash(passwords: &Passwords, account: Uuid, code: &str) -> Result<Vec<u8>> {
    let code = typed(code);
    passwords
        .in_turn(move || {
            let mut out = [0; 32];
            let salt = Sha256::new_with_prefix(b"kakuzuke recovery code\0").chain_update(account.as_bytes()).finalize();
            passwords::hasher()?.hash_password_into(code.as_bytes(), &salt, &mut out).map_err(passwords::failed)?;
            Ok(out.to_vec())
        })
        .await
}

fn typed(code: &str) -> String {
    let plain = |c: char| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    compact(code).chars().filter(char::is_ascii_alphanumeric).take(LENGTH + 1).map(plain).collect()
}

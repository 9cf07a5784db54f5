//! Codes that people read, type and dictate: groups of four letters and digits.

use kakuzuke_domain::text::compact;

/// Crockford's Base32: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The code of these random bytes, five bits of each, such as `xxxx-xxxx-xxxx`.
#[must_use]
pub fn written(random: &[u8]) -> String {
    let letter = |byte: &u8| char::from(ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0'));
    let groups: Vec<String> = random.chunks(4).map(|group| group.iter().map(letter).collect()).collect();
    groups.join("-")
}

/// A code as typed, in the letters of [`written`] without the groups, cut after `most`: it may have any case, width and
/// grouping, with O for 0 and I or L for 1.
#[must_use]
pub fn typed(code: &str, most: usize) -> String {
    let plain = |c: char| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    compact(code).chars().filter(char::is_ascii_alphanumeric).take(most).map(plain).collect()
}

//! Which passwords may be chosen: NIST SP 800-63B-4, section 3.1.1.2.
//!
//! Length and a list of what everybody chooses; no rules on kinds of characters and no expiry, which the standard forbids.
//! Section 3.1.1.2 asks for 15 characters where a password may stand alone and for 8 beside a second factor. Whether it
//! stands alone depends on a role that may change while the password stays, so 15 is asked for always.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// Fewest characters: code points of the NFC form.
pub const MINIMUM_CHARACTERS: usize = 15;
/// Most bytes of UTF-8, typed or normalised, so that hashing stays cheap; far above the 64 characters the standard asks for.
pub const MAXIMUM_BYTES: usize = 1_024;

/// The most frequent leaked passwords, lower case, sorted by bytes, one a line (origin: `seed/CREDITS.md`).
const COMMON: &str = include_str!("../../../../seed/passwords/common.txt");
const SERVICE_NAMES: [&str; 2] = ["kakuzuke", "格付け"];

/// A password as it is hashed: NFKC, so that keyboards which compose letters differently agree. Never shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// What was typed to sign in. None above [`MAXIMUM_BYTES`]: nobody's password.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        if text.len() > MAXIMUM_BYTES {
            return None;
        }
        let normal: String = text.nfkc().collect();
        (normal.len() <= MAXIMUM_BYTES).then_some(Self(normal))
    }

    /// A password that a person wants from now on. `personal` are the account's own words: address and name.
    ///
    /// # Errors
    /// Says which rule the password breaks.
    pub fn chosen(text: &str, personal: &[&str]) -> Result<Self, PasswordProblem> {
        let password = Self::typed(text).ok_or(PasswordProblem::TooLong)?;
        if text.nfc().count() < MINIMUM_CHARACTERS {
            return Err(PasswordProblem::TooShort);
        }
        let folded = folded(&password.0);
        if is_pattern(&folded) {
            return Err(PasswordProblem::Pattern);
        }
        if is_common(&folded) || is_common(core(&folded)) {
            return Err(PasswordProblem::Common);
        }
        let addresses = personal.iter().filter_map(|word| word.split_once('@')).map(|(local, _)| local);
        let mut own = personal.iter().copied().chain(addresses).chain(SERVICE_NAMES).map(self::folded);
        if own.any(|word| !word.is_empty() && (word == folded || core(&word) == core(&folded))) {
            return Err(PasswordProblem::Personal);
        }
        Ok(password)
    }

    /// The bytes that are hashed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer than [`MINIMUM_CHARACTERS`].
    #[error("shorter than 15 characters")]
    TooShort,
    /// More than [`MAXIMUM_BYTES`].
    #[error("longer than 1,024 bytes")]
    TooLong,
    /// It is one of the most frequent passwords, perhaps with digits or signs around it.
    #[error("among the passwords that are tried first")]
    Common,
    /// It is the account's own address or name or the name of this service, perhaps with digits or signs around it.
    #[error("made of the account's own words")]
    Personal,
    /// A short piece repeated, or characters in sequence.
    #[error("a repetition or a sequence")]
    Pattern,
}

impl PasswordProblem {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password_short",
            Self::TooLong => "password_long",
            Self::Common => "password_common",
            Self::Personal => "password_personal",
            Self::Pattern => "password_pattern",
        }
    }
}

/// Compared without regard to case, spaces and compatibility forms.
fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Without the digits and signs before and after.
fn core(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation())
}

fn is_common(text: &str) -> bool {
    let wanted = text.as_bytes();
    let (mut from, mut to) = (0, COMMON.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let bytes = COMMON.as_bytes();
        let start = bytes.get(..middle).and_then(|b| b.iter().rposition(|b| *b == b'\n')).map_or(0, |at| at + 1);
        let line = bytes.get(start..).and_then(|b| b.split(|b| *b == b'\n').next()).unwrap_or_default();
        match line.cmp(wanted) {
            std::cmp::Ordering::Equal => return !wanted.is_empty(),
            std::cmp::Ordering::Less => from = start + line.len() + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    false
}

fn is_pattern(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let repeats = |period: &usize| chars.iter().zip(chars.iter().skip(*period)).all(|(a, b)| a == b);
    let piece = (1..=chars.len() / 2).find(repeats);
    let follows = |a: char, b: char| u32::from(a) + 1 == u32::from(b) || matches!((a, b), ('9', '0') | ('z', 'a'));
    let pairs = || chars.iter().copied().zip(chars.iter().copied().skip(1));
    piece.is_some_and(|length| length < MINIMUM_CHARACTERS)
        || pairs().all(|(a, b)| follows(a, b))
        || pairs().all(|(a, b)| follows(b, a))
}

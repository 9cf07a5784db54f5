//! Reading a scheme file.

use super::{Scheme, SchemeError};
use crate::facts::one_line;
use sha2::{Digest, Sha256};

impl Scheme {
    /// Reads and checks a scheme, and takes the SHA-256 of its bytes.
    ///
    /// # Errors
    /// Anything that is not strictly a scheme, or a scheme that contradicts itself.
    pub fn from_toml(bytes: &[u8]) -> Result<Self, SchemeError> {
        let text = std::str::from_utf8(bytes).map_err(|_| SchemeError::NotText)?;
        let mut scheme: Self = toml::from_str(text).map_err(|error| malformed(text, &error))?;
        scheme.check()?;
        scheme.sha256 = hex::encode(Sha256::digest(bytes));
        Ok(scheme)
    }
}

fn malformed(text: &str, error: &toml::de::Error) -> SchemeError {
    let line =
        error.span().and_then(|span| text.get(..span.start)).map_or(0, |before| before.matches('\n').count() + 1);
    let message = one_line(&error.message().replace('\n', " "));
    SchemeError::Malformed { line, message }
}

//! The content of a proposal as one text, so that its hash says what was agreed to.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Hash;

/// A content that has no one way to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number that is not whole has no one way to be written")]
pub struct ContentError;

/// The content as JSON with its keys in order and no spaces, as RFC 8785 writes it; numbers are whole.
///
/// # Errors
/// A number is not whole.
pub fn canonical_json(content: &Value) -> Result<String, ContentError> {
    let mut text = String::new();
    write(content, &mut text)?;
    Ok(text)
}

/// SHA-256 of a canonical content.
#[must_use]
pub fn content_hash(canonical: &str) -> Hash {
    Sha256::digest(canonical).into()
}

fn write(value: &Value, to: &mut String) -> Result<(), ContentError> {
    match value {
        Value::Number(number) if !(number.is_i64() || number.is_u64()) => return Err(ContentError),
        Value::Array(list) => {
            to.push('[');
            for (at, one) in list.iter().enumerate() {
                if at > 0 {
                    to.push(',');
                }
                write(one, to)?;
            }
            to.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            to.push('{');
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    to.push(',');
                }
                to.push_str(&Value::from(key.as_str()).to_string());
                to.push(':');
                if let Some(one) = map.get(key) {
                    write(one, to)?;
                }
            }
            to.push('}');
        }
        plain => to.push_str(&plain.to_string()),
    }
    Ok(())
}

//! The lines of an exported ledger, one JSON object each: `ledger`, every `entry` with its `leaf`, every `head` right
//! behind the last entry it covers, and `end`.

use chrono::SecondsFormat;
use kakuzuke_domain::facts::days::parse_instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Canonical, TreeHead};
use crate::clock::from_micros;

/// The name and version of the format.
pub(super) const FORMAT: &str = "kakuzuke ledger v1";

/// One line; each kind fills its own fields and no others.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ledger: Option<Opening>,
    /// Exactly the bytes of this object, as compact JSON, are hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entry: Option<Canonical<'a>>,
    /// The hash that was stored with the entry, so that a changed entry is located.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) leaf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) head: Option<HeadLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<Closing>,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    pub(super) format: String,
    pub(super) exported_at: String,
    pub(super) size: u64,
    pub(super) keys: Vec<Value>,
}

/// A signed head, as the JSON API answers it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadLine {
    pub(super) size: i64,
    pub(super) root: String,
    pub(super) signed_at: String,
    pub(super) key_id: String,
    pub(super) signature: String,
}

/// The last line: a file that was cut off lacks it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    pub(super) entries: u64,
    pub(super) heads: u64,
}

impl HeadLine {
    /// The head, if its fields can be those of one.
    pub(super) fn head(&self) -> Option<TreeHead> {
        let mut head = TreeHead {
            size: u64::try_from(self.size).ok()?,
            root: [0; 32],
            signed_at: parse_instant(&self.signed_at)?.to_utc(),
            key_id: self.key_id.clone(),
            signature: [0; 64],
        };
        hex::decode_to_slice(&self.root, &mut head.root).ok()?;
        hex::decode_to_slice(&self.signature, &mut head.signature).ok()?;
        Some(head)
    }
}

/// A stored instant as RFC 3339 in UTC, to the microsecond.
pub(super) fn instant(micros: i64) -> String {
    from_micros(micros).to_rfc3339_opts(SecondsFormat::Micros, true)
}

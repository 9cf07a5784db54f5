//! What is proposed, checked before anyone is asked to read it.

use kakuzuke_domain::approvals::{ApprovalKind, canonical_json};
use kakuzuke_domain::schemes::Scheme;
use serde_json::{Value, json};

use crate::errors::{Result, ServicesError};

/// A checked content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: ApprovalKind,
    /// Its name for lists.
    pub title: String,
    /// The content as canonical JSON.
    pub canonical: String,
}

impl Content {
    /// A grading scheme to be published, as its file.
    ///
    /// # Errors
    /// `approval_content` with what is wrong with the scheme.
    pub fn scheme(toml: &str) -> Result<Self> {
        let scheme = Scheme::from_toml(toml.as_bytes()).map_err(|error| wrong(&error.to_string()))?;
        let content = json!({"sha256": scheme.sha256, "toml": toml});
        Ok(Self {
            kind: ApprovalKind::PublishScheme,
            title: format!("{} {}", scheme.id, scheme.version),
            canonical: canonical_json(&content).map_err(|error| wrong(&error.to_string()))?,
        })
    }
}

/// The scheme's file in a stored content.
pub(super) fn scheme_file(canonical: &str) -> Result<String> {
    text(canonical, "toml")
}

/// The SHA-256 of the scheme's file in a content.
pub(super) fn scheme_sha256(canonical: &str) -> Result<String> {
    text(canonical, "sha256")
}

fn text(canonical: &str, name: &str) -> Result<String> {
    let content: Value = serde_json::from_str(canonical).map_err(|error| ServicesError::Damaged(error.to_string()))?;
    let text = content.get(name).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| ServicesError::Damaged("approval_versions: content".to_owned()))
}

fn wrong(detail: &str) -> ServicesError {
    ServicesError::refused("approval_content").with("detail", detail)
}

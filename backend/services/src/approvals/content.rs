//! What is proposed, checked before anyone is asked to read it.

use kakuzuke_domain::approvals::{ApprovalKind, canonical_json};
use kakuzuke_domain::clauses::ClauseSet;
use kakuzuke_domain::contracts::CriticalityRule;
use kakuzuke_domain::schemes::Scheme;
use kakuzuke_store::Contract;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::errors::{Result, ServicesError};

/// A checked content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: ApprovalKind,
    /// Whose it is; none for the council's.
    pub buyer: Option<Uuid>,
    /// Its name for lists.
    pub title: String,
    /// The content as canonical JSON.
    pub canonical: String,
}

impl Content {
    /// What a file proposes.
    ///
    /// # Errors
    /// `approval_content` with what is wrong with the file, or for a kind that no file proposes.
    pub fn file(kind: ApprovalKind, toml: &str) -> Result<Self> {
        match kind {
            ApprovalKind::PublishScheme => Self::scheme(toml),
            ApprovalKind::PublishClauses => Self::clauses(toml),
            ApprovalKind::OverrideCriticality | ApprovalKind::WaiveErasure => Err(wrong(kind.as_str())),
        }
    }

    /// A grading scheme to be published, as its file.
    ///
    /// # Errors
    /// `approval_content` with what is wrong with the scheme.
    pub fn scheme(toml: &str) -> Result<Self> {
        let scheme = Scheme::from_toml(toml.as_bytes()).map_err(|error| wrong(&error.to_string()))?;
        let content = json!({"sha256": scheme.sha256, "toml": toml});
        Ok(Self {
            kind: ApprovalKind::PublishScheme,
            buyer: None,
            title: format!("{} {}", scheme.id, scheme.version),
            canonical: canonical_json(&content).map_err(|error| wrong(&error.to_string()))?,
        })
    }

    /// A set of standard clauses to be published, as its file.
    ///
    /// # Errors
    /// `approval_content` with what is wrong with the set.
    pub fn clauses(toml: &str) -> Result<Self> {
        let set = ClauseSet::from_toml("clauses.toml", toml).map_err(|error| wrong(&error.to_string()))?;
        let content = json!({"sha256": set.sha256, "toml": toml});
        Ok(Self {
            kind: ApprovalKind::PublishClauses,
            buyer: None,
            title: format!("{} {}", set.title.ja, set.version),
            canonical: canonical_json(&content).map_err(|error| wrong(&error.to_string()))?,
        })
    }
}

/// What is to be told of a contract instead of what the rule tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CriticalityContent {
    pub(super) contract: Uuid,
    /// None: what the rule tells shall hold again.
    pub(super) critical: Option<bool>,
    pub(super) reason: String,
    pub(super) by_rule: String,
    pub(super) rule: Option<String>,
}

/// Which contract is to be closed out without a certificate of erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaiverContent {
    pub(super) contract: Uuid,
    pub(super) reason: String,
}

impl Content {
    /// Whether a contract of `buyer` is critical, told otherwise than the rule tells it; by nothing (`critical` none) the
    /// rule holds again.
    ///
    /// # Errors
    /// `approval_content` if what is stored of the contract is damaged.
    pub fn criticality(buyer: Uuid, contract: &Contract, critical: Option<bool>, reason: &str) -> Result<Self> {
        let rule = contract.marks.rule.as_deref().and_then(CriticalityRule::by_sha256);
        let attributes = contract.attributes()?;
        let content = CriticalityContent {
            contract: contract.contract_id,
            critical,
            reason: reason.to_owned(),
            by_rule: rule.map_or("undetermined", |rule| rule.judge(&attributes).by_rule.as_str()).to_owned(),
            rule: contract.marks.rule.clone(),
        };
        Self::of_contract(ApprovalKind::OverrideCriticality, buyer, contract, &content)
    }

    /// A contract of `buyer` closed out without a certificate of erasure.
    ///
    /// # Errors
    /// `approval_content` if it cannot be written.
    pub fn waiver(buyer: Uuid, contract: &Contract, reason: &str) -> Result<Self> {
        let content = WaiverContent { contract: contract.contract_id, reason: reason.to_owned() };
        Self::of_contract(ApprovalKind::WaiveErasure, buyer, contract, &content)
    }

    fn of_contract(kind: ApprovalKind, buyer: Uuid, contract: &Contract, content: &impl Serialize) -> Result<Self> {
        let content = serde_json::to_value(content).map_err(|error| wrong(&error.to_string()))?;
        let canonical = canonical_json(&content).map_err(|error| wrong(&error.to_string()))?;
        Ok(Self { kind, buyer: Some(buyer), title: contract.title.clone(), canonical })
    }
}

/// The contract that a content is about.
pub(super) fn contract_of(canonical: &str) -> Result<Uuid> {
    let id = text(canonical, "contract")?;
    id.parse().map_err(|_| ServicesError::Damaged("approval_versions: contract".to_owned()))
}

/// A stored content as its type.
pub(super) fn read<T: DeserializeOwned>(canonical: &str) -> Result<T> {
    serde_json::from_str(canonical).map_err(|error| ServicesError::Damaged(format!("approval_versions: {error}")))
}

/// The file of a scheme or of a set of clauses in a stored content.
pub(super) fn file(canonical: &str) -> Result<String> {
    text(canonical, "toml")
}

/// The SHA-256 of that file.
pub(super) fn file_sha256(canonical: &str) -> Result<String> {
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

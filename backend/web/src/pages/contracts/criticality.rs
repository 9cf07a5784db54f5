//! `/contracts/criticality`: the published rule by which a contract is critical, as a person reads it and as its file.

use kakuzuke_domain::contracts::CriticalityRule;
use serde::Serialize;

use super::view::Both;
use crate::extract::NoQuery;
use crate::render::{Page, Rendered, Room};

/// Every published version, the newest first.
#[derive(Debug, Serialize)]
pub struct CriticalityPage {
    versions: Vec<Version>,
}

#[derive(Debug, Clone, Serialize)]
struct Version {
    title: Both,
    id: &'static str,
    version: &'static str,
    effective_from: chrono::NaiveDate,
    sha256: &'static str,
    conditions: Vec<Condition>,
    sources: Vec<Both>,
    file: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Condition {
    id: &'static str,
    title: Both,
}

impl CriticalityPage {
    fn new() -> Self {
        let published = CriticalityRule::published().iter().zip(CriticalityRule::files());
        let version = |(rule, file): (&'static CriticalityRule, &&'static str)| Version {
            title: Both::of(&rule.title),
            id: &rule.id,
            version: &rule.version,
            effective_from: rule.effective_from,
            sha256: &rule.sha256,
            conditions: rule
                .conditions
                .iter()
                .map(|one| Condition { id: &one.id, title: Both::of(&one.title) })
                .collect(),
            sources: rule.sources.iter().map(|source| Both::of(&source.title)).collect(),
            file,
        };
        Self { versions: published.rev().map(version).collect() }
    }
}

impl Page for CriticalityPage {
    const TEMPLATE: &'static str = "contracts/criticality.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self::new()]
    }
}

/// `GET /contracts/criticality`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(CriticalityPage::new())
}

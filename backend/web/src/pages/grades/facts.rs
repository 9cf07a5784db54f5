//! Names for the facts that lines, gates and steps rest on.

use std::collections::HashMap;

use chrono::NaiveDate;
use kakuzuke_domain::facts::SupplierFacts;
use serde::Serialize;

/// A fact as it is mentioned: enough to name it and to find it on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactLink {
    id: String,
    room: &'static str,
    kind: Option<&'static str>,
    level: Option<u8>,
    number: Option<String>,
    date: Option<NaiveDate>,
}

/// The facts of one supplier by id.
#[derive(Debug, Default)]
pub struct FactLinks(HashMap<String, FactLink>);

impl FactLinks {
    /// Links to all facts of a supplier.
    #[must_use]
    pub fn of(facts: &SupplierFacts) -> Self {
        let mut links = Self::default();
        for one in &facts.attestations {
            links.0.insert(
                one.id.clone(),
                FactLink {
                    id: one.id.clone(),
                    room: "attestation",
                    kind: Some(one.kind.as_str()),
                    level: one.level,
                    number: Some(one.number.clone()),
                    date: None,
                },
            );
        }
        for audit in &facts.audits {
            links.add(&audit.id, "audit", Some(audit.performed_on));
        }
        for duty in &facts.duties {
            links.add(&duty.id, "duty", Some(duty.due_on));
        }
        for assessment in &facts.assessments {
            links.add(&assessment.id, "assessment", Some(assessment.completed_on));
        }
        for training in &facts.trainings {
            links.add(&training.id, "training", Some(training.held_on));
        }
        for incident in &facts.incidents {
            links.add(&incident.id, "incident", Some(incident.detected_on()));
        }
        links
    }

    fn add(&mut self, id: &str, room: &'static str, date: Option<NaiveDate>) {
        let link = FactLink { id: id.to_owned(), room, kind: None, level: None, number: None, date };
        self.0.entry(id.to_owned()).or_insert(link);
    }

    /// The links to these facts, in their order; an id that no fact has is left out.
    pub fn to<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<FactLink> {
        ids.into_iter().filter_map(|id| self.0.get(id).cloned()).collect()
    }
}

//! What would raise the grade to the next band, one step at a time.

use kakuzuke_domain::grades::Improvement;
use kakuzuke_domain::schemes::Scheme;
use serde::Serialize;
use serde_json::Value;

use super::facts::{FactLink, FactLinks};
use super::words::Words;

/// One step and its effect.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    code: &'static str,
    arguments: Value,
    gain_milli: i64,
    reaches: Option<&'static str>,
    gates: Vec<Words>,
    facts: Vec<FactLink>,
}

/// The steps in the order of the rule's answer.
#[must_use]
pub fn steps(improvements: &[Improvement<'_>], scheme: &Scheme, links: &FactLinks) -> Vec<Step> {
    improvements
        .iter()
        .map(|one| Step {
            code: one.step.as_str(),
            arguments: serde_json::to_value(one.step.arguments()).unwrap_or_default(),
            gain_milli: one.gain_milli,
            reaches: one.reaches_next.then(|| one.band.as_str()),
            gates: one.opens.iter().filter_map(|id| scheme.gate(id)).map(|gate| Words::from(&gate.title)).collect(),
            facts: links.to(one.facts.iter().map(String::as_str)),
        })
        .collect()
}

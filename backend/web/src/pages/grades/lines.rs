//! The breakdown by group, and the gates met and not met.

use kakuzuke_domain::grades::{Grade, Line};
use kakuzuke_domain::schemes::Scheme;
use serde::Serialize;
use serde_json::Value;

use super::facts::{FactLink, FactLinks};
use super::words::Words;

/// A group of the breakdown with its lines.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    id: String,
    title: Option<Words>,
    points_milli: i64,
    maximum_milli: i64,
    lines: Vec<LineView>,
}

#[derive(Debug, Clone, Serialize)]
struct LineView {
    criterion: String,
    title: Option<Words>,
    points_milli: i64,
    maximum_milli: i64,
    reason: &'static str,
    arguments: Value,
    facts: Vec<FactLink>,
}

/// A gate, met or not.
#[derive(Debug, Clone, Serialize)]
pub struct GateView {
    gate: String,
    title: Words,
    cap: &'static str,
    met: bool,
    reason: Option<&'static str>,
    facts: Vec<FactLink>,
}

/// The lines by group, in their order.
pub(super) fn groups(grade: &Grade<'_>, scheme: &Scheme, links: &FactLinks) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for line in &grade.lines {
        let view = line_view(line, scheme, links);
        match groups.last_mut() {
            Some(group) if group.id == line.group => group.push(view),
            _ => {
                let known = scheme.groups.iter().find(|group| group.id == line.group);
                let mut group = GroupView {
                    id: line.group.to_owned(),
                    title: known.map(|group| Words::from(&group.title)),
                    points_milli: 0,
                    maximum_milli: 0,
                    lines: Vec::new(),
                };
                group.push(view);
                groups.push(group);
            }
        }
    }
    for group in &mut groups {
        if let Some(known) = scheme.groups.iter().find(|known| known.id == group.id) {
            group.maximum_milli = group.maximum_milli.min(known.maximum_milli);
        }
    }
    groups
}

impl GroupView {
    fn push(&mut self, line: LineView) {
        self.points_milli = self.points_milli.saturating_add(line.points_milli);
        self.maximum_milli = self.maximum_milli.saturating_add(line.maximum_milli);
        self.lines.push(line);
    }
}

fn line_view(line: &Line<'_>, scheme: &Scheme, links: &FactLinks) -> LineView {
    LineView {
        criterion: line.criterion.to_owned(),
        title: scheme.criterion(line.criterion).map(|(_, criterion)| Words::from(&criterion.title)),
        points_milli: line.points_milli,
        maximum_milli: line.maximum_milli,
        reason: line.reason.as_str(),
        arguments: serde_json::to_value(line.reason.arguments()).unwrap_or_default(),
        facts: links.to(line.facts.iter().copied()),
    }
}

/// Every gate of the scheme, the ones not met with their reason.
pub(super) fn gates(grade: &Grade<'_>, scheme: &Scheme, links: &FactLinks) -> Vec<GateView> {
    scheme
        .gates
        .iter()
        .map(|rule| {
            let unmet = grade.gates.iter().find(|gate| gate.gate == rule.id);
            GateView {
                gate: rule.id.clone(),
                title: Words::from(&rule.title),
                cap: rule.cap.as_str(),
                met: unmet.is_none(),
                reason: unmet.map(|gate| gate.reason.as_str()),
                facts: unmet.map(|gate| links.to(gate.facts.iter().copied())).unwrap_or_default(),
            }
        })
        .collect()
}

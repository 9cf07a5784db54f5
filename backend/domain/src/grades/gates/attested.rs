//! The gate that asks for one of several attestations that earns points.

use super::super::case::Case;
use super::super::criteria::{note_edges, note_row, row_of};
use super::super::fact_ids::FactIds;
use super::super::turns::Turns;
use super::Shut;
use crate::attestations::Attestation;
use crate::schemes::{Paper, Row, Rule, Scheme};
use chrono::NaiveDate;
use smallvec::SmallVec;

pub fn missing<'a>(case: &Case<'a>, any_of: &[Paper], day: NaiveDate, turns: &mut Turns) -> Shut<'a> {
    let candidates: SmallVec<[(&Attestation, &Row); 4]> = case
        .facts
        .attestations
        .iter()
        .filter(|one| any_of.iter().any(|paper| paper.is(one)))
        .filter_map(|one| Some((one, earning_row(case.scheme, one)?)))
        .collect();
    let on = |day| {
        let met = candidates.iter().any(|(one, row)| row.is_active_on(day) && one.earns_on(day));
        (!met).then(FactIds::new)
    };
    let now = on(day);
    for (one, row) in &candidates {
        note_edges(one, turns);
        note_row(row, turns);
    }
    turns.settle(&now, on);
    now
}

fn earning_row<'a>(scheme: &'a Scheme, attestation: &Attestation) -> Option<&'a Row> {
    scheme
        .criteria()
        .find_map(|(_, criterion)| match &criterion.rule {
            Rule::BestOf(rule) => row_of(rule, attestation),
            _ => None,
        })
        .filter(|row| row.points_milli > 0)
}

//! Steps that settle an incident.

use super::super::{Attempt, Step};
use crate::facts::SupplierFacts;
use crate::incidents::{Attributable, Incident};
use chrono::NaiveDate;

pub fn settle(facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    for (index, one) in facts.incidents.iter().enumerate() {
        let detected_on = one.detected_on();
        if one.attributable != Attributable::Yes || detected_on > day {
            continue;
        }
        let mut attempt = |step, change: &dyn Fn(&mut Incident)| {
            let mut facts = facts.clone();
            if let Some(incident) = facts.incidents.get_mut(index) {
                change(incident);
            }
            attempts.push(Attempt { step, touched: vec![one.id.clone()], facts });
        };
        if one.closed_on.is_none_or(|closed| closed > day) {
            attempt(Step::CloseIncident(detected_on), &|one| one.closed_on = Some(day));
        }
        if one.corrective_done_on.is_none_or(|done| done > day) {
            attempt(Step::FinishCorrection(detected_on), &|one| {
                one.corrective_done_on = Some(day);
            });
        }
        if one.records.is_none() || one.outages.is_none() {
            attempt(Step::TellIncidentSize(detected_on), &|one| {
                one.records = one.records.or(Some(0));
                one.outages.get_or_insert_default();
            });
        }
    }
}

//! Principle 2: improving one field of one fact never lowers points or band.

use super::{days, mixed_facts, no_worse};
use crate::grades::support::scheme_with_scs_from;
use kakuzuke_domain::attestations::{Assurance, AttestationKind, Edition, Scope};
use kakuzuke_domain::audits::{Opinion, Severity};
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::grade;
use kakuzuke_domain::incidents::Attributable;
use proptest::prelude::*;

/// The ways to improve one field; the number picks the fact.
type Improve = fn(&mut SupplierFacts, usize) -> Option<()>;

fn pick<T>(list: &mut [T], index: usize) -> Option<&mut T> {
    let length = list.len();
    list.get_mut(index.checked_rem(length)?)
}

const WAYS: [(&str, Improve); 19] = [
    ("confirm an attestation", |facts, at| {
        pick(&mut facts.attestations, at)?.assurance = Assurance::OfficerConfirmed;
        Some(())
    }),
    ("raise a level", |facts, at| {
        let one = pick(&mut facts.attestations, at)?;
        match one.kind {
            AttestationKind::SecurityAction => one.level = Some(2),
            AttestationKind::Scs => one.level = Some(4),
            _ => return None,
        }
        Some(())
    }),
    ("cover the work", |facts, at| {
        let one = pick(&mut facts.attestations, at)?;
        one.scope.as_mut().map(|scope| *scope = Scope::Covers)
    }),
    ("change to the new edition", |facts, at| {
        let one = pick(&mut facts.attestations, at)?;
        one.edition.as_mut().map(|edition| *edition = Edition::Of2022)
    }),
    ("end never", |facts, at| {
        pick(&mut facts.attestations, at)?.valid_to = None;
        Some(())
    }),
    ("start earlier", |facts, at| {
        let one = pick(&mut facts.attestations, at)?;
        one.valid_from = one.valid_from.checked_sub_days(chrono::Days::new(400))?;
        Some(())
    }),
    ("never withdrawn", |facts, at| {
        let one = pick(&mut facts.attestations, at)?;
        one.statuses.retain(|span| span.status == kakuzuke_domain::attestations::Status::UnderRenewal);
        Some(())
    }),
    ("conform", |facts, at| {
        pick(&mut facts.audits, at)?.opinion = Opinion::Conforming;
        Some(())
    }),
    ("close a finding", |facts, at| {
        let finding = pick(&mut pick(&mut facts.audits, at)?.findings, at)?;
        finding.closed_on = Some(finding.due_on);
        Some(())
    }),
    ("a finding less grave", |facts, at| {
        pick(&mut pick(&mut facts.audits, at)?.findings, at)?.severity = Severity::Observation;
        Some(())
    }),
    ("do a duty on time", |facts, at| {
        let one = pick(&mut facts.duties, at)?;
        one.done_on = Some(one.due_on);
        Some(())
    }),
    ("do a duty earlier", |facts, at| {
        let one = pick(&mut facts.duties, at)?;
        one.done_on = one.done_on?.checked_sub_days(chrono::Days::new(90));
        Some(())
    }),
    ("a better score", |facts, at| {
        let one = pick(&mut facts.assessments, at)?;
        one.score = (one.score + 30).min(100);
        Some(())
    }),
    ("better rates", |facts, at| {
        let one = pick(&mut facts.trainings, at)?;
        one.clicked_permille = Some(0);
        one.reported_permille = Some(1_000);
        Some(())
    }),
    ("report at once", |facts, at| {
        let one = pick(&mut facts.incidents, at)?;
        one.first_report_at = Some(one.detected_at);
        Some(())
    }),
    ("not attributable", |facts, at| {
        pick(&mut facts.incidents, at)?.attributable = Attributable::No;
        Some(())
    }),
    ("nothing leaked", |facts, at| {
        pick(&mut facts.incidents, at)?.records = Some(0);
        Some(())
    }),
    ("no outage", |facts, at| {
        pick(&mut facts.incidents, at)?.outages = Some(Vec::new());
        Some(())
    }),
    ("closed and corrected", |facts, at| {
        let one = pick(&mut facts.incidents, at)?;
        one.closed_on = Some(one.detected_on());
        one.corrective_done_on = Some(one.detected_on());
        Some(())
    }),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn a_better_field_never_lowers(facts in mixed_facts(), day in days(), at in 0_usize..4) {
        let scheme = scheme_with_scs_from("2024-04-01");
        let before = grade(&scheme, &facts, day);
        for (way, improve) in WAYS {
            let mut better = facts.clone();
            if improve(&mut better, at).is_some() {
                no_worse(&before, &grade(&scheme, &better, day)).map_err(|error| TestCaseError::fail(format!("{way}: {error}")))?;
            }
        }
    }
}

//! Steps on audits and their findings.

use super::super::{Attempt, NEW, Step};
use super::add;
use crate::audits::{Audit, Finding, Opinion, Severity};
use crate::facts::{Fact, SupplierFacts};
use crate::schemes::Scheme;
use chrono::{Days, NaiveDate};

pub fn pass_or_accept(facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let audit = Audit {
        id: NEW.to_owned(),
        performed_on: day,
        accepted_on: Some(day),
        third_party: true,
        opinion: Opinion::Conforming,
        findings: Vec::new(),
    };
    attempts.push(add(facts, Step::PassAudit(Opinion::Conforming), [Fact::Audit(audit)]));
    for (index, one) in facts.audits.iter().enumerate() {
        if one.third_party && one.accepted_on.is_none() && one.performed_on <= day {
            let mut accepted = facts.clone();
            if let Some(audit) = accepted.audits.get_mut(index) {
                audit.accepted_on = Some(day);
            }
            let step = Step::AcceptAudit(one.performed_on);
            attempts.push(Attempt { step, touched: vec![one.id.clone()], facts: accepted });
        }
    }
}

pub fn close(scheme: &Scheme, facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let count = |severity| {
        let audits = facts.audits.iter().filter(|audit| audit.counts_on(day));
        let findings = audits.flat_map(|audit| &audit.findings);
        let overdue = findings.filter(|one| one.severity == severity && one.is_overdue_on(day));
        u32::try_from(overdue.count()).unwrap_or(u32::MAX)
    };
    let (major, minor) = (count(Severity::Major), count(Severity::Minor));
    if major > 0 || minor > 0 {
        let step = Step::CloseFindings { major, minor };
        attempts.push(change(facts, day, step, |finding| finding.closed_on = Some(day)));
    }
    let latest = scheme.conditional.as_ref().and_then(|rule| day.checked_add_days(Days::new(rule.within_days)));
    if let Some(latest) = latest.filter(|_| major > 0) {
        let step = Step::PromiseFindings(latest);
        attempts.push(change(facts, day, step, |finding| finding.promised_on = Some(latest)));
    }
}

/// Changes every finding that is overdue on the day.
fn change(facts: &SupplierFacts, day: NaiveDate, step: Step, change: impl Fn(&mut Finding)) -> Attempt {
    let mut facts = facts.clone();
    let mut touched = Vec::new();
    for audit in facts.audits.iter_mut().filter(|audit| audit.counts_on(day)) {
        let mut any = false;
        for finding in audit.findings.iter_mut().filter(|one| one.is_overdue_on(day)) {
            change(finding);
            any = true;
        }
        if any {
            touched.push(audit.id.clone());
        }
    }
    Attempt { step, touched, facts }
}

//! Arbitrary facts, gathered around month ends, leap days and each other so that rules collide.

use chrono::{Days, NaiveDate};
use kakuzuke_domain::assessments::Assessment;
use kakuzuke_domain::attestations::{Assurance, Attestation, AttestationKind, Edition, Scope, Status, StatusSpan};
use kakuzuke_domain::audits::{Audit, Finding, Opinion, Severity};
use kakuzuke_domain::duties::Duty;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::incidents::{Attributable, Incident, Outage};
use kakuzuke_domain::trainings::{Training, TrainingKind};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn days() -> impl Strategy<Value = NaiveDate> {
    let edges = vec![
        date(2023, 2, 28),
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2024, 8, 30),
        date(2024, 8, 31),
        date(2025, 2, 28),
        date(2025, 3, 1),
        date(2025, 10, 31),
        date(2025, 11, 1),
        date(2026, 2, 28),
    ];
    prop_oneof![
        2 => select(edges),
        3 => (0_u64..1_200).prop_map(|days| date(2023, 6, 1) + Days::new(days)),
    ]
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn spans() -> impl Strategy<Value = Vec<StatusSpan>> {
    let closed = (days(), 0_u64..400, word(&[Status::Suspended, Status::UnderRenewal]));
    let open = option::weighted(0.3, (1_u64..200, word(Status::ALL)));
    (option::of(closed), open).prop_map(|(closed, open)| {
        let mut spans = Vec::new();
        let mut free = date(2023, 9, 1);
        if let Some((from, length, status)) = closed {
            let to = from + Days::new(length);
            spans.push(StatusSpan { status, from, to: Some(to) });
            free = to + Days::new(1);
        }
        if let Some((wait, status)) = open {
            spans.push(StatusSpan { status, from: free + Days::new(wait), to: None });
        }
        spans
    })
}

prop_compose! {
    pub fn attestation()(
        kind in word(AttestationKind::ALL),
        high in any::<bool>(),
        edition in word(Edition::ALL),
        scope in word(Scope::ALL),
        assurance in word(Assurance::ALL),
        valid_from in days(),
        length in option::weighted(0.7, 0_u64..1_000),
        statuses in spans(),
    ) -> Attestation {
        let isms = kind == AttestationKind::Iso27001;
        let level = match kind {
            AttestationKind::SecurityAction => Some(1 + u8::from(high)),
            AttestationKind::Scs => Some(3 + u8::from(high)),
            _ => None,
        };
        Attestation {
            id: String::new(),
            kind,
            level,
            edition: isms.then_some(edition),
            scope: isms.then_some(scope),
            number: "1".to_owned(),
            assurance,
            valid_from,
            valid_to: length.map(|length| valid_from + Days::new(length)),
            statuses,
        }
    }
}

prop_compose! {
    fn finding()(
        severity in word(Severity::ALL),
        due_on in days(),
        closed_on in option::of(days()),
        promised in option::of(0_u64..400),
    ) -> Finding {
        let promised_on = promised.map(|wait| due_on + Days::new(wait));
        Finding { id: String::new(), severity, due_on, closed_on, promised_on }
    }
}

prop_compose! {
    pub fn audit()(
        performed_on in days(),
        wait in option::weighted(0.85, 0_u64..120),
        third_party in prop::bool::weighted(0.8),
        opinion in word(Opinion::ALL),
        findings in vec(finding(), 0..3),
    ) -> Audit {
        let findings = findings
            .into_iter()
            .enumerate()
            .map(|(index, one)| Finding { id: format!("f{index}"), ..one })
            .collect();
        Audit {
            id: String::new(),
            performed_on,
            accepted_on: wait.map(|wait| performed_on + Days::new(wait)),
            third_party,
            opinion,
            findings,
        }
    }
}

prop_compose! {
    pub fn duty()(due_on in days(), shift in option::of(-40_i64..600)) -> Duty {
        let done_on = shift.map(|shift| due_on + chrono::TimeDelta::days(shift));
        Duty { id: String::new(), code: "access_log".to_owned(), due_on, done_on }
    }
}

prop_compose! {
    pub fn assessment()(score in -25_i16..=100, completed_on in days()) -> Assessment {
        Assessment { id: String::new(), instrument: "ipa25".to_owned(), score, completed_on }
    }
}

prop_compose! {
    pub fn training()(
        kind in word(TrainingKind::ALL),
        held_on in days(),
        attended in prop::bool::weighted(0.8),
        clicked_permille in option::weighted(0.8, select(vec![0_u16, 29, 30, 1_000])),
        reported_permille in option::weighted(0.8, select(vec![0_u16, 799, 800, 1_000])),
    ) -> Training {
        Training { id: String::new(), kind, held_on, attended, clicked_permille, reported_permille }
    }
}

fn instants() -> impl Strategy<Value = chrono::DateTime<chrono::FixedOffset>> {
    (days(), 0_u32..86_400).prop_map(|(day, second)| {
        let zone = chrono::FixedOffset::east_opt(0).unwrap();
        let time = day.and_hms_opt(0, 0, 0).unwrap().and_utc() + chrono::TimeDelta::seconds(i64::from(second));
        time.with_timezone(&zone)
    })
}

prop_compose! {
    fn outage()(from in instants(), length in option::weighted(0.8, 0_i64..90_000)) -> Outage {
        Outage { from, to: length.map(|length| from + chrono::TimeDelta::seconds(length)) }
    }
}

prop_compose! {
    pub fn incident()(
        detected_at in instants(),
        report in option::of(select(vec![0_i64, 3_600, 3_601, 100_000])),
        attributable in word(Attributable::ALL),
        records in option::of(select(vec![0_u64, 999, 1_000])),
        outages in option::of(vec(outage(), 0..4)),
        closed_on in option::of(days()),
        corrective_due_on in option::of(days()),
        corrective_done_on in option::of(days()),
    ) -> Incident {
        Incident {
            id: String::new(),
            detected_at,
            first_report_at: report.map(|seconds| detected_at + chrono::TimeDelta::seconds(seconds)),
            attributable,
            records,
            outages,
            closed_on,
            corrective_due_on,
            corrective_done_on,
        }
    }
}

/// Any facts at all.
pub fn any_facts() -> impl Strategy<Value = SupplierFacts> {
    let practice = (vec(assessment(), 0..3), vec(training(), 0..4));
    (vec(attestation(), 0..4), vec(audit(), 0..3), vec(duty(), 0..4), practice, vec(incident(), 0..3)).prop_map(
        |(attestations, audits, duties, (assessments, trainings), incidents)| {
            let mut facts = SupplierFacts {
                supplier: "2040001999902".to_owned(),
                attestations,
                audits,
                duties,
                assessments,
                trainings,
                incidents,
            };
            number(&mut facts);
            facts
        },
    )
}

/// Facts of a supplier that is good enough for the upper bands, with what may pull it down.
pub fn good_facts() -> impl Strategy<Value = SupplierFacts> {
    (any_facts(), days()).prop_map(|(mut facts, day)| {
        let from = date(2023, 6, 1);
        for (kind, level) in [
            (AttestationKind::SecurityAction, Some(2)),
            (AttestationKind::PrivacyMark, None),
            (AttestationKind::Iso27001, None),
        ] {
            let isms = kind == AttestationKind::Iso27001;
            facts.attestations.push(Attestation {
                id: String::new(),
                kind,
                level,
                edition: isms.then_some(Edition::Of2022),
                scope: isms.then_some(Scope::Covers),
                number: "1".to_owned(),
                assurance: Assurance::OfficialRegister,
                valid_from: from,
                valid_to: None,
                statuses: Vec::new(),
            });
        }
        for one in &mut facts.attestations {
            one.statuses.retain(|span| span.status == Status::UnderRenewal);
        }
        for one in &mut facts.duties {
            one.done_on = Some(one.due_on);
        }
        facts.duties.push(Duty {
            id: String::new(),
            code: "training_report".to_owned(),
            due_on: day,
            done_on: Some(day),
        });
        facts.audits.push(Audit {
            id: String::new(),
            performed_on: day,
            accepted_on: Some(day),
            third_party: true,
            opinion: Opinion::Conforming,
            findings: vec![Finding {
                id: "f".to_owned(),
                severity: Severity::Major,
                due_on: day + Days::new(30),
                closed_on: None,
                promised_on: Some(day + Days::new(120)),
            }],
        });
        facts.assessments.push(Assessment {
            id: String::new(),
            instrument: "ipa25".to_owned(),
            score: 90,
            completed_on: day,
        });
        for wait in [0, 20] {
            facts.trainings.push(Training {
                id: String::new(),
                kind: TrainingKind::JointTraining,
                held_on: day + Days::new(wait),
                attended: true,
                clicked_permille: None,
                reported_permille: None,
            });
        }
        facts.incidents.truncate(1);
        for one in &mut facts.incidents {
            one.attributable = Attributable::Undetermined;
        }
        for one in &mut facts.audits {
            one.findings.retain(|finding| finding.severity != Severity::Minor);
            if one.opinion == Opinion::Nonconforming {
                one.opinion = Opinion::Conforming;
            }
        }
        number(&mut facts);
        facts
    })
}

/// Gives every fact an id of its own.
pub fn number(facts: &mut SupplierFacts) {
    for (index, one) in facts.attestations.iter_mut().enumerate() {
        one.id = format!("a{index}");
    }
    for (index, one) in facts.audits.iter_mut().enumerate() {
        one.id = format!("u{index}");
    }
    for (index, one) in facts.duties.iter_mut().enumerate() {
        one.id = format!("d{index}");
    }
    for (index, one) in facts.assessments.iter_mut().enumerate() {
        one.id = format!("s{index}");
    }
    for (index, one) in facts.trainings.iter_mut().enumerate() {
        one.id = format!("t{index}");
    }
    for (index, one) in facts.incidents.iter_mut().enumerate() {
        one.id = format!("i{index}");
    }
}

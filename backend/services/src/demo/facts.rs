//! The facts of one demo supplier, all dated from today backwards, so that the demo never goes stale.

use chrono::{DateTime, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone};
use kakuzuke_domain::assessments::Assessment;
use kakuzuke_domain::attestations::{Assurance, Attestation, AttestationKind, Edition, Scope, Status, StatusSpan};
use kakuzuke_domain::audits::{Audit, Finding, Opinion, Severity};
use kakuzuke_domain::duties::Duty;
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::incidents::{Attributable, Incident, Outage};
use kakuzuke_domain::trainings::{Training, TrainingKind};

use super::characters::Character;
use crate::chance::Chance;

/// Makes the facts of one supplier.
pub struct Maker<'a> {
    chance: &'a mut Chance,
    today: NaiveDate,
    /// Days by which this supplier's papers are earlier than another's of the same character.
    shift: i64,
    facts: Vec<Fact>,
}

/// The facts of a supplier of this character.
pub fn facts(character: Character, today: NaiveDate, chance: &mut Chance) -> Vec<Fact> {
    let shift = chance.between(0, 12);
    let mut maker = Maker { chance, today, shift, facts: Vec::new() };
    maker.make(character);
    maker.facts
}

impl Maker<'_> {
    fn make(&mut self, character: Character) {
        match character {
            Character::Model => {
                self.certified();
                self.audit(3, Opinion::Conforming, &[]);
                self.older_audit();
                self.duties(4, 0);
                self.practice(92, 2, true);
            }
            Character::Promising => {
                self.certified();
                let promised = self.ahead(75);
                let finding = self.finding(Severity::Major, 20, None, Some(promised));
                self.audit(4, Opinion::Conforming, &[finding]);
                self.duties(4, 0);
                self.practice(88, 2, true);
            }
            Character::Unfounded => {
                self.security_action(1);
                self.privacy_mark(14);
                self.attest(AttestationKind::Ismap, 9, 7, Assurance::OfficialRegister);
                self.audit(5, Opinion::Conforming, &[]);
                self.duties(5, 0);
                self.practice(90, 2, true);
            }
            Character::Solid => {
                self.security_action(2);
                self.isms(Scope::Covers, 20, 16);
                if self.chance.percent(50) {
                    self.privacy_mark(10);
                }
                let closed = self.back(30);
                let finding = self.finding(Severity::Minor, 60, Some(closed), None);
                self.audit(9, Opinion::ConformingWithFindings, &[finding]);
                self.duties(4, 1);
                self.practice(78, 1, false);
            }
            Character::Ordinary => {
                self.security_action(2);
                if self.chance.percent(35) {
                    self.privacy_mark(12);
                }
                if self.chance.percent(45) {
                    self.isms(Scope::Partly, 18, 18);
                }
                if self.chance.percent(55) {
                    self.audit(14, Opinion::ConformingWithFindings, &[]);
                }
                let late = self.chance.below(2);
                self.duties(3, late);
                let score = self.chance.between(58, 84);
                self.practice(i16::try_from(score).unwrap_or(60), 1, false);
            }
            Character::Beginner => {
                self.security_action(1);
                if self.chance.percent(50) {
                    self.duties(2, 1);
                }
                if self.chance.percent(40) {
                    self.practice(45, 1, false);
                }
            }
            Character::Suspended => {
                self.security_action(2);
                self.suspended_isms();
                self.privacy_mark(8);
                self.audit(6, Opinion::Conforming, &[]);
                self.duties(4, 0);
                self.practice(81, 2, true);
            }
            Character::Lapsed => {
                self.security_action(1);
                self.attest(AttestationKind::PrivacyMark, 26, -2, Assurance::OfficialRegister);
                self.attest(AttestationKind::Iso27001, 40, -4, Assurance::OfficerConfirmed);
                self.audit(20, Opinion::Conforming, &[]);
                self.duties(3, 1);
            }
            Character::Struck => {
                self.certified();
                self.audit(7, Opinion::Conforming, &[]);
                self.duties(4, 1);
                self.serious_incident();
            }
            Character::Careless => {
                self.security_action(2);
                self.isms(Scope::Covers, 12, 24);
                self.audit(8, Opinion::Conforming, &[]);
                self.duties(4, 1);
                self.practice(83, 1, true);
                self.late_incident();
            }
            Character::Overdue => {
                self.security_action(2);
                let major = self.finding(Severity::Major, 45, None, None);
                let minor = self.finding(Severity::Minor, 45, None, None);
                self.audit(7, Opinion::Nonconforming, &[major, minor]);
                self.duties(3, 3);
            }
            Character::Unknown => {}
        }
    }

    fn certified(&mut self) {
        self.security_action(2);
        self.isms(Scope::Covers, 14, 22);
        if self.chance.percent(60) {
            self.attest(AttestationKind::Iso27017, 14, 22, Assurance::OfficialRegister);
        }
        self.privacy_mark(11);
        if self.chance.percent(50) {
            self.attest(AttestationKind::IsmapLiu, 8, 8, Assurance::OfficialRegister);
        }
    }

    fn security_action(&mut self, stars: u8) {
        let from = self.months_ago(6);
        let number = format!("599{:08}", self.chance.below(100_000_000));
        self.push_attestation(Attestation {
            level: Some(stars),
            number,
            ..attestation(AttestationKind::SecurityAction, Assurance::SelfDeclared, from, None)
        });
    }

    fn isms(&mut self, scope: Scope, months: u32, ahead: i32) {
        let (from, to) = self.period(months, ahead);
        let number = format!("DEMO-IS-{:05}", self.chance.below(100_000));
        self.push_attestation(Attestation {
            edition: Some(Edition::Of2022),
            scope: Some(scope),
            number,
            ..attestation(AttestationKind::Iso27001, Assurance::OfficialRegister, from, Some(to))
        });
    }

    fn suspended_isms(&mut self) {
        let (from, to) = self.period(16, 20);
        let ends = if self.chance.percent(50) { Some(self.back(40)) } else { None };
        let starts = self.back(130);
        let number = format!("DEMO-IS-{:05}", self.chance.below(100_000));
        self.push_attestation(Attestation {
            edition: Some(Edition::Of2022),
            scope: Some(Scope::Covers),
            number,
            statuses: vec![StatusSpan { status: Status::Suspended, from: starts, to: ends }],
            ..attestation(AttestationKind::Iso27001, Assurance::OfficialRegister, from, Some(to))
        });
    }

    fn privacy_mark(&mut self, months: u32) {
        let ahead = 24_i32.saturating_sub(i32::try_from(months).unwrap_or(0));
        self.attest(AttestationKind::PrivacyMark, months, ahead, Assurance::OfficialRegister);
    }

    fn attest(&mut self, kind: AttestationKind, months: u32, ahead: i32, assurance: Assurance) {
        let (from, to) = self.period(months, ahead);
        let serial = self.chance.below(1_000_000);
        let isms = kind == AttestationKind::Iso27001;
        let number = match kind {
            AttestationKind::PrivacyMark => format!("99{serial:06}({:02})", self.chance.between(1, 9)),
            AttestationKind::Ismap | AttestationKind::IsmapLiu => format!("DEMO-C-{serial:06}"),
            _ => format!("DEMO-{serial:06}"),
        };
        self.push_attestation(Attestation {
            edition: isms.then_some(Edition::Of2022),
            scope: isms.then_some(Scope::Covers),
            number,
            ..attestation(kind, assurance, from, Some(to))
        });
    }

    fn push_attestation(&mut self, mut attestation: Attestation) {
        attestation.id = self.id();
        self.facts.push(Fact::Attestation(attestation));
    }

    fn audit(&mut self, months: u32, opinion: Opinion, findings: &[Finding]) {
        let performed_on = self.months_ago(months);
        let accepted_on = Some(later(performed_on, 12 + self.shift)).filter(|day| *day <= self.today);
        let audit =
            Audit { id: self.id(), performed_on, accepted_on, third_party: true, opinion, findings: findings.to_vec() };
        self.facts.push(Fact::Audit(audit));
    }

    fn older_audit(&mut self) {
        let closed = self.back(400);
        let finding = self.finding(Severity::Minor, 420, Some(closed), None);
        self.audit(15, Opinion::ConformingWithFindings, &[finding]);
    }

    fn finding(
        &mut self,
        severity: Severity,
        days: i64,
        closed_on: Option<NaiveDate>,
        promised_on: Option<NaiveDate>,
    ) -> Finding {
        let due_on = self.back(days);
        Finding { id: self.id(), severity, due_on, closed_on, promised_on }
    }

    fn duties(&mut self, count: u32, missed: u64) {
        let codes = ["access_log", "training_report", "audit_report", "erasure_certificate"];
        for (position, code) in (0..count).zip(codes.iter().cycle()) {
            let due_on = self.months_ago(1 + 2 * position);
            let days = self.chance.between(0, 9);
            let done_on = if u64::from(position) < missed {
                if self.chance.percent(40) {
                    None
                } else {
                    Some(later(due_on, 12 + days)).filter(|day| *day <= self.today)
                }
            } else {
                Some(later(due_on, -days))
            };
            let duty = Duty { id: self.id(), code: (*code).to_owned(), due_on, done_on };
            self.facts.push(Fact::Duty(duty));
        }
        let coming = Duty { id: self.id(), code: "access_log".to_owned(), due_on: self.ahead(40), done_on: None };
        self.facts.push(Fact::Duty(coming));
    }

    fn practice(&mut self, score: i16, joint: u32, drill: bool) {
        let assessment =
            Assessment { id: self.id(), instrument: "ipa25".to_owned(), score, completed_on: self.months_ago(5) };
        self.facts.push(Fact::Assessment(assessment));
        for position in 0..joint {
            let held_on = self.months_ago(2 + 4 * position);
            self.training(TrainingKind::JointTraining, held_on, None, None);
        }
        let held_on = self.months_ago(4);
        let (clicked, reported) = if drill { (18, 861) } else { (64, 520) };
        self.training(TrainingKind::PhishingDrill, held_on, Some(clicked), Some(reported));
    }

    fn training(&mut self, kind: TrainingKind, held_on: NaiveDate, clicked: Option<u16>, reported: Option<u16>) {
        let training = Training {
            id: self.id(),
            kind,
            held_on,
            attended: true,
            clicked_permille: clicked,
            reported_permille: reported,
        };
        self.facts.push(Fact::Training(training));
    }

    fn serious_incident(&mut self) {
        let Some(detected_at) = self.instant(50, 17, 30) else { return };
        let hours = |count: i64| detected_at + chrono::TimeDelta::hours(count);
        let incident = Incident {
            id: self.id(),
            detected_at,
            first_report_at: Some(hours(1)),
            attributable: Attributable::Yes,
            records: Some(2_400),
            outages: Some(vec![Outage { from: hours(1), to: Some(hours(10)) }]),
            closed_on: None,
            corrective_due_on: Some(self.ahead(30)),
            corrective_done_on: None,
        };
        self.facts.push(Fact::Incident(incident));
    }

    fn late_incident(&mut self) {
        let Some(detected_at) = self.instant(150, 9, 5) else { return };
        let incident = Incident {
            id: self.id(),
            detected_at,
            first_report_at: Some(detected_at + chrono::TimeDelta::hours(27)),
            attributable: Attributable::Yes,
            records: Some(12),
            outages: Some(Vec::new()),
            closed_on: Some(self.back(100)),
            corrective_due_on: Some(self.back(90)),
            corrective_done_on: Some(self.back(95)),
        };
        self.facts.push(Fact::Incident(incident));
    }

    fn instant(&self, days: i64, hour: u32, minute: u32) -> Option<DateTime<FixedOffset>> {
        let zone = FixedOffset::east_opt(9 * 3600)?;
        let minute = minute + u32::try_from(self.shift).ok()? * 2;
        let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
        zone.from_local_datetime(&self.back(days).and_time(time)).single()
    }

    /// From so many months ago, give or take three weeks, for a whole period that ends `ahead` months from now.
    fn period(&mut self, months: u32, ahead: i32) -> (NaiveDate, NaiveDate) {
        let from = self.months_ago(months);
        let shift = self.chance.between(0, 20);
        let months = Months::new(ahead.unsigned_abs());
        let to = if ahead < 0 { self.today.checked_sub_months(months) } else { self.today.checked_add_months(months) };
        (from, later(to.unwrap_or(self.today), shift))
    }

    fn months_ago(&mut self, months: u32) -> NaiveDate {
        let shift = self.chance.between(0, 20);
        later(self.today.checked_sub_months(Months::new(months)).unwrap_or(self.today), -shift)
    }

    fn back(&self, days: i64) -> NaiveDate {
        later(self.today, -days - self.shift)
    }

    fn ahead(&self, days: i64) -> NaiveDate {
        later(self.today, days - self.shift)
    }

    fn id(&mut self) -> String {
        let (high, low) = (self.chance.bits(), self.chance.bits());
        uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
            .into_uuid()
            .to_string()
    }
}

fn attestation(kind: AttestationKind, assurance: Assurance, from: NaiveDate, to: Option<NaiveDate>) -> Attestation {
    Attestation {
        id: String::new(),
        kind,
        level: None,
        edition: None,
        scope: None,
        number: String::new(),
        assurance,
        valid_from: from,
        valid_to: to,
        statuses: Vec::new(),
    }
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(day)
}

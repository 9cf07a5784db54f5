//! What a supplier holds on a day: the flags by which lists are filtered.

use super::{Attestation, AttestationKind, Edition};
use crate::facts::SupplierFacts;
use chrono::NaiveDate;

/// Last day of the 2013 edition (IAF MD26; ISMS-AC notice of 2023-02-27).
const LAST_DAY_OF_2013: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 10, 31);

/// The attestations in force that people search for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    /// SECURITY ACTION stars: 0, 1 or 2.
    pub star: u8,
    /// An ISO/IEC 27001 certificate of any scope.
    pub isms: bool,
    /// Privacy Mark.
    pub privacy_mark: bool,
    /// ISMAP or ISMAP-LIU.
    pub ismap: bool,
    /// The first later day on which one of the flags differs.
    pub refresh_on: Option<NaiveDate>,
}

/// The holdings on a day, and until when they stay so.
#[must_use]
pub fn holdings(facts: &SupplierFacts, day: NaiveDate) -> Holdings {
    let now = flags(&facts.attestations, day);
    let mut days: Vec<NaiveDate> = facts.attestations.iter().flat_map(turning_days).collect();
    days.retain(|candidate| *candidate > day && crate::grades::is_writable(*candidate));
    days.sort_unstable();
    days.dedup();
    let refresh_on = days.into_iter().find(|candidate| flags(&facts.attestations, *candidate) != now);
    Holdings { refresh_on, ..now }
}

fn flags(attestations: &[Attestation], day: NaiveDate) -> Holdings {
    let mut held = Holdings { star: 0, isms: false, privacy_mark: false, ismap: false, refresh_on: None };
    for attestation in attestations.iter().filter(|one| one.earns_on(day)) {
        match attestation.kind {
            AttestationKind::SecurityAction => {
                held.star = held.star.max(attestation.level.unwrap_or(0));
            }
            AttestationKind::Iso27001 => {
                let ended =
                    attestation.edition == Some(Edition::Of2013) && LAST_DAY_OF_2013.is_some_and(|last| last < day);
                held.isms |= !ended;
            }
            AttestationKind::PrivacyMark => held.privacy_mark = true,
            AttestationKind::Ismap | AttestationKind::IsmapLiu => held.ismap = true,
            AttestationKind::Scs | AttestationKind::Iso27017 | AttestationKind::Soc2 => {}
        }
    }
    held
}

fn turning_days(attestation: &Attestation) -> impl Iterator<Item = NaiveDate> + '_ {
    let edges = attestation.statuses.iter().flat_map(|span| [Some(span.from), span.to.and_then(|to| to.succ_opt())]);
    [
        Some(attestation.valid_from),
        attestation.valid_to.and_then(|to| to.succ_opt()),
        LAST_DAY_OF_2013.and_then(|last| last.succ_opt()),
    ]
    .into_iter()
    .chain(edges)
    .flatten()
}

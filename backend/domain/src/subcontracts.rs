//! The chain behind a contract: 再委託, 再々委託 and deeper. Each tier is asked for, and approved or refused by the buyer
//! (domain/clauses 16: no subcontracting without written consent before; the same duties bind those below).

mod chain;
mod weakest;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::words::words;

pub use chain::{ChainProblem, Link, MOST_LINKS, MOST_TIERS, Placed, laid_out, place};
pub use weakest::{Weakest, weakest};

/// Characters that a text of a subcontract may hold.
pub const LONGEST_TEXT: usize = 1_000;

words! {
    /// What the buyer has said to a request.
    pub enum Consent {
        /// Nothing yet.
        Requested = "requested",
        /// It agreed.
        Approved = "approved",
        /// It did not.
        Refused = "refused",
    }
}

words! {
    /// What is known about something that may be so or not.
    pub enum Known {
        /// It is so.
        Yes = "yes",
        /// It is not.
        No = "no",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

words! {
    /// How a subcontract stands on a day.
    pub enum Standing {
        /// The buyer has not decided yet.
        Requested = "requested",
        /// The buyer refused it.
        Refused = "refused",
        /// Approved, and not begun yet.
        NotYet = "not_yet",
        /// Approved, and under way.
        InForce = "in_force",
        /// Its days are over.
        Ended = "ended",
        /// Its own days are not over, but something above it does not hold on this day.
        Interrupted = "interrupted",
    }
}

impl Consent {
    /// As it is stored.
    #[must_use]
    pub const fn as_code(self) -> i16 {
        match self {
            Self::Requested => 0,
            Self::Approved => 1,
            Self::Refused => 2,
        }
    }
}

/// What is recorded of one subcontract, beside the contract, the company and what stands above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subcontract {
    /// The work handed on.
    pub work: String,
    /// The data handled in it, in words.
    pub data: Option<String>,
    /// Whether personal data is among it.
    pub personal_data: Known,
    /// Whether the clauses of the contract bind the subcontractor too.
    pub flow_down: Known,
    /// The day of the request.
    pub requested_on: NaiveDate,
    /// First day of the work.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the work.
    pub valid_to: Option<NaiveDate>,
    /// What the buyer said.
    pub consent: Consent,
    /// The day on which it said so.
    pub decided_on: Option<NaiveDate>,
    /// Why it refused, or on what conditions it agreed.
    pub decision_reason: Option<String>,
}

/// Something in a subcontract that cannot be: the field and a machine code.
pub type Fault = (&'static str, &'static str);

impl Subcontract {
    /// Whether what is recorded contradicts itself, or the days of what stands above it.
    ///
    /// # Errors
    /// The first fault, as field and machine code.
    pub fn check(&self, above: (Option<NaiveDate>, Option<NaiveDate>)) -> Result<(), Fault> {
        if self.work.trim().is_empty() {
            return Err(("work", "missing"));
        }
        let long = |text: &str| text.chars().count() > LONGEST_TEXT;
        let texts = [
            ("work", Some(&self.work)),
            ("data", self.data.as_ref()),
            ("decision_reason", self.decision_reason.as_ref()),
        ];
        if let Some((field, _)) = texts.into_iter().find(|(_, text)| text.is_some_and(|text| long(text))) {
            return Err((field, "too_long"));
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to < from
        {
            return Err(("valid_to", "reversed"));
        }
        if let (Some(own), Some(earliest)) = (self.valid_from, above.0)
            && own < earliest
        {
            return Err(("valid_from", "before_what_is_above"));
        }
        if let (Some(own), Some(latest)) = (self.valid_to.or(self.valid_from), above.1)
            && own > latest
        {
            return Err((if self.valid_to.is_some() { "valid_to" } else { "valid_from" }, "after_what_is_above"));
        }
        match (self.consent, self.decided_on) {
            (Consent::Requested, Some(_)) => return Err(("decided_on", "not_of_this_kind")),
            (Consent::Approved | Consent::Refused, None) => return Err(("decided_on", "missing")),
            (_, Some(on)) if on < self.requested_on => return Err(("decided_on", "reversed")),
            _ => {}
        }
        let said = self.decision_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if self.consent == Consent::Refused && !said {
            return Err(("decision_reason", "missing"));
        }
        Ok(())
    }

    /// How it stands on a day, if what stands above it holds then or not.
    #[must_use]
    pub fn standing(&self, on: NaiveDate, above_holds: bool) -> Standing {
        match self.consent {
            Consent::Requested => Standing::Requested,
            Consent::Refused => Standing::Refused,
            Consent::Approved if self.valid_to.is_some_and(|to| to < on) => Standing::Ended,
            Consent::Approved if self.valid_from.is_some_and(|from| from > on) => Standing::NotYet,
            Consent::Approved if above_holds => Standing::InForce,
            Consent::Approved => Standing::Interrupted,
        }
    }
}

/// How the subcontracts of a chain stand on a day, in their order: each with its id, what stands above it, and what is
/// recorded of it, the upper ones first. `contract_holds`: whether the contract itself is in force on that day.
#[must_use]
pub fn standings<'a>(
    top_down: impl IntoIterator<Item = (Uuid, Option<Uuid>, &'a Subcontract)>,
    on: NaiveDate,
    contract_holds: bool,
) -> Vec<Standing> {
    let mut holding = BTreeSet::new();
    let standing = |(id, above, subcontract): (Uuid, Option<Uuid>, &Subcontract)| {
        let above_holds = above.map_or(contract_holds, |above| holding.contains(&above));
        let standing = subcontract.standing(on, above_holds);
        if standing == Standing::InForce {
            holding.insert(id);
        }
        standing
    };
    top_down.into_iter().map(standing).collect()
}

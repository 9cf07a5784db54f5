//! What the end of a contract asks for (総務省ガイドライン型 and ward specimens): access ended, things given back, data erased
//! and certified. No step can be passed over in silence.

use chrono::{Days, NaiveDate};

use crate::words::words;

/// Days after the last day of a contract by which it is to be closed out (model clause 24: 14 days, own proposal).
pub const CLOSE_OUT_DAYS: u64 = 14;

words! {
    /// A step of the close-out.
    pub enum CloseOutStep {
        /// Accounts and access rights of the supplier are ended.
        AccountsClosed = "accounts_closed",
        /// Equipment and keys that were lent are back.
        EquipmentReturned = "equipment_returned",
        /// Data and papers that were handed over are back.
        DataReturned = "data_returned",
        /// The certificate of erasure (消去証明書: how, when, by whom) has come in.
        ErasureCertificate = "erasure_certificate",
    }
}

words! {
    /// How a step ended.
    pub enum CloseOutOutcome {
        /// It is done.
        Done = "done",
        /// There was nothing to do, for a reason that is told.
        NotApplicable = "not_applicable",
        /// Two people have agreed to do without it.
        Waived = "waived",
    }
}

words! {
    /// Why a step cannot be recorded so.
    pub enum CloseOutRefusal {
        /// The certificate of erasure is done without by two people, never by one.
        TakesTwo = "close_out_takes_two",
        /// Without a word on what it rests on.
        NoEvidence = "close_out_no_evidence",
        /// Done on which day?
        NoDay = "close_out_no_day",
        /// A day that is still to come.
        Future = "close_out_future",
    }
}

/// What is recorded of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRecord<'a> {
    /// Which.
    pub step: CloseOutStep,
    /// How it ended.
    pub outcome: CloseOutOutcome,
    /// On which day it was done.
    pub done_on: Option<NaiveDate>,
    /// What it rests on: the number of a certificate, who took things back; or why there was nothing to do.
    pub evidence: &'a str,
    /// Whether a second person has agreed.
    pub by_two: bool,
}

impl StepRecord<'_> {
    /// Whether it can be recorded on `today`.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, today: NaiveDate) -> Result<(), CloseOutRefusal> {
        let erasure = self.step == CloseOutStep::ErasureCertificate;
        let takes_two = match self.outcome {
            CloseOutOutcome::Done => false,
            CloseOutOutcome::NotApplicable => erasure,
            CloseOutOutcome::Waived => true,
        };
        if takes_two && !self.by_two {
            return Err(CloseOutRefusal::TakesTwo);
        }
        if self.evidence.trim().is_empty() {
            return Err(CloseOutRefusal::NoEvidence);
        }
        match (self.outcome, self.done_on) {
            (CloseOutOutcome::Done, None) => Err(CloseOutRefusal::NoDay),
            (_, Some(day)) if day > today => Err(CloseOutRefusal::Future),
            _ => Ok(()),
        }
    }
}

/// The last day on which a contract that ends on `valid_to` may still be open.
#[must_use]
pub fn close_out_due_on(valid_to: NaiveDate) -> NaiveDate {
    valid_to.checked_add_days(Days::new(CLOSE_OUT_DAYS)).unwrap_or(NaiveDate::MAX)
}

/// Whether every step has an end.
#[must_use]
pub fn is_closed_out(recorded: &[CloseOutStep]) -> bool {
    CloseOutStep::ALL.iter().all(|step| recorded.contains(step))
}

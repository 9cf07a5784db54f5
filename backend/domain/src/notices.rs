//! Notices: what people are told, by which way, and when a reminder is due.

use chrono::NaiveDate;

use crate::words::words;

words! {
    /// What a notice is about.
    pub enum NoticeKind {
        /// An attestation ends soon, today, or has just ended.
        AttestationExpires = "attestation_expires",
        /// A finding of an audit is overdue.
        FindingOverdue = "finding_overdue",
        /// A grade changes by itself soon.
        GradeChanges = "grade_changes",
        /// Something waits for a second person.
        ApprovalWaits = "approval_waits",
        /// What was proposed has been changed; agreement to it is void.
        ApprovalVoided = "approval_voided",
        /// A second person has approved or rejected.
        ApprovalDecided = "approval_decided",
        /// A contract ends soon or today, and nothing renews it.
        ContractEnds = "contract_ends",
        /// A contract that had personal data has ended and is not closed out in time.
        CloseOutOverdue = "close_out_overdue",
        /// Open work has passed from one person's hands into another's; both are told.
        WorkHandedOver = "work_handed_over",
    }
}

words! {
    /// How a notice reaches a person.
    pub enum Channel {
        /// In the list, and at once by mail.
        Mail = "mail",
        /// In the list, and with the others of the day in one mail.
        Digest = "digest",
        /// In the list only.
        InApp = "in_app",
        /// Not at all.
        Off = "off",
    }
}

impl NoticeKind {
    /// The way of somebody who has chosen none: what waits for a person comes at once, what time brings comes once a day.
    #[must_use]
    pub const fn usual_channel(self) -> Channel {
        match self {
            Self::ApprovalWaits | Self::ApprovalVoided | Self::ApprovalDecided | Self::WorkHandedOver => Channel::Mail,
            Self::AttestationExpires
            | Self::FindingOverdue
            | Self::GradeChanges
            | Self::ContractEnds
            | Self::CloseOutOverdue => Channel::Digest,
        }
    }

    /// The way a notice takes: what the person chose for this kind, else for all kinds, else the usual one.
    #[must_use]
    pub fn channel(self, for_kind: Option<Channel>, for_all: Option<Channel>) -> Channel {
        for_kind.or(for_all).unwrap_or(self.usual_channel())
    }
}

/// Days before the end of an attestation on which its reminders are due; 0 is its last day.
pub const EXPIRY_MILESTONES: [u16; 4] = [0, 7, 30, 90];

/// Days before a grade changes by itself on which its reminder is due.
pub const CHANGE_NOTICE_DAYS: u16 = 30;

/// The reminder that is due on `today` for something whose last day is `ends_on`: the nearest milestone that has been reached.
/// A milestone passed while nothing ran is overtaken by a nearer one; the last one is made up for if it fell on or after `since`,
/// the first day that no pass has looked at.
#[must_use]
pub fn milestone(ends_on: NaiveDate, today: NaiveDate, since: NaiveDate) -> Option<u16> {
    let left = (ends_on - today).num_days();
    if left < 0 {
        return (ends_on >= since).then_some(0);
    }
    EXPIRY_MILESTONES.into_iter().find(|days| left <= i64::from(*days))
}

//! How an attestation stands on a day.

use super::{Attestation, AttestationKind, Status};
use crate::words::words;
use chrono::NaiveDate;

words! {
    /// The one word for an attestation on one day.
    pub enum Standing {
        /// In force.
        Valid = "valid",
        /// In force while its renewal is examined.
        UnderRenewal = "under_renewal",
        /// Suspended that day.
        Suspended = "suspended",
        /// Revoked by its issuer.
        Revoked = "revoked",
        /// Given back by its holder.
        Returned = "returned",
        /// After its last day.
        Expired = "expired",
        /// Before its first day.
        NotYet = "not_yet",
        /// Nobody has confirmed it.
        Unconfirmed = "unconfirmed",
    }
}

impl Standing {
    /// Whether an attestation that stands so earns.
    #[must_use]
    pub const fn earns(self) -> bool {
        matches!(self, Self::Valid | Self::UnderRenewal)
    }
}

impl Attestation {
    /// How it stands on the day. What ends it outweighs what merely hinders it.
    #[must_use]
    pub fn standing_on(&self, day: NaiveDate) -> Standing {
        let status = self.statuses.iter().find(|span| span.contains(day)).map(|span| span.status);
        match status {
            Some(Status::Revoked) => return Standing::Revoked,
            Some(Status::Returned) => return Standing::Returned,
            Some(Status::Suspended) => return Standing::Suspended,
            Some(Status::UnderRenewal) | None => {}
        }
        if day < self.valid_from {
            return Standing::NotYet;
        }
        let renewing = status == Some(Status::UnderRenewal);
        let expired = self.valid_to.is_some_and(|to| to < day);
        if expired && !(renewing && self.outlives_its_end()) {
            return Standing::Expired;
        }
        if !self.is_confirmed() {
            return Standing::Unconfirmed;
        }
        if renewing { Standing::UnderRenewal } else { Standing::Valid }
    }

    /// Whether it stays valid after `valid_to` while its renewal is examined.
    const fn outlives_its_end(&self) -> bool {
        matches!(self.kind, AttestationKind::Ismap | AttestationKind::IsmapLiu)
    }
}

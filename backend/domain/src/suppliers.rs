//! Suppliers: the numbers and names by which they are known.

mod corporate_number;
mod legal_form;
mod names;
mod register;
mod seats;

pub use corporate_number::{CorporateNumber, CorporateNumberError};
pub use legal_form::{FormPosition, LegalForm, legal_form};
pub use names::{looks_like_joint_venture, search_key, split_branch};
pub use register::{CloseCause, RegisterKind, RegisterProcess};
pub use seats::{RecordedSeat, Seat, SeatChanges, SeatDays, seat_changes};

use serde::{Deserialize, Serialize};

/// What a supplier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplierKind {
    /// A legal person with a corporate number.
    Corporation,
    /// A person trading under an own or a shop name (個人事業主); has no corporate number.
    SoleProprietor,
    /// Several suppliers bidding as one (共同企業体); has members, and no corporate number of its own.
    JointVenture,
    /// A company under foreign law.
    Foreign,
}

impl SupplierKind {
    /// Every kind, in the order of the codes.
    pub const ALL: [Self; 4] = [Self::Corporation, Self::SoleProprietor, Self::JointVenture, Self::Foreign];

    /// The word used in JSON and forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corporation => "corporation",
            Self::SoleProprietor => "sole_proprietor",
            Self::JointVenture => "joint_venture",
            Self::Foreign => "foreign",
        }
    }

    /// The number under which it is stored.
    #[must_use]
    pub fn as_code(self) -> i16 {
        match self {
            Self::Corporation => 0,
            Self::SoleProprietor => 1,
            Self::JointVenture => 2,
            Self::Foreign => 3,
        }
    }

    /// The kind with this stored number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_code() == code)
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

//! Bands.

use kakuzuke_domain::grades;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A band. `unrated` is an answer of its own: nothing is known that could be graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Band {
    /// 85 points and more.
    S,
    /// 70 points and more.
    A,
    /// 50 points and more.
    B,
    /// 30 points and more.
    C,
    /// Below.
    D,
    /// Nothing is known that could be graded.
    #[serde(rename = "unrated")]
    Unrated,
}

impl From<grades::Band> for Band {
    fn from(band: grades::Band) -> Self {
        match band {
            grades::Band::S => Self::S,
            grades::Band::A => Self::A,
            grades::Band::B => Self::B,
            grades::Band::C => Self::C,
            grades::Band::D => Self::D,
            grades::Band::Unrated => Self::Unrated,
        }
    }
}

impl From<Band> for grades::Band {
    fn from(band: Band) -> Self {
        match band {
            Band::S => Self::S,
            Band::A => Self::A,
            Band::B => Self::B,
            Band::C => Self::C,
            Band::D => Self::D,
            Band::Unrated => Self::Unrated,
        }
    }
}

//! The bands.

use crate::words::words;

words! {
    /// The band of a grade. `Unrated` is its own answer and never a low grade.
    pub enum Band {
        /// No gradable fact.
        Unrated = "unrated",
        /// The lowest band.
        D = "D",
        /// The fourth band.
        C = "C",
        /// The third band.
        B = "B",
        /// The second band.
        A = "A",
        /// The top band.
        S = "S",
    }
}

impl Band {
    /// The band as it is stored: S is 5, D is 1, `unrated` is 0.
    #[must_use]
    pub const fn as_code(self) -> i16 {
        match self {
            Self::Unrated => 0,
            Self::D => 1,
            Self::C => 2,
            Self::B => 3,
            Self::A => 4,
            Self::S => 5,
        }
    }

    /// The band of a stored number.
    #[must_use]
    pub const fn from_code(code: i16) -> Option<Self> {
        match code {
            0 => Some(Self::Unrated),
            1 => Some(Self::D),
            2 => Some(Self::C),
            3 => Some(Self::B),
            4 => Some(Self::A),
            5 => Some(Self::S),
            _ => None,
        }
    }

    /// The next better band; `None` above S and for `unrated`, which has no neighbours.
    #[must_use]
    pub const fn next_better(self) -> Option<Self> {
        match self {
            Self::D => Some(Self::C),
            Self::C => Some(Self::B),
            Self::B => Some(Self::A),
            Self::A => Some(Self::S),
            Self::S | Self::Unrated => None,
        }
    }
}

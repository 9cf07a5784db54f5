//! What the companies of the demo are like, so that every band, gate and page has something to show.

/// One way of being a supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Character {
    /// Everything in order: band S.
    Model,
    /// Points for S, one overdue major finding with a promise: conditional S.
    Promising,
    /// Points for S, but no attestation that opens the baseline gate: capped at B.
    Unfounded,
    /// Good, with older papers: band A.
    Solid,
    /// The usual small company: two stars and some practice, band B or C.
    Ordinary,
    /// One star, and little else: band C or D.
    Beginner,
    /// A certificate suspended within the year.
    Suspended,
    /// Papers that have expired.
    Lapsed,
    /// A serious incident that is still open.
    Struck,
    /// A small incident, reported late.
    Careless,
    /// Overdue findings and duties that nobody did.
    Overdue,
    /// Registered, and nothing known: unrated.
    Unknown,
}

/// How many of a hundred suppliers are so.
const MIX: [(Character, u64); 12] = [
    (Character::Model, 9),
    (Character::Promising, 3),
    (Character::Unfounded, 3),
    (Character::Solid, 15),
    (Character::Ordinary, 27),
    (Character::Beginner, 14),
    (Character::Suspended, 4),
    (Character::Lapsed, 6),
    (Character::Struck, 3),
    (Character::Careless, 4),
    (Character::Overdue, 5),
    (Character::Unknown, 7),
];

impl Character {
    /// The characters of the first suppliers, one of each; then as the mix has it.
    #[must_use]
    pub fn of(position: usize, draw: u64) -> Self {
        if let Some((character, _)) = MIX.get(position) {
            return *character;
        }
        let mut rest = draw % 100;
        for (character, share) in MIX {
            if rest < share {
                return character;
            }
            rest -= share;
        }
        Self::Ordinary
    }
}

//! The result of an evaluation, in the field order of `kakuzuke award`.

use serde::Serialize;

use super::decimal::Decimal;
use super::input::Method;

/// Every bid with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Award {
    /// The method used.
    pub method: Method,
    /// Ranked bids by rank, then supplier; then the bids that are out, by supplier.
    pub results: Vec<BidResult>,
}

impl Award {
    /// One line of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Whether a bid takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BidStatus {
    /// It has a rank.
    Ranked,
    /// Above the ceiling price.
    OverCeiling,
    /// A mandatory item is not met; goes before the ceiling.
    MandatoryMissing,
}

/// One bid evaluated; figures are null where the bid is out or the method has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BidResult {
    /// Who bids.
    pub supplier: String,
    /// Ranked or why not.
    pub status: BidStatus,
    /// One more than the number of strictly better bids.
    pub rank: Option<usize>,
    /// Another bid has exactly the same value: the lot decides.
    pub tie: bool,
    /// Below the line of the low-price investigation; still ranked.
    pub low_price: bool,
    /// Points for the band.
    pub bonus: Option<Decimal>,
    /// Technical points with the bonus, scaled if the tender says so.
    pub technical_total: Option<Decimal>,
    /// Points for the price (additive).
    pub price_points: Option<Decimal>,
    /// Technical total plus price points (additive).
    pub total: Option<Decimal>,
    /// The exact quotient in lowest terms with its slash (ratio).
    pub value: Option<String>,
}

impl BidResult {
    pub(super) fn out(supplier: &str, status: BidStatus) -> Self {
        Self {
            supplier: supplier.to_owned(),
            status,
            rank: None,
            tie: false,
            low_price: false,
            bonus: None,
            technical_total: None,
            price_points: None,
            total: None,
            value: None,
        }
    }
}

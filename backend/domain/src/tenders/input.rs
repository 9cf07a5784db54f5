//! A tender as `kakuzuke award` reads it: strict JSON.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::decimal::{Decimal, MAX_DIGITS};
use crate::grades::Band;

/// How price and technique are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 加算方式: points for technique plus points for price.
    Additive,
    /// 除算方式: points for technique over the price.
    Ratio,
}

/// What happens to the digits behind the last kept place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 切捨て.
    Floor,
    /// 四捨五入.
    HalfUp,
}

/// The tender's rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Cut or round.
    pub mode: RoundingMode,
    /// Decimal places kept, at most 100.
    pub places: u32,
}

/// Points that each band adds to the technical points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusTable {
    /// For band S.
    #[serde(rename = "S")]
    pub s: Decimal,
    /// For band A.
    #[serde(rename = "A")]
    pub a: Decimal,
    /// For band B.
    #[serde(rename = "B")]
    pub b: Decimal,
    /// For band C.
    #[serde(rename = "C")]
    pub c: Decimal,
    /// For band D.
    #[serde(rename = "D")]
    pub d: Decimal,
    /// For a supplier without facts: never more than any band.
    pub unrated: Decimal,
}

impl BonusTable {
    /// The points of one band.
    #[must_use]
    pub fn of(&self, band: Band) -> &Decimal {
        match band {
            Band::S => &self.s,
            Band::A => &self.a,
            Band::B => &self.b,
            Band::C => &self.c,
            Band::D => &self.d,
            Band::Unrated => &self.unrated,
        }
    }
}

/// One bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// Who bids.
    pub supplier: String,
    /// The price in yen, above 0.
    pub bid_yen: i64,
    /// Technical points without the bonus.
    pub technical: Decimal,
    /// The band frozen for this tender.
    pub band: Band,
    /// Whether every mandatory item is met.
    pub mandatory_met: bool,
}

/// A tender with its bids, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// The method.
    pub method: Method,
    /// The most technical points; the scale of `relative_technical`.
    pub technical_share: Decimal,
    /// The most price points (additive).
    pub price_share: Decimal,
    /// The points of a bid that merely fulfils (ratio).
    pub standard_points: Decimal,
    /// The ceiling price (予定価格); required for additive.
    pub ceiling_yen: Option<i64>,
    /// Bids below this are investigated (低入札価格調査).
    pub low_price_line_yen: Option<i64>,
    /// The rounding of price points and of relative technical points.
    pub rounding: Rounding,
    /// Whether technical points are scaled so that the best bid gets the whole share (圧縮).
    pub relative_technical: bool,
    /// Bonus points by band.
    pub bonus: BonusTable,
    /// The bids, no supplier twice.
    pub bids: Vec<Bid>,
}

/// Why a tender cannot be evaluated: one line that names the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TenderError(String);

impl TenderError {
    fn new(text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTender {
    method: Method,
    technical_share: Option<Decimal>,
    price_share: Option<Decimal>,
    standard_points: Option<Decimal>,
    ceiling_yen: Option<i64>,
    low_price_line_yen: Option<i64>,
    rounding: Rounding,
    relative_technical: bool,
    bonus: BonusTable,
    bids: Vec<RawBid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBid {
    supplier: String,
    bid_yen: i64,
    technical: Decimal,
    band: String,
    mandatory_met: bool,
}

impl Tender {
    /// Reads and checks a tender.
    ///
    /// # Errors
    /// One line for: anything that is not exactly the expected JSON, a ceiling missing where the method needs it,
    /// a ceiling or bid of 0 or less, a supplier twice, `unrated` worth more than a band, more than 100 decimal places.
    pub fn from_json(text: &str) -> Result<Self, TenderError> {
        let raw: RawTender = serde_json::from_str(text).map_err(|error| TenderError::new(error.to_string()))?;
        let bids = raw.bids.into_iter().enumerate().map(|(at, bid)| bid.checked(at)).collect::<Result<Vec<_>, _>>()?;
        let need = |value: Option<Decimal>, field: &str, used: bool| match value {
            None if used => Err(TenderError::new(format!("{field}: is missing"))),
            value => Ok(value.unwrap_or_else(Decimal::zero)),
        };
        let (additive, ratio) = (raw.method == Method::Additive, raw.method == Method::Ratio);
        let tender = Self {
            method: raw.method,
            technical_share: need(raw.technical_share, "technical_share", raw.relative_technical)?,
            price_share: need(raw.price_share, "price_share", additive)?,
            standard_points: need(raw.standard_points, "standard_points", ratio)?,
            ceiling_yen: raw.ceiling_yen,
            low_price_line_yen: raw.low_price_line_yen,
            rounding: raw.rounding,
            relative_technical: raw.relative_technical,
            bonus: raw.bonus,
            bids,
        };
        tender.check()?;
        Ok(tender)
    }

    /// Checks what the types alone do not hold.
    ///
    /// # Errors
    /// As for [`Tender::from_json`].
    pub fn check(&self) -> Result<(), TenderError> {
        let fail = |text: String| Err(TenderError::new(text));
        match self.ceiling_yen {
            None if self.method == Method::Additive => {
                return fail("ceiling_yen: the additive method needs a ceiling".into());
            }
            Some(..=0) => return fail("ceiling_yen: must be more than 0".into()),
            _ => {}
        }
        if self.rounding.places as usize > MAX_DIGITS {
            return fail(format!("rounding.places: at most {MAX_DIGITS} are possible"));
        }
        let bonus = &self.bonus;
        for (band, points) in [("S", &bonus.s), ("A", &bonus.a), ("B", &bonus.b), ("C", &bonus.c), ("D", &bonus.d)] {
            if bonus.unrated > *points {
                return fail(format!("bonus.unrated: is more than the bonus of {band}"));
            }
        }
        let mut seen = BTreeSet::new();
        for (at, bid) in self.bids.iter().enumerate() {
            if bid.bid_yen <= 0 {
                return fail(format!("bids[{at}].bid_yen: must be more than 0"));
            }
            if bid.supplier.is_empty() {
                return fail(format!("bids[{at}].supplier: is empty"));
            }
            if !seen.insert(bid.supplier.as_str()) {
                return fail(format!("bids[{at}].supplier: {:?} bids twice", bid.supplier));
            }
        }
        Ok(())
    }
}

impl RawBid {
    fn checked(self, at: usize) -> Result<Bid, TenderError> {
        let bands = [Band::S, Band::A, Band::B, Band::C, Band::D, Band::Unrated];
        let Some(band) = bands.into_iter().find(|band| band.as_str() == self.band) else {
            return Err(TenderError::new(format!(
                "bids[{at}].band: {:?} is none of S, A, B, C, D, unrated",
                self.band
            )));
        };
        Ok(Bid {
            supplier: self.supplier,
            bid_yen: self.bid_yen,
            technical: self.technical,
            band,
            mandatory_met: self.mandatory_met,
        })
    }
}

//! The evaluation itself.

use num_rational::BigRational;
use num_traits::Zero;

use super::decimal::Decimal;
use super::input::{Bid, Method, RoundingMode, Tender};
use super::output::{Award, BidResult, BidStatus};

/// Evaluates a tender: ranks every bid that is not out. Equal values share a rank and are marked as a tie for the lot (くじ).
#[must_use]
pub fn award(tender: &Tender) -> Award {
    let (standing, out): (Vec<&Bid>, Vec<&Bid>) =
        tender.bids.iter().partition(|bid| status(tender, bid) == BidStatus::Ranked);
    let sums: Vec<Decimal> = standing.iter().map(|bid| bid.technical.plus(tender.bonus.of(bid.band))).collect();
    let best = sums.iter().max().cloned();
    let mut valued: Vec<Valued> =
        standing.iter().zip(sums).map(|(bid, sum)| valued(tender, bid, relative(tender, sum, best.as_ref()))).collect();
    valued.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.bid.supplier.cmp(&b.bid.supplier)));
    let mut results: Vec<BidResult> = Vec::with_capacity(tender.bids.len());
    let mut rank = 0;
    for (at, one) in valued.iter().enumerate() {
        let same = |other: Option<&Valued>| other.is_some_and(|other| other.value == one.value);
        let tied_before = at > 0 && same(valued.get(at - 1));
        if !tied_before {
            rank = at + 1;
        }
        results.push(one.result(tender, rank, tied_before || same(valued.get(at + 1))));
    }
    let mut out: Vec<BidResult> =
        out.into_iter().map(|bid| BidResult::out(&bid.supplier, status(tender, bid))).collect();
    out.sort_by(|a, b| a.supplier.cmp(&b.supplier));
    results.append(&mut out);
    Award { method: tender.method, results }
}

fn status(tender: &Tender, bid: &Bid) -> BidStatus {
    if !bid.mandatory_met {
        BidStatus::MandatoryMissing
    } else if tender.ceiling_yen.is_some_and(|ceiling| bid.bid_yen > ceiling) {
        BidStatus::OverCeiling
    } else {
        BidStatus::Ranked
    }
}

fn rounded(tender: &Tender, value: &BigRational) -> Decimal {
    Decimal::rounded(value, tender.rounding.mode == RoundingMode::HalfUp, tender.rounding.places)
}

fn relative(tender: &Tender, sum: Decimal, best: Option<&Decimal>) -> Decimal {
    match best {
        Some(best) if tender.relative_technical && !best.value().is_zero() => {
            rounded(tender, &(sum.value() * tender.technical_share.value() / best.value()))
        }
        _ => sum,
    }
}

struct Valued<'a> {
    bid: &'a Bid,
    technical: Decimal,
    price: Option<Decimal>,
    /// What is compared: the total (additive) or the exact quotient (ratio).
    value: BigRational,
}

fn valued<'a>(tender: &Tender, bid: &'a Bid, technical: Decimal) -> Valued<'a> {
    let yen = |amount: i64| BigRational::from_integer(amount.into());
    match (tender.method, tender.ceiling_yen) {
        (Method::Additive, Some(ceiling)) => {
            let rest = BigRational::from_integer(1.into()) - yen(bid.bid_yen) / yen(ceiling);
            let price = rounded(tender, &(tender.price_share.value() * rest));
            let value = technical.plus(&price).value().clone();
            Valued { bid, technical, price: Some(price), value }
        }
        _ => {
            let value = tender.standard_points.plus(&technical).value() / yen(bid.bid_yen);
            Valued { bid, technical, price: None, value }
        }
    }
}

impl Valued<'_> {
    fn result(&self, tender: &Tender, rank: usize, tie: bool) -> BidResult {
        let total = self.price.as_ref().map(|price| self.technical.plus(price));
        let value = self.price.is_none().then(|| format!("{}/{}", self.value.numer(), self.value.denom()));
        BidResult {
            supplier: self.bid.supplier.clone(),
            status: BidStatus::Ranked,
            rank: Some(rank),
            tie,
            low_price: tender.low_price_line_yen.is_some_and(|line| self.bid.bid_yen < line),
            bonus: Some(tender.bonus.of(self.bid.band).clone()),
            technical_total: Some(self.technical.clone()),
            price_points: self.price.clone(),
            total,
            value,
        }
    }
}

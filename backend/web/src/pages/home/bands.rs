//! How many suppliers each band has, as a bar and a table.

use kakuzuke_domain::grades::Band;
use serde::Serialize;

use crate::render::numbers::milli;

/// The width of the bar in the drawing's units.
const WIDTH: u64 = 480;
const GAP: u64 = 2;

/// One band's part of the bar, and its row in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    band: &'static str,
    count: u64,
    percent: String,
    x: u64,
    width: u64,
    middle: u64,
}

/// The parts in the order of the bands, best first and unrated last.
#[must_use]
pub fn parts(counts: &[(Band, u64)]) -> Vec<Part> {
    let total = counts.iter().map(|(_, count)| count).sum::<u64>().max(1);
    let mut sorted = counts.to_vec();
    sorted.sort_by_key(|(band, _)| std::cmp::Reverse(*band));
    let mut before = 0;
    sorted
        .into_iter()
        .map(|(band, count)| {
            let x = before * WIDTH / total;
            before += count;
            let width = (before * WIDTH / total).saturating_sub(x).saturating_sub(GAP);
            let tenths = i64::try_from(count * 1000 / total).unwrap_or(0);
            Part { band: band.as_str(), count, percent: milli(tenths * 100), x, width, middle: x + width / 2 }
        })
        .collect()
}

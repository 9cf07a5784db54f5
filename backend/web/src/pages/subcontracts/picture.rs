//! The chain as a picture: the contractor at the top, every subcontract below the one above it, a step further in. The
//! table beside it says the same.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::view::ChainView;

/// Height of a box and of the room it takes.
const BOX: usize = 52;
const STEP: usize = 66;
/// How far a tier stands further in than the one above it.
const INDENT: usize = 36;
/// Width of a box.
const WIDTH: usize = 460;
/// Characters of a name that fit into a box; the table has all of it.
const NAME: usize = 22;

/// The picture in whole units of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    width: usize,
    height: usize,
    box_width: usize,
    box_height: usize,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Serialize)]
struct Node {
    x: usize,
    y: usize,
    /// The line from the box above; none for the contractor and for the top of a part.
    line: Option<String>,
    tier: usize,
    name: String,
    band: Option<&'static str>,
    standing: Option<&'static str>,
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME - 1).collect();
    format!("{kept}…")
}

impl Picture {
    /// The picture of a chain; of a part, without the contractor it does not belong to.
    #[must_use]
    pub fn of(chain: &ChainView) -> Self {
        let contractor = &chain.head.contractor;
        let mut nodes = Vec::with_capacity(chain.rows.len() + 1);
        let mut places: BTreeMap<Option<Uuid>, (usize, usize)> = BTreeMap::new();
        if chain.whole {
            places.insert(None, (0, 0));
            let name = short(&contractor.name);
            nodes.push(Node { x: 0, y: 0, line: None, tier: 0, name, band: contractor.band, standing: None });
        }
        let least = chain.rows.iter().map(|row| row.tier).min().unwrap_or(1);
        let shift = if chain.whole { 0 } else { least };
        for row in &chain.rows {
            let (x, y) = ((row.tier - shift) * INDENT, nodes.len() * STEP);
            let middle = y + BOX / 2;
            let from = places.get(&row.above).filter(|_| row.above.is_some() || chain.whole);
            let line = from.map(|(left, top)| format!("M{} {}V{middle}H{x}", left + INDENT / 2, top + BOX));
            places.insert(Some(row.id), (x, y));
            nodes.push(Node {
                x,
                y,
                line,
                tier: row.tier,
                name: short(&row.company.name),
                band: row.company.band,
                standing: Some(row.standing),
            });
        }
        let furthest = nodes.iter().map(|node| node.x).max().unwrap_or(0);
        let height = nodes.len().max(1) * STEP - (STEP - BOX);
        Self { width: furthest + WIDTH, height, box_width: WIDTH, box_height: BOX, nodes }
    }
}

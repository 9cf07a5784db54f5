//! The parts of a scheme. Points are thousandths of a point (`milli`) throughout.

use super::criteria::Rule;
use super::gates::GateRule;
use crate::facts::days;
use crate::grades::Band;
use crate::incidents::SeriousLimits;
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// One published rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Name of the scheme, stable over its versions.
    pub id: String,
    /// Version of the rule.
    pub version: String,
    /// First day for which it is meant; earlier days are graded as a what-if.
    #[serde(with = "days::day")]
    pub effective_from: NaiveDate,
    /// Title.
    pub title: Text,
    /// The total that `points_milli` is scaled to.
    pub maximum_milli: i64,
    /// How fractions of a thousandth are cut.
    pub rounding: Rounding,
    /// From which size on an incident is serious.
    pub serious: SeriousLimits,
    /// The criteria, by group, in the order of the breakdown.
    pub groups: Vec<Group>,
    /// What caps the band whatever the points.
    pub gates: Vec<GateRule>,
    /// The bands, best first.
    pub bands: Vec<BandRule>,
    /// When the top band is given on a promise.
    pub conditional: Option<Conditional>,
    /// Points for a tender by band.
    pub bonus: Bonus,
    /// Where the rule comes from.
    pub sources: Vec<Source>,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    #[serde(skip)]
    pub sha256: String,
}

/// Criteria that share a limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Word for the group in the breakdown.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The most the group earns; 0 makes it a group of deductions, taken after scaling.
    pub maximum_milli: i64,
    /// The least the group comes to.
    pub minimum_milli: i64,
    /// Its criteria.
    pub criteria: Vec<Criterion>,
}

impl Group {
    /// Whether the group only takes points, after scaling.
    #[must_use]
    pub const fn deducts(&self) -> bool {
        self.maximum_milli == 0
    }
}

/// One criterion: one line of the breakdown (one per incident for incident deductions).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Word for the criterion in the breakdown.
    pub id: String,
    /// Title.
    pub title: Text,
    /// How it earns.
    pub rule: Rule,
}

words! {
    /// How a fraction is cut.
    pub enum RoundingMode {
        /// Towards zero.
        Floor = "floor",
    }
}

/// How fractions are cut.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The direction.
    pub mode: RoundingMode,
    /// The unit in thousandths of a point.
    pub unit_milli: i64,
}

/// One band: from `minimum_milli` up to the next better band's minimum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandRule {
    /// The band.
    pub band: Band,
    /// The fewest points of the band.
    pub minimum_milli: i64,
    /// What the band says.
    pub title: Text,
}

/// The top band on a promise: when one gate alone stands in the way and every finding it names
/// is promised in time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditional {
    /// The gate that may stand in the way.
    pub gate: String,
    /// How many days ahead a promise may lie.
    pub within_days: u64,
}

/// Points for a tender by band; each tender fixes its own table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bonus {
    /// The technical points the table is meant for.
    pub of_milli: i64,
    /// One row for each band and for `unrated`.
    pub rows: Vec<BonusRow>,
}

/// The bonus of one band.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusRow {
    /// The band.
    pub band: Band,
    /// Its bonus.
    pub points_milli: i64,
}

/// A document the rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub title: Text,
    /// Where it is published, if it is.
    pub url: Option<String>,
}

impl Scheme {
    /// The band of a total, gates aside.
    #[must_use]
    pub fn band_of(&self, points_milli: i64) -> Band {
        self.bands.iter().find(|rule| points_milli >= rule.minimum_milli).map_or(Band::D, |rule| rule.band)
    }

    /// The criterion of an id, with its group.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<(&Group, &Criterion)> {
        self.groups.iter().find_map(|group| {
            let criterion = group.criteria.iter().find(|one| one.id == id)?;
            Some((group, criterion))
        })
    }

    /// All criteria in the order of the breakdown.
    pub fn criteria(&self) -> impl Iterator<Item = (&Group, &Criterion)> {
        self.groups.iter().flat_map(|group| group.criteria.iter().map(move |one| (group, one)))
    }

    /// The gate of an id.
    #[must_use]
    pub fn gate(&self, id: &str) -> Option<&GateRule> {
        self.gates.iter().find(|gate| gate.id == id)
    }

    /// The bonus of a band in this scheme's own table.
    #[must_use]
    pub fn bonus_milli(&self, band: Band) -> i64 {
        let row = self.bonus.rows.iter().find(|row| row.band == band);
        row.map_or(0, |row| row.points_milli)
    }
}

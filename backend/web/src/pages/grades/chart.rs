//! The grade over time as coordinates of a line chart. Whole units only; the template draws.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use kakuzuke_domain::dates::{minus_months, plus_months};
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{Band, timeline};
use kakuzuke_domain::schemes::Scheme;
use serde::Serialize;

const WIDTH: i64 = 480;
const HEIGHT: i64 = 236;
const LEFT: i64 = 30;
const RIGHT: i64 = 468;
const TOP: i64 = 26;
const BOTTOM: i64 = 202;
/// How far the chart looks back and ahead, in months.
const BACK: u32 = 24;
const AHEAD: u32 = 12;

/// A line chart with the rows of its table.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    width: i64,
    height: i64,
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
    from: NaiveDate,
    to: NaiveDate,
    now: i64,
    guides: Vec<Guide>,
    ticks: Vec<Tick>,
    past: Vec<String>,
    ahead: Vec<String>,
    dots: Vec<Dot>,
    rows: Vec<Row>,
    more: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Guide {
    y: i64,
    band: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Tick {
    x: i64,
    label: String,
}

#[derive(Debug, Clone, Serialize)]
struct Dot {
    x: i64,
    y: i64,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    on: NaiveDate,
    band: &'static str,
    points_milli: i64,
    ahead: bool,
    /// Whether the band differs from that of the row before.
    turn: bool,
}

impl Chart {
    /// The grade from two years before `valid_on` to one year after it, as these facts have it.
    #[must_use]
    pub fn of(scheme: &Scheme, facts: &SupplierFacts, valid_on: NaiveDate) -> Self {
        let (from, to) = (minus_months(valid_on, BACK), plus_months(valid_on, AHEAD));
        let scale = Scale { from, days: (to - from).num_days().max(1), maximum: scheme.maximum_milli.max(1) };
        let points = timeline(scheme, facts, from, to);
        let now = scale.x(valid_on);
        let spans: Vec<Span> = points
            .iter()
            .enumerate()
            .map(|(index, &(on, band, points_milli))| Span {
                x1: scale.x(on),
                x2: points.get(index + 1).map_or(RIGHT, |next| scale.x(next.0)),
                y: scale.y(points_milli),
                rated: band != Band::Unrated,
            })
            .collect();
        let rows = rows(&points, valid_on);
        Self {
            width: WIDTH,
            height: HEIGHT,
            left: LEFT,
            right: RIGHT,
            top: TOP,
            bottom: BOTTOM,
            from,
            to,
            now,
            guides: guides(scheme, &scale),
            ticks: ticks(&scale, to),
            past: path(&spans, LEFT, now),
            ahead: path(&spans, now, RIGHT),
            dots: dots(&points, &scale),
            more: rows.iter().any(|row| !row.turn),
            rows,
        }
    }
}

struct Scale {
    from: NaiveDate,
    days: i64,
    maximum: i64,
}

impl Scale {
    fn x(&self, day: NaiveDate) -> i64 {
        let x = LEFT + (day - self.from).num_days() * (RIGHT - LEFT) / self.days;
        x.clamp(LEFT, RIGHT)
    }

    fn y(&self, points_milli: i64) -> i64 {
        BOTTOM - points_milli.clamp(0, self.maximum) * (BOTTOM - TOP) / self.maximum
    }
}

struct Span {
    x1: i64,
    x2: i64,
    y: i64,
    rated: bool,
}

/// The lines of the rated spans between two columns; days without a grade are a gap.
fn path(spans: &[Span], from: i64, to: i64) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut open = false;
    for span in spans {
        let (x1, x2) = (span.x1.max(from), span.x2.min(to));
        if !span.rated || x1 >= x2 {
            open &= span.rated;
            continue;
        }
        match paths.last_mut().filter(|_| open) {
            Some(path) => {
                let _ = write!(path, "V{}H{x2}", span.y);
            }
            None => paths.push(format!("M{x1} {}H{x2}", span.y)),
        }
        open = true;
    }
    paths
}

fn guides(scheme: &Scheme, scale: &Scale) -> Vec<Guide> {
    let above_zero = scheme.bands.iter().filter(|rule| rule.minimum_milli > 0);
    above_zero.map(|rule| Guide { y: scale.y(rule.minimum_milli), band: rule.band.as_str() }).collect()
}

/// The first days of April and October, when offices change their papers.
fn ticks(scale: &Scale, to: NaiveDate) -> Vec<Tick> {
    let years = scale.from.year()..=to.year();
    years
        .flat_map(|year| [4, 10].map(|month| (year, month)))
        .filter_map(|(year, month)| {
            let day = NaiveDate::from_ymd_opt(year, month, 1)?;
            let inside = (scale.from..=to).contains(&day);
            inside.then(|| Tick { x: scale.x(day), label: format!("{year}/{month}") })
        })
        .collect()
}

fn rows(points: &[(NaiveDate, Band, i64)], valid_on: NaiveDate) -> Vec<Row> {
    let mut last = None;
    let row = |&(on, band, points_milli): &(NaiveDate, Band, i64)| Row {
        on,
        band: band.as_str(),
        points_milli,
        ahead: on > valid_on,
        turn: last.replace(band) != Some(band),
    };
    points.iter().map(row).collect()
}

/// A dot where the band changes.
fn dots(points: &[(NaiveDate, Band, i64)], scale: &Scale) -> Vec<Dot> {
    let mut last = None;
    points
        .iter()
        .filter(|point| last.replace(point.1) != Some(point.1) && point.1 != Band::Unrated)
        .map(|point| Dot { x: scale.x(point.0), y: scale.y(point.2) })
        .collect()
}

//! Finding the header among title rows, in one row or two.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use kakuzuke_domain::money::AmountUnit;
use kakuzuke_domain::text::compact;

use super::fields::{FieldKind, ImportKind};
use super::mapping::{ColumnRef, MappingError};
use crate::cells::{Cell, Row};

/// How many of the first rows are searched for a header.
pub const HEADER_SEARCH_ROWS: usize = 40;

/// A header and what its columns seem to mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderMatch {
    /// Number of its first row; none for a table without header.
    pub first_row: Option<u32>,
    /// How many rows it has: 0, 1 or 2.
    pub row_count: u32,
    /// The header of each column, from A on; a header of two rows is joined with a space.
    pub names: Vec<String>,
    /// The columns by field, as far as the names say.
    pub columns: BTreeMap<String, ColumnRef>,
    /// Units stated for amounts.
    pub units: BTreeMap<String, AmountUnit>,
    /// Headers that stand over more than one column.
    pub duplicates: Vec<String>,
}

/// A header as it is compared: NFKC, lower case, without brackets and what is in them, without spaces and punctuation.
#[must_use]
pub fn normal_header(text: &str) -> String {
    let text = compact(&text.chars().take(300).collect::<String>()).to_lowercase();
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '〈' | '<' => depth += 1,
            ')' | ']' | '】' | '〕' | '〉' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (c.is_alphanumeric() || c == '★') => out.push(c),
            _ => {}
        }
    }
    out
}

/// Looks for the header among the first rows: the row, or pair of rows, whose texts name the most fields of the kind.
/// A register file without header is recognised by its numbers. None where not even two names fit.
#[must_use]
pub fn find_header(kind: ImportKind, rows: &[Row]) -> Option<HeaderMatch> {
    let rows = rows.get(..HEADER_SEARCH_ROWS.min(rows.len()))?;
    if kind == ImportKind::CorporateNumbers
        && let Some(found) = register_without_header(rows)
    {
        return Some(found);
    }
    let mut best: Option<HeaderMatch> = None;
    for (at, row) in rows.iter().enumerate() {
        let single = HeaderMatch::read(kind, &[row]);
        let double = rows
            .get(at + 1)
            .filter(|next| next.number == row.number + 1 && looks_like_header(next))
            .map(|next| HeaderMatch::read(kind, &[row, next]));
        for candidate in [Some(single), double].into_iter().flatten() {
            let size = |header: &HeaderMatch| (header.columns.len(), std::cmp::Reverse(header.row_count));
            let better = best.as_ref().is_none_or(|best| size(&candidate) > size(best));
            if candidate.columns.len() >= 2 && better {
                best = Some(candidate);
            }
        }
    }
    if let Some(found) = &mut best {
        found.take_unit_from_titles(kind, rows);
    }
    best
}

impl HeaderMatch {
    /// Reads given rows as the header.
    #[must_use]
    pub fn read(kind: ImportKind, rows: &[&Row]) -> Self {
        let texts: Vec<Vec<String>> = rows.iter().map(|row| row.cells.iter().map(header_text).collect()).collect();
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        let mut above = String::new();
        let mut names = Vec::with_capacity(width);
        let mut alternatives = Vec::with_capacity(width);
        for at in 0..width {
            let cell = |row: usize| texts.get(row).and_then(|row| row.get(at)).cloned().unwrap_or_default();
            let (top, below) = (cell(0), cell(1));
            if !top.is_empty() {
                above.clone_from(&top);
            }
            let group = if texts.len() > 1 && !below.is_empty() { above.clone() } else { top };
            let joined = [group.as_str(), below.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            alternatives.push([normal_header(&joined), normal_header(&below), normal_header(&group)]);
            names.push(joined);
        }
        let mut found = Self {
            first_row: rows.first().map(|row| row.number),
            row_count: u32::try_from(rows.len()).unwrap_or(0),
            duplicates: duplicates(&names),
            names,
            ..Self::default()
        };
        found.assign(kind, &alternatives);
        found
    }

    /// Gives each field the column whose header fits best; each column serves one field.
    fn assign(&mut self, kind: ImportKind, alternatives: &[[String; 3]]) {
        let mut taken = vec![false; alternatives.len()];
        for form in 0..3 {
            let mut offers: Vec<(usize, usize, usize)> = Vec::new();
            for (column, forms) in alternatives.iter().enumerate() {
                let Some(text) = forms.get(form).filter(|text| !text.is_empty()) else { continue };
                let places = dictionary(kind).get(text).into_iter().flatten();
                offers.extend(places.map(|place| (place.rank, place.field, column)));
            }
            offers.sort_unstable();
            for (_, field, column) in offers {
                let Some(known) = kind.fields().get(field) else { continue };
                let free = taken.get(column).is_some_and(|taken| !taken);
                if free && !self.columns.contains_key(known.key) {
                    self.put(known.key, column);
                    if let Some(taken) = taken.get_mut(column) {
                        *taken = true;
                    }
                }
            }
        }
    }

    /// A title such as 「（単位：千円）」 above the header holds for amounts whose own header names no unit.
    fn take_unit_from_titles(&mut self, kind: ImportKind, rows: &[Row]) {
        let titles = rows.iter().take_while(|row| self.first_row.is_some_and(|first| row.number < first));
        let unit = titles.flat_map(|row| &row.cells).map(header_text).find_map(|text| {
            let text = compact(&text);
            text.contains("単位").then(|| AmountUnit::in_header(&text)).flatten()
        });
        let Some(unit) = unit else { return };
        for field in kind.fields().iter().filter(|field| field.kind == FieldKind::Amount) {
            if self.columns.contains_key(field.key) {
                self.units.entry(field.key.to_owned()).or_insert(unit);
            }
        }
    }

    fn put(&mut self, key: &str, column: usize) {
        let name = self.names.get(column).cloned().unwrap_or_default();
        if let Some(unit) = AmountUnit::in_header(&name) {
            self.units.insert(key.to_owned(), unit);
        }
        self.columns.insert(key.to_owned(), ColumnRef::new(u32::try_from(column).unwrap_or(u32::MAX), name));
    }

    /// The place of a column given by header, by letter or by number from 1.
    ///
    /// # Errors
    /// No such column, or two of that name.
    pub fn resolve(&self, column: &str) -> Result<u32, MappingError> {
        let wanted = normal_header(column);
        let exact: Vec<usize> = self.named(|name| name.trim() == column.trim());
        let found = if exact.is_empty() && !wanted.is_empty() {
            self.named(|name| normal_header(name) == wanted)
        } else {
            exact
        };
        match found.as_slice() {
            [one] => return Ok(u32::try_from(*one).unwrap_or(u32::MAX)),
            [_, _, ..] => return Err(MappingError::AmbiguousColumn(column.to_owned())),
            [] => {}
        }
        let column = column.trim();
        let letters = !column.is_empty() && column.len() <= 3 && column.bytes().all(|b| b.is_ascii_alphabetic());
        let number = if letters {
            column.bytes().fold(0_u32, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1)
        } else {
            column.parse::<u32>().unwrap_or(0)
        };
        match number.checked_sub(1) {
            Some(index) if index < 16_384 => Ok(index),
            _ => Err(MappingError::UnknownColumn(column.to_owned())),
        }
    }

    fn named(&self, fits: impl Fn(&str) -> bool) -> Vec<usize> {
        self.names.iter().enumerate().filter(|(_, name)| fits(name)).map(|(at, _)| at).collect()
    }
}

/// Where a name stands in the dictionary of a kind.
struct Place {
    field: usize,
    rank: usize,
}

/// The dictionary of a kind by normal header.
fn dictionary(kind: ImportKind) -> &'static HashMap<String, Vec<Place>> {
    static DICTIONARIES: LazyLock<HashMap<ImportKind, HashMap<String, Vec<Place>>>> =
        LazyLock::new(|| ImportKind::ALL.into_iter().map(|kind| (kind, places(kind))).collect());
    static EMPTY: LazyLock<HashMap<String, Vec<Place>>> = LazyLock::new(HashMap::new);
    DICTIONARIES.get(&kind).unwrap_or(&EMPTY)
}

fn places(kind: ImportKind) -> HashMap<String, Vec<Place>> {
    let mut places: HashMap<String, Vec<Place>> = HashMap::new();
    for (field, known) in kind.fields().iter().enumerate() {
        for (rank, name) in known.names.iter().enumerate() {
            places.entry(normal_header(name)).or_default().push(Place { field, rank });
        }
    }
    places
}

fn header_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect(),
        Cell::Number(text) => text.clone(),
        _ => String::new(),
    }
}

fn looks_like_header(row: &Row) -> bool {
    row.cells.iter().all(|cell| matches!(cell, Cell::Empty | Cell::Text(_)))
}

fn duplicates(names: &[String]) -> Vec<String> {
    let mut count: BTreeMap<String, (usize, &String)> = BTreeMap::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        count.entry(normal_header(name)).or_insert((0, name)).0 += 1;
    }
    count
        .into_iter()
        .filter(|(key, (count, _))| *count > 1 && !key.is_empty())
        .map(|(_, (_, name))| name.clone())
        .collect()
}

fn register_without_header(rows: &[Row]) -> Option<HeaderMatch> {
    let first = rows.iter().find(|row| row.cells.len() >= 24)?;
    let number = first.cells.get(1)?.shown();
    if number.len() != 13 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let fields = ImportKind::CorporateNumbers.fields();
    let columns = fields
        .iter()
        .enumerate()
        .map(|(at, field)| (field.key.to_owned(), ColumnRef::new(u32::try_from(at).unwrap_or(0), String::new())))
        .collect();
    Some(HeaderMatch { columns, names: vec![String::new(); fields.len()], ..HeaderMatch::default() })
}

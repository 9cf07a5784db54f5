//! Reading rows: each mapped cell becomes a value or a problem.

use kakuzuke_domain::dates::{DateAnswer, DateHint};

use super::fields::{FieldKind, ImportKind};
use super::mapping::{Mapping, MappingError};
use super::values::{Problem, Severity, Value};
use crate::cells::{Cell, Row};

mod cells;

/// Why a row is not data and is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// The header or what stands above it.
    Header,
    /// No cell has content.
    Blank,
    /// 合計, 小計, 計.
    Totals,
    /// The header again, as printed on every page.
    RepeatedHeader,
}

/// A row of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    kind: ImportKind,
    values: Vec<Option<Value>>,
    /// What a person should see, in the order of the fields.
    pub problems: Vec<Problem>,
}

impl Understood {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        let at = self.kind.fields().iter().position(|known| known.key == field)?;
        self.values.get(at)?.as_ref()
    }

    /// The text of a text field.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.get(field)? {
            Value::Text(text) => Some(text),
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// The day of a date field.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<chrono::NaiveDate> {
        match self.get(field)? {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    }

    /// True if a problem rejects the row.
    #[must_use]
    pub fn rejected(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Every field with its value, if it has one.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, Option<&Value>)> {
        self.kind.fields().iter().map(|field| field.key).zip(self.values.iter().map(Option::as_ref))
    }

    fn put(&mut self, field: &str, value: Value) {
        if let Some(at) = self.kind.fields().iter().position(|known| known.key == field)
            && let Some(place) = self.values.get_mut(at)
        {
            place.get_or_insert(value);
        }
    }
}

/// Reads the rows of one table in their order.
#[derive(Debug, Clone)]
pub struct Interpreter {
    kind: ImportKind,
    mapping: Mapping,
    hint: DateHint,
    /// Column of each field of the kind.
    columns: Vec<Option<usize>>,
    /// What was said of the dates of each field's column.
    dates: Vec<DateAnswer>,
    /// Headers by column, for pages that repeat them.
    header: Vec<(usize, String)>,
    /// The last content of each field's column, for 〃.
    above: Vec<Cell>,
}

impl Interpreter {
    /// A reader for one table.
    ///
    /// # Errors
    /// The mapping lacks a column that rows cannot do without, or names an unknown field.
    pub fn new(kind: ImportKind, mapping: &Mapping, hint: DateHint) -> Result<Self, MappingError> {
        mapping.check(kind)?;
        let column = |key| mapping.columns.get(key).map(|column| column.index as usize);
        let columns: Vec<_> = kind.fields().iter().map(|field| column(field.key)).collect();
        let said = |key| mapping.columns.get(key).map(|column| column.dates).filter(|dates| !dates.is_empty());
        let dates = kind.fields().iter().map(|field| said(field.key).unwrap_or(hint.answer)).collect();
        let named = mapping.columns.values().filter(|column| !column.name.is_empty());
        let header = named.map(|column| (column.index as usize, column.name.clone())).collect();
        let above = vec![Cell::Empty; columns.len()];
        Ok(Self { kind, mapping: mapping.clone(), hint, columns, dates, header, above })
    }

    /// Reads one row.
    ///
    /// # Errors
    /// The row is not data.
    pub fn read(&mut self, row: &Row) -> Result<Understood, Skip> {
        self.skip(row)?;
        let fields = self.kind.fields();
        let mut understood = Understood { kind: self.kind, values: vec![None; fields.len()], problems: Vec::new() };
        let fiscal_year = self.fiscal_year(row);
        for (at, field) in fields.iter().enumerate() {
            let Some(column) = self.columns.get(at).copied().flatten() else { continue };
            let cell = row.cells.get(column).unwrap_or(&Cell::Empty);
            let cell = match self.resolve_ditto(at, cell) {
                Some(cell) => cell,
                None => {
                    understood.problems.push(problem(field.key, Some(column), cell, "nothing_above"));
                    continue;
                }
            };
            let mut answer = self.dates.get(at).copied().unwrap_or_default();
            answer.fiscal_year = fiscal_year.or(answer.fiscal_year);
            let reading = cells::Reading {
                kind: self.kind,
                field,
                unit: self.mapping.units.get(field.key).copied().unwrap_or_default(),
                hint: DateHint { answer, ..self.hint },
            };
            match reading.read(&cell) {
                Ok(found) => {
                    if let (Some(place), Some(value)) = (understood.values.get_mut(at), found.value) {
                        *place = Some(value);
                    }
                    for (key, value) in found.others {
                        understood.put(key, value);
                    }
                }
                Err(failed) => {
                    let mut one = problem(field.key, Some(column), &cell, failed.code);
                    one.arguments = failed.arguments;
                    understood.problems.push(one);
                }
            }
            if field.kind == FieldKind::Name && field.key == "supplier_name" {
                self.split_address(at, &cell, &mut understood);
            }
        }
        self.require(row, &mut understood);
        Ok(understood)
    }

    fn skip(&self, row: &Row) -> Result<(), Skip> {
        if self.mapping.header_row.is_some_and(|first| row.number < first.saturating_add(self.mapping.header_rows)) {
            return Err(Skip::Header);
        }
        if row.cells.iter().all(Cell::is_blank) {
            return Err(Skip::Blank);
        }
        if self.kind == ImportKind::CorporateNumbers && self.mapping.header_row.is_none() && row.cells.len() <= 4 {
            return Err(Skip::Header);
        }
        if self.header.len() >= 2
            && self
                .header
                .iter()
                .all(|(column, name)| row.cells.get(*column).is_some_and(|cell| same_but_spaces(&cell.shown(), name)))
        {
            return Err(Skip::RepeatedHeader);
        }
        let totals = row.cells.iter().any(|cell| matches!(cell, Cell::Text(text) if cells::is_totals(text)));
        if totals && self.lacks_identity(row) { Err(Skip::Totals) } else { Ok(()) }
    }

    /// A totals row names no supplier by number, and something that every data row has is missing or is the word itself.
    fn lacks_identity(&self, row: &Row) -> bool {
        let cell = |key: &str| {
            let at = self.kind.fields().iter().position(|field| field.key == key)?;
            row.cells.get(self.columns.get(at).copied().flatten()?)
        };
        let filled = |key: &str| cell(key).is_some_and(|cell| !cell.is_blank() && !cells::is_totals(&cell.shown()));
        let identity = ["number", "supplier_number"].into_iter().any(filled);
        let required = self.kind.fields().iter().filter(|field| field.required).all(|field| filled(field.key));
        let either = self.kind.either().is_empty() || self.kind.either().iter().any(|key| filled(key));
        !(identity || required && either)
    }

    fn fiscal_year(&self, row: &Row) -> Option<i32> {
        let at = self.kind.fields().iter().position(|field| field.key == "fiscal_year")?;
        let cell = row.cells.get(self.columns.get(at).copied().flatten()?)?;
        cells::year(&cell.shown()).and_then(|year| i32::try_from(year).ok())
    }

    /// The cell, or for 〃 the one above; none if nothing stands above.
    fn resolve_ditto<'a>(&mut self, at: usize, cell: &'a Cell) -> Option<std::borrow::Cow<'a, Cell>> {
        use std::borrow::Cow;
        let above = self.above.get_mut(at)?;
        match cell {
            Cell::Text(text) if cells::is_ditto(text) => (!above.is_blank()).then(|| Cow::Owned(above.clone())),
            cell if cell.is_blank() => Some(Cow::Borrowed(cell)),
            cell => {
                above.clone_from(cell);
                Some(Cow::Borrowed(cell))
            }
        }
    }

    fn split_address(&self, at: usize, cell: &Cell, understood: &mut Understood) {
        let field = self.kind.fields().get(at);
        let header =
            field.and_then(|field| self.mapping.columns.get(field.key)).map_or("", |column| column.name.as_str());
        if let Cell::Text(text) = cell
            && (header.contains("住所") || header.contains("所在地"))
            && let Some((_, address)) = text.trim().split_once(['\n', '\r'])
        {
            let address = address.split_whitespace().collect::<Vec<_>>().join(" ");
            if !address.is_empty() {
                understood.put("supplier_address", Value::Text(address));
            }
        }
    }

    fn require(&self, row: &Row, understood: &mut Understood) {
        let missing = |understood: &Understood, key: &str| {
            understood.get(key).is_none() && !understood.problems.iter().any(|problem| problem.field == key)
        };
        for (at, field) in self.kind.fields().iter().enumerate() {
            if field.required && missing(understood, field.key) {
                let column = self.columns.get(at).copied().flatten();
                let cell = column.and_then(|column| row.cells.get(column)).unwrap_or(&Cell::Empty);
                understood.problems.push(problem(field.key, column, cell, "required"));
            }
        }
        let either = self.kind.either();
        if let Some(first) = either.first()
            && either.iter().all(|key| missing(understood, key))
        {
            understood.problems.push(problem(first, None, &Cell::Empty, "required"));
        }
    }
}

fn same_but_spaces(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    one.chars().find(|c| !c.is_whitespace()) == other.chars().find(|c| !c.is_whitespace())
        && letters(one) == letters(other)
}

fn problem(field: &'static str, column: Option<usize>, cell: &Cell, code: &'static str) -> Problem {
    Problem {
        field,
        column: column.and_then(|column| u32::try_from(column).ok()),
        value: cell.shown().chars().take(200).collect(),
        severity: Severity::Error,
        code,
        arguments: Vec::new(),
    }
}

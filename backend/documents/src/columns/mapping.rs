//! Which column holds which field: found, chosen or saved.

use std::collections::BTreeMap;

use kakuzuke_domain::dates::DateAnswer;
use kakuzuke_domain::money::AmountUnit;
use serde::{Deserialize, Serialize};

use super::fields::ImportKind;
use super::header::{HeaderMatch, normal_header};

/// A column by its place and by the header it had when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRef {
    /// The place, from 0.
    pub index: u32,
    /// The header; empty where there is none.
    #[serde(default)]
    pub name: String,
    /// What a person has said of its doubtful dates.
    #[serde(default, skip_serializing_if = "DateAnswer::is_empty")]
    pub dates: DateAnswer,
}

impl ColumnRef {
    /// A column of which nothing more is said.
    #[must_use]
    pub fn new(index: u32, name: String) -> Self {
        Self { index, name, dates: DateAnswer::default() }
    }
}

/// How a table is read. Can be saved and applied to the next file of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// Number of the first row of the header; none for a table without header.
    pub header_row: Option<u32>,
    /// How many rows the header has, 0 to 2.
    pub header_rows: u32,
    /// The columns by field.
    pub columns: BTreeMap<String, ColumnRef>,
    /// Units that headers state for amounts, by field.
    #[serde(default)]
    pub units: BTreeMap<String, AmountUnit>,
}

/// Why a mapping cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// The kind has no such field.
    #[error("there is no field {0:?}")]
    UnknownField(String),
    /// The table has no such column.
    #[error("there is no column {0:?}")]
    UnknownColumn(String),
    /// Two columns have this header.
    #[error("more than one column is headed {0:?}")]
    AmbiguousColumn(String),
    /// No column for this field, and rows cannot do without it.
    #[error("no column for {0}")]
    Missing(&'static str),
}

impl MappingError {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownField(_) => "unknown_field",
            Self::UnknownColumn(_) => "unknown_column",
            Self::AmbiguousColumn(_) => "ambiguous_column",
            Self::Missing(_) => "missing_column",
        }
    }

    /// The field or column that the message names.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self {
            Self::UnknownField(name) | Self::UnknownColumn(name) | Self::AmbiguousColumn(name) => name,
            Self::Missing(name) => name,
        }
    }
}

impl Mapping {
    /// The mapping that the header itself suggests.
    #[must_use]
    pub fn suggested(header: &HeaderMatch) -> Self {
        Self {
            header_row: header.first_row,
            header_rows: header.row_count,
            columns: header.columns.clone(),
            units: header.units.clone(),
        }
    }

    /// Puts a field on a column: by header, by letter (`C`) or by number from 1. `-` or an empty text takes the field out.
    ///
    /// # Errors
    /// The kind has no such field, the table no such column, or two of that name.
    pub fn set(
        &mut self,
        kind: ImportKind,
        header: &HeaderMatch,
        field: &str,
        column: &str,
    ) -> Result<(), MappingError> {
        let known = kind.field(field).ok_or_else(|| MappingError::UnknownField(field.to_owned()))?;
        if matches!(column.trim(), "" | "-") {
            self.columns.remove(known.key);
            self.units.remove(known.key);
            return Ok(());
        }
        let index = header.resolve(column)?;
        let name = header.names.get(index as usize).cloned().unwrap_or_default();
        match AmountUnit::in_header(&name) {
            Some(unit) => self.units.insert(known.key.to_owned(), unit),
            None => self.units.remove(known.key),
        };
        let dates = self.dates_of(index);
        self.columns.insert(known.key.to_owned(), ColumnRef { index, name, dates });
        Ok(())
    }

    /// Says how the doubtful dates of a column are to be read, in place of what was said before. The column is named as for
    /// [`Mapping::set`], or by a field it holds; of a column that no field uses nothing needs to be said.
    ///
    /// # Errors
    /// The table has no such column, or two of that name.
    pub fn answer(&mut self, header: &HeaderMatch, column: &str, dates: DateAnswer) -> Result<(), MappingError> {
        let index = match self.columns.get(column) {
            Some(held) => held.index,
            None => header.resolve(column)?,
        };
        for held in self.columns.values_mut().filter(|held| held.index == index) {
            held.dates = dates;
        }
        Ok(())
    }

    fn dates_of(&self, index: u32) -> DateAnswer {
        self.columns.values().find(|held| held.index == index).map(|held| held.dates).unwrap_or_default()
    }

    /// What of it also holds for the next file of the same kind: all but the fiscal years.
    #[must_use]
    pub fn lasting(mut self) -> Self {
        for column in self.columns.values_mut() {
            column.dates = column.dates.lasting();
        }
        self
    }

    /// A saved mapping put on another file: each column is looked for by its header; a column without header keeps its place.
    /// Fields whose header is gone fall back to what the header suggests.
    #[must_use]
    pub fn applied_to(&self, header: &HeaderMatch) -> Self {
        let mut applied = Self::suggested(header);
        for (field, column) in &self.columns {
            let found = if column.name.is_empty() {
                Some(column.index)
            } else {
                let wanted = normal_header(&column.name);
                header.names.iter().position(|name| normal_header(name) == wanted).and_then(|at| u32::try_from(at).ok())
            };
            if let Some(index) = found {
                let name = header.names.get(index as usize).cloned().unwrap_or_default();
                if let Some(unit) = AmountUnit::in_header(&name).or_else(|| self.units.get(field).copied()) {
                    applied.units.insert(field.clone(), unit);
                }
                applied.columns.insert(field.clone(), ColumnRef { index, name, dates: column.dates });
            }
        }
        applied
    }

    /// Checks that every field that rows cannot do without has a column.
    ///
    /// # Errors
    /// The first field without one, or a field that the kind does not have.
    pub fn check(&self, kind: ImportKind) -> Result<(), MappingError> {
        if let Some(unknown) = self.columns.keys().find(|key| kind.field(key).is_none()) {
            return Err(MappingError::UnknownField(unknown.clone()));
        }
        if let Some(missing) =
            kind.fields().iter().find(|field| field.required && !self.columns.contains_key(field.key))
        {
            return Err(MappingError::Missing(missing.key));
        }
        let either = kind.either();
        match either.first() {
            Some(first) if !either.iter().any(|key| self.columns.contains_key(*key)) => {
                Err(MappingError::Missing(first))
            }
            _ => Ok(()),
        }
    }
}

/// The letter of a column: 0 is A, 26 is AA.
#[must_use]
pub fn column_letter(index: u32) -> String {
    let (mut rest, mut letters) = (index + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

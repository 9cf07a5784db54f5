//! Reading typed values from rows, and the hash that seals a row.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryResult, TryGetable};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::from_micros;
use crate::{Result, StoreError};

/// Short readers for the columns of a row, by position.
pub(crate) trait RowExt {
    fn get<T: TryGetable>(&self, at: usize) -> Result<T>;
    fn instant(&self, at: usize) -> Result<DateTime<Utc>>;
    fn instant_or_none(&self, at: usize) -> Result<Option<DateTime<Utc>>>;
}

impl RowExt for QueryResult {
    fn get<T: TryGetable>(&self, at: usize) -> Result<T> {
        self.try_get_by_index(at).map_err(StoreError::Database)
    }

    fn instant(&self, at: usize) -> Result<DateTime<Utc>> {
        Ok(from_micros(self.get(at)?))
    }

    fn instant_or_none(&self, at: usize) -> Result<Option<DateTime<Utc>>> {
        Ok(self.get::<Option<i64>>(at)?.map(from_micros))
    }
}

/// SHA-256 over the values of a row, each with its kind and length, so that no two rows share their bytes.
pub(crate) struct RowHash(Sha256);

impl RowHash {
    /// Begins the hash of a row of `table`.
    pub(crate) fn new(table: &str) -> Self {
        Self(Sha256::new()).text(table)
    }

    pub(crate) fn null(mut self) -> Self {
        self.0.update([0]);
        self
    }

    pub(crate) fn int(mut self, value: i64) -> Self {
        let mut bytes = [1; 9];
        for (to, from) in bytes.iter_mut().skip(1).zip(value.to_be_bytes()) {
            *to = from;
        }
        self.0.update(bytes);
        self
    }

    pub(crate) fn text(mut self, value: &str) -> Self {
        let mut head = [2; 9];
        for (to, from) in head.iter_mut().skip(1).zip((value.len() as u64).to_be_bytes()) {
            *to = from;
        }
        self.0.update(head);
        self.0.update(value);
        self
    }

    pub(crate) fn id(mut self, value: Uuid) -> Self {
        self.0.update([3]);
        self.0.update(value.as_bytes());
        self
    }

    pub(crate) fn day(self, value: Option<NaiveDate>) -> Self {
        match value {
            Some(day) => self.int(i64::from(chrono::Datelike::num_days_from_ce(&day))),
            None => self.null(),
        }
    }

    pub(crate) fn int_or_null(self, value: Option<i64>) -> Self {
        match value {
            Some(value) => self.int(value),
            None => self.null(),
        }
    }

    pub(crate) fn text_or_null(self, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(value),
            None => self.null(),
        }
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

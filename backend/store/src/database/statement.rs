//! SQL with `?` for each value. The text stays constant per call site, so that prepared statements are reused.

use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, StreamTrait, Value};

use crate::{Result, StoreError};

/// The values of a statement, in order.
#[derive(Debug, Default)]
pub(crate) struct Params(pub(crate) Vec<Value>);

impl Params {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a value.
    pub(crate) fn with(mut self, value: impl Into<Value>) -> Self {
        self.0.push(value.into());
        self
    }

    /// Adds a value in place.
    pub(crate) fn push(&mut self, value: impl Into<Value>) {
        self.0.push(value.into());
    }
}

/// `?` becomes `$1`, `$2`… on PostgreSQL. Our SQL has no question mark in literals.
pub(crate) fn numbered(backend: DbBackend, sql: &str) -> String {
    if backend != DbBackend::Postgres {
        return sql.to_owned();
    }
    let mut out = String::with_capacity(sql.len() + 64);
    let mut number = 0_u32;
    for c in sql.chars() {
        if c == '?' {
            number += 1;
            out.push('$');
            out.push_str(&number.to_string());
        } else {
            out.push(c);
        }
    }
    out
}

fn statement(backend: DbBackend, sql: &str, params: Params) -> Statement {
    Statement::from_sql_and_values(backend, numbered(backend, sql), params.0)
}

/// Runs a statement; answers how many rows it touched.
pub(crate) async fn exec(db: &impl ConnectionTrait, sql: &str, params: Params) -> Result<u64> {
    let done =
        db.execute_raw(statement(db.get_database_backend(), sql, params)).await.map_err(StoreError::on_unique)?;
    Ok(done.rows_affected())
}

/// The first row.
pub(crate) async fn one(db: &impl ConnectionTrait, sql: &str, params: Params) -> Result<Option<QueryResult>> {
    db.query_one_raw(statement(db.get_database_backend(), sql, params)).await.map_err(StoreError::from_db)
}

/// All rows.
pub(crate) async fn all(db: &impl ConnectionTrait, sql: &str, params: Params) -> Result<Vec<QueryResult>> {
    db.query_all_raw(statement(db.get_database_backend(), sql, params)).await.map_err(StoreError::from_db)
}

/// Rows one after another, in constant memory.
pub(crate) async fn stream<'a, C: ConnectionTrait + StreamTrait>(
    db: &'a C,
    sql: &str,
    params: Params,
) -> Result<BoxStream<'a, Result<QueryResult>>> {
    let backend = ConnectionTrait::get_database_backend(db);
    let rows = db.stream_raw(statement(backend, sql, params)).await.map_err(StoreError::from_db)?;
    Ok(Box::pin(rows.map_err(StoreError::from_db)))
}

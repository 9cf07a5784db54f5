//! Set-based writing: one constant text with many rows of placeholders.

use sea_orm::{ConnectionTrait, Value};

use super::statement::{Params, exec};
use crate::Result;

/// Variables of one statement: SQLite allows 32,766, PostgreSQL 65,535. Fewer are as fast and keep the text short.
const VARIABLES: usize = 8_000;

/// Sizes in which rows are sent. Few sizes mean few texts, so that prepared statements are reused.
const SIZES: [usize; 5] = [500, 100, 20, 5, 1];

/// Cuts `rows` rows of `width` values into statements of a few fixed sizes.
pub(crate) fn chunks_of(rows: usize, width: usize) -> Vec<usize> {
    let most = (VARIABLES / width.max(1)).max(1);
    let mut left = rows;
    let mut out = Vec::new();
    for size in SIZES {
        if size > most && size != 1 {
            continue;
        }
        while left >= size {
            out.push(size);
            left -= size;
        }
    }
    out
}

/// `head (?, ?), (?, ?) tail` for `rows` rows of `width` values.
pub(crate) fn bulk_sql(head: &str, rows: usize, width: usize, tail: &str) -> String {
    let mut row = String::from("(");
    for at in 0..width {
        row.push_str(if at == 0 { "?" } else { ", ?" });
    }
    row.push(')');
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * (row.len() + 1) + 2);
    sql.push_str(head);
    for at in 0..rows {
        if at > 0 {
            sql.push(',');
        }
        sql.push_str(&row);
    }
    sql.push_str(tail);
    sql
}

/// Inserts rows of `width` values each, given one after another in `values`.
///
/// `head` is `INSERT INTO table (columns) VALUES `, `tail` what follows, such as ` ON CONFLICT …`.
pub(crate) async fn bulk_insert(
    db: &impl ConnectionTrait,
    head: &str,
    width: usize,
    values: Vec<Value>,
    tail: &str,
) -> Result<()> {
    let rows = values.len() / width.max(1);
    let mut values = values.into_iter();
    for size in chunks_of(rows, width) {
        let chunk: Vec<Value> = values.by_ref().take(size * width).collect();
        exec(db, &bulk_sql(head, size, width, tail), Params(chunk)).await?;
    }
    Ok(())
}

//! Connections, and statements that are written once for both databases.

mod bulk;
mod open;
mod postgres;
mod rows;
mod sets;
mod sqlite;
mod statement;

pub(crate) use bulk::{bulk_insert, bulk_sql, chunks_of};
pub(crate) use open::{Database, open};
pub(crate) use rows::{RowExt, RowHash};
pub(crate) use sets::{ids, in_ids, in_ints, in_texts, ints, texts};
pub(crate) use statement::{Params, all, exec, one, stream};

//! Sets of values as one parameter, so that the text of a statement does not depend on how many there are.

use sea_orm::DbBackend;
use uuid::Uuid;

/// `column IN (…)` over a set of integers given as one parameter made by [`ints`].
pub(crate) fn in_ints(backend: DbBackend, column: &str) -> String {
    match backend {
        DbBackend::Postgres => {
            format!("{column} IN (SELECT CAST(v AS BIGINT) FROM jsonb_array_elements_text(CAST(? AS JSONB)) v)")
        }
        _ => format!("{column} IN (SELECT value FROM json_each(?))"),
    }
}

/// `column IN (…)` over a set of texts given as one parameter made by [`texts`].
pub(crate) fn in_texts(backend: DbBackend, column: &str) -> String {
    match backend {
        DbBackend::Postgres => format!("{column} IN (SELECT v FROM jsonb_array_elements_text(CAST(? AS JSONB)) v)"),
        _ => format!("{column} IN (SELECT value FROM json_each(?))"),
    }
}

/// `column IN (…)` over a set of ids given as one parameter made by [`ids`].
pub(crate) fn in_ids(backend: DbBackend, column: &str) -> String {
    match backend {
        DbBackend::Postgres => {
            format!("{column} IN (SELECT CAST(v AS UUID) FROM jsonb_array_elements_text(CAST(? AS JSONB)) v)")
        }
        _ => format!("{column} IN (SELECT unhex(value) FROM json_each(?))"),
    }
}

pub(crate) fn ints(values: impl IntoIterator<Item = i64>) -> String {
    serde_json::Value::from_iter(values).to_string()
}

pub(crate) fn texts<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    serde_json::Value::from_iter(values).to_string()
}

pub(crate) fn ids(values: impl IntoIterator<Item = Uuid>) -> String {
    serde_json::Value::from_iter(values.into_iter().map(|id| id.simple().to_string())).to_string()
}

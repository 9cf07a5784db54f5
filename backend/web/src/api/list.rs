//! Pages of a list: items, the mark where the next page begins, and how many there are.

use kakuzuke_store::Page;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{AppError, FieldProblem};

/// The most items of one page.
pub const MOST: u32 = 200;
/// The items of a page whose size nobody chose.
pub const USUAL: u32 = 50;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// Where the next page begins: the `cursor` of the next request. Null on the last page.
    pub next_cursor: Option<String>,
    /// How many items the whole list has.
    #[schema(minimum = 0)]
    pub count: u64,
    /// Whether there are more than `count`, and counting stopped there.
    pub count_capped: bool,
}

impl<T: ToSchema> List<T> {
    /// A list that fits on one page.
    pub fn whole(items: Vec<T>) -> Self {
        let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
        Self { items, next_cursor: None, count, count_capped: false }
    }

    /// A page of the store's rows.
    pub fn from_page<R: Into<T>>(page: Page<R>) -> Self {
        Self {
            items: page.rows.into_iter().map(Into::into).collect(),
            next_cursor: page.next_cursor,
            count: page.count.number,
            count_capped: page.count.capped,
        }
    }

    /// A page of a list that is not counted further than the page itself.
    pub fn uncounted(items: Vec<T>, next_cursor: Option<String>) -> Self {
        let count_capped = next_cursor.is_some();
        Self { next_cursor, count_capped, ..Self::whole(items) }
    }
}

/// The longest mark of a page, in characters.
const LONGEST_CURSOR: usize = 500;

/// The mark where a page begins, if it can be one.
///
/// # Errors
/// `not_a_cursor` for one that is too long for any list.
pub fn cursor(given: Option<String>) -> Result<Option<String>, AppError> {
    match given {
        Some(cursor) if cursor.chars().count() > LONGEST_CURSOR => Err(AppError::invalid("cursor", "not_a_cursor")),
        cursor => Ok(cursor),
    }
}

/// The size of a page, if it is one.
///
/// # Errors
/// `out_of_range` for less than 1 or more than [`MOST`].
pub fn limit(wished: Option<u32>) -> Result<u32, AppError> {
    match wished {
        None => Ok(USUAL),
        Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(_) => Err(AppError::Invalid(vec![
            FieldProblem::new("limit", "out_of_range").with("minimum", "1").with("maximum", MOST.to_string()),
        ])),
    }
}

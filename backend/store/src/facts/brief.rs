//! What a fact says, without its history: all that grading, listing and finding need.

use chrono::NaiveDate;
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::facts::days::parse_day;

use super::{FactRoom, StoredFact};
use crate::{Result, StoreError};

/// The current version of a fact, as far as grading and listing go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FactBrief<'a> {
    pub(crate) seq: i64,
    pub(crate) room: FactRoom,
    pub(crate) valid_from: Option<NaiveDate>,
    pub(crate) valid_to: Option<NaiveDate>,
    /// JSON.
    pub(crate) body: &'a str,
}

/// Between two facts in one text. JSON has no control characters, so no body contains it.
const BETWEEN: char = '\u{1e}';

/// The current facts of supplier `l.supplier_seq` in one column: one row for each supplier costs far less than one for each fact.
pub(crate) fn briefs_column() -> String {
    format!(
        "(SELECT string_agg(concat(f.seq, ' ', f.room, ' ', f.valid_from, ' ', f.valid_to, ' ', f.body), '{BETWEEN}') \
         FROM facts f WHERE f.supplier_seq = l.supplier_seq AND f.superseded_at IS NULL)"
    )
}

/// Reads [`briefs_column`], into `briefs` so that its room is used again.
pub(crate) fn read_briefs<'a>(column: &'a str, briefs: &mut Vec<FactBrief<'a>>) -> Result<()> {
    briefs.clear();
    for text in column.split(BETWEEN).filter(|text| !text.is_empty()) {
        briefs.push(
            read(text)
                .ok_or_else(|| StoreError::Damaged(format!("facts/{}", text.split(' ').next().unwrap_or_default())))?,
        );
    }
    Ok(())
}

fn read(text: &str) -> Option<FactBrief<'_>> {
    let mut parts = text.splitn(5, ' ');
    let seq = parts.next()?.parse().ok()?;
    let room = FactRoom::from_code(parts.next()?.parse().ok()?)?;
    let mut day = || match parts.next()? {
        "" => Some(None),
        day => parse_day(day).map(Some),
    };
    let (valid_from, valid_to) = (day()?, day()?);
    Some(FactBrief { seq, room, valid_from, valid_to, body: parts.next()? })
}

/// The briefs of stored facts.
pub(crate) fn briefs(facts: &[StoredFact]) -> Vec<FactBrief<'_>> {
    facts.iter().map(StoredFact::brief).collect()
}

impl FactBrief<'_> {
    /// The fact as the grading rule reads it; `None` for profiles, branches and memberships.
    pub(crate) fn graded(&self) -> Result<Option<Fact>> {
        let Some(room) = self.room.graded() else { return Ok(None) };
        Fact::from_body(room, self.body)
            .map(Some)
            .map_err(|error| StoreError::Damaged(format!("facts/{}: {error}", self.seq)))
    }

    /// Whether it holds on `day`.
    pub(crate) fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The body as its type.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(self.body).map_err(|error| StoreError::Damaged(format!("facts/{}: {error}", self.seq)))
    }
}

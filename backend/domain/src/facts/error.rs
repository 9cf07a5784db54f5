//! What can be wrong with facts, and where.

use thiserror::Error;

/// A wrong fact. `path` names the place in the JSON (`attestations[1].valid_to`).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {problem}")]
pub struct FactsError {
    /// Where in the document; `.` for the document itself.
    pub path: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl FactsError {
    pub(crate) fn at(path: impl Into<String>, problem: Problem) -> Self {
        Self { path: path.into(), problem }
    }

    /// The same problem one level further out.
    pub(crate) fn within(self, outer: &str) -> Self {
        let path = if self.path == "." { outer.to_owned() } else { format!("{outer}.{}", self.path) };
        Self { path, ..self }
    }

    /// The machine code of the problem, for the catalogues.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code()
    }
}

/// The ways in which a fact can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// Not JSON, a missing or unknown field, an unknown word, a wrong date or type.
    #[error("{0}")]
    Malformed(String),
    /// The same id twice in one list.
    #[error("the id is used twice in this list")]
    DuplicateId,
    /// The field belongs to another kind.
    #[error("this field belongs to another kind")]
    NotOfThisKind,
    /// The kind needs this field.
    #[error("this kind needs the field")]
    NeededByKind,
    /// A value outside its range.
    #[error("the value must be from {from} to {to}")]
    OutOfRange {
        /// The smallest value allowed.
        from: i64,
        /// The largest value allowed.
        to: i64,
    },
    /// An end before its start, or an acceptance before the audit.
    #[error("this day or instant is before the one it follows")]
    Reversed,
    /// Two status spans share a day.
    #[error("the span overlaps an earlier one")]
    Overlap,
    /// Revocation and return are final: they have no end.
    #[error("this status is final and has no end")]
    Final,
}

impl Problem {
    /// The machine code of the problem, for the catalogues.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::DuplicateId => "duplicate_id",
            Self::NotOfThisKind => "not_of_this_kind",
            Self::NeededByKind => "needed_by_kind",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Reversed => "reversed",
            Self::Overlap => "overlap",
            Self::Final => "final_status",
        }
    }
}

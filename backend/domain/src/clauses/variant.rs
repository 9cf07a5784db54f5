//! A buyer's own text of a standard clause.

use super::template::TextLanguage;
use super::{Chosen, Clause, ClauseSet, Values, Wording, articles};
use crate::words::words;

/// Characters that the text of one clause may have.
const LONGEST: usize = 10_000;
const LONGEST_TITLE: usize = 100;

words! {
    /// How a buyer's own text stands beside the standard.
    pub enum VariantJudgement {
        /// It binds the supplier as much.
        Equivalent = "equivalent",
        /// It binds the supplier more.
        Stronger = "stronger",
        /// It binds the supplier less: where it is used, the clause counts as not adopted.
        Weaker = "weaker",
    }
}

words! {
    /// Why a text cannot be used.
    pub enum WordingProblem {
        /// It has no heading or no paragraph.
        Empty = "missing",
        /// It is too long.
        TooLong = "too_long",
        /// It says the same as the standard.
        Unchanged = "wording_unchanged",
        /// It names a parameter or a clause that is not there, or a brace is not closed.
        Unresolved = "wording_unresolved",
    }
}

impl Wording {
    /// Whether a buyer can use it in the place of `clause` of `set`.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, clause: &Clause, set: &ClauseSet) -> Result<(), WordingProblem> {
        let lines = self.lines();
        if self.title.is_empty() || lines.is_empty() {
            return Err(WordingProblem::Empty);
        }
        let long = lines.iter().map(|line| line.chars().count()).sum::<usize>() > LONGEST;
        if long || self.title.chars().count() > LONGEST_TITLE {
            return Err(WordingProblem::TooLong);
        }
        if *self == Self::of(clause) {
            return Err(WordingProblem::Unchanged);
        }
        let values = Values::new();
        let own = |code: &str| (code == clause.code).then_some(self);
        let chosen: Vec<Chosen<'_>> =
            set.clauses.iter().map(|one| Chosen { clause: one, values: &values, wording: own(&one.code) }).collect();
        articles(&chosen, TextLanguage::Ja).map(drop).map_err(|_| WordingProblem::Unresolved)
    }
}

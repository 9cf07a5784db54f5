//! A buyer's own text as the API takes and tells it.

use kakuzuke_domain::clauses::{ClauseSet, VariantJudgement, Wording};
use kakuzuke_services::clauses::VariantText;
use kakuzuke_store::ClauseVariant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::day::{Day, Instant};
use crate::error::{AppError, FieldProblem, Result};
use crate::pages::text_problems;

/// A buyer's own text.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantBody {
    /// The heading.
    #[schema(min_length = 1, max_length = 100)]
    pub heading: String,
    /// A line for each paragraph; lines that begin with `(1)` are items. `{name}` stands for a value, `{clause:code}` for the
    /// number of an article.
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
    /// The first day on which the buyer uses it.
    pub valid_from: Day,
    /// The last day.
    pub valid_to: Option<Day>,
}

impl VariantBody {
    /// The text of a clause of this set, checked.
    ///
    /// # Errors
    /// Not found without such a clause; what is wrong with the text.
    pub fn checked(&self, code: &str, set: &ClauseSet) -> Result<VariantText> {
        let clause = set.clause(code).ok_or(AppError::NotFound)?;
        if let Some(field) =
            [("heading", &self.heading), ("text", &self.text)].iter().find(|(_, text)| text.contains('\0'))
        {
            return Err(AppError::invalid(field.0, "forbidden_character"));
        }
        let text = VariantText {
            code: code.to_owned(),
            wording: Wording::from_text(&self.heading, &self.text),
            valid_from: self.valid_from.0,
            valid_to: self.valid_to.map(|day| day.0),
        };
        let problems = text_problems(&text, clause, set);
        let named = |problem: FieldProblem| match problem.field.as_str() {
            "used_to" => FieldProblem { field: "valid_to".to_owned(), ..problem },
            _ => problem,
        };
        match problems.is_empty() {
            true => Ok(text),
            false => Err(AppError::Invalid(problems.into_iter().map(named).collect())),
        }
    }
}

/// A version of a buyer's own text.
#[derive(Debug, Serialize, ToSchema)]
pub struct VariantItem {
    /// Its id.
    pub id: Uuid,
    /// The number of this version: what a judgement is about.
    pub version: i64,
    /// The code of the buyer (団体コード).
    pub buyer: Option<String>,
    /// The name of the buyer.
    pub buyer_name: String,
    /// The code of the clause in whose place it stands.
    pub clause: String,
    /// The version of the clause with which it was compared.
    pub clause_version: String,
    /// The heading.
    pub heading: String,
    /// A line for each paragraph and item.
    pub text: String,
    /// The first day on which the buyer uses it.
    pub valid_from: Day,
    /// The last day.
    pub valid_to: Option<Day>,
    /// `equivalent`, `stronger` or `weaker`; null until it is judged.
    pub judgement: Option<String>,
    /// Why it was judged so.
    pub grounds: Option<String>,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// When it was corrected, judged or withdrawn; null if it stands.
    pub superseded_at: Option<Instant>,
    /// Why.
    pub reason: Option<String>,
}

impl From<ClauseVariant> for VariantItem {
    fn from(variant: ClauseVariant) -> Self {
        Self {
            id: variant.said.variant_id,
            version: variant.seq,
            buyer: variant.buyer_code,
            buyer_name: variant.buyer_name,
            clause: variant.said.code,
            clause_version: variant.said.version,
            heading: variant.said.title,
            text: variant.said.body,
            valid_from: Day(variant.said.valid_from),
            valid_to: variant.said.valid_to.map(Day),
            judgement: variant.said.judgement.map(VariantJudgement::as_str).map(str::to_owned),
            grounds: variant.said.grounds,
            recorded_at: Instant(variant.recorded_at),
            superseded_at: variant.superseded_at.map(Instant),
            reason: variant.reason,
        }
    }
}

//! Clauses as pages show them.

use chrono::NaiveDate;
use kakuzuke_domain::clauses::{
    Article, Chosen, Clause, ClauseSet, Parameter, Range, TextLanguage, Timing, Value, Values, Wording, articles,
};
use kakuzuke_domain::schemes::Text;
use kakuzuke_store::ClauseVariant;
use serde::Serialize;
use uuid::Uuid;

use crate::error::{AppError, Result};
use crate::pages::grades::Words;

/// A clause in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ClauseRow {
    /// Its place in the set, from 1.
    pub number: usize,
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: String,
    /// Its heading.
    pub title: Words,
    /// Whether contracts must carry it.
    pub mandatory: bool,
    /// When it applies; empty for always.
    pub applies_when: Vec<&'static str>,
    /// Where it comes from.
    pub marks: Vec<&'static str>,
    /// How many buyers use their own text.
    pub variants: usize,
}

impl ClauseRow {
    /// A row of each clause.
    pub fn all(set: &ClauseSet, variants: &[ClauseVariant]) -> Vec<Self> {
        let row = |(clause, number): (&Clause, usize)| Self {
            number,
            code: clause.code.clone(),
            version: clause.version.clone(),
            title: Words::from(&clause.title),
            mandatory: clause.mandatory,
            applies_when: clause.applies_when.iter().map(|one| one.as_str()).collect(),
            marks: clause.sources.iter().map(|source| source.mark.as_str()).collect(),
            variants: variants.iter().filter(|variant| variant.said.code == clause.code).count(),
        };
        set.clauses.iter().zip(1..).map(row).collect()
    }
}

/// What can be set in a clause, with the value that is shown.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterView {
    name: String,
    title: Words,
    kind: &'static str,
    /// As typed.
    pub written: String,
    default: Words,
    least: Option<Words>,
    most: Option<Words>,
    longest: Option<usize>,
    choices: Vec<Choice>,
    /// The code of what is wrong with what was typed.
    pub problem: Option<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
    word: &'static str,
    text: Words,
}

/// A value in both languages.
pub fn said(value: &Value) -> Words {
    Words::from(&Text { ja: value.in_text(TextLanguage::Ja), en: value.in_text(TextLanguage::En) })
}

impl ParameterView {
    /// The parameter, with this typed into its field.
    pub fn of(parameter: &Parameter, written: String, problem: Option<&'static str>) -> Self {
        let (least, most, longest, choices) = match &parameter.range {
            Range::Between(least, most) => (Some(said(least)), Some(said(most)), None, Vec::new()),
            Range::Longest(longest) => (None, None, Some(*longest), Vec::new()),
            Range::Choices(cycles) => {
                let choice = |cycle: &kakuzuke_domain::clauses::Cycle| Choice {
                    word: cycle.as_str(),
                    text: said(&Value::Cycle(*cycle)),
                };
                (None, None, None, cycles.iter().map(choice).collect())
            }
        };
        Self {
            name: parameter.name.clone(),
            title: Words::from(&parameter.title),
            kind: parameter.default.kind().as_str(),
            written,
            default: said(&parameter.default),
            least,
            most,
            longest,
            choices,
            problem,
        }
    }
}

/// What a clause makes a supplier deliver.
#[derive(Debug, Clone, Serialize)]
pub struct DutyView {
    code: String,
    title: Words,
    event: Option<&'static str>,
    cycle: Option<Words>,
    within: Option<Words>,
}

impl DutyView {
    /// The duties of a clause with these values.
    pub fn all(clause: &Clause, values: &Values) -> Vec<Self> {
        let value = |name: &str| values.get(name).or_else(|| Some(&clause.parameter(name)?.default)).map(said);
        let duty = |duty: &kakuzuke_domain::clauses::DutyRule| {
            let (event, cycle) = match &duty.timing {
                Timing::Recurring { cycle, .. } => (None, value(cycle)),
                Timing::Event { event, .. } => (Some(event.as_str()), None),
            };
            let within = duty.timing.within().and_then(value);
            Self { code: duty.code.clone(), title: Words::from(&duty.title), event, cycle, within }
        };
        clause.duties.iter().map(duty).collect()
    }
}

/// A buyer's own text in a list.
#[derive(Debug, Clone, Serialize)]
pub struct VariantRow {
    id: Uuid,
    buyer: String,
    title: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    judgement: Option<&'static str>,
}

impl From<&ClauseVariant> for VariantRow {
    fn from(variant: &ClauseVariant) -> Self {
        Self {
            id: variant.said.variant_id,
            buyer: variant.buyer_name.clone(),
            title: variant.said.title.clone(),
            valid_from: variant.said.valid_from,
            valid_to: variant.said.valid_to,
            judgement: variant.said.judgement.map(|judgement| judgement.as_str()),
        }
    }
}

#[cfg(test)]
impl VariantRow {
    /// A row of every judgement.
    pub fn samples() -> Vec<Self> {
        let judgements = kakuzuke_domain::clauses::VariantJudgement::ALL.iter().map(|one| Some(one.as_str()));
        let row = |judgement| Self {
            id: Uuid::nil(),
            buyer: "見本区".to_owned(),
            title: "アクセスログ".to_owned(),
            valid_from: NaiveDate::MIN,
            valid_to: None,
            judgement,
        };
        judgements.chain([None]).map(row).collect()
    }
}

/// Every article of a set, whatever the circumstances; one clause with these values or this wording.
///
/// # Errors
/// Ours: a published set refers to nothing that is not there. A wording that does is `wording_unresolved`.
pub fn all_articles(
    set: &ClauseSet,
    own: Option<(&str, &Values, Option<&Wording>)>,
    language: TextLanguage,
) -> Result<Vec<Article>> {
    let none = Values::new();
    let chosen = |clause| match own {
        Some((code, values, wording)) if clause_is(clause, code) => Chosen { clause, values, wording },
        _ => Chosen { clause, values: &none, wording: None },
    };
    let chosen: Vec<Chosen<'_>> = set.clauses.iter().map(chosen).collect();
    articles(&chosen, language).map_err(AppError::internal)
}

fn clause_is(clause: &Clause, code: &str) -> bool {
    clause.code == code
}

/// The set that samples show.
#[cfg(test)]
pub fn sample_set() -> ClauseSet {
    ClauseSet::from_toml("standard", &ClauseSet::standard().expect("the seed")).expect("the seed")
}

//! The form of a buyer's own text.

use std::collections::BTreeMap;

use kakuzuke_domain::clauses::{Clause, ClauseSet, Wording};
use kakuzuke_services::clauses::VariantText;
use kakuzuke_store::ClauseVariant;

use crate::error::FieldProblem;
use crate::pages::form::{Answers, Errors};

/// What is wrong with a text, told of the fields of the form.
pub fn text_problems(text: &VariantText, clause: &Clause, set: &ClauseSet) -> Vec<FieldProblem> {
    let wording = text.wording.check(clause, set).err();
    let mut problems: Vec<FieldProblem> =
        wording.map(|problem| FieldProblem::new("text", problem.as_str())).into_iter().collect();
    if text.wording.title.is_empty() {
        problems = vec![FieldProblem::new("heading", "missing")];
    }
    if text.valid_to.is_some_and(|to| to < text.valid_from) {
        problems.push(FieldProblem::new("used_to", "reversed"));
    }
    problems
}

/// The text that was filled in; none, with what is wrong added to `errors`, if it cannot be used.
pub fn read(form: &Answers, clause: &Clause, set: &ClauseSet, errors: &mut Errors) -> Option<VariantText> {
    let heading = form.needed("heading", errors);
    let text = form.text("text").to_owned();
    let valid_from = form.needed_day("used_from", errors);
    let valid_to = form.day("used_to", errors);
    let text = VariantText {
        code: clause.code.clone(),
        wording: Wording::from_text(&heading, &text),
        valid_from: valid_from?,
        valid_to,
    };
    text_problems(&text, clause, set).into_iter().for_each(|problem| errors.add(problem));
    errors.is_empty().then_some(text)
}

/// The form filled in with the standard's text.
pub fn of_clause(clause: &Clause) -> Answers {
    let wording = Wording::of(clause);
    answers([("heading", wording.title.clone()), ("text", wording.lines().join("\n"))])
}

/// The form filled in with what was recorded.
pub fn of_variant(variant: &ClauseVariant) -> Answers {
    answers([
        ("heading", variant.said.title.clone()),
        ("text", variant.said.body.clone()),
        ("used_from", variant.said.valid_from.to_string()),
        ("used_to", variant.said.valid_to.map(|day| day.to_string()).unwrap_or_default()),
    ])
}

fn answers<const N: usize>(given: [(&str, String); N]) -> Answers {
    let given = given.into_iter().map(|(name, text)| (name.to_owned(), text));
    Answers(given.collect::<BTreeMap<_, _>>())
}

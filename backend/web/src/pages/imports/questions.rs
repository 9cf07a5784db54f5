//! What a person is asked about the dates of an import, with the readings side by side.

use chrono::NaiveDate;
use kakuzuke_services::imports::{DateDoubt, DateQuestion};
use serde::Serialize;

/// A question about the dates of one column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct QuestionView {
    pub(super) letter: String,
    pub(super) heading: String,
    pub(super) field: &'static str,
    /// `year`, `order` or `fiscal`: the word of the form's field.
    pub(super) doubt: &'static str,
    pub(super) value: String,
    pub(super) readings: Vec<ReadingView>,
    /// The fiscal year answered, for `fiscal`.
    pub(super) fiscal_year: Option<i32>,
    pub(super) answered: bool,
}

/// One way to read the column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReadingView {
    pub(super) word: String,
    pub(super) day: NaiveDate,
    pub(super) chosen: bool,
}

/// The questions as the page shows them.
pub(super) fn questions(questions: Vec<DateQuestion>) -> Vec<QuestionView> {
    questions.into_iter().map(question).collect()
}

fn question(question: DateQuestion) -> QuestionView {
    let answer = question.answer;
    let readings = question.readings.iter().map(|reading| ReadingView {
        word: reading.answer.to_string(),
        day: reading.day,
        chosen: answer.says(&reading.answer),
    });
    let (doubt, answered) = match question.doubt {
        DateDoubt::ShortYear => ("year", answer.short_year.is_some()),
        DateDoubt::Order => ("order", answer.order.is_some()),
        DateDoubt::NoYear => ("fiscal", answer.fiscal_year.is_some()),
    };
    QuestionView {
        letter: question.letter,
        heading: question.heading,
        field: question.field,
        doubt,
        value: question.value,
        readings: readings.collect(),
        fiscal_year: answer.fiscal_year,
        answered,
    }
}

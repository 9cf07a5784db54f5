//! What a person says of a subcontract, between the form and the record.

use chrono::NaiveDate;
use kakuzuke_domain::subcontracts::{Known, Subcontract};
use kakuzuke_domain::suppliers::{CorporateNumber, search_key};
use uuid::Uuid;

use crate::error::{AppError, FieldProblem, Result};
use crate::pages::form::{Answers, Errors};
use crate::state::AppState;
use crate::writes::SubcontractTerms;

/// The fields the templates know.
const FIELDS: [&str; 9] =
    ["company", "above", "work", "data", "personal_data", "flow_down", "requested_on", "work_from", "work_to"];

/// Gives every field an answer, an empty one where nothing was typed.
pub(super) fn complete(form: &mut Answers) {
    for field in FIELDS.into_iter().chain(["reason", "version"]) {
        form.0.entry(field.to_owned()).or_default();
    }
}

/// The form for a new one.
pub(super) fn empty(today: NaiveDate) -> Answers {
    let given = [("requested_on", today.to_string()), ("personal_data", unknown()), ("flow_down", unknown())];
    let mut form = Answers(given.into_iter().map(|(field, text)| (field.to_owned(), text)).collect());
    complete(&mut form);
    form
}

fn unknown() -> String {
    Known::Unknown.as_str().to_owned()
}

/// The form with what is recorded.
pub(super) fn of(subcontract: &Subcontract, version: i64) -> Answers {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let given = [
        ("work", subcontract.work.clone()),
        ("data", subcontract.data.clone().unwrap_or_default()),
        ("personal_data", subcontract.personal_data.as_str().to_owned()),
        ("flow_down", subcontract.flow_down.as_str().to_owned()),
        ("requested_on", subcontract.requested_on.to_string()),
        ("work_from", day(subcontract.valid_from)),
        ("work_to", day(subcontract.valid_to)),
        ("version", version.to_string()),
    ];
    let mut form = Answers(given.into_iter().map(|(field, text)| (field.to_owned(), text)).collect());
    complete(&mut form);
    form
}

/// What the answers say.
pub(super) fn terms(answers: &Answers, errors: &mut Errors) -> Option<SubcontractTerms> {
    let work = answers.needed("work", errors);
    let data = answers.limited("data", errors);
    let known = |field, errors: &mut Errors| answers.word(field, Known::from_word, errors).unwrap_or(Known::Unknown);
    let (personal_data, flow_down) = (known("personal_data", errors), known("flow_down", errors));
    let requested_on = answers.needed_day("requested_on", errors);
    let (valid_from, valid_to) = (answers.day("work_from", errors), answers.day("work_to", errors));
    let requested_on = requested_on.filter(|_| errors.is_empty())?;
    Some(SubcontractTerms { work, data, personal_data, flow_down, requested_on, valid_from, valid_to })
}

/// What the register refused, under the names of the form.
pub(super) fn refused(errors: &mut Errors, error: AppError) -> Result<()> {
    errors.refused(error.renamed("valid_from", "work_from").renamed("valid_to", "work_to"), &FIELDS)
}

/// The company that a person means: by its corporate number, or by a name that one company alone has or had.
pub(super) async fn company(state: &AppState, answers: &Answers, errors: &mut Errors) -> Result<Option<Uuid>> {
    let text = answers.needed("company", errors);
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(number) = CorporateNumber::parse(&text) {
        let found = state.store.supplier_id_by_number(&number.to_string()).await?;
        if found.is_none() {
            errors.add(FieldProblem::new("company", "unknown_supplier"));
        }
        return Ok(found);
    }
    let key = search_key(&text);
    let mut found = state.store.candidates_by_names(std::slice::from_ref(&key)).await?;
    match found.remove(&key).unwrap_or_default().as_slice() {
        [only] => Ok(Some(only.supplier.id)),
        several => {
            let code = if several.is_empty() { "unknown_supplier" } else { "several_suppliers" };
            errors.add(FieldProblem::new("company", code));
            Ok(None)
        }
    }
}

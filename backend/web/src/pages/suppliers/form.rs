//! Who a supplier is, between what a person types and its profile.

use kakuzuke_domain::suppliers::{CloseCause, CorporateNumber, SupplierKind, search_key};
use kakuzuke_store::Profile;
use uuid::Uuid;

use crate::error::{FieldProblem, Result};
use crate::pages::form::{Answers, Errors};
use crate::state::AppState;

/// Lines that are read as members.
const MEMBERS: usize = 100;

/// The fields the templates know.
pub(super) const FIELDS: [&str; 17] = [
    "name",
    "kind",
    "number",
    "kana",
    "name_en",
    "postcode",
    "prefecture",
    "city",
    "street",
    "country",
    "representative",
    "members",
    "closed_on",
    "close_cause",
    "successor",
    "since",
    "reason",
];

/// Gives every field an answer, an empty one where nothing was typed.
pub(super) fn complete(form: &mut Answers) {
    for field in FIELDS {
        form.0.entry(field.to_owned()).or_default();
    }
}

/// The form with what is recorded.
pub(super) fn of(profile: &Profile) -> Answers {
    let closed_on = profile.closed_on.map(|day| day.to_string());
    let given = [
        ("name", Some(profile.name.as_str())),
        ("kind", Some(profile.kind.as_str())),
        ("number", profile.number.as_deref()),
        ("kana", profile.kana.as_deref()),
        ("name_en", profile.name_en.as_deref()),
        ("postcode", profile.postcode.as_deref()),
        ("prefecture", profile.prefecture.as_deref()),
        ("city", profile.city.as_deref()),
        ("street", profile.street.as_deref()),
        ("country", profile.country.as_deref()),
        ("representative", profile.representative.as_deref()),
        ("closed_on", closed_on.as_deref()),
        ("close_cause", profile.close_cause.as_deref()),
        ("successor", profile.successor.as_deref()),
    ];
    let answers = given.into_iter().filter_map(|(field, text)| Some((field.to_owned(), text?.to_owned())));
    Answers(answers.collect())
}

/// What the answers say.
pub(super) fn profile(answers: &Answers, errors: &mut Errors) -> Profile {
    let name = answers.needed("name", errors);
    let kind = answers.word("kind", SupplierKind::from_word, errors).unwrap_or(SupplierKind::Corporation);
    let profile = Profile::new(name, kind, number(answers, kind, errors));
    let postcode = answers.given("postcode").map(|text| text.replace(['-', '－', '〒', ' '], ""));
    if postcode.as_ref().is_some_and(|text| text.len() != 7 || !text.bytes().all(|byte| byte.is_ascii_digit())) {
        errors.add(FieldProblem::new("postcode", "invalid_value"));
    }
    Profile {
        kana: answers.limited("kana", errors),
        name_en: answers.limited("name_en", errors),
        prefecture: answers.limited("prefecture", errors),
        city: answers.limited("city", errors),
        street: answers.limited("street", errors),
        country: answers.limited("country", errors),
        representative: answers.limited("representative", errors),
        postcode,
        closed_on: answers.day("closed_on", errors),
        close_cause: answers.word("close_cause", CloseCause::from_word, errors).map(|cause| cause.as_str().to_owned()),
        successor: successor(answers, errors),
        ..profile
    }
}

fn successor(answers: &Answers, errors: &mut Errors) -> Option<String> {
    let read = CorporateNumber::parse(&answers.given("successor")?);
    read.map_err(|error| errors.add(FieldProblem::new("successor", error.code()))).ok().map(|number| number.to_string())
}

fn number(answers: &Answers, kind: SupplierKind, errors: &mut Errors) -> Option<String> {
    let text = answers.given("number")?;
    if matches!(kind, SupplierKind::SoleProprietor | SupplierKind::JointVenture) {
        errors.add(FieldProblem::new("number", "kind_without_number"));
        return None;
    }
    match CorporateNumber::parse(&text) {
        Ok(number) => Some(number.to_string()),
        Err(error) => {
            errors.add(FieldProblem::new("number", error.code()));
            None
        }
    }
}

/// The members of a joint venture, one a line, the representative first: by corporate number, or by a name that only one
/// supplier has or had.
///
/// # Errors
/// When the register cannot be read.
pub(super) async fn members(state: &AppState, answers: &Answers, errors: &mut Errors) -> Result<Vec<Uuid>> {
    let lines = answers.text("members").lines().map(str::trim).filter(|line| !line.is_empty());
    let mut members = Vec::new();
    for line in lines.take(MEMBERS) {
        match member(state, line).await? {
            Some(id) => members.push(id),
            None => errors.add(FieldProblem::new("members", "member_unknown").with("value", line)),
        }
    }
    Ok(members)
}

async fn member(state: &AppState, line: &str) -> Result<Option<Uuid>> {
    if let Ok(number) = CorporateNumber::parse(line) {
        return Ok(state.store.supplier_id_by_number(&number.to_string()).await?);
    }
    let found = state.store.candidates_by_names(&[search_key(line)]).await?;
    Ok(match found.into_values().flatten().collect::<Vec<_>>().as_slice() {
        [only] => Some(only.supplier.id),
        _ => None,
    })
}

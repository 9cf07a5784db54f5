//! The fields of a cloud service, between what a person types and the record.

use chrono::NaiveDate;
use kakuzuke_domain::cloud_services::{Answerable, CloudService, Layer, Listing, Register, Responsibility};
use kakuzuke_domain::subcontracts::Known;
use kakuzuke_domain::suppliers::CorporateNumber;

use crate::error::FieldProblem;
use crate::pages::form::{Answers, Errors};

/// The fields the templates know, beside those of the layers.
pub(super) const FIELDS: [&str; 12] = [
    "provider",
    "provider_number",
    "service_name",
    "listing",
    "listing_number",
    "listing_from",
    "listing_to",
    "iso27017",
    "iso27017_to",
    "countries",
    "responsibilities",
    "remarks",
];

fn of_layer(layer: Layer) -> [String; 2] {
    [format!("answerable_{layer}"), format!("text_{layer}")]
}

/// Gives every field an answer, an empty one where nothing was typed.
pub(super) fn complete(form: &mut Answers) {
    let layers = Layer::ALL.iter().flat_map(|layer| of_layer(*layer));
    let others = FIELDS.into_iter().chain(["reason", "version"]).map(str::to_owned);
    for field in others.chain(layers) {
        form.0.entry(field).or_default();
    }
}

/// An empty form.
pub(super) fn empty() -> Answers {
    let mut form = Answers::default();
    complete(&mut form);
    form
}

/// The form with what is recorded.
pub(super) fn of(service: &CloudService, version: i64) -> Answers {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let listing = service.listing.as_ref();
    let mut given = vec![
        ("provider".to_owned(), service.provider.clone()),
        ("provider_number".to_owned(), service.provider_number.clone().unwrap_or_default()),
        ("service_name".to_owned(), service.name.clone()),
        ("listing".to_owned(), listing.map(|one| one.register.to_string()).unwrap_or_default()),
        ("listing_number".to_owned(), listing.map(|one| one.number.clone()).unwrap_or_default()),
        ("listing_from".to_owned(), day(listing.and_then(|one| one.valid_from))),
        ("listing_to".to_owned(), day(listing.and_then(|one| one.valid_to))),
        ("iso27017".to_owned(), service.iso27017.to_string()),
        ("iso27017_to".to_owned(), day(service.iso27017_to)),
        ("countries".to_owned(), service.countries.join(" ")),
        ("remarks".to_owned(), service.note.clone().unwrap_or_default()),
        ("version".to_owned(), version.to_string()),
    ];
    for one in &service.responsibilities {
        let [answerable, text] = of_layer(one.layer);
        given.push((answerable, one.answerable.to_string()));
        given.push((text, one.text.clone().unwrap_or_default()));
    }
    let mut form = Answers(given.into_iter().collect());
    complete(&mut form);
    form
}

/// What the answers say, if every field can be read.
pub(super) fn service(answers: &Answers, errors: &mut Errors) -> Option<CloudService> {
    let provider = answers.needed("provider", errors);
    let name = answers.needed("service_name", errors);
    let service = CloudService {
        provider,
        provider_number: number(answers, errors),
        name,
        listing: listing(answers, errors),
        iso27017: answers.word("iso27017", Known::from_word, errors).unwrap_or(Known::Unknown),
        iso27017_to: answers.day("iso27017_to", errors),
        countries: countries(answers.text("countries")),
        responsibilities: Layer::ALL.iter().filter_map(|layer| responsibility(answers, *layer, errors)).collect(),
        note: answers.limited("remarks", errors),
    };
    errors.is_empty().then_some(service)
}

fn number(answers: &Answers, errors: &mut Errors) -> Option<String> {
    match CorporateNumber::parse(&answers.given("provider_number")?) {
        Ok(number) => Some(number.to_string()),
        Err(error) => {
            errors.add(FieldProblem::new("provider_number", error.code()));
            None
        }
    }
}

fn listing(answers: &Answers, errors: &mut Errors) -> Option<Listing> {
    let register = answers.word("listing", Register::from_word, errors);
    let number = answers.limited("listing_number", errors);
    let (valid_from, valid_to) = (answers.day("listing_from", errors), answers.day("listing_to", errors));
    match register {
        Some(register) => Some(Listing { register, number: number.unwrap_or_default(), valid_from, valid_to }),
        None if number.is_some() || valid_from.is_some() || valid_to.is_some() => {
            errors.add(FieldProblem::new("listing", "missing"));
            None
        }
        None => None,
    }
}

/// Codes of countries in any case, parted by anything; sorted.
fn countries(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut countries: Vec<String> = parts.map(str::to_uppercase).collect();
    countries.sort();
    countries
}

fn responsibility(answers: &Answers, layer: Layer, errors: &mut Errors) -> Option<Responsibility> {
    let [answerable, text] = of_layer(layer);
    let mut wrong = Errors::default();
    let said = answers.word(&answerable, Answerable::from_word, &mut wrong);
    let text = answers.limited(&text, &mut wrong);
    if !wrong.is_empty() || (said.is_none() && text.is_some()) {
        errors.add(FieldProblem::new("responsibilities", "layer_incomplete"));
    }
    Some(Responsibility { layer, answerable: said?, text })
}

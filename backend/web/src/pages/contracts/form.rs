//! The fields of a contract, between what a person types and its content.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakuzuke_domain::contracts::{
    Attributes, Availability, Confidentiality, ContractKind, ContractMethod, Fields, Integrity, NetworkZone, rate_on,
    with_tax,
};
use kakuzuke_domain::money::{Amount, AmountNote, AmountUnit, parse_amount};
use kakuzuke_services::ServicesError;
use kakuzuke_services::contracts::Draft;
use serde::Serialize;

use crate::error::{AppError, FieldProblem, Result};
use crate::pages::form::{Answers, Errors};

/// The fields of the content, as forms and differences name them.
pub const FIELDS: [&str; 24] = [
    "contract_title",
    "awarded_on",
    "begins_on",
    "ends_on",
    "amount_yen",
    "amount_tax",
    "tax_percent",
    "contract_number",
    "contract_method",
    "contract_kind",
    "section",
    "automatic_renewal",
    "zones",
    "confidentiality",
    "integrity",
    "availability",
    "personal_data",
    "persons",
    "records",
    "my_number",
    "core_system",
    "cloud",
    "subcontracting",
    "contract_note",
];

/// Fields that a form has beside the content.
const OTHERS: [&str; 7] = ["buyer", "supplier", "supplier_id", "version", "reason", "amended_from", "amendment_reason"];

/// What stands in the form: every field, empty ones too, so that a template can name it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct ContractForm(BTreeMap<String, String>);

/// The words to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct Choices {
    methods: Vec<&'static str>,
    kinds: Vec<&'static str>,
    zones: Vec<&'static str>,
    confidentialities: Vec<&'static str>,
    integrities: Vec<&'static str>,
    availabilities: Vec<&'static str>,
}

impl Choices {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        Self {
            methods: ContractMethod::ALL.iter().map(|one| one.as_str()).collect(),
            kinds: ContractKind::ALL.iter().map(|one| one.as_str()).collect(),
            zones: NetworkZone::ALL.iter().map(|one| one.as_str()).collect(),
            confidentialities: Confidentiality::ALL.iter().map(|one| one.as_str()).collect(),
            integrities: Integrity::ALL.iter().map(|one| one.as_str()).collect(),
            availabilities: Availability::ALL.iter().map(|one| one.as_str()).collect(),
        }
    }
}

impl ContractForm {
    fn complete(mut fields: BTreeMap<String, String>) -> Self {
        for field in FIELDS.iter().chain(&OTHERS) {
            fields.entry((*field).to_owned()).or_default();
        }
        for zone in NetworkZone::ALL {
            fields.entry(format!("zone_{zone}")).or_default();
        }
        fields.entry("zone_none".to_owned()).or_default();
        Self(fields)
    }

    /// An empty form.
    #[must_use]
    pub fn empty() -> Self {
        Self::complete(BTreeMap::from([("amount_tax".to_owned(), "included".to_owned())]))
    }

    /// The form as filled in.
    #[must_use]
    pub fn typed(answers: &Answers) -> Self {
        Self::complete(answers.0.iter().map(|(field, text)| (field.clone(), text.trim().to_owned())).collect())
    }

    /// The form for what is recorded.
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        Self::of_fields(fields(draft))
    }

    /// The form with these fields of the content.
    #[must_use]
    pub fn of_fields(content: Fields) -> Self {
        let mut fields: BTreeMap<String, String> = content.into_iter().collect();
        let zones = fields.get("zones").cloned().unwrap_or_default();
        for zone in zones.split(' ').filter(|zone| !zone.is_empty()) {
            fields.insert(format!("zone_{zone}"), "true".to_owned());
        }
        Self::complete(fields)
    }

    /// The same with another field filled in.
    #[must_use]
    pub fn with(mut self, field: &str, text: impl Into<String>) -> Self {
        self.0.insert(field.to_owned(), text.into());
        self
    }
}

/// The content as the texts of its fields: two contents are the same if these are.
#[must_use]
pub fn fields(draft: &Draft) -> Fields {
    let attributes = &draft.attributes;
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    let yes = |told: Option<bool>| told.map_or("", |told| if told { "yes" } else { "no" }).to_owned();
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let zones = attributes.zones.as_ref().map(|zones| match zones.as_slice() {
        [] => "none".to_owned(),
        zones => zones.iter().map(|zone| zone.as_str()).collect::<Vec<_>>().join(" "),
    });
    let amount = match (draft.amount_yen, draft.amount_note.as_deref()) {
        (Some(yen), _) => yen.to_string(),
        (None, Some("withheld")) => "非公表".to_owned(),
        (None, Some("unit_price")) => "単価".to_owned(),
        (None, Some(note)) => note.to_owned(),
        (None, None) => String::new(),
    };
    let texts: [String; 24] = [
        draft.title.clone(),
        day(draft.awarded_on),
        day(draft.valid_from),
        day(draft.valid_to),
        amount,
        "included".to_owned(),
        attributes.tax_percent.map(|percent| percent.to_string()).unwrap_or_default(),
        draft.source_key.clone().unwrap_or_default(),
        word(attributes.method.map(ContractMethod::as_str)),
        word(attributes.kind.map(ContractKind::as_str)),
        attributes.section.clone().unwrap_or_default(),
        yes(attributes.automatic_renewal),
        zones.unwrap_or_default(),
        word(attributes.confidentiality.map(Confidentiality::as_str)),
        word(attributes.integrity.map(Integrity::as_str)),
        word(attributes.availability.map(Availability::as_str)),
        yes(attributes.personal_data),
        count(attributes.persons),
        count(attributes.records),
        yes(attributes.my_number),
        yes(attributes.core_system),
        yes(attributes.cloud),
        yes(attributes.subcontracting),
        draft.note.clone().unwrap_or_default(),
    ];
    FIELDS.iter().map(|field| (*field).to_owned()).zip(texts).collect()
}

/// What the answers say; problems go to `errors`. `today` is the day whose rate of tax holds where no other is told.
pub fn draft(answers: &Answers, today: NaiveDate, errors: &mut Errors) -> Draft {
    let awarded_on = answers.day("awarded_on", errors);
    let valid_from = answers.day("begins_on", errors);
    let tax_percent = number::<u8>(answers, "tax_percent", errors);
    let (amount_yen, amount_note, tax_percent) = amount(answers, tax_percent, valid_from.unwrap_or(today), errors);
    let yes = |field: &str, errors: &mut Errors| answers.word(field, read_yes, errors);
    let attributes = Attributes {
        method: answers.word("contract_method", ContractMethod::from_word, errors),
        kind: answers.word("contract_kind", ContractKind::from_word, errors),
        section: answers.limited("section", errors),
        tax_percent,
        automatic_renewal: yes("automatic_renewal", errors),
        zones: zones(answers, errors),
        confidentiality: answers.word("confidentiality", Confidentiality::from_word, errors),
        integrity: answers.word("integrity", Integrity::from_word, errors),
        availability: answers.word("availability", Availability::from_word, errors),
        personal_data: yes("personal_data", errors),
        persons: number(answers, "persons", errors),
        records: number(answers, "records", errors),
        my_number: yes("my_number", errors),
        core_system: yes("core_system", errors),
        cloud: yes("cloud", errors),
        subcontracting: yes("subcontracting", errors),
        criticality_override: None,
    };
    let draft = Draft {
        title: answers.needed("contract_title", errors),
        awarded_on,
        valid_from,
        valid_to: answers.day("ends_on", errors),
        amount_yen,
        amount_note,
        source_key: answers.limited("contract_number", errors),
        note: answers.given("contract_note"),
        attributes: attributes.tidy(),
    };
    for problem in draft.problems() {
        errors.add(FieldProblem::new(named(problem.field), problem.code));
    }
    draft
}

/// The name that a field of the content has in forms, where labels of other rooms have its own.
fn named(field: &str) -> &str {
    match field {
        "title" => "contract_title",
        "valid_from" => "begins_on",
        "valid_to" => "ends_on",
        "source_key" => "contract_number",
        "method" => "contract_method",
        "kind" => "contract_kind",
        "note" => "contract_note",
        other => other,
    }
}

/// Takes over what the register refused, under the names of the form.
///
/// # Errors
/// Every other situation is handed back.
pub fn refused(error: ServicesError, errors: &mut Errors) -> Result<()> {
    let error = match AppError::from(error) {
        AppError::Invalid(problems) => {
            let named = |problem: FieldProblem| FieldProblem { field: named(&problem.field).to_owned(), ..problem };
            AppError::Invalid(problems.into_iter().map(named).collect())
        }
        AppError::Conflict("contract_unchanged") => AppError::invalid("form", "contract_unchanged"),
        other => other,
    };
    let known: Vec<&str> = FIELDS.iter().chain(&OTHERS).copied().collect();
    errors.refused(error, &known)
}

fn read_yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(answers: &Answers, field: &str, errors: &mut Errors) -> Option<T> {
    let text = kakuzuke_domain::text::compact(answers.text(field)).replace(',', "");
    if text.is_empty() {
        return None;
    }
    let number = text.trim_end_matches(['%', '人', '件']).parse().ok();
    if number.is_none() {
        errors.add(FieldProblem::new(field, "not_an_integer"));
    }
    number
}

fn zones(answers: &Answers, errors: &mut Errors) -> Option<Vec<NetworkZone>> {
    let chosen: Vec<NetworkZone> =
        NetworkZone::ALL.iter().copied().filter(|zone| answers.text(&format!("zone_{zone}")) == "true").collect();
    match (chosen.is_empty(), answers.text("zone_none") == "true") {
        (true, false) => None,
        (true, true) => Some(Vec::new()),
        (false, false) => Some(chosen),
        (false, true) => {
            errors.add(FieldProblem::new("zones", "contract_zones"));
            None
        }
    }
}

/// The amount with tax, what stands in its place, and the rate of the tax in it.
fn amount(
    answers: &Answers,
    percent: Option<u8>,
    day: NaiveDate,
    errors: &mut Errors,
) -> (Option<i64>, Option<String>, Option<u8>) {
    let text = answers.text("amount_yen");
    if text.chars().count() > 100 {
        errors.add(FieldProblem::new("amount_yen", "too_long"));
        return (None, None, percent);
    }
    let yen = match parse_amount(text, AmountUnit::Yen) {
        Ok(Amount::Known(yen)) => yen.0,
        Ok(Amount::Blank) => return (None, None, percent),
        Ok(Amount::Unstated(note @ (AmountNote::Withheld | AmountNote::UnitPrice))) => {
            return (None, Some(note.as_str().to_owned()), percent);
        }
        Err(problem) => {
            errors.add(FieldProblem::new("amount_yen", problem.code()));
            return (None, None, percent);
        }
    };
    if answers.text("amount_tax") != "excluded" {
        return (Some(yen), None, percent);
    }
    let percent = percent.unwrap_or_else(|| rate_on(day));
    let gross = with_tax(yen, percent);
    if gross.is_none() {
        errors.add(FieldProblem::new("amount_yen", "amount_too_large"));
    }
    (gross, None, Some(percent))
}

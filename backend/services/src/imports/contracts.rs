//! Rows of contracts and award lists.

use std::collections::HashMap;

use kakuzuke_domain::contracts::{
    Attributes, Availability, Confidentiality, ContractKind, ContractMethod, Integrity, NetworkZone,
};
use kakuzuke_domain::money::{Amount, AmountUnit, parse_amount};
use kakuzuke_store::{ContractSupersession, NewContract, Work};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::details;
use super::matching::{self, Whom, distinct};
use super::problems::Problem;
use super::reading::Reading;
use super::report::Outcome;
use super::session::{Before, Done, REASON, Session};
use crate::errors::Result;

/// Fields kept beside the contract.
const DETAILS: [&str; 2] = ["fiscal_year", "note"];

/// Imports one chunk of rows.
///
/// # Errors
/// The database failed, or holds something damaged.
pub async fn apply(work: &mut Work, session: &mut Session, mut readings: Vec<Reading>) -> Result<Vec<Done>> {
    let mut buyers = Vec::with_capacity(readings.len());
    for reading in &mut readings {
        let buyer = if reading.failed() { None } else { session.buyer(work, reading).await? };
        if let (Some(from), Some(to)) = reading.period()
            && to < from
        {
            reading.complain("valid_to", Problem::error("dates_reversed").with("to", to.to_string()));
        }
        if reading.amount("amount_yen").0.is_some_and(|yen| yen < 0) {
            reading.complain("amount_yen", Problem::error("amount_negative"));
        }
        for field in ["persons", "records", "tax_percent"] {
            if reading.integer(field).is_some_and(|number| number < 0) {
                reading.complain(field, Problem::error("number_negative"));
            }
        }
        let (told, unread) = attributes(reading);
        for problem in told.problems() {
            reading.complain(
                if problem.field == "section" { "department" } else { problem.field },
                Problem::error(problem.code),
            );
        }
        for (field, _) in unread.iter().filter(|(field, _)| field != "method") {
            reading.complain(field, Problem::warning("word_unread"));
        }
        buyers.push(buyer);
    }
    let whom = matching::suppliers(work, session, &mut readings).await?;
    let keys: Vec<String> = readings.iter().zip(&whom).map(|(reading, whom)| key(reading, whom)).collect();
    let mut known = known(work, &buyers, &keys).await?;
    let mut rows = Rows::default();
    let mut done = Vec::with_capacity(readings.len());
    for (((mut reading, buyer), whom), key) in readings.into_iter().zip(buyers).zip(whom).zip(keys) {
        done.push(match (buyer, whom) {
            (Some(buyer), Whom::Known(supplier)) if !reading.failed() => {
                let contract = contract(session, &reading, buyer, supplier, key);
                let outcome = tell(session, &mut reading, contract, &mut known, &mut rows);
                Done::new(reading, outcome)
            }
            (Some(buyer), Whom::Perhaps(candidates)) if !reading.failed() => {
                matching::propose(reading, candidates, |reading, seq| {
                    let key = self::key(reading, &Whom::Known(seq));
                    let said = contract(session, reading, buyer, seq, key.clone());
                    known.get(&(buyer, key)).is_some_and(|held| *held == over(said, held))
                })
            }
            _ => Done::new(reading, Outcome::Rejected),
        });
    }
    work.add_contracts(rows.new).await?;
    work.supersede_contracts(rows.versions).await?;
    Ok(done)
}

#[derive(Default)]
struct Rows {
    new: Vec<NewContract>,
    versions: Vec<ContractSupersession>,
}

type Known = HashMap<(i64, String), NewContract>;

async fn known(work: &mut Work, buyers: &[Option<i64>], keys: &[String]) -> Result<Known> {
    let mut known = Known::new();
    for buyer in distinct(buyers.iter().flatten().copied()) {
        let own = buyers.iter().zip(keys).filter(|(own, _)| **own == Some(buyer)).map(|(_, key)| key.clone());
        for (key, contract) in work.contracts_by_keys(buyer, &distinct(own)).await? {
            known.insert((buyer, key), contract.into());
        }
    }
    Ok(known)
}

fn contract(session: &Session, reading: &Reading, buyer: i64, supplier: i64, key: String) -> NewContract {
    let (valid_from, valid_to) = reading.period();
    let (amount_yen, amount_note) = reading.amount("amount_yen");
    let amount_note = match amount_note {
        None if amount_yen.is_none() => reading.text("amount_note").map(note),
        note => note.map(ToOwned::to_owned),
    };
    let (attributes, unread) = attributes(reading);
    let mut beside = details::read(details::of(reading, &DETAILS).as_deref());
    beside.extend(unread);
    NewContract {
        awarded_on: reading.day("awarded_on"),
        valid_from,
        valid_to,
        amount_yen,
        amount_note,
        source_key: Some(key),
        details: details::written(beside),
        attributes: attributes.to_json(),
        ..NewContract::new(session.new_id(), buyer, supplier, reading.text("title").unwrap_or_default())
    }
}

/// The machine word of a note in place of an amount; any other note stays as written.
fn note(text: String) -> String {
    match parse_amount(&text, AmountUnit::Yen) {
        Ok(Amount::Unstated(note)) => note.as_str().to_owned(),
        _ => text,
    }
}

/// The attributes that a row tells, and the words that tell none: those are kept as written.
fn attributes(reading: &Reading) -> (Attributes, Vec<(String, Value)>) {
    let mut unread = Vec::new();
    let attributes = Attributes {
        method: told(reading, "method", ContractMethod::read, &mut unread),
        kind: told(reading, "contract_kind", ContractKind::read, &mut unread),
        section: reading.text("department"),
        tax_percent: reading.integer("tax_percent").map(|percent| u8::try_from(percent).unwrap_or(u8::MAX)),
        automatic_renewal: reading.truth("automatic_renewal"),
        zones: told(reading, "zones", NetworkZone::read, &mut unread),
        confidentiality: told(reading, "confidentiality", Confidentiality::read, &mut unread),
        integrity: told(reading, "integrity", |text| Integrity::from_word(class(text)), &mut unread),
        availability: told(reading, "availability", |text| Availability::from_word(class(text)), &mut unread),
        personal_data: reading.truth("personal_data"),
        persons: count(reading, "persons"),
        records: count(reading, "records"),
        my_number: reading.truth("my_number"),
        core_system: reading.truth("core_system"),
        cloud: reading.truth("cloud"),
        subcontracting: reading.truth("subcontracting"),
        criticality_override: None,
    };
    (attributes.tidy(), unread)
}

fn told<T>(
    reading: &Reading,
    field: &str,
    read: impl Fn(&str) -> Option<T>,
    unread: &mut Vec<(String, Value)>,
) -> Option<T> {
    let text = reading.told(field)?;
    let found = read(text);
    if found.is_none() {
        unread.push((field.to_owned(), text.into()));
    }
    found
}

/// The number of 「自治体可用性２」.
fn class(text: &str) -> &str {
    match text.trim_end().chars().last() {
        Some('2' | '２') => "2",
        Some('1' | '１') => "1",
        _ => text,
    }
}

fn count(reading: &Reading, field: &str) -> Option<u64> {
    reading.integer(field).and_then(|count| u64::try_from(count).ok())
}

/// What a row says over what is held: whatever the row leaves out stays as somebody recorded it.
fn over(said: NewContract, held: &NewContract) -> NewContract {
    let read = |text: Option<&str>| text.and_then(|text| Attributes::from_json(text).ok()).unwrap_or_default();
    let attributes = read(said.attributes.as_deref()).over(&read(held.attributes.as_deref()));
    let untold = said.amount_yen.is_none() && said.amount_note.is_none();
    NewContract {
        contract_id: held.contract_id,
        awarded_on: said.awarded_on.or(held.awarded_on),
        valid_from: said.valid_from.or(held.valid_from),
        valid_to: said.valid_to.or(held.valid_to),
        amount_yen: if untold { held.amount_yen } else { said.amount_yen },
        amount_note: if untold { held.amount_note.clone() } else { said.amount_note },
        details: details::merged(held.details.as_deref(), said.details.as_deref()),
        terms_from: held.terms_from,
        terms_to: held.terms_to,
        former: held.former,
        attributes: attributes.to_json(),
        ..said
    }
}

/// The key of the source, else one made of what the row says, so that the same list read twice is the same contracts.
fn key(reading: &Reading, whom: &Whom) -> String {
    if let Some(key) = reading.text("source_key") {
        return key;
    }
    let supplier = if let Whom::Known(seq) = whom { *seq } else { -1 };
    let (from, to) = reading.period();
    let said = (supplier, reading.text("title"), reading.day("awarded_on"), from, to, reading.amount("amount_yen"));
    let digest = Sha256::digest(format!("{said:?}"));
    format!("row:{}", hex::encode(digest.get(..12).unwrap_or_default()))
}

fn tell(
    session: &mut Session,
    reading: &mut Reading,
    said: NewContract,
    known: &mut Known,
    rows: &mut Rows,
) -> Outcome {
    let identity = (said.buyer_seq, said.source_key.clone().unwrap_or_default());
    let content = format!("{:?}", NewContract { contract_id: uuid::Uuid::nil(), ..said.clone() });
    match session.note(&identity, &content, reading.row) {
        Before::Nothing => {}
        Before::Same(first) => {
            reading.complain_of_row(Problem::warning("same_row_again").with("first", first.to_string()));
            return Outcome::Unchanged;
        }
        Before::Different(first) => {
            reading.complain_of_row(Problem::error("duplicate_row").with("first", first.to_string()));
            return Outcome::Rejected;
        }
    }
    match known.get(&identity) {
        Some(held) => {
            let replacement = over(said, held);
            if *held == replacement {
                return Outcome::Unchanged;
            }
            rows.versions.push(ContractSupersession {
                contract_id: held.contract_id,
                replacement: Some(replacement.clone()),
                reason: REASON.to_owned(),
            });
            known.insert(identity, replacement);
            Outcome::Updated
        }
        None => {
            rows.new.push(said.clone());
            known.insert(identity, said);
            Outcome::Created
        }
    }
}

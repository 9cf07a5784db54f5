//! Rows of contracts and award lists.

use std::collections::HashMap;

use kakuzuke_store::{Contract, ContractSupersession, NewContract, Work};
use sha2::{Digest, Sha256};

use super::details;
use super::matching::{self, Whom, distinct};
use super::problems::Problem;
use super::reading::Reading;
use super::report::Outcome;
use super::session::{Before, Done, REASON, Session};
use crate::errors::Result;

/// Fields kept beside the contract.
const DETAILS: [&str; 4] = ["department", "method", "fiscal_year", "note"];

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
        buyers.push(buyer);
    }
    let whom = matching::suppliers(work, session, &mut readings).await?;
    let keys: Vec<String> = readings.iter().zip(&whom).map(|(reading, whom)| key(reading, whom)).collect();
    let mut known = known(work, &buyers, &keys).await?;
    let mut rows = Rows::default();
    let mut done = Vec::with_capacity(readings.len());
    for (((mut reading, buyer), whom), key) in readings.into_iter().zip(buyers).zip(whom).zip(keys) {
        let outcome = match (buyer, whom) {
            (Some(buyer), Whom::Known(supplier)) if !reading.failed() => {
                let contract = contract(session, &reading, buyer, supplier, key);
                tell(session, &mut reading, contract, &mut known, &mut rows)
            }
            (Some(buyer), Whom::Perhaps(candidates)) if !reading.failed() => {
                let already = |seq: i64| {
                    let key = self::key(&reading, &Whom::Known(seq));
                    let said = contract(session, &reading, buyer, seq, key.clone());
                    known.get(&(buyer, key)).is_some_and(|held| says_nothing_new(held, &said))
                };
                if candidates.iter().filter(|candidate| already(candidate.supplier.seq)).count() == 1 {
                    Outcome::Unchanged
                } else {
                    let count = candidates.len().to_string();
                    reading.complain("supplier_name", Problem::warning("supplier_by_name").with("candidates", count));
                    done.push(Done { reading, outcome: Outcome::Proposed, candidates });
                    continue;
                }
            }
            _ => Outcome::Rejected,
        };
        done.push(Done::new(reading, outcome));
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
            known.insert((buyer, key), as_new(contract));
        }
    }
    Ok(known)
}

fn as_new(contract: Contract) -> NewContract {
    NewContract {
        contract_id: contract.contract_id,
        buyer_seq: contract.buyer_seq,
        supplier_seq: contract.supplier_seq,
        title: contract.title,
        awarded_on: contract.awarded_on,
        valid_from: contract.valid_from,
        valid_to: contract.valid_to,
        amount_yen: contract.amount_yen,
        amount_note: contract.amount_note,
        source_key: contract.source_key,
        details: contract.details,
    }
}

fn contract(session: &Session, reading: &Reading, buyer: i64, supplier: i64, key: String) -> NewContract {
    let (valid_from, valid_to) = reading.period();
    let (amount_yen, amount_note) = reading.amount("amount_yen");
    NewContract {
        contract_id: session.new_id(),
        buyer_seq: buyer,
        supplier_seq: supplier,
        title: reading.text("title").unwrap_or_default(),
        awarded_on: reading.day("awarded_on"),
        valid_from,
        valid_to,
        amount_yen,
        amount_note: amount_note.map(ToOwned::to_owned),
        source_key: Some(key),
        details: details::of(reading, &DETAILS),
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
        Some(held) if says_nothing_new(held, &said) => Outcome::Unchanged,
        Some(held) => {
            let replacement = NewContract { contract_id: held.contract_id, ..said };
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

fn says_nothing_new(held: &NewContract, said: &NewContract) -> bool {
    *held == NewContract { contract_id: held.contract_id, ..said.clone() }
}

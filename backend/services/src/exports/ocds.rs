//! Contracts as a release package of the Open Contracting Data Standard 1.1 (<https://standard.open-contracting.org/1.1/>).
//!
//! What is not public is left out: an amount that was withheld, and anything that is known of the security of a company.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use kakuzuke_domain::contracts::ContractMethod;
use kakuzuke_store::{Buyer, Contract, ContractRow};
use serde_json::{Value, json};

use super::{ExportRequest, Exported, step};
use crate::Services;
use crate::errors::Result;
use crate::words::{Language, word};

/// The list of organisation identifiers that corporate numbers are from (<https://org-id.guide/list/JP-JCN>).
const SCHEME: &str = "JP-JCN";
/// What the ids of contracting processes begin with. A publisher's own prefix is registered with the Open Contracting
/// Partnership and put before it when the package is published.
const OCID_PREFIX: &str = "kakuzuke";

impl Services {
    /// Writes the contracts of a request as one release package, release after release.
    ///
    /// # Errors
    /// The database failed, or the file cannot be written.
    pub(super) async fn export_ocds(&self, request: &ExportRequest, to: &Path) -> Result<Exported> {
        let buyers: HashMap<i64, Buyer> =
            self.store().every_buyer().await?.into_iter().map(|buyer| (buyer.seq, buyer)).collect();
        let amended = self.store().amendments(&request.as_of).await?;
        let mut out = BufWriter::new(File::create(to)?);
        let head = json!({
            "uri": self.post().link(&format!("/contracts/export?format=ocds&known_at={}", instant(request.as_of.known_at))),
            "version": "1.1",
            "publishedDate": instant(self.store().now()),
            "publisher": { "name": "Kakuzuke" },
        })
        .to_string();
        write!(out, "{},\"releases\":[", head.strip_suffix('}').unwrap_or(&head))?;
        let (mut rows, mut outcome) = (0_u64, Ok(()));
        let each = |row: ContractRow| {
            let separator = if rows == 0 { "\n" } else { ",\n" };
            rows += 1;
            let changed = amended.get(&row.contract.contract_id).map_or(&[][..], Vec::as_slice);
            let written = release(&row, buyers.get(&row.contract.buyer_seq), changed, request.as_of.valid_on)
                .and_then(|release| write!(out, "{separator}{release}").map_err(Into::into));
            step(&mut outcome, written)
        };
        self.store().for_each_contract(&request.contracts, &request.as_of, each).await?;
        outcome?;
        out.write_all(b"\n]}\n")?;
        out.flush()?;
        Ok(Exported { rows, lost: Vec::new() })
    }
}

/// One contract as one release of its process: tender, award and contract.
fn release(row: &ContractRow, buyer: Option<&Buyer>, changed: &[NaiveDate], on: NaiveDate) -> Result<Value> {
    let contract = &row.contract;
    let ocid = format!("{OCID_PREFIX}-{}", contract.contract_id);
    let buyer_number = buyer.and_then(|buyer| buyer.number.as_deref());
    let buyer_id = party_id(buyer_number, || match &contract.buyer_code {
        Some(code) => format!("{OCID_PREFIX}-buyer-{code}"),
        None => format!("{OCID_PREFIX}-buyer-{}", contract.buyer_seq),
    });
    let supplier_number = row.supplier_number.as_deref();
    let supplier_id = party_id(supplier_number, || format!("{OCID_PREFIX}-supplier-{}", contract.supplier));
    let supplier = json!({ "id": supplier_id, "name": row.supplier_name });
    let period = period(contract.valid_from, contract.valid_to);
    let value = contract.amount_yen.map(|yen| json!({ "amount": yen, "currency": "JPY" }));
    let mut tags = vec!["tender", "award", "contract"];
    if !changed.is_empty() {
        tags.push("contractAmendment");
    }
    Ok(json!({
        "ocid": ocid,
        "id": format!("{ocid}-{}", contract.seq),
        "date": instant(contract.recorded_at),
        "language": "ja",
        "tag": tags,
        "initiationType": "tender",
        "parties": [
            party(&buyer_id, &contract.buyer_name, buyer_number, "buyer"),
            party(&supplier_id, &row.supplier_name, supplier_number, "supplier"),
        ],
        "buyer": { "id": buyer_id, "name": contract.buyer_name },
        "tender": tender(contract)?,
        "awards": [filled(json!({
            "id": "1",
            "title": contract.title,
            "status": "active",
            "date": contract.awarded_on.map(begin),
            "value": value,
            "suppliers": [supplier],
            "contractPeriod": period,
        }))],
        "contracts": [filled(json!({
            "id": contract.contract_id,
            "awardID": "1",
            "title": contract.title,
            "status": status(contract, on),
            "period": period,
            "value": value,
            "dateSigned": contract.awarded_on.map(begin),
            "amendments": amendments(changed),
        }))],
    }))
}

/// The procedure, as far as it is known.
fn tender(contract: &Contract) -> Result<Value> {
    let method = contract.attributes()?.method;
    let kind = method.and_then(|method| match method {
        ContractMethod::GeneralBid | ContractMethod::ComprehensiveBid | ContractMethod::Proposal => Some("open"),
        ContractMethod::DesignatedBid | ContractMethod::OpenDesignatedBid => Some("selective"),
        ContractMethod::Negotiated | ContractMethod::Quotation => Some("limited"),
        ContractMethod::Other => None,
    });
    let words = method.map(|method| word(Language::Ja, &format!("export-word-{}", method.as_str().replace('_', "-"))));
    Ok(filled(json!({
        "id": contract.source_key.clone().unwrap_or_else(|| contract.contract_id.to_string()),
        "title": contract.title,
        "status": "complete",
        "procurementMethod": kind,
        "procurementMethodDetails": words,
    })))
}

/// What changed the contract: each amendment by its first day.
fn amendments(days: &[NaiveDate]) -> Option<Value> {
    let amendment = |(number, day): (usize, &NaiveDate)| json!({ "id": (number + 1).to_string(), "date": begin(*day) });
    (!days.is_empty()).then(|| days.iter().enumerate().map(amendment).collect())
}

fn status(contract: &Contract, on: NaiveDate) -> &'static str {
    if contract.valid_to.is_some_and(|to| to < on) {
        "terminated"
    } else if contract.valid_from.is_some_and(|from| from > on) {
        "pending"
    } else {
        "active"
    }
}

fn party_id(number: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    number.map_or_else(otherwise, |number| format!("{SCHEME}-{number}"))
}

fn party(id: &str, name: &str, number: Option<&str>, role: &str) -> Value {
    let identifier = number.map(|number| json!({ "scheme": SCHEME, "id": number, "legalName": name }));
    filled(json!({ "id": id, "name": name, "identifier": identifier, "roles": [role] }))
}

fn period(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<Value> {
    let said = from.is_some() || to.is_some();
    said.then(|| filled(json!({ "startDate": from.map(begin), "endDate": to.map(end) })))
}

/// The object without the fields that nobody knows: null means something else there.
fn filled(object: Value) -> Value {
    match object {
        Value::Object(fields) => Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}

fn begin(day: NaiveDate) -> String {
    format!("{day}T00:00:00+09:00")
}

fn end(day: NaiveDate) -> String {
    format!("{day}T23:59:59+09:00")
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

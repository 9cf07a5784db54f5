//! What stands behind the demo's contracts: chains of one to four tiers, and cloud services.

use std::ops::ControlFlow;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::cloud_services::{Answerable, CloudService, CloudUse, Layer, Listing, Register, Responsibility};
use kakuzuke_domain::subcontracts::{Consent, Known, Link, Subcontract, place};
use kakuzuke_store::{Actor, Contract, ContractQuery, NewSupply, SupplierRef};
use serde_json::json;
use uuid::Uuid;

use crate::Services;
use crate::chance::Chance;
use crate::errors::Result;

const SERVICES: &str = include_str!("../../../../seed/demo/cloud-services.csv");

/// Work that is handed on, and the data in it.
const WORK: [(&str, Option<&str>); 6] = [
    ("データ入力", Some("申請書の写し")),
    ("サーバーの監視", None),
    ("プログラムの改修", Some("試験用の架空データ")),
    ("封入・封緘", Some("宛名データ")),
    ("夜間の問合せ受付", Some("問合せ記録")),
    ("機器の保守", None),
];

/// Companies that many chains lead to: the places of a few in the list of suppliers.
const SOUGHT: [usize; 4] = [12, 33, 47, 61];

/// Fills in cloud services, their use, and the chains behind every third contract.
pub async fn fill(services: &Services, suppliers: &[SupplierRef], today: NaiveDate, chance: &mut Chance) -> Result<()> {
    let store = services.store();
    let now = store.as_of(None, None).await?;
    let mut contracts: Vec<Contract> = Vec::new();
    let each = |row: kakuzuke_store::ContractRow| {
        contracts.push(row.contract);
        ControlFlow::Continue(())
    };
    store.for_each_contract(&ContractQuery::of(Visible::All), &now, each).await?;
    contracts.reverse();
    let offered: Vec<(Uuid, CloudService)> =
        SERVICES.lines().skip(1).filter_map(service).map(|one| (store.new_id(), one)).collect();
    let mut records: Vec<NewSupply> = offered.iter().map(|(id, one)| NewSupply::cloud_service(*id, one)).collect();
    for (number, contract) in contracts.iter().enumerate() {
        if contract.title.contains("サービス") || number % 5 == 0 {
            let usage = CloudUse { valid_from: contract.valid_from, valid_to: contract.valid_to, purpose: None };
            let used = chance.pick(&offered).map(|(id, _)| *id);
            records.extend(used.map(|id| NewSupply::cloud_use(store.new_id(), contract.contract_id, id, &usage)));
        }
        if number % 3 == 0 {
            records.extend(chain(services, contract, suppliers, today, chance));
        }
    }
    let mut work = store.begin(&Actor::system(), "demo.supplies").await?;
    work.add_supplies(records).await?;
    work.seal("demo", json!({"cloud_services": offered.len()})).await?;
    work.commit().await?;
    Ok(())
}

/// A chain of one to four tiers, with a second company at the first tier now and then.
fn chain(
    services: &Services,
    contract: &Contract,
    suppliers: &[SupplierRef],
    today: NaiveDate,
    chance: &mut Chance,
) -> Vec<NewSupply> {
    let mut links: Vec<Link<i64>> = Vec::new();
    let mut records = Vec::new();
    let tiers = 1 + chance.below(4);
    for step in 0..tiers + chance.below(2) {
        let above = if step < tiers { links.last().map(|link| link.id) } else { None };
        let sought = chance.percent(40).then(|| chance.pick(&SOUGHT).and_then(|at| suppliers.get(*at))).flatten();
        let Some(company) = sought.or_else(|| chance.pick(suppliers)) else { continue };
        if place(&contract.supplier_seq, &links, above, &company.seq).is_err() {
            continue;
        }
        let terms = terms(contract, step + 1 >= tiers, today, chance);
        let id = services.store().new_id();
        links.push(Link { id, above, company: company.seq, consent: terms.consent });
        records.push(NewSupply::subcontract(id, contract.contract_id, above, company.seq, &terms));
    }
    records
}

fn terms(contract: &Contract, last: bool, today: NaiveDate, chance: &mut Chance) -> Subcontract {
    let (work, data) = chance.pick(&WORK).copied().unwrap_or(("データ入力", None));
    let begun = contract.valid_from.or(contract.awarded_on).unwrap_or(today).min(today);
    let consent = match chance.below(10) {
        0 | 1 if last => Consent::Requested,
        2 if last => Consent::Refused,
        _ => Consent::Approved,
    };
    let known = |chance: &mut Chance| match chance.below(5) {
        0 => Known::Unknown,
        1 => Known::No,
        _ => Known::Yes,
    };
    let decided_on = begun.checked_add_days(Days::new(5)).unwrap_or(begun);
    Subcontract {
        work: work.to_owned(),
        data: data.map(str::to_owned),
        personal_data: if data.is_some() { known(chance) } else { Known::No },
        flow_down: known(chance),
        requested_on: begun,
        valid_from: contract.valid_from,
        valid_to: contract.valid_to,
        consent,
        decided_on: (consent != Consent::Requested).then_some(decided_on),
        decision_reason: (consent == Consent::Refused).then(|| "再委託先の体制を確認できないため".to_owned()),
    }
}

fn service(line: &str) -> Option<CloudService> {
    let fields: Vec<&str> = line.split(',').collect();
    let [provider, name, register, number, from, to, certified, countries, note] = fields.as_slice() else {
        return None;
    };
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let listing = Register::from_word(register).map(|register| Listing {
        register,
        number: (*number).to_owned(),
        valid_from: day(from),
        valid_to: day(to),
    });
    let iso27017_to = day(certified);
    let answerable = |layer: &Layer| match layer {
        Layer::Access => Answerable::Contractor,
        Layer::Data => Answerable::Shared,
        _ => Answerable::Provider,
    };
    let responsibility = |layer: &Layer| Responsibility {
        layer: *layer,
        answerable: answerable(layer),
        text: (*layer == Layer::Data).then(|| "保管は提供者、消去の指示は発注者".to_owned()),
    };
    Some(CloudService {
        provider: (*provider).to_owned(),
        provider_number: None,
        name: (*name).to_owned(),
        iso27017: if iso27017_to.is_some() { Known::Yes } else { Known::Unknown },
        iso27017_to,
        countries: countries.split_whitespace().map(str::to_owned).collect(),
        responsibilities: listing.iter().flat_map(|_| Layer::ALL.iter().map(responsibility)).collect(),
        listing,
        note: Some((*note).to_owned()).filter(|note| !note.is_empty()),
    })
}

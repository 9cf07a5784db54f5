//! What the wards of the demo entrust to whom.

use chrono::{Days, Months, NaiveDate};
use kakuzuke_domain::contracts::{
    Attributes, Availability, CloseOutOutcome, CloseOutStep, Confidentiality, ContractKind, ContractMethod, NetworkZone,
};
use kakuzuke_store::{Buyer, NewCloseOut, NewContract};
use uuid::Uuid;

use super::companies::Company;
use super::events::{Event, What};
use crate::Services;
use crate::chance::Chance;
use crate::errors::Result;

const WORK: &str = include_str!("../../../../seed/demo/contracts.csv");

struct Kind {
    trade: &'static str,
    title: &'static str,
    yen: i64,
    attributes: Attributes,
}

fn kinds() -> impl Iterator<Item = Kind> {
    WORK.lines().skip(1).filter_map(kind)
}

/// One line of the list; a blank stands for what nobody has told, or for no zone at all.
fn kind(line: &'static str) -> Option<Kind> {
    let mut fields = line.split(',').map(str::trim);
    let (trade, title, yen) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
    let (section, method) = (fields.next()?, fields.next()?);
    let zones: Option<Vec<NetworkZone>> = fields.next()?.split_whitespace().map(NetworkZone::from_word).collect();
    let (confidentiality, availability) = (fields.next()?, fields.next()?);
    let persons: Option<u64> = fields.next()?.parse().ok();
    let mut flag = || fields.next().and_then(|word| word.parse().ok());
    let attributes = Attributes {
        method: ContractMethod::from_word(method),
        kind: Some(ContractKind::LumpSum),
        section: Some(section.to_owned()),
        tax_percent: Some(10),
        automatic_renewal: Some(false),
        zones,
        confidentiality: Confidentiality::from_word(confidentiality),
        availability: Availability::from_word(availability),
        personal_data: persons.map(|persons| persons > 0),
        persons: persons.filter(|persons| *persons > 0),
        records: persons.filter(|persons| *persons > 0),
        my_number: flag(),
        core_system: flag(),
        cloud: flag(),
        subcontracting: flag(),
        ..Attributes::default()
    };
    Some(Kind { trade, title, yen, attributes: attributes.tidy() })
}

/// The contracts of one company: every ward has some, and one in eight amounts is not public.
pub async fn of(
    services: &Services,
    supplier: i64,
    company: &Company,
    position: usize,
    wanted: u64,
    today: NaiveDate,
    chance: &mut Chance,
) -> Result<Vec<Event>> {
    let wards: Vec<Buyer> = services.buyers().await?;
    let kinds: Vec<Kind> = kinds().filter(|kind| kind.trade == company.trade).collect();
    let mut events = Vec::new();
    for number in 0..wanted {
        let place = position + usize::try_from(number).unwrap_or(0) * 7;
        let (Some(ward), Some(kind)) = (wards.get(place % wards.len().max(1)), chance.pick(&kinds)) else { continue };
        let months = u32::try_from(chance.between(0, 20)).unwrap_or(0);
        let days = u64::try_from(chance.between(0, 25)).unwrap_or(0);
        let awarded_on = today
            .checked_sub_months(Months::new(months))
            .and_then(|day| day.checked_sub_days(Days::new(days)))
            .unwrap_or(today);
        let valid_from = awarded_on.checked_add_days(Days::new(7));
        let valid_to =
            valid_from.and_then(|day| day.checked_add_months(Months::new(12))).and_then(|day| day.pred_opt());
        let withheld = chance.below(8) == 0;
        let amount = kind.yen / 100 * chance.between(82, 118);
        let contract = NewContract {
            awarded_on: Some(awarded_on),
            valid_from,
            valid_to,
            amount_yen: (!withheld).then_some(amount),
            amount_note: withheld.then(|| "withheld".to_owned()),
            source_key: Some(format!("DEMO-{position:03}-{number}")),
            attributes: kind.attributes.to_json(),
            ..NewContract::new(services.store().new_id(), ward.seq, supplier, kind.title)
        };
        if let Some(last) = valid_to.filter(|last| *last < today) {
            match chance.below(3) {
                0 => events.push(renewal(&contract, last, services.store().new_id())),
                1 => events.extend(close_out(&contract, last)),
                _ => {}
            }
        }
        events.push(Event { day: awarded_on, what: What::Contract(contract) });
    }
    Ok(events)
}

/// The contract of the year after.
fn renewal(former: &NewContract, last: NaiveDate, id: Uuid) -> Event {
    let valid_from = last.succ_opt();
    let valid_to = valid_from.and_then(|day| day.checked_add_months(Months::new(12))).and_then(|day| day.pred_opt());
    let awarded_on = last.checked_sub_days(Days::new(20)).unwrap_or(last);
    let contract = NewContract {
        contract_id: id,
        awarded_on: Some(awarded_on),
        valid_from,
        valid_to,
        source_key: former.source_key.as_ref().map(|key| format!("{key}-R")),
        former: Some(former.contract_id),
        ..former.clone()
    };
    Event { day: awarded_on, what: What::Contract(contract) }
}

/// Every step done within ten days of the end.
fn close_out(contract: &NewContract, last: NaiveDate) -> impl Iterator<Item = Event> {
    let done_on = last.checked_add_days(Days::new(10)).unwrap_or(last);
    let contract_id = contract.contract_id;
    CloseOutStep::ALL.iter().map(move |step| {
        let evidence = match step {
            CloseOutStep::ErasureCertificate => "データ消去証明書（媒体の物理破壊、実施者の署名あり）",
            _ => "担当者が確認",
        };
        let new = NewCloseOut {
            contract_id,
            step: *step,
            outcome: CloseOutOutcome::Done,
            done_on: Some(done_on),
            evidence: evidence.to_owned(),
            approval: None,
        };
        Event { day: done_on, what: What::CloseOut(new) }
    })
}

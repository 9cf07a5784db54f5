//! What the wards of the demo entrust to whom.

use chrono::{Days, Months, NaiveDate};
use kakuzuke_store::{Buyer, NewContract};

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
}

fn kinds() -> impl Iterator<Item = Kind> {
    WORK.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        Some(Kind { trade: fields.next()?, title: fields.next()?, yen: fields.next()?.trim().parse().ok()? })
    })
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
            contract_id: services.store().new_id(),
            buyer_seq: ward.seq,
            supplier_seq: supplier,
            title: kind.title.to_owned(),
            awarded_on: Some(awarded_on),
            valid_from,
            valid_to,
            amount_yen: (!withheld).then_some(amount),
            amount_note: withheld.then(|| "withheld".to_owned()),
            source_key: Some(format!("DEMO-{position:03}-{number}")),
            details: None,
        };
        events.push(Event { day: awarded_on, what: What::Contract(contract) });
    }
    Ok(events)
}

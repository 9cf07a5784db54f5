//! The demo: about two hundred fictitious suppliers with two years of history that end today.

mod characters;
mod companies;
mod contracts;
mod events;
mod facts;
mod people;
mod sharing;
mod supplies;

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::dates::jst_day;
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{
    Actor, Branch, FixedClock, Membership, MembershipRole, NewFact, NewSupplier, Profile, Supersession, SupplierRef,
    Work,
};
use serde_json::json;

use crate::Services;
use crate::chance::Chance;
use crate::errors::Result;
use characters::Character;
use companies::{Company, companies};
use events::{Event, What};

pub use companies::Company as DemoCompany;

/// Days of history before today.
const HISTORY: i64 = 800;

/// What was filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Suppliers.
    pub suppliers: u64,
    /// Facts and corrections.
    pub events: u64,
    /// Contracts.
    pub contracts: u64,
}

/// Fills an empty register as if somebody had kept it for two years: `clock`, by which it was opened, is moved from month to
/// month up to `now`, so that one can also ask what was known before.
///
/// # Errors
/// The register is not empty, or the database failed.
pub async fn fill(services: &Services, clock: &FixedClock, now: DateTime<Utc>, seed: u64) -> Result<Filled> {
    if services.store().supplier_count().await? > 0 {
        return Err(crate::ServicesError::refused("register_in_use"));
    }
    let today = jst_day(now);
    let start = now - TimeDelta::days(HISTORY);
    let mut chance = Chance::new(seed);
    let companies = companies();
    clock.set(start);
    let suppliers = register(services, &companies, jst_day(start)).await?;
    people::register(services, suppliers.first()).await?;
    let mut events: Vec<Event> = Vec::new();
    for (position, (company, supplier)) in companies.iter().zip(&suppliers).enumerate() {
        let draw = chance.bits();
        let mut own = Chance::new(draw);
        if company.kind != SupplierKind::JointVenture {
            let character = Character::of(position, own.bits());
            events.extend(events::of(supplier.seq, facts::facts(character, today, &mut own)));
        }
        let wanted = if company.kind == SupplierKind::JointVenture { 1 } else { 1 + own.below(3) };
        events.extend(contracts::of(services, supplier.seq, company, position, wanted, today, &mut own).await?);
    }
    let mut filled = Filled { suppliers: u64::try_from(suppliers.len()).unwrap_or(0), ..Filled::default() };
    for event in &mut events {
        event.day = event.day.clamp(jst_day(start), today);
    }
    events.sort_by_key(|event| event.day);
    let mut rest = events.into_iter().peekable();
    while let Some(first) = rest.next() {
        let month = (chrono::Datelike::year(&first.day), chrono::Datelike::month(&first.day));
        let mut batch = vec![first];
        while let Some(next) =
            rest.next_if(|next| (chrono::Datelike::year(&next.day), chrono::Datelike::month(&next.day)) == month)
        {
            batch.push(next);
        }
        let last = batch.last().map_or(today, |event| event.day);
        clock.set(evening(last, now));
        record(services, batch, &mut filled).await?;
    }
    clock.set(now);
    sharing::share(services, suppliers.first(), today).await?;
    supplies::fill(services, &suppliers, today, &mut chance).await?;
    services.store().regrade_all(&|_, _| {}).await?;
    Ok(filled)
}

/// Six in the evening of a Japanese day, but not after `now`.
fn evening(day: chrono::NaiveDate, now: DateTime<Utc>) -> DateTime<Utc> {
    day.and_hms_opt(9, 0, 0).map_or(now, |at| at.and_utc()).min(now)
}

async fn register(services: &Services, companies: &[Company], today: chrono::NaiveDate) -> Result<Vec<SupplierRef>> {
    let store = services.store();
    let mut work = store.begin(&Actor::system(), "demo.suppliers").await?;
    let new = companies.iter().map(|company| NewSupplier {
        id: store.new_id(),
        kind: company.kind,
        number: company.number.map(|number| number.to_string()),
    });
    let suppliers = work.add_suppliers(new.collect()).await?;
    let mut facts = Vec::new();
    for (company, supplier) in companies.iter().zip(&suppliers) {
        let profile = profile(company);
        let renamed = today.checked_add_days(chrono::Days::new(300));
        if let (Some(formerly), Some(day)) = (&company.formerly, renamed) {
            let before = Profile { name: formerly.clone(), ..profile.clone() };
            facts.push(NewFact::profile(supplier.seq, store.new_id(), &before, None, day.pred_opt()));
            facts.push(NewFact::profile(supplier.seq, store.new_id(), &profile, Some(day), None));
        } else {
            facts.push(NewFact::profile(supplier.seq, store.new_id(), &profile, None, None));
        }
        if let Some(branch) = company.branch {
            let branch = Branch { name: branch.to_owned(), kana: None, address: None };
            facts.push(NewFact::branch(supplier.seq, store.new_id(), &branch, None, None));
        }
        for (place, position) in company.members.iter().enumerate() {
            let Some(member) = suppliers.get(*position) else { continue };
            let role = if place == 0 { MembershipRole::Representative } else { MembershipRole::Member };
            let membership = Membership { member: member.id, role, share_permille: None };
            facts.push(NewFact::membership(supplier.seq, store.new_id(), member.seq, &membership, None, None));
        }
    }
    work.record(facts).await?;
    work.seal("demo", json!({"suppliers": suppliers.len()})).await?;
    work.commit().await?;
    Ok(suppliers)
}

fn profile(company: &Company) -> Profile {
    let mut profile = Profile::new(company.name.clone(), company.kind, company.number.map(|number| number.to_string()));
    profile.kana = Some(company.kana.clone());
    profile.name_en.clone_from(&company.name_en);
    profile.prefecture.clone_from(&company.prefecture);
    profile.city.clone_from(&company.city);
    profile.street.clone_from(&company.street);
    profile.postcode.clone_from(&company.postcode);
    profile.country = company.country.map(ToOwned::to_owned);
    profile
}

async fn record(services: &Services, batch: Vec<Event>, filled: &mut Filled) -> Result<()> {
    let mut work: Work = services.store().begin(&Actor::system(), "demo.month").await?;
    let month = batch.first().map(|event| event.day.format("%Y-%m").to_string()).unwrap_or_default();
    let (mut facts, mut versions, mut contracts, mut steps) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for event in batch {
        match event.what {
            What::Fact(fact) => facts.push(fact),
            What::Version(fact, reason) => {
                versions.push(Supersession {
                    fact_id: fact.fact_id,
                    replacement: Some(fact),
                    reason: reason.to_owned(),
                });
            }
            What::Contract(contract) => contracts.push(contract),
            What::CloseOut(step) => steps.push(step),
        }
    }
    filled.events += u64::try_from(facts.len() + versions.len()).unwrap_or(0);
    filled.contracts += u64::try_from(contracts.len()).unwrap_or(0);
    let detail =
        json!({"month": month, "facts": facts.len(), "corrections": versions.len(), "contracts": contracts.len()});
    work.record(facts).await?;
    work.supersede(versions).await?;
    work.add_contracts(contracts).await?;
    for step in steps {
        work.record_close_out(step, "demo").await?;
    }
    work.seal("demo", detail).await?;
    work.commit().await?;
    Ok(())
}

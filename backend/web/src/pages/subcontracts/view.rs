//! A chain as a page shows it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::subcontracts::{Standing, Weakest};
use kakuzuke_store::ChainContract;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::{Caller, Chain};

/// The contract at the head.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) buyer_code: Option<String>,
    pub(super) buyer_name: String,
    pub(super) contractor: Company,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
}

/// A company of the chain; without a band where the reader does not see its grade.
#[derive(Debug, Clone, Serialize)]
pub struct Company {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) number: Option<String>,
    pub(super) band: Option<&'static str>,
    /// Whether the reader may open its page.
    pub(super) linked: bool,
}

/// One subcontract of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub(super) id: Uuid,
    pub(super) tier: usize,
    pub(super) company: Company,
    pub(super) above: Option<Uuid>,
    pub(super) above_name: Option<String>,
    pub(super) work: String,
    pub(super) data: Option<String>,
    pub(super) personal_data: &'static str,
    pub(super) flow_down: &'static str,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) standing: &'static str,
}

/// The weakest grade among those in force, and how many have none.
#[derive(Debug, Clone, Serialize)]
pub struct WeakestView {
    pub(super) band: Option<&'static str>,
    pub(super) unrated: usize,
    pub(super) companies: usize,
}

/// The whole of it.
#[derive(Debug, Clone, Serialize)]
pub struct ChainView {
    pub(super) head: Head,
    pub(super) rows: Vec<Row>,
    pub(super) whole: bool,
    pub(super) waiting: usize,
    /// None where the reader does not see every grade.
    pub(super) weakest: Option<WeakestView>,
}

fn company(caller: &Caller, bands: &BTreeMap<Uuid, Band>, id: Uuid, name: &str, number: Option<&String>) -> Company {
    let page = Resource::new(ResourceKind::Suppliers, Owner::Supplier(id));
    Company {
        id,
        name: name.to_owned(),
        number: number.cloned(),
        band: bands.get(&id).map(|band| band.as_str()),
        linked: caller.may(Action::Read, &page),
    }
}

fn head(caller: &Caller, bands: &BTreeMap<Uuid, Band>, contract: &ChainContract) -> Head {
    Head {
        id: contract.id,
        title: contract.title.clone(),
        buyer_code: contract.buyer_code.clone(),
        buyer_name: contract.buyer_name.clone(),
        contractor: company(
            caller,
            bands,
            contract.contractor,
            &contract.contractor_name,
            contract.contractor_number.as_ref(),
        ),
        valid_from: contract.valid_from,
        valid_to: contract.valid_to,
    }
}

impl ChainView {
    /// The chain on a day, with the bands that the reader sees.
    #[must_use]
    pub fn of(chain: &Chain, caller: &Caller, bands: &BTreeMap<Uuid, Band>, on: NaiveDate) -> Self {
        let standings = chain.standings(on);
        let names: BTreeMap<Uuid, &str> = chain.rows.iter().map(|(_, row)| (row.id, row.name.as_str())).collect();
        let rows: Vec<Row> = chain
            .rows
            .iter()
            .zip(&standings)
            .map(|((tier, row), standing)| Row {
                id: row.id,
                tier: *tier,
                company: company(caller, bands, row.company, &row.name, row.number.as_ref()),
                above: row.above.filter(|above| names.contains_key(above)),
                above_name: match row.above {
                    None => Some(chain.contract.contractor_name.clone()),
                    Some(above) => names.get(&above).map(|name| (*name).to_owned()),
                },
                work: row.subcontract.work.clone(),
                data: row.subcontract.data.clone(),
                personal_data: row.subcontract.personal_data.as_str(),
                flow_down: row.subcontract.flow_down.as_str(),
                valid_from: row.subcontract.valid_from,
                valid_to: row.subcontract.valid_to,
                standing: standing.as_str(),
            })
            .collect();
        let weakest = chain.weakest(bands, &standings).map(|(Weakest { band, unrated }, companies)| WeakestView {
            band: band.map(Band::as_str),
            unrated,
            companies,
        });
        Self {
            head: head(caller, bands, &chain.contract),
            rows,
            whole: chain.whole,
            waiting: standings.iter().filter(|standing| **standing == Standing::Requested).count(),
            weakest,
        }
    }
}

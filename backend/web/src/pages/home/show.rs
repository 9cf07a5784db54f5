//! `/`: the work that waits for the person, what needs attention, and how the grades are spread.

use axum::extract::State;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::{ResourceKind, Role, Visible};
use kakuzuke_domain::grades::grade;
use kakuzuke_domain::waiting::Work;
use kakuzuke_store::{Attention, Counted, SupplierQuery};
use serde::Serialize;
use uuid::Uuid;

use super::bands::{Part, parts};
use super::blocks::{Block, DAYS, block};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::pages::contracts::ContractsDue;
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Pieces of each kind of work.
const PIECES: usize = 5;
/// Rows of each list.
const ROWS: usize = 8;
/// Rows looked through, so that changes of the band come before changes of the points.
const LOOKED_AT: u32 = 40;

/// The front page.
#[derive(Debug, Serialize)]
pub struct HomePage {
    today: NaiveDate,
    days: u32,
    /// The work that waits, by kind.
    blocks: Vec<Block>,
    /// Whether the person sees the whole register.
    whole: bool,
    /// The records of a person who does not.
    own: Vec<SupplierLink>,
    total: u64,
    bands: Vec<Part>,
    changing: List<Changing>,
    expiring: List<Paper>,
    suspended: List<Paper>,
    contracts: ContractsDue,
}

#[derive(Debug, Clone, Serialize)]
struct List<T> {
    total: u64,
    items: Vec<T>,
}

#[derive(Debug, Clone, Serialize)]
struct Changing {
    supplier_id: Uuid,
    name: String,
    band: &'static str,
    next_band: Option<&'static str>,
    on: NaiveDate,
}

#[derive(Debug, Clone, Serialize)]
struct Paper {
    supplier_id: Uuid,
    name: String,
    kind: String,
    level: Option<u8>,
    on: NaiveDate,
}

impl<T> List<T> {
    fn empty() -> Self {
        Self { total: 0, items: Vec::new() }
    }

    fn of<S>(counted: Counted<S>, view: impl Fn(S) -> T) -> Self {
        Self { total: counted.total, items: counted.rows.into_iter().take(ROWS).map(view).collect() }
    }
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "home/show.html";
    const ROOM: Room = Room::Home;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        use kakuzuke_domain::grades::Band;
        let on = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
        let name = || "株式会社見本".to_owned();
        let paper = |kind: &str, level: Option<u8>| Paper {
            supplier_id: Uuid::nil(),
            name: name(),
            kind: kind.to_owned(),
            level,
            on,
        };
        let counts = [Band::S, Band::A, Band::B, Band::C, Band::D, Band::Unrated].map(|band| (band, 30));
        let changing = |next_band| Changing { supplier_id: Uuid::nil(), name: name(), band: "A", next_band, on };
        vec![
            Self::of_own(on, Vec::new(), Vec::new()),
            Self::of_own(on, Block::samples(0), vec![SupplierLink { id: Uuid::nil(), name: name() }]),
            Self {
                today: on,
                days: DAYS,
                blocks: Vec::new(),
                whole: true,
                own: Vec::new(),
                total: 0,
                bands: Vec::new(),
                changing: List { total: 0, items: Vec::new() },
                expiring: List { total: 0, items: Vec::new() },
                suspended: List { total: 0, items: Vec::new() },
                contracts: ContractsDue::default(),
            },
            Self {
                today: on,
                days: DAYS,
                blocks: Block::samples(12),
                whole: true,
                own: Vec::new(),
                total: 180,
                bands: parts(&counts),
                changing: List { total: 12, items: vec![changing(Some("B")), changing(Some("A")), changing(None)] },
                expiring: List { total: 1, items: vec![paper("iso27001", None)] },
                suspended: List { total: 1, items: vec![paper("scs", Some(3))] },
                contracts: ContractsDue::sample(1, 2),
            },
        ]
    }
}

impl HomePage {
    fn of_own(today: NaiveDate, blocks: Vec<Block>, own: Vec<SupplierLink>) -> Self {
        Self {
            today,
            days: DAYS,
            blocks,
            whole: false,
            own,
            total: 0,
            bands: Vec::new(),
            changing: List::empty(),
            expiring: List::empty(),
            suspended: List::empty(),
            contracts: ContractsDue::default(),
        }
    }
}

/// The work that waits for the caller, each kind by one query.
async fn work(state: &AppState, caller: &Caller) -> Result<Vec<Block>> {
    let kinds: Vec<Work> = Work::of(caller.actor()).collect();
    let mut blocks = Vec::with_capacity(kinds.len());
    for kind in kinds {
        blocks.push(block(state, caller, kind, PIECES).await?);
    }
    Ok(blocks)
}

/// The page of somebody who does not see the whole register.
async fn own(state: &AppState, caller: &Caller) -> Result<Rendered> {
    let grants = caller.actor().grants.iter().filter(|grant| grant.role == Role::Supplier);
    let circles = grants.map(|grant| grant.tenant).collect();
    let now = state.store.as_of(None, None).await?;
    let page = state.store.search_suppliers(&SupplierQuery::of(Visible::Of(circles)), &now).await?;
    let own = page.rows.into_iter().map(|row| SupplierLink { id: row.id, name: row.name }).collect();
    Ok(Rendered::new(HomePage::of_own(state.today(), work(state, caller).await?, own)))
}

/// `GET /`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    if caller.sees(ResourceKind::Suppliers) != Visible::All {
        return own(&state, &caller).await;
    }
    let counts = state.store.band_counts().await?;
    let Attention { changing, expiring, suspended } = state.store.attention(DAYS, LOOKED_AT).await?;
    let next_bands = next_bands(&state, changing.rows.iter().map(|row| (row.supplier, row.next_change_on))).await?;
    let mut next_bands = next_bands.into_iter();
    let total = changing.total;
    let rows = changing.rows.into_iter().map(|row| Changing {
        supplier_id: row.supplier,
        name: row.name,
        band: row.band.as_str(),
        next_band: next_bands.next().flatten(),
        on: row.next_change_on,
    });
    let mut items: Vec<Changing> = rows.collect();
    items.sort_by_key(|row| (row.next_band == Some(row.band), row.on));
    items.truncate(ROWS);
    let changing = List { total, items };
    Ok(Rendered::new(HomePage {
        today: state.today(),
        days: DAYS,
        blocks: work(&state, &caller).await?,
        whole: true,
        own: Vec::new(),
        total: counts.iter().map(|(_, count)| count).sum(),
        bands: parts(&counts),
        changing,
        expiring: List::of(expiring, |row| Paper {
            supplier_id: row.supplier,
            name: row.name,
            kind: row.kind,
            level: row.level,
            on: row.valid_to,
        }),
        suspended: List::of(suspended, |row| Paper {
            supplier_id: row.supplier,
            name: row.name,
            kind: row.kind,
            level: None,
            on: row.from,
        }),
        contracts: contracts(&state, &caller).await?,
    }))
}

/// The band that each supplier will have on its day of change, if nothing new is recorded.
async fn next_bands(
    state: &AppState,
    changes: impl Iterator<Item = (Uuid, NaiveDate)>,
) -> Result<Vec<Option<&'static str>>> {
    let scheme = state.services.scheme()?;
    let mut bands = Vec::new();
    for (supplier, day) in changes {
        let then = state.store.as_of(Some(day), None).await?;
        let record = state.store.supplier(supplier, &then).await?;
        bands.push(record.map(|record| grade(&scheme, &record.facts, day).band.as_str()));
    }
    Ok(bands)
}

/// What is due of the contracts that the caller sees.
async fn contracts(state: &AppState, caller: &Caller) -> Result<ContractsDue> {
    let now = state.store.as_of(None, None).await?;
    ContractsDue::find(state, &caller.sees(ResourceKind::Contracts), &now).await
}

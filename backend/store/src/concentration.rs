//! Concentration: which companies, in whatever tier, the contracts of the register hang on.
//!
//! One set-based pass: the contracts in force on a day, the chains of approved and current subcontracts below them, each
//! company once a contract at its highest tier.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::contracts::Criticality;
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::subcontracts::Weakest;
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::contracts::{IN_FORCE, in_force_on};
use crate::database::{Params, RowExt, all, ids, in_ids};
use crate::{AsOf, Result, Store, StoreError};

/// Codes of [`Criticality`] as contracts hold them.
const CRITICAL: i16 = Criticality::Critical.as_code();
const UNDETERMINED: i16 = Criticality::Undetermined.as_code();

/// A company and what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcentrationRow {
    /// The company.
    pub company: Uuid,
    /// Its name today.
    pub name: String,
    /// Its corporate number today.
    pub number: Option<String>,
    /// Its band today.
    pub band: Band,
    /// Contracts in force that it works for, in whatever tier.
    pub contracts: u64,
    /// Those of them in which it is a subcontractor.
    pub as_subcontractor: u64,
    /// Those of them that are critical.
    pub critical: u64,
    /// Those of them of which it cannot be said whether they are.
    pub undetermined: u64,
    /// Buyers whose contracts these are.
    pub buyers: u64,
    /// People whose data these contracts handle, as far as it is known.
    pub persons: u64,
    /// Contracts of which the number of people is not known.
    pub persons_unknown: u64,
}

/// A contract that hangs on a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    /// The contract.
    pub contract: Uuid,
    /// What it is about.
    pub title: String,
    /// The code of its buyer.
    pub buyer_code: Option<String>,
    /// The name of its buyer.
    pub buyer_name: String,
    /// Its contractor.
    pub contractor_name: String,
    /// The tier in which the company works: 0 for the contractor.
    pub tier: u32,
    /// Whether the contract is critical.
    pub criticality: Criticality,
    /// People whose data it handles.
    pub persons: Option<u64>,
    /// Last day of the contract.
    pub valid_to: Option<NaiveDate>,
    /// The weakest grade today among all companies of its chain.
    pub weakest: Weakest,
    /// How many companies they are.
    pub companies: u64,
}

fn count(row: &QueryResult, at: usize) -> Result<u64> {
    let number: Option<i64> = row.get(at)?;
    Ok(u64::try_from(number.unwrap_or(0)).unwrap_or(0))
}

impl Store {
    /// The companies on which most hangs on a day, the heaviest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn concentration(&self, visible: &Visible, as_of: &AsOf, most: u32) -> Result<Vec<ConcentrationRow>> {
        self.freshen().await?;
        let (held, params) = self.held(visible, as_of, None);
        let sql = format!(
            "WITH RECURSIVE {held} SELECT l.id, l.name, l.number, l.band, f.contracts, f.below, f.critical, f.undetermined, f.buyers, \
             f.persons, f.persons_unknown FROM (SELECT o.supplier_seq, count(*) AS contracts, \
             sum(CASE WHEN o.tier > 0 THEN 1 ELSE 0 END) AS below, \
             sum(CASE WHEN o.critical = {CRITICAL} THEN 1 ELSE 0 END) AS critical, \
             sum(CASE WHEN o.critical = {UNDETERMINED} THEN 1 ELSE 0 END) AS undetermined, \
             count(DISTINCT o.buyer_seq) AS buyers, CAST(sum(COALESCE(o.persons, 0)) AS BIGINT) AS persons, \
             sum(CASE WHEN o.persons IS NULL THEN 1 ELSE 0 END) AS persons_unknown FROM once o GROUP BY o.supplier_seq) f \
             JOIN listings l ON l.supplier_seq = f.supplier_seq \
             ORDER BY f.critical DESC, f.contracts DESC, f.persons DESC, f.supplier_seq LIMIT ?"
        );
        let rows = all(self.reader(), &sql, params.with(i64::from(most))).await?;
        rows.iter().map(concentration_from).collect()
    }

    /// What stops if a company fails: every contract in force that it works for, the critical ones first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn dependences(
        &self,
        company: Uuid,
        visible: &Visible,
        as_of: &AsOf,
        most: u32,
    ) -> Result<Vec<Dependence>> {
        self.freshen().await?;
        let (held, params) = self.held(visible, as_of, Some(company));
        let sql = format!(
            "WITH RECURSIVE {held} SELECT c.contract_id, c.title, b.code, b.name, kl.name, o.tier, o.critical, o.persons, c.valid_to, \
             w.weakest, w.unrated, w.companies FROM once o JOIN contracts c ON c.seq = o.place \
             JOIN suppliers s ON s.seq = o.supplier_seq AND s.id = ? \
             JOIN buyers b ON b.seq = c.buyer_seq JOIN listings kl ON kl.supplier_seq = c.supplier_seq \
             JOIN (SELECT e.place, min(CASE WHEN l.band > 0 THEN l.band END) AS weakest, \
             sum(CASE WHEN l.band = 0 THEN 1 ELSE 0 END) AS unrated, count(*) AS companies FROM once e \
             JOIN listings l ON l.supplier_seq = e.supplier_seq GROUP BY e.place) w ON w.place = o.place \
             ORDER BY CASE o.critical WHEN {CRITICAL} THEN 0 WHEN {UNDETERMINED} THEN 1 ELSE 2 END, COALESCE(o.persons, 0) DESC, \
             o.place LIMIT ?"
        );
        let rows = all(self.reader(), &sql, params.with(company).with(i64::from(most))).await?;
        rows.iter().map(dependence_from).collect()
    }

    /// `held`: the contracts in force; `once`: every company of their chains, once a contract, at its highest tier.
    fn held(&self, visible: &Visible, as_of: &AsOf, company: Option<Uuid>) -> (String, Params) {
        let (known, on) = (as_of.known(), as_of.valid_on);
        let mut params = in_force_on(Params::new().with(known).with(known), on);
        let mut filter = String::new();
        if let Visible::Of(_) = visible {
            filter.push_str(&format!(" AND {}", in_ids(self.backend(), "vb.id")));
            params.push(ids(visible.buyers()));
        }
        if let Some(company) = company {
            filter.push_str(
                " AND (c.supplier_seq IN (SELECT s.seq FROM suppliers s WHERE s.id = ?) OR c.contract_id IN \
                 (SELECT y.contract_id FROM supplies y JOIN suppliers s ON s.seq = y.supplier_seq WHERE s.id = ? AND y.kind = 0))",
            );
            params.push(company);
            params.push(company);
        }
        for _ in 0..2 {
            for value in [known, known] {
                params.push(value);
            }
            params.push(on);
            params.push(on);
        }
        let persons = if self.is_sqlite() {
            "json_extract(c.attributes, '$.persons')"
        } else {
            "CAST(CAST(c.attributes AS JSONB) ->> 'persons' AS BIGINT)"
        };
        let current = "x.kind = 0 AND x.state = 1 AND x.recorded_at <= ? AND (x.superseded_at IS NULL OR x.superseded_at > ?) \
             AND (x.valid_from IS NULL OR x.valid_from <= ?) AND (x.valid_to IS NULL OR x.valid_to >= ?)";
        let buyers = if filter.contains("vb.") { "JOIN buyers vb ON vb.seq = c.buyer_seq " } else { "" };
        let sql = format!(
            "held AS MATERIALIZED (SELECT c.seq AS place, c.contract_id, c.buyer_seq, c.supplier_seq, \
             CAST(COALESCE(c.critical, {UNDETERMINED}) AS SMALLINT) AS critical, \
             CASE WHEN c.personal_data = 0 THEN 0 ELSE {persons} END AS persons FROM contracts c {buyers}\
             WHERE c.recorded_at <= ? AND (c.superseded_at IS NULL OR c.superseded_at > ?) \
             AND {IN_FORCE}{filter}), \
             chain(record_id, contract_id, supplier_seq, tier, place, buyer_seq, critical, persons) AS (\
             SELECT x.record_id, h.contract_id, x.supplier_seq, 1, h.place, h.buyer_seq, h.critical, h.persons FROM held h \
             JOIN supplies x ON x.contract_id = h.contract_id WHERE x.above_id IS NULL AND {current} \
             UNION ALL SELECT x.record_id, x.contract_id, x.supplier_seq, k.tier + 1, k.place, k.buyer_seq, k.critical, k.persons \
             FROM chain k JOIN supplies x ON x.contract_id = k.contract_id AND x.above_id = k.record_id \
             WHERE k.tier < 100 AND {current}), \
             once AS (SELECT e.supplier_seq, e.place, min(e.tier) AS tier, min(e.buyer_seq) AS buyer_seq, \
             min(e.critical) AS critical, min(e.persons) AS persons FROM (\
             SELECT h.supplier_seq, h.place, 0 AS tier, h.buyer_seq, h.critical, h.persons FROM held h UNION ALL \
             SELECT k.supplier_seq, k.place, k.tier, k.buyer_seq, k.critical, k.persons FROM chain k) e \
             GROUP BY e.supplier_seq, e.place)"
        );
        (sql, params)
    }
}

fn band(code: i16) -> Result<Band> {
    Band::from_code(code).ok_or_else(|| StoreError::Damaged("listings: band".to_owned()))
}

fn concentration_from(row: &QueryResult) -> Result<ConcentrationRow> {
    Ok(ConcentrationRow {
        company: row.get(0)?,
        name: row.get(1)?,
        number: row.get(2)?,
        band: band(row.get(3)?)?,
        contracts: count(row, 4)?,
        as_subcontractor: count(row, 5)?,
        critical: count(row, 6)?,
        undetermined: count(row, 7)?,
        buyers: count(row, 8)?,
        persons: count(row, 9)?,
        persons_unknown: count(row, 10)?,
    })
}

fn dependence_from(row: &QueryResult) -> Result<Dependence> {
    let tier: i32 = row.get(5)?;
    let critical: i16 = row.get(6)?;
    let persons: Option<i64> = row.get(7)?;
    let weakest: Option<i16> = row.get(9)?;
    Ok(Dependence {
        contract: row.get(0)?,
        title: row.get(1)?,
        buyer_code: row.get(2)?,
        buyer_name: row.get(3)?,
        contractor_name: row.get(4)?,
        tier: u32::try_from(tier).unwrap_or(0),
        criticality: Criticality::from_code(critical).unwrap_or(Criticality::Undetermined),
        persons: persons.and_then(|persons| u64::try_from(persons).ok()),
        valid_to: row.get(8)?,
        weakest: Weakest {
            band: weakest.map(band).transpose()?,
            unrated: usize::try_from(count(row, 10)?).unwrap_or(0),
        },
        companies: count(row, 11)?,
    })
}

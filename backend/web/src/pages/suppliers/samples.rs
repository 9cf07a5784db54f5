//! Suppliers of every kind, for the test that renders every page.

use axum::http::Uri;
use chrono::DateTime;
use kakuzuke_domain::audits::Audit;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::subcontracts::Consent;
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{
    AsOf, Branch, ChainContract, Contract, ListingRow, Marks, Member, Membership, MembershipRole, Profile, Recorded,
    SubcontractOf, SubcontractRow, Supplier, SupplierRecord, SupplierSort,
};
use uuid::Uuid;

use super::identity::MemberView;
use super::list::{Echo, Filters, Row, SuppliersPage};
use super::show::{SupplierPage, page};
use crate::pages::as_of::AsOfView;
use crate::pages::buyers::BuyerChoice;
use crate::pages::count::CountView;
use crate::pages::grades::samples::{day, facts, scheme};
use crate::pages::subcontracts::subcontract_sample as subcontract;

/// The dates of a page at this address.
pub fn as_of(uri: &str) -> AsOfView {
    AsOfView::new(AsOf { valid_on: day(), known_at: DateTime::UNIX_EPOCH }, &uri.parse::<Uri>().expect("an address"))
}

/// Rows of a list: every kind and band.
pub fn rows() -> Vec<Row> {
    let bands = [Band::S, Band::A, Band::B, Band::C, Band::D, Band::Unrated];
    let row = |(index, band): (usize, Band)| ListingRow {
        supplier_seq: 0,
        id: Uuid::nil(),
        name: "株式会社見本".to_owned(),
        number: (index > 1).then(|| "7000012050002".to_owned()),
        kind: SupplierKind::ALL[index % 4],
        place: None,
        closed_on: None,
        band,
        sort_key: String::new(),
        points_milli: 86_667,
        coverage_milli: 100_000,
        conditional_until: (index == 0).then(day),
        next_change_on: (index > 2).then(day),
        star: u8::try_from(index % 3).unwrap_or(0),
        isms: index == 1,
        privacy_mark: index == 1,
    };
    bands.into_iter().enumerate().map(row).map(Row::from).collect()
}

/// Lists: empty, nothing found, and full.
pub fn lists() -> Vec<SuppliersPage> {
    let page = |uri: &str, rows: Vec<Row>, filtered: bool| SuppliersPage {
        as_of: as_of(uri),
        dated: as_of(uri).link(),
        query: Echo {
            filters: Filters { text: Some("見本".to_owned()), ..Filters::default() },
            dated: as_of(uri).link(),
        },
        filtered,
        narrowed: filtered,
        first: !filtered,
        count: CountView { number: rows.len() as u64, capped: filtered },
        rows,
        next: Some("x y".to_owned()),
        bands: vec!["S", "A", "B", "C", "D", "unrated"],
        sorts: SupplierSort::ALL.map(SupplierSort::as_str).to_vec(),
        buyers: vec![BuyerChoice { code: "131016".to_owned(), name: "千代田区".to_owned() }],
    };
    vec![
        page("/suppliers", Vec::new(), false),
        page("/suppliers", Vec::new(), true),
        page("/suppliers?valid_on=2026-04-01&known_at=x", rows(), true),
        page("/suppliers", rows(), false),
    ]
}

/// Suppliers with and without everything, and a joint venture.
pub fn records() -> Vec<SupplierRecord> {
    let kinds = [(SupplierKind::Corporation, true), (SupplierKind::JointVenture, false)];
    kinds.map(|(kind, rich)| record(SupplierFacts::default(), kind, rich)).into()
}

/// A joint venture with two members.
pub fn venture() -> SupplierRecord {
    let seat = |role, to| Member {
        supplier: Uuid::nil(),
        name: "株式会社構成員".to_owned(),
        number: Some("7000012050002".to_owned()),
        membership: Recorded {
            fact_id: Uuid::nil(),
            valid_from: None,
            valid_to: to,
            recorded_at: DateTime::UNIX_EPOCH,
            value: Membership { member: Uuid::nil(), role, share_permille: None },
        },
    };
    let members = vec![seat(MembershipRole::Representative, None), seat(MembershipRole::Member, Some(day()))];
    SupplierRecord { members, ..record(SupplierFacts::default(), SupplierKind::JointVenture, false) }
}

fn record(facts: SupplierFacts, kind: SupplierKind, rich: bool) -> SupplierRecord {
    let mut profile = Profile::new("株式会社見本", kind, rich.then(|| "7000012050002".to_owned()));
    if rich {
        profile.kana = Some("カブシキガイシャミホン".to_owned());
        profile.name_en = Some("Sample Inc. <&>".to_owned());
        profile.postcode = Some("1000001".to_owned());
        profile.prefecture = Some("東京都".to_owned());
        profile.country = Some("日本".to_owned());
        profile.representative = Some("代表取締役".to_owned());
        profile.successor = Some("7000012050002".to_owned());
        profile.closed_on = Some(day());
    }
    let recorded = |value: Profile, rich: bool| Recorded {
        fact_id: Uuid::nil(),
        valid_from: rich.then(day),
        valid_to: None,
        recorded_at: DateTime::UNIX_EPOCH,
        value,
    };
    let before = Profile { name: "有限会社見本".to_owned(), ..profile.clone() };
    let branch = Branch { name: "新宿支店".to_owned(), kana: None, address: Some("東京都新宿区".to_owned()) };
    SupplierRecord {
        as_of: AsOf { valid_on: day(), known_at: DateTime::UNIX_EPOCH },
        supplier: Supplier {
            seq: 0,
            id: Uuid::nil(),
            kind,
            number: profile.number.clone(),
            name: profile.name.clone(),
            registered_at: DateTime::UNIX_EPOCH,
        },
        profiles: vec![recorded(profile.clone(), rich), recorded(before, false)],
        profile,
        branches: vec![Recorded {
            fact_id: Uuid::nil(),
            valid_from: None,
            valid_to: None,
            recorded_at: DateTime::UNIX_EPOCH,
            value: branch,
        }],
        members: Vec::new(),
        memberships: Vec::new(),
        facts,
        recorded: Vec::new(),
    }
}

fn contract() -> Contract {
    Contract {
        seq: 0,
        contract_id: Uuid::nil(),
        buyer_seq: 0,
        buyer_code: Some("131016".to_owned()),
        buyer_name: "千代田区".to_owned(),
        supplier_seq: 0,
        supplier: Uuid::nil(),
        title: "運用保守".to_owned(),
        awarded_on: Some(day()),
        valid_from: Some(day()),
        valid_to: None,
        amount_yen: Some(44_000_000),
        amount_note: None,
        source_key: None,
        details: None,
        recorded_at: DateTime::UNIX_EPOCH,
        superseded_at: None,
        reason: None,
        entry_seq: 0,
        superseded_entry: None,
        terms_from: None,
        terms_to: None,
        former: None,
        attributes: None,
        marks: Marks::default(),
        buyer: Uuid::nil(),
    }
}

/// Subcontracts of two tiers.
fn subcontracts() -> Vec<SubcontractOf> {
    let head = |code: Option<&str>| ChainContract {
        id: Uuid::nil(),
        title: "運用保守".to_owned(),
        buyer: Uuid::nil(),
        buyer_code: code.map(str::to_owned),
        buyer_name: "千代田区".to_owned(),
        contractor: Uuid::nil(),
        contractor_name: "株式会社見本".to_owned(),
        contractor_number: None,
        valid_from: Some(day()),
        valid_to: None,
    };
    let one = |tier: u32, code: Option<&str>, consent: Consent| SubcontractOf {
        row: SubcontractRow {
            seq: 1,
            id: Uuid::nil(),
            above: None,
            company: Uuid::nil(),
            name: "株式会社見本".to_owned(),
            number: None,
            subcontract: subcontract(consent),
            recorded_at: DateTime::UNIX_EPOCH,
        },
        contract: head(code),
        above_name: "株式会社見本".to_owned(),
        above_number: None,
        source_key: None,
        tier,
    };
    vec![one(1, Some("131016"), Consent::Approved), one(4, None, Consent::Requested)]
}

/// A supplier for every sample of facts, in every kind.
pub fn pages() -> Vec<SupplierPage> {
    let member = |representative: bool| MemberView::sample("株式会社構成員", representative);
    facts()
        .into_iter()
        .enumerate()
        .map(|(index, facts)| {
            let rich = index % 2 == 1;
            let record = record(facts, SupplierKind::ALL[index % 4], rich);
            let uri = if rich { "/suppliers/x?valid_on=2026-04-01&known_at=x" } else { "/suppliers/x" };
            let members = if rich { vec![member(true), member(false)] } else { Vec::new() };
            let contracts = if rich { vec![contract(); 21] } else { Vec::new() };
            let sees = |_: &Audit| index % 3 != 0;
            let subcontracts = if rich { subcontracts() } else { Vec::new() };
            let behind = (contracts.as_slice(), subcontracts.as_slice());
            page(&record, &scheme(), as_of(uri), [members.clone(), members], behind, sees, rich)
        })
        .collect()
}

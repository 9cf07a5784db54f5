//! Chains in every state, for the test that renders every page.

use chrono::NaiveDate;
use kakuzuke_domain::subcontracts::{Consent, Known, Standing, Subcontract};
use uuid::Uuid;

use super::chain::ChainPage;
use super::form;
use super::picture::Picture;
use super::show::SubcontractPage;
use super::view::{ChainView, Company, Head, Row, WeakestView};
use crate::error::FieldProblem;
use crate::pages::cloud_services::{ServiceChoice, UseView, use_form};
use crate::pages::form::Errors;
use crate::pages::suppliers::samples::as_of;

/// What is recorded of one.
pub fn subcontract(consent: Consent) -> Subcontract {
    let day = NaiveDate::from_ymd_opt(2026, 4, 1);
    let decided = consent != Consent::Requested;
    Subcontract {
        work: "データ入力".to_owned(),
        data: Some("課税台帳".to_owned()).filter(|_| decided),
        personal_data: Known::Yes,
        flow_down: Known::Unknown,
        requested_on: day.unwrap_or_default(),
        valid_from: day,
        valid_to: None,
        consent,
        decided_on: day.filter(|_| decided),
        decision_reason: Some("体制が確認できないため".to_owned()).filter(|_| consent == Consent::Refused),
    }
}

fn company(band: Option<&'static str>, linked: bool) -> Company {
    let name = "株式会社見本情報システムサービス関東第二事業部".to_owned();
    Company { id: Uuid::nil(), name, number: linked.then(|| "7000012050002".to_owned()), band, linked }
}

fn view(standings: &[Standing], whole: bool) -> ChainView {
    let id = |tier: usize| Uuid::from_u128(tier as u128);
    let row = |(index, standing): (usize, &Standing)| Row {
        id: id(index + 1),
        tier: index + 1,
        company: company(Some("unrated").filter(|_| index == 0), index == 0),
        above: (index > 0).then(|| id(index)),
        above_name: (index != 1).then(|| "株式会社見本".to_owned()),
        work: "データ入力".to_owned(),
        data: (index == 0).then(|| "課税台帳".to_owned()),
        personal_data: "yes",
        flow_down: "unknown",
        valid_from: NaiveDate::from_ymd_opt(2026, 4, 1),
        valid_to: None,
        standing: standing.as_str(),
    };
    ChainView {
        head: Head {
            id: Uuid::nil(),
            title: "住民情報システム運用保守業務委託".to_owned(),
            buyer_code: Some("131016".to_owned()).filter(|_| whole),
            buyer_name: "千代田区".to_owned(),
            contractor: company(Some("B"), true),
            valid_from: NaiveDate::from_ymd_opt(2026, 4, 1),
            valid_to: None,
        },
        rows: standings.iter().enumerate().map(row).collect(),
        whole,
        waiting: standings.iter().filter(|standing| **standing == Standing::Requested).count(),
        weakest: whole.then_some(WeakestView { band: (standings.len() > 1).then_some("C"), unrated: 1, companies: 3 }),
    }
}

/// Chains: none yet, every state, a part of one.
pub fn chains() -> Vec<ChainPage> {
    let mut errors = Errors::default();
    errors.add(FieldProblem::new("company", "chain_cycle"));
    errors.add(FieldProblem::new("work_to", "after_what_is_above").with("latest", "2027-03-31"));
    let page = |chain: ChainView, can: bool, errors: Errors| {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap_or_default();
        ChainPage::sample(
            as_of("/contracts/1/subcontracts"),
            Picture::of(&chain),
            chain,
            (can, form::empty(day), errors),
            if can { UseView::samples() } else { Vec::new() },
            vec![ServiceChoice::sample()],
            use_form(),
        )
    };
    vec![
        page(view(&[], true), true, Errors::default()),
        page(view(Standing::ALL, true), true, errors),
        page(view(&[Standing::InForce, Standing::Ended], false), false, Errors::default()),
    ]
}

/// Single ones.
pub fn subcontracts() -> Vec<SubcontractPage> {
    let mut errors = Errors::default();
    errors.add(FieldProblem::new("decision_reason", "missing"));
    errors.add(FieldProblem::new("ended_on", "missing"));
    errors.add(FieldProblem::new("withdrawal", "missing"));
    vec![
        SubcontractPage::sample(Consent::Requested, true, errors),
        SubcontractPage::sample(Consent::Approved, true, Errors::default()),
        SubcontractPage::sample(Consent::Refused, false, Errors::default()),
    ]
}

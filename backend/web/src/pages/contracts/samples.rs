//! Contracts for samples of pages.

use std::collections::BTreeMap;

use axum::http::Uri;
use chrono::{DateTime, NaiveDate};
use kakuzuke_domain::contracts::{
    Attributes, CloseOutOutcome, CloseOutStep, Confidentiality, ContractMethod, CriticalityOverride, CriticalityRule,
    NetworkZone,
};
use kakuzuke_services::contracts::Draft;
use kakuzuke_store::{AsOf, CloseOut, Contract, ContractVersion, Marks};
use uuid::Uuid;

use super::change::{ChangePage, ConflictView, MergedView, Purpose};
use super::form::{Choices, ContractForm, fields};
use super::show::{CloseOutView, ContractPage, LinkView};
use super::view::{JudgementView, TermsView, events};
use crate::error::FieldProblem;
use crate::pages::actor::{ActorView, People};
use crate::pages::as_of::AsOfView;
use crate::pages::form::Errors;
use crate::pages::supplier_link::SupplierLink;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn attributes() -> Attributes {
    Attributes {
        method: Some(ContractMethod::Proposal),
        section: Some("税務課".to_owned()),
        tax_percent: Some(10),
        automatic_renewal: Some(true),
        zones: Some(vec![NetworkZone::MyNumber, NetworkZone::Lgwan]),
        confidentiality: Some(Confidentiality::Level3A),
        personal_data: Some(true),
        persons: Some(120_000),
        my_number: Some(true),
        cloud: Some(false),
        ..Attributes::default()
    }
}

fn contract(attributes: &Attributes) -> Contract {
    let rule = CriticalityRule::in_force_on(day(2026, 4, 1));
    let judged = rule.map(|rule| rule.judge(attributes).criticality.as_code());
    Contract {
        seq: 3,
        contract_id: Uuid::nil(),
        buyer_seq: 1,
        buyer_code: Some("131016".to_owned()),
        buyer_name: "千代田区".to_owned(),
        supplier_seq: 1,
        supplier: Uuid::nil(),
        title: "住民税当初課税データ入力業務委託".to_owned(),
        awarded_on: Some(day(2026, 3, 20)),
        valid_from: Some(day(2026, 4, 1)),
        valid_to: Some(day(2027, 3, 31)),
        amount_yen: Some(13_750_000),
        amount_note: None,
        source_key: Some("R8-102".to_owned()),
        details: Some("{\"note\":\"見本\"}".to_owned()),
        recorded_at: DateTime::UNIX_EPOCH,
        superseded_at: None,
        reason: None,
        entry_seq: 12,
        superseded_entry: None,
        terms_from: None,
        terms_to: None,
        former: None,
        attributes: attributes.to_json(),
        marks: Marks { critical: judged, rule: rule.map(|rule| rule.sha256.clone()), ..Marks::default() },
        buyer: Uuid::nil(),
    }
}

fn version(contract: Contract, command: &str) -> ContractVersion {
    let superseded_by = contract.superseded_entry.map(|_| ("account:x".to_owned(), "contracts.amend".to_owned()));
    ContractVersion { contract, actor: "account:x".to_owned(), command: command.to_owned(), superseded_by }
}

/// A contract with an amendment, in all its states.
pub fn contracts() -> Vec<ContractPage> {
    let first = contract(&attributes());
    let ended = Contract {
        seq: 1,
        superseded_at: Some(DateTime::UNIX_EPOCH),
        superseded_entry: Some(13),
        reason: Some("対象者の増加".to_owned()),
        ..first.clone()
    };
    let before = Contract { seq: 2, terms_to: Some(day(2026, 9, 30)), entry_seq: 13, ..first.clone() };
    let after = Contract {
        seq: 3,
        terms_from: Some(day(2026, 10, 1)),
        amount_yen: Some(15_400_000),
        entry_seq: 13,
        ..contract(&Attributes { persons: Some(150_000), zones: Some(Vec::new()), ..attributes() })
    };
    let history = vec![
        version(after.clone(), "contracts.amend"),
        version(before.clone(), "contracts.amend"),
        version(ended, "contracts.record"),
    ];
    let steps: Vec<CloseOut> = [CloseOutOutcome::Done, CloseOutOutcome::NotApplicable, CloseOutOutcome::Waived]
        .into_iter()
        .zip([CloseOutStep::AccountsClosed, CloseOutStep::DataReturned, CloseOutStep::ErasureCertificate])
        .map(|(outcome, step)| CloseOut {
            seq: 1,
            contract_id: Uuid::nil(),
            step,
            outcome,
            done_on: (outcome == CloseOutOutcome::Done).then(|| day(2027, 4, 2)),
            evidence: "受領書第3号".to_owned(),
            approval: (outcome == CloseOutOutcome::Waived).then(Uuid::nil),
            recorded_at: DateTime::UNIX_EPOCH,
            entry_seq: 14,
            actor: "account:x".to_owned(),
        })
        .collect();
    let page = |contract: &Contract, on: NaiveDate, can: bool, uri: &'static str| ContractPage {
        id: Uuid::nil(),
        buyer_code: Some("131016".to_owned()),
        buyer_name: "千代田区".to_owned(),
        supplier: SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() },
        as_of: AsOfView::new(AsOf { valid_on: on, known_at: DateTime::UNIX_EPOCH }, &Uri::from_static(uri)),
        withdrawn: !can,
        standing: if can { "in_force" } else { "ended" },
        terms: TermsView::of(contract).expect("a sample"),
        timeline: [&before, &after].map(|terms| TermsView::of(terms).expect("a sample")).to_vec(),
        judgement: JudgementView::of(contract, on).expect("a sample"),
        proposal: (!can).then(Uuid::nil),
        former: None,
        renewal: None,
        close_out: CloseOutView::of(
            contract,
            if can { &[] } else { &steps },
            false,
            on,
            (!can).then(Uuid::nil),
            &People::sample(),
        ),
        events: events(&history, &People::sample()).expect("a sample"),
        can_correct: can,
        can_propose: can,
        errors: Errors::default(),
    };
    let link = LinkView {
        id: Uuid::nil(),
        title: "住民税当初課税データ入力業務委託".to_owned(),
        valid_from: Some(day(2026, 4, 1)),
        valid_to: None,
    };
    let mut wrong = page(&after, day(2027, 5, 1), true, "/");
    for (field, code) in [
        ("evidence", "close_out_no_evidence"),
        ("done_on", "close_out_no_day"),
        ("criticality", "missing"),
        ("withdrawal", "missing"),
    ] {
        wrong.errors.add(FieldProblem::new(field, code));
    }
    let instead =
        CriticalityOverride { critical: false, reason: "対象外の業務".to_owned(), approval: Uuid::nil() };
    let overridden = contract(&Attributes { criticality_override: Some(instead), ..attributes() });
    let mut renewed = page(&overridden, day(2026, 9, 1), false, "/?valid_on=2026-09-01");
    renewed.former = Some(link.clone());
    renewed.renewal = Some(link);
    let untold = Contract { amount_yen: None, valid_from: None, valid_to: None, ..contract(&Attributes::default()) };
    vec![wrong, renewed, page(&untold, day(2026, 9, 1), true, "/")]
}

/// The form for each purpose, and one after somebody else was faster.
pub fn changes() -> Vec<ChangePage> {
    let page = |purpose: Purpose, conflict: Option<ConflictView>, errors: Errors| {
        let draft = Draft::of(&contract(&attributes())).expect("a sample");
        ChangePage {
            purpose,
            id: Uuid::nil(),
            title: "住民税当初課税データ入力業務委託".to_owned(),
            supplier: "株式会社見本".to_owned(),
            choices: Choices::all(),
            form: ContractForm::of(&draft).with("version", "3"),
            conflict,
            errors,
        }
    };
    let base = fields(&Draft::of(&contract(&attributes())).expect("a sample"));
    let with = |field: &str, text: &str| {
        let mut all: BTreeMap<String, String> = base.clone();
        all.insert(field.to_owned(), text.to_owned());
        all
    };
    let mut theirs = with("contract_method", "negotiated");
    theirs.insert("persons".to_owned(), "1".to_owned());
    let mut mine = with("persons", "2");
    mine.insert("cloud".to_owned(), "yes".to_owned());
    let rows = kakuzuke_domain::contracts::merge(&base, &theirs, &mine);
    let conflict = ConflictView {
        actor: ActorView::person(Uuid::nil(), &People::sample()),
        rows: rows.into_iter().map(MergedView::from).collect(),
        to_choose: 1,
    };
    let mut errors = Errors::default();
    errors.add(FieldProblem::new("begins_on", "contract_overlaps"));
    errors.add(FieldProblem::new("form", "contract_unchanged"));
    vec![
        page(Purpose::Correction, Some(conflict), Errors::default()),
        page(Purpose::Amendment, None, errors),
        page(Purpose::Renewal, None, Errors::default()),
    ]
}

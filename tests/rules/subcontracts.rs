//! The chain behind a contract: no company above itself, no endless chain, and what holds depends on what is above it.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::subcontracts::{
    ChainProblem, Consent, Known, Link, MOST_LINKS, MOST_TIERS, Standing, Subcontract, laid_out, place, standings,
    weakest,
};
use proptest::prelude::*;
use uuid::Uuid;

const CONTRACTOR: u8 = 0;

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn subcontract(consent: Consent, from: Option<&str>, to: Option<&str>) -> Subcontract {
    Subcontract {
        work: "入力".to_owned(),
        data: None,
        personal_data: Known::Unknown,
        flow_down: Known::Unknown,
        requested_on: day("2026-04-01"),
        valid_from: from.map(day),
        valid_to: to.map(day),
        consent,
        decided_on: (consent != Consent::Requested).then(|| day("2026-04-02")),
        decision_reason: (consent == Consent::Refused).then(|| "体制".to_owned()),
    }
}

/// Requests as they come in: below which of the earlier ones (or the contractor), and by which of a few companies.
fn requests() -> impl Strategy<Value = Vec<(Option<usize>, u8, bool)>> {
    prop::collection::vec((prop::option::of(0_usize..40), 0_u8..12, prop::bool::weighted(0.1)), 0..60)
}

/// The companies above a link, told apart from the rule: the contractor last.
fn above(links: &[Link<u8>], at: Option<Uuid>) -> Vec<u8> {
    let mut companies = Vec::new();
    let mut next = at;
    while let Some(link) = links.iter().find(|link| Some(link.id) == next) {
        companies.push(link.company);
        next = link.above;
    }
    companies.push(CONTRACTOR);
    companies
}

/// The chain that these requests make, where those that the rule refuses are left out.
fn grown(requests: Vec<(Option<usize>, u8, bool)>) -> Vec<Link<u8>> {
    let mut links: Vec<Link<u8>> = Vec::new();
    for (number, (below, company, refused)) in requests.into_iter().enumerate() {
        let above_id = below.and_then(|below| links.get(below)).map(|link| link.id);
        let stands = above(&links, above_id);
        let below_refused = {
            let mut next = above_id;
            let mut found = false;
            while let Some(link) = links.iter().find(|link| Some(link.id) == next) {
                found |= link.consent == Consent::Refused;
                next = link.above;
            }
            found
        };
        let possible = !stands.contains(&company) && stands.len() <= MOST_TIERS && !below_refused;
        let answer = place(&CONTRACTOR, &links, above_id, &company);
        assert_eq!(answer.is_ok(), possible, "{answer:?} for {company} below {stands:?}");
        if let Ok(tier) = answer {
            assert_eq!(tier, stands.len());
            let consent = if refused { Consent::Refused } else { Consent::Approved };
            links.push(Link { id: id(number), above: above_id, company, consent });
        }
    }
    links
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn no_company_ever_stands_above_itself_and_every_link_is_laid_out_below_its_own(requests in requests()) {
        let links = grown(requests);
        let placed = laid_out(&links);
        prop_assert_eq!(placed.len(), links.len());
        let mut seen = BTreeSet::new();
        for place in &placed {
            let link = &links[place.index];
            let stands = above(&links, link.above);
            prop_assert!(!stands.contains(&link.company), "{} stands above itself", link.company);
            prop_assert_eq!(place.tier, stands.len());
            prop_assert!(place.tier <= MOST_TIERS);
            prop_assert!(link.above.is_none_or(|above| seen.contains(&above)), "what is above comes first");
            prop_assert!(seen.insert(link.id), "each stands once");
        }
    }

    #[test]
    fn what_holds_hangs_on_what_holds(requests in requests(), ends in prop::collection::vec(0_u8..4, 60), holds in any::<bool>()) {
        let links = grown(requests);
        let placed = laid_out(&links);
        let on = day("2026-09-01");
        let terms: Vec<Subcontract> = links.iter().zip(&ends).map(|(link, end)| {
            let (from, to) = match end { 0 => (None, Some("2026-08-31")), 1 => (Some("2026-09-02"), None), _ => (None, None) };
            subcontract(link.consent, from, to)
        }).collect();
        let rows: Vec<_> = placed.iter().map(|at| (links[at.index].id, links[at.index].above, &terms[at.index])).collect();
        let answer = standings(rows.iter().copied(), on, holds);
        prop_assert_eq!(answer.len(), rows.len());
        for (row, standing) in rows.iter().zip(&answer) {
            let parent = row.1.and_then(|above| rows.iter().position(|other| other.0 == above)).map(|at| answer[at]);
            if *standing == Standing::InForce {
                prop_assert!(parent.map_or(holds, |parent| parent == Standing::InForce));
                prop_assert_eq!(row.2.consent, Consent::Approved);
            }
            if *standing == Standing::Interrupted {
                prop_assert!(parent.map_or(!holds, |parent| parent != Standing::InForce));
            }
        }
    }

    #[test]
    fn the_weakest_is_the_lowest_that_is_known(codes in prop::collection::vec(0_i16..6, 0..20)) {
        let bands: Vec<Band> = codes.iter().map(|code| Band::from_code(*code).unwrap()).collect();
        let found = weakest(bands.iter().copied());
        prop_assert_eq!(found.unrated, codes.iter().filter(|code| **code == 0).count());
        let lowest = codes.iter().copied().filter(|code| *code > 0).min();
        prop_assert_eq!(found.band.map(Band::as_code), lowest);
    }
}

#[test]
fn a_chain_ends_after_ten_tiers_and_says_so() {
    let mut links: Vec<Link<usize>> = Vec::new();
    for tier in 1..=50 {
        let above = links.last().map(|link| link.id);
        match place(&0, &links, above, &tier) {
            Ok(at) => {
                assert_eq!(at, tier);
                links.push(Link { id: id(tier), above, company: tier, consent: Consent::Requested });
            }
            Err(problem) => assert_eq!((problem, tier), (ChainProblem::TooDeep, 11)),
        }
        if links.len() < tier {
            break;
        }
    }
    assert_eq!(links.len(), MOST_TIERS);
    let above = links.last().map(|link| link.id);
    assert_eq!(place(&0, &links, above, &5), Err(ChainProblem::Cycle));
    assert_eq!(place(&0, &links, None, &0), Err(ChainProblem::Cycle));
    assert_eq!(place(&0, &links, Some(id(99)), &7), Err(ChainProblem::AboveUnknown));
    links[1].consent = Consent::Refused;
    assert_eq!(place(&0, &links, Some(id(2)), &70), Err(ChainProblem::AboveRefused));
    assert_eq!(place(&0, &links, Some(id(1)), &70), Ok(2));
}

#[test]
fn a_contract_has_only_so_many() {
    let links: Vec<Link<usize>> = (1..=MOST_LINKS)
        .map(|number| Link { id: id(number), above: None, company: number, consent: Consent::Approved })
        .collect();
    assert_eq!(place(&0, &links, None, &9_999), Err(ChainProblem::TooMany));
    assert_eq!(place(&0, &links[1..], None, &9_999), Ok(1));
}

#[test]
fn what_contradicts_itself_is_refused_with_its_field() {
    let within = (Some(day("2026-04-01")), Some(day("2027-03-31")));
    let good = subcontract(Consent::Approved, Some("2026-04-01"), Some("2027-03-31"));
    assert_eq!(good.check(within), Ok(()));
    let cases = [
        (Subcontract { work: " ".to_owned(), ..good.clone() }, ("work", "missing")),
        (Subcontract { work: "長".repeat(1_001), ..good.clone() }, ("work", "too_long")),
        (Subcontract { valid_to: Some(day("2026-03-31")), ..good.clone() }, ("valid_to", "reversed")),
        (Subcontract { valid_from: Some(day("2026-03-31")), ..good.clone() }, ("valid_from", "before_what_is_above")),
        (Subcontract { valid_to: Some(day("2027-04-01")), ..good.clone() }, ("valid_to", "after_what_is_above")),
        (
            Subcontract { valid_from: Some(day("2027-04-01")), valid_to: None, ..good.clone() },
            ("valid_from", "after_what_is_above"),
        ),
        (Subcontract { decided_on: None, ..good.clone() }, ("decided_on", "missing")),
        (Subcontract { decided_on: Some(day("2026-03-01")), ..good.clone() }, ("decided_on", "reversed")),
        (Subcontract { consent: Consent::Requested, ..good.clone() }, ("decided_on", "not_of_this_kind")),
        (Subcontract { consent: Consent::Refused, ..good }, ("decision_reason", "missing")),
    ];
    for (case, fault) in cases {
        assert_eq!(case.check(within), Err(fault), "{case:?}");
    }
}

//! To which buyers a supplier's audits are shown.

use kakuzuke_store::{ContractSupersession, NewContract};

use crate::both;
use crate::house::{House, day};

both!(a_contract_shows_audits_while_it_is_in_force);

/// Award, first and last day of a contract, and whether it is in force on 2026-09-01.
const CONTRACTS: [([Option<&str>; 3], bool); 9] = [
    ([None, Some("2026-04-01"), Some("2027-03-31")], true),
    ([None, Some("2026-09-01"), Some("2026-09-01")], true),
    ([None, Some("2025-04-01"), Some("2026-08-31")], false),
    ([None, Some("2026-09-02"), Some("2027-03-31")], false),
    ([Some("2020-01-01"), None, Some("2027-03-31")], true),
    ([Some("2026-05-01"), None, None], true),
    ([Some("2026-03-31"), None, None], false),
    ([Some("2026-03-31"), Some("2026-04-01"), None], true),
    ([None, None, None], false),
];

async fn a_contract_shows_audits_while_it_is_in_force(house: House) {
    let names: Vec<String> = (0..CONTRACTS.len()).map(|at| format!("株式会社見本{at}")).collect();
    let companies: Vec<(&str, Option<&str>)> = names.iter().map(|name| (name.as_str(), None)).collect();
    let suppliers = house.register(&companies).await;
    let mut work = house.begin().await;
    let buyers = work.buyers().await.expect("buyers");
    let contracts: Vec<NewContract> = CONTRACTS
        .iter()
        .zip(&suppliers)
        .map(|(([awarded_on, valid_from, valid_to], _), supplier)| NewContract {
            awarded_on: awarded_on.map(day),
            valid_from: valid_from.map(day),
            valid_to: valid_to.map(day),
            ..NewContract::new(work.new_id(), buyers[0].seq, supplier.seq, "運用")
        })
        .collect();
    let first = contracts[0].contract_id;
    work.add_contracts(contracts).await.expect("contracts");
    work.commit().await.expect("committed");

    let today = day("2026-09-01");
    let both = [buyers[0].id, buyers[1].id];
    let shown = house.store.shown_audits(&both, None, today).await.expect("shown");
    for ((contract, in_force), supplier) in CONTRACTS.iter().zip(&suppliers) {
        let expected = if *in_force { &both[..1] } else { &[][..] };
        assert_eq!(shown.to(supplier.id, None), expected, "{contract:?}");
    }
    let one = house.store.shown_audits(&both, Some(&[suppliers[1].id]), today).await.expect("shown");
    assert_eq!(
        (one.to(suppliers[1].id, None), one.to(suppliers[0].id, None)),
        (both[..1].to_vec(), vec![]),
        "what was not asked is not told"
    );
    for nobody in [&[][..], &both[1..]] {
        let shown = house.store.shown_audits(nobody, None, today).await.expect("shown");
        assert!(suppliers.iter().all(|supplier| shown.to(supplier.id, None).is_empty()));
    }
    let tomorrow = house.store.shown_audits(&both, None, day("2026-09-02")).await.expect("shown");
    assert!(tomorrow.to(suppliers[1].id, None).is_empty() && !tomorrow.to(suppliers[3].id, None).is_empty());

    let mut work = house.begin().await;
    let withdrawn = ContractSupersession { contract_id: first, replacement: None, reason: "誤記".to_owned() };
    work.supersede_contracts(vec![withdrawn]).await.expect("withdrawn");
    work.commit().await.expect("committed");
    let shown = house.store.shown_audits(&both, None, today).await.expect("shown");
    assert!(shown.to(suppliers[0].id, None).is_empty(), "a withdrawn contract shows nothing");
}

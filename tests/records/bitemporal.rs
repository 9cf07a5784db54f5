//! Both axes of time: nothing that was known is ever answered differently.

use chrono::TimeDelta;
use kakuzuke_store::{AsOf, Clock, FactRoom, NewFact, Profile, Store, Supersession};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::both;
use crate::house::{House, day, declaration};

both!(
    an_answer_once_given_stays,
    names_have_a_history,
    a_correction_must_be_about_the_same_fact,
    joint_ventures_and_branches
);

/// What happens to the one fact: recorded, corrected to a level, withdrawn.
#[derive(Debug, Clone)]
enum Step {
    Record(u8),
    Correct(u8),
    Withdraw,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let level = 1_u8..=2;
    let step = prop_oneof![level.clone().prop_map(Step::Record), level.prop_map(Step::Correct), Just(Step::Withdraw)];
    proptest::collection::vec(step, 1..12)
}

/// Everything a reader can see of a supplier.
async fn seen(store: &Store, id: uuid::Uuid, as_of: &AsOf) -> String {
    match store.supplier(id, as_of).await.expect("an answer") {
        Some(record) => format!("{} {}", record.facts.to_json(), record.recorded.len()),
        None => "nobody".to_owned(),
    }
}

async fn an_answer_once_given_stays(house: House) {
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    let mut cases = Vec::new();
    for _ in 0..12 {
        cases.push(steps().new_tree(&mut runner).expect("steps").current());
    }
    for (case, steps) in cases.into_iter().enumerate() {
        let name = format!("架空{case}");
        let before = house.now().await;
        let supplier = house.register(&[(name.as_str(), None)]).await.remove(0);
        let mut answers = vec![(before, "nobody".to_owned())];
        let mut current = Vec::new();
        for step in steps {
            house.clock.set(house.clock.now() + TimeDelta::seconds(1));
            let mut work = house.begin().await;
            match (step, current.last().copied()) {
                (Step::Record(level), _) | (Step::Correct(level), None) => {
                    let fact = declaration(&supplier, work.new_id(), level, "2026-04-01");
                    current.push(fact.fact_id);
                    work.record(vec![fact]).await.expect("recorded");
                }
                (Step::Correct(level), Some(fact_id)) => {
                    let replacement = Some(declaration(&supplier, fact_id, level, "2026-05-01"));
                    let change = Supersession { fact_id, replacement, reason: "訂正".to_owned() };
                    work.supersede(vec![change]).await.expect("corrected");
                }
                (Step::Withdraw, Some(fact_id)) => {
                    current.pop();
                    let change = Supersession { fact_id, replacement: None, reason: "取下げ".to_owned() };
                    work.supersede(vec![change]).await.expect("withdrawn");
                }
                (Step::Withdraw, None) => {}
            }
            work.commit().await.expect("committed");
            let now = house.now().await;
            let answer = seen(&house.store, supplier.id, &now).await;
            assert!(answer.ends_with(&format!(" {}", current.len())), "{answer}");
            answers.push((now, answer));
        }
        for (as_of, answer) in &answers {
            assert_eq!(&seen(&house.store, supplier.id, as_of).await, answer);
        }
    }
    let sound = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(sound.is_sound(), "{:?}", sound.problems);
}

async fn names_have_a_history(house: House) {
    let supplier = house.register(&[("旧社名", Some("2040001999902"))]).await.remove(0);
    let first = house.store.list_facts(FactRoom::Profile, 0, 10, &house.now().await).await.expect("facts").remove(0);
    let profile = |name: &str| Profile::new(name, supplier.kind, supplier.number.clone());
    let mut work = house.begin().await;
    let ended = NewFact::profile(supplier.seq, first.fact_id, &profile("旧社名"), None, Some(day("2026-09-30")));
    let change = Supersession { fact_id: first.fact_id, replacement: Some(ended), reason: "商号変更".to_owned() };
    work.supersede(vec![change]).await.expect("superseded");
    let next = NewFact::profile(supplier.seq, work.new_id(), &profile("新社名"), Some(day("2026-10-01")), None);
    work.record(vec![next]).await.expect("recorded");
    work.commit().await.expect("committed");
    let name_on = async |text: &str| {
        let as_of = house.store.as_of(Some(day(text)), None).await.expect("dates");
        house.store.supplier(supplier.id, &as_of).await.expect("an answer").expect("a supplier").supplier.name
    };
    assert_eq!((name_on("2026-09-30").await.as_str(), name_on("2026-10-01").await.as_str()), ("旧社名", "新社名"));
    let history = house.store.fact_history(first.fact_id).await.expect("versions");
    assert_eq!(history.len(), 2);
    assert_eq!(history[1].fact.reason.as_deref(), Some("商号変更"));
    assert_eq!(history[1].superseded_by.as_ref().map(|(actor, _)| actor.as_str()), Some("test"));
    house.clock.set(house.clock.now() + TimeDelta::days(30));
    house.store.freshen().await.expect("fresh");
    assert_eq!(house.store.names_of(&[supplier.seq]).await.expect("names")[&supplier.seq], "新社名");
    let keys = ["旧社名".to_owned(), "新社名".to_owned()];
    let found = house.store.candidates_by_names(&keys).await.expect("candidates");
    assert!(keys.iter().all(|key| found[key][0].supplier == supplier), "{found:?}");
}

async fn a_correction_must_be_about_the_same_fact(house: House) {
    let suppliers = house.register(&[("甲", None), ("乙", None)]).await;
    let mut work = house.begin().await;
    let fact = declaration(&suppliers[0], work.new_id(), 1, "2026-04-01");
    let fact_id = fact.fact_id;
    work.record(vec![fact]).await.expect("recorded");
    work.commit().await.expect("committed");
    let mut work = house.begin().await;
    let replacement = Some(declaration(&suppliers[1], fact_id, 2, "2026-04-01"));
    let change = Supersession { fact_id, replacement, reason: "別の会社".to_owned() };
    assert_eq!(work.supersede(vec![change]).await.expect_err("another supplier").code(), "another_fact");
    drop(work);
    let mut work = house.begin().await;
    let change = Supersession { fact_id: work.new_id(), replacement: None, reason: "なし".to_owned() };
    assert_eq!(work.supersede(vec![change]).await.expect_err("unknown").code(), "missing");
}

async fn joint_ventures_and_branches(house: House) {
    use kakuzuke_domain::suppliers::SupplierKind;
    use kakuzuke_store::{Branch, Membership, MembershipRole, NewSupplier};
    let members = house.register(&[("甲", Some("2040001999902")), ("乙", None)]).await;
    let mut work = house.begin().await;
    let new = NewSupplier { id: work.new_id(), kind: SupplierKind::JointVenture, number: None };
    let venture = work.add_suppliers(vec![new]).await.expect("added").remove(0);
    let profile = Profile::new("甲・乙共同企業体", SupplierKind::JointVenture, None);
    let mut facts = vec![NewFact::profile(venture.seq, work.new_id(), &profile, None, None)];
    for (at, member) in members.iter().enumerate() {
        let role = if at == 0 { MembershipRole::Representative } else { MembershipRole::Member };
        let membership = Membership { member: member.id, role, share_permille: Some(500) };
        facts.push(NewFact::membership(venture.seq, work.new_id(), member.seq, &membership, None, None));
    }
    let branch = Branch { name: "東京支店".to_owned(), kana: None, address: None };
    facts.push(NewFact::branch(members[0].seq, work.new_id(), &branch, Some(day("2026-01-01")), None));
    work.record(facts).await.expect("recorded");
    work.commit().await.expect("committed");
    let now = house.now().await;
    let record = house.store.supplier(venture.id, &now).await.expect("an answer").expect("a venture");
    let names: Vec<&str> = record.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["甲", "乙"]);
    let member = house.store.supplier_by_number("2040001999902", &now).await.expect("an answer").expect("a member");
    assert_eq!(member.memberships[0].name, "甲・乙共同企業体");
    assert_eq!(member.branches[0].value.name, "東京支店");
    let early = house.store.as_of(Some(day("2025-12-31")), None).await.expect("dates");
    let member = house.store.supplier(members[0].id, &early).await.expect("an answer").expect("a member");
    assert!(member.branches.is_empty());
}

//! Four eyes: no sequence of steps takes effect without two people agreeing on the same content.
use std::collections::BTreeSet;

use kakuzuke_domain::approvals::{ApprovalState, Case, Hash, Refusal, Step, canonical_json, content_hash, difference};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

fn person(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number) + 1)
}

fn content(number: u8) -> Hash {
    content_hash(&number.to_string())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..5, 0_u8..4, 0_u8..3).prop_map(|(what, by, of)| {
        let (by, hash) = (person(by), content(of));
        match what {
            0 => Step::Revise { by, hash },
            1 => Step::Approve { by, seen: hash },
            2 => Step::Reject { by, seen: hash },
            3 => Step::HandOver { to: by },
            _ => Step::Withdraw { by },
        }
    });
    // Rejections and withdrawals end a case: few of them, so that long histories are seen.
    let lively = (0_u8..4, 0_u8..3, any::<bool>()).prop_map(|(by, of, approves)| {
        let (by, hash) = (person(by), content(of));
        if approves { Step::Approve { by, seen: hash } } else { Step::Revise { by, hash } }
    });
    prop::collection::vec(prop_oneof![1 => step, 5 => lively], 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn nothing_takes_effect_without_two_people_agreeing_on_the_same_content(steps in steps(), needed in 0_usize..4) {
        let mut case = Case::new(person(0), content(0), needed);
        // Told apart from the rule: who wrote the present content, who ever wrote, and who has agreed to the present content.
        let (mut author, mut authors, mut agreed) = (person(0), BTreeSet::from([person(0)]), BTreeSet::new());
        let (mut hash, mut owner) = (content(0), person(0));
        for step in steps {
            let before = case.clone();
            match case.take(step) {
                Err(_) => prop_assert_eq!(&case, &before, "a refused step changes nothing"),
                Ok(()) => match step {
                    Step::Revise { by, hash: new } => {
                        (author, hash) = (by, new);
                        authors.insert(by);
                        agreed.clear();
                    }
                    Step::Approve { by, seen } => {
                        prop_assert_eq!(seen, hash);
                        prop_assert!(!authors.contains(&by), "nobody approves what they wrote");
                        agreed.insert(by);
                    }
                    Step::Reject { by, seen } => {
                        prop_assert_eq!(seen, hash);
                        prop_assert!(!authors.contains(&by));
                    }
                    Step::Withdraw { by } => prop_assert_eq!(by, owner),
                    Step::HandOver { to } => {
                        owner = to;
                        authors.insert(to);
                        agreed.remove(&to);
                    }
                },
            }
            if case.state() == ApprovalState::Effective {
                prop_assert!(!agreed.contains(&author) && !agreed.is_empty(), "two different people");
                prop_assert!(agreed.len() >= needed.max(1));
                prop_assert_eq!(case.hash(), hash);
            }
            prop_assert_eq!(case.agreed(), &agreed);
        }
    }

    #[test]
    fn what_has_ended_stays_as_it_is(steps in steps(), last in steps()) {
        let mut case = Case::new(person(0), content(0), 1);
        for step in steps {
            let _refused_or_taken = case.take(step);
        }
        if case.state() != ApprovalState::Waiting {
            let ended = case.clone();
            for step in last {
                prop_assert_eq!(case.take(step), Err(Refusal::Closed));
            }
            prop_assert_eq!(case, ended);
        }
    }

    #[test]
    fn a_difference_tells_both_texts(before in "([abc]{0,2}\n){0,12}", after in "([abc]{0,2}\n){0,12}") {
        let rows = difference(&before, &after);
        let left: Vec<&str> = rows.iter().filter_map(|row| row.before).map(|side| side.text).collect();
        let right: Vec<&str> = rows.iter().filter_map(|row| row.after).map(|side| side.text).collect();
        prop_assert_eq!(left, before.lines().collect::<Vec<_>>());
        prop_assert_eq!(right, after.lines().collect::<Vec<_>>());
        prop_assert_eq!(rows.iter().all(|row| row.is_same()), before == after);
    }
}

#[test]
fn an_edit_voids_what_was_agreed_before() {
    let mut case = Case::new(person(0), content(0), 2);
    case.take(Step::Approve { by: person(1), seen: content(0) }).expect("the first agrees");
    case.take(Step::Revise { by: person(0), hash: content(1) }).expect("changed");
    assert!(case.agreed().is_empty());
    assert_eq!(case.take(Step::Approve { by: person(2), seen: content(0) }), Err(Refusal::Changed));
    case.take(Step::Approve { by: person(2), seen: content(1) }).expect("agreed anew");
    assert_eq!(case.state(), ApprovalState::Waiting);
    case.take(Step::Approve { by: person(1), seen: content(1) }).expect("the second agrees");
    assert_eq!(case.state(), ApprovalState::Effective);
}

#[test]
fn neither_who_hands_over_nor_who_takes_over_can_approve() {
    let mut case = Case::new(person(0), content(0), 2);
    case.take(Step::Approve { by: person(1), seen: content(0) }).expect("agreed");
    assert_eq!(case.take(Step::HandOver { to: person(0) }), Err(Refusal::Unchanged));
    case.take(Step::HandOver { to: person(1) }).expect("handed over");
    assert!(case.agreed().is_empty(), "nobody agrees to what is their own");
    for owner in [0, 1] {
        assert_eq!(case.take(Step::Approve { by: person(owner), seen: content(0) }), Err(Refusal::Own));
    }
    assert_eq!(case.take(Step::Withdraw { by: person(0) }), Err(Refusal::NotProposer));
    case.take(Step::Withdraw { by: person(1) }).expect("withdrawn by whose it is now");
}

#[test]
fn whoever_wrote_an_earlier_version_cannot_approve_a_later_one() {
    let mut case = Case::new(person(0), content(0), 1);
    case.take(Step::Revise { by: person(1), hash: content(1) }).expect("changed");
    for author in [0, 1] {
        assert_eq!(case.take(Step::Approve { by: person(author), seen: content(1) }), Err(Refusal::Own));
    }
    case.take(Step::Approve { by: person(2), seen: content(1) }).expect("a third person");
    assert_eq!(case.state(), ApprovalState::Effective);
}

#[test]
fn content_has_one_way_to_be_written() {
    let one: Value = serde_json::from_str(r#"{"b": [1, "é\n"], "a": {"y": null, "x": true}}"#).expect("JSON");
    assert_eq!(canonical_json(&one).expect("whole numbers"), r#"{"a":{"x":true,"y":null},"b":[1,"é\n"]}"#);
    assert!(canonical_json(&json!({"points": 1.5})).is_err());
    // RFC 8785 orders keys by their UTF-16 units, in which U+1F600 stands before U+FB33.
    let keys = json!({"\u{fb33}": 1, "\u{1f600}": 2});
    assert_eq!(canonical_json(&keys).expect("whole numbers"), "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
}

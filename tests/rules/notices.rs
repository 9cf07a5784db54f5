//! Reminders: each milestone is due once, whatever days the program runs on.
use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::notices::{Channel, EXPIRY_MILESTONES, NoticeKind, milestone};
use proptest::prelude::*;

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day") + Days::new(after)
}

/// The reminders that reach a person when the program runs on these days, each under its key once.
fn reminders(ends_on: NaiveDate, runs: &BTreeSet<u64>) -> Vec<u16> {
    let (mut sent, mut seen, mut last) = (Vec::new(), BTreeSet::new(), None);
    for run in runs {
        let today = day(*run);
        let since = last.map_or(today, |last: NaiveDate| last + Days::new(1));
        if let Some(due) = milestone(ends_on, today, since)
            && seen.insert(due)
        {
            sent.push(due);
        }
        last = Some(today);
    }
    sent
}

#[test]
fn running_every_day_brings_each_milestone_once() {
    let every_day = (0..200).collect();
    assert_eq!(reminders(day(150), &every_day), [90, 30, 7, 0]);
}

#[test]
fn three_days_of_downtime_lose_nothing_and_repeat_nothing() {
    let ends_on = day(150);
    for down_from in 0..170_u64 {
        let runs = (0..200).filter(|run| !(down_from..down_from + 3).contains(run)).collect();
        let sent = reminders(ends_on, &runs);
        assert_eq!(sent, [90, 30, 7, 0], "down from day {down_from}");
    }
}

#[test]
fn an_end_long_past_is_not_news() {
    assert_eq!(milestone(day(10), day(40), day(40)), None);
    assert_eq!(milestone(day(10), day(40), day(11)), None);
    assert_eq!(milestone(day(10), day(40), day(10)), Some(0));
    assert_eq!(milestone(day(100), day(0), day(0)), None);
}

proptest! {
    #[test]
    fn reminders_come_nearer_and_never_twice(runs in prop::collection::btree_set(0_u64..220, 1..60), end in 0_u64..220) {
        let sent = reminders(day(end), &runs);
        prop_assert!(sent.windows(2).all(|two| two[0] > two[1]), "{sent:?}");
        prop_assert!(sent.iter().all(|one| EXPIRY_MILESTONES.contains(one)));
        let after_first = runs.first().is_some_and(|first| *first <= end);
        let passed = runs.iter().any(|run| *run >= end);
        prop_assert_eq!(sent.last() == Some(&0), after_first && passed, "runs {:?}, end {}, sent {:?}", runs, end, sent);
    }
}

#[test]
fn a_choice_for_a_kind_wins_over_a_choice_for_all() {
    for kind in NoticeKind::ALL {
        assert_eq!(kind.channel(Some(Channel::Off), Some(Channel::Mail)), Channel::Off);
        assert_eq!(kind.channel(None, Some(Channel::InApp)), Channel::InApp);
        assert_eq!(kind.channel(None, None), kind.usual_channel());
        assert_eq!(NoticeKind::from_word(kind.as_str()), Some(*kind));
    }
}

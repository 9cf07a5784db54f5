//! Members of joint ventures: a change holds from its day until the next one, and touches no other day.
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::suppliers::{RecordedSeat, Seat, seat_changes};
use proptest::prelude::*;
use uuid::Uuid;

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day") + Days::new(after)
}

/// The members of these numbers, the first of them representing.
fn seats(members: &[u128]) -> Vec<Seat> {
    let seat = |(at, member): (usize, &u128)| Seat {
        member: Uuid::from_u128(*member),
        represents: at == 0,
        share_permille: None,
    };
    members.iter().enumerate().map(seat).collect()
}

fn sorted(mut seats: Vec<Seat>) -> Vec<Seat> {
    seats.sort();
    seats
}

fn on(recorded: &[RecordedSeat], day: Option<NaiveDate>) -> Vec<Seat> {
    sorted(recorded.iter().filter(|one| one.days.contains(day)).map(|one| one.seat.clone()).collect())
}

/// Does what the rule says to what is recorded.
fn apply(recorded: &mut Vec<RecordedSeat>, from: Option<NaiveDate>, wanted: &[Seat]) {
    let changes = seat_changes(recorded, from, wanted);
    for (id, days) in changes.moved {
        match days {
            Some(days) => recorded.iter_mut().find(|one| one.id == id).expect("a recorded one").days = days,
            None => recorded.retain(|one| one.id != id),
        }
    }
    for (seat, days) in changes.new {
        recorded.push(RecordedSeat { id: Uuid::from_u128(recorded.len() as u128 + 1_000 + next()), seat, days });
    }
}

fn next() -> u128 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    u128::from(NEXT.fetch_add(1_000, Ordering::Relaxed))
}

proptest! {
    #[test]
    fn a_change_holds_until_the_next_and_touches_no_other_day(
        changes in prop::collection::vec(
            (prop::option::of(0_u64..20), prop::sample::subsequence(vec![1_u128, 2, 3, 4], 1..4).prop_shuffle()), 1..8)
    ) {
        let mut recorded = Vec::new();
        // From which day on who belongs to it; what changes nothing is no change.
        let mut model: BTreeMap<Option<NaiveDate>, Vec<Seat>> = BTreeMap::new();
        for (from, members) in changes {
            let (from, wanted) = (from.map(day), seats(&members));
            apply(&mut recorded, from, &wanted);
            model.insert(from, sorted(wanted));
            let mut before = Vec::new();
            model.retain(|_, seats| std::mem::replace(&mut before, seats.clone()) != *seats);
            for at in std::iter::once(None).chain((0..22).map(|at| Some(day(at)))) {
                let expected = model.range(..=at).next_back().map(|(_, seats)| seats.clone()).unwrap_or_default();
                prop_assert_eq!(on(&recorded, at), expected, "{:?}: {:?}", at, recorded);
            }
        }
    }
}

#[test]
fn the_same_members_again_are_no_change() {
    let mut recorded = Vec::new();
    apply(&mut recorded, Some(day(3)), &seats(&[1, 2]));
    assert!(seat_changes(&recorded, Some(day(5)), &seats(&[1, 2])).is_empty());
    assert!(!seat_changes(&recorded, Some(day(5)), &seats(&[2, 1])).is_empty(), "another one represents");
}

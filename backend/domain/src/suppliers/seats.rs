//! Who belongs to a joint venture, on which days.

use chrono::NaiveDate;
use uuid::Uuid;

/// What a member is in its joint venture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// The member.
    pub member: Uuid,
    /// Whether it represents the joint venture (代表構成員).
    pub represents: bool,
    /// Its share in thousandths, where it is known.
    pub share_permille: Option<u16>,
}

/// The days on which a seat is held; both ends inclusive, open if none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatDays {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl SeatDays {
    /// Whether the seat is held on the day; no day stands for the time before all days that are named.
    #[must_use]
    pub fn contains(&self, day: Option<NaiveDate>) -> bool {
        self.from <= day && self.to.is_none_or(|to| day.is_none_or(|day| day <= to))
    }

    /// Whether the two have a day in common.
    fn meets(self, other: Self) -> bool {
        let begins_by_its_end = |one: Self, other: Self| other.to.is_none_or(|to| one.from <= Some(to));
        begins_by_its_end(self, other) && begins_by_its_end(other, self)
    }

    /// Whether no day of the other is missing.
    fn covers(self, other: Self) -> bool {
        self.from <= other.from && self.to.is_none_or(|to| other.to.is_some_and(|end| end <= to))
    }
}

/// A seat as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedSeat {
    /// The fact.
    pub id: Uuid,
    /// What it says.
    pub seat: Seat,
    /// When.
    pub days: SeatDays,
}

/// What has to be recorded so that others are the members from a day on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeatChanges {
    /// Recorded seats with the days on which they are held now; none if they are held on no day.
    pub moved: Vec<(Uuid, Option<SeatDays>)>,
    /// Seats to be recorded.
    pub new: Vec<(Seat, SeatDays)>,
}

impl SeatChanges {
    /// Whether everything is as recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.new.is_empty()
    }
}

/// Makes `wanted` the members from a day on (none: since ever), until the next day from which others are recorded. What holds
/// before that day and from that next day on stays as it is.
#[must_use]
pub fn seat_changes(recorded: &[RecordedSeat], from: Option<NaiveDate>, wanted: &[Seat]) -> SeatChanges {
    let next = next_change(recorded, from);
    let days = SeatDays { from, to: next.and_then(|next| next.pred_opt()) };
    let mut changes = SeatChanges::default();
    let mut kept = Vec::new();
    for known in recorded.iter().filter(|known| known.days.meets(days)) {
        if known.days.covers(days) && wanted.contains(&known.seat) {
            kept.push(&known.seat);
            continue;
        }
        let until = from.and_then(|from| from.pred_opt()).filter(|_| known.days.from < from);
        let before = until.map(|to| SeatDays { from: known.days.from, to: Some(to) });
        let goes_on = |next: &NaiveDate| known.days.to.is_none_or(|to| to >= *next);
        let after = next.filter(goes_on).map(|next| SeatDays { from: Some(next), to: known.days.to });
        changes.moved.push((known.id, before.or(after)));
        changes.new.extend(after.filter(|_| before.is_some()).map(|after| (known.seat.clone(), after)));
    }
    let new = wanted.iter().filter(|seat| !kept.contains(seat));
    changes.new.extend(new.map(|seat| (seat.clone(), days)));
    changes
}

/// The first later day on which others are the members than on the day before.
fn next_change(recorded: &[RecordedSeat], from: Option<NaiveDate>) -> Option<NaiveDate> {
    let edges = recorded.iter().flat_map(|known| [known.days.from, known.days.to.and_then(|to| to.succ_opt())]);
    let mut later: Vec<NaiveDate> = edges.flatten().filter(|day| Some(*day) > from).collect();
    later.sort_unstable();
    let held = |day: Option<NaiveDate>| {
        let mut seats: Vec<&Seat> =
            recorded.iter().filter(|known| known.days.contains(day)).map(|known| &known.seat).collect();
        seats.sort_unstable();
        seats
    };
    later.into_iter().find(|day| held(Some(*day)) != held(day.pred_opt()))
}

//! Who belongs to a joint venture: changed from a day on. Nothing is overwritten.

use chrono::NaiveDate;
use kakuzuke_domain::suppliers::{RecordedSeat, Seat, SeatDays, SupplierKind, seat_changes};
use kakuzuke_store::{Actor, FactRoom, Membership, MembershipRole, NewFact, StoredFact, Supersession};
use serde_json::json;
use uuid::Uuid;

use crate::Services;
use crate::errors::{Result, ServicesError};

impl Services {
    /// Records that these suppliers are the members of a joint venture from a day on (none: since ever), the first of them
    /// representing it, until the next day from which others are recorded. Shares that are known stay.
    ///
    /// # Errors
    /// `supplier_unknown`; `not_a_joint_venture`; `member_unknown` with its place in the list; `member_twice`;
    /// `member_is_venture` for a joint venture among the members; `members_missing`; `members_unchanged`.
    pub async fn change_members(
        &self,
        venture: Uuid,
        from: Option<NaiveDate>,
        members: &[Uuid],
        reason: &str,
        actor: &Actor,
    ) -> Result<()> {
        let mut work = self.store().begin(actor, "suppliers.members").await?;
        let found = work.suppliers_by_ids(&[venture]).await?;
        let own = found.get(&venture).ok_or_else(|| ServicesError::refused("supplier_unknown"))?;
        if own.kind != SupplierKind::JointVenture {
            return Err(ServicesError::refused("not_a_joint_venture"));
        }
        let seq = own.seq;
        let recorded = seats(&work.facts_of(&[seq], Some(FactRoom::Membership)).await?)?;
        let wanted = wanted(&recorded, from, members)?;
        let all: Vec<Uuid> = recorded.iter().map(|one| one.seat.member).chain(members.iter().copied()).collect();
        let known = work.suppliers_by_ids(&all).await?;
        for (at, member) in members.iter().enumerate() {
            let at = at.to_string();
            match known.get(member).map(|member| member.kind) {
                None => return Err(ServicesError::refused("member_unknown").with("at", at)),
                Some(SupplierKind::JointVenture) => {
                    return Err(ServicesError::refused("member_is_venture").with("at", at));
                }
                Some(_) => {}
            }
        }
        let changes = seat_changes(&recorded, from, &wanted);
        if changes.is_empty() {
            return Err(ServicesError::refused("members_unchanged"));
        }
        let fact = |id: Uuid, seat: &Seat, days: SeatDays| {
            let member = known.get(&seat.member).ok_or_else(|| ServicesError::Damaged(format!("members/{id}")))?;
            Ok::<_, ServicesError>(NewFact::membership(seq, id, member.seq, &membership(seat), days.from, days.to))
        };
        let mut versions = Vec::with_capacity(changes.moved.len());
        for (id, days) in changes.moved {
            let seat = recorded.iter().find(|one| one.id == id).map(|one| &one.seat);
            let replacement = match (seat, days) {
                (Some(seat), Some(days)) => Some(fact(id, seat, days)?),
                _ => None,
            };
            versions.push(Supersession { fact_id: id, replacement, reason: reason.to_owned() });
        }
        let new =
            changes.new.iter().map(|(seat, days)| fact(work.new_id(), seat, *days)).collect::<Result<Vec<_>>>()?;
        work.supersede(versions).await?;
        work.record(new).await?;
        let detail = json!({"supplier": venture, "members": members, "valid_from": from, "reason": reason});
        work.seal(&format!("supplier:{venture}"), detail).await?;
        work.commit().await?;
        Ok(())
    }
}

/// The seats that are to be held, with the shares that are known of that day.
fn wanted(recorded: &[RecordedSeat], from: Option<NaiveDate>, members: &[Uuid]) -> Result<Vec<Seat>> {
    if members.is_empty() {
        return Err(ServicesError::refused("members_missing"));
    }
    let mut seats: Vec<Seat> = Vec::with_capacity(members.len());
    for (at, member) in members.iter().enumerate() {
        if seats.iter().any(|seat| seat.member == *member) {
            return Err(ServicesError::refused("member_twice").with("at", at.to_string()));
        }
        let known = recorded.iter().find(|one| one.seat.member == *member && one.days.contains(from));
        let share_permille = known.and_then(|one| one.seat.share_permille);
        seats.push(Seat { member: *member, represents: at == 0, share_permille });
    }
    Ok(seats)
}

fn seats(facts: &[StoredFact]) -> Result<Vec<RecordedSeat>> {
    facts.iter().map(seat).collect()
}

fn seat(fact: &StoredFact) -> Result<RecordedSeat> {
    let body: Membership = serde_json::from_str(&fact.body)
        .map_err(|error| ServicesError::Damaged(format!("facts/{}: {error}", fact.seq)))?;
    let represents = body.role == MembershipRole::Representative;
    Ok(RecordedSeat {
        id: fact.fact_id,
        seat: Seat { member: body.member, represents, share_permille: body.share_permille },
        days: SeatDays { from: fact.valid_from, to: fact.valid_to },
    })
}

fn membership(seat: &Seat) -> Membership {
    let role = if seat.represents { MembershipRole::Representative } else { MembershipRole::Member };
    Membership { member: seat.member, role, share_permille: seat.share_permille }
}

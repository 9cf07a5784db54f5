//! Joint ventures and their members, seen from either side.

use sea_orm::QueryResult;
use uuid::Uuid;

use super::reading::with_days;
use super::{Member, Membership, MembershipRole};
use crate::database::{Params, RowExt, all, one};
use crate::facts::{FACT_COLUMNS, FactRoom, KNOWN, fact_from};
use crate::{AsOf, Result, Store};

/// From which side a joint venture is seen.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    /// The members of a joint venture.
    Members,
    /// The joint ventures of a member.
    Ventures,
}

impl Store {
    /// The members of a joint venture on all days, as they were known; none for another supplier.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn members_over_time(&self, venture: Uuid, as_of: &AsOf) -> Result<Vec<Member>> {
        let sql = "SELECT seq FROM suppliers WHERE id = ?";
        let Some(row) = one(self.reader(), sql, Params::new().with(venture)).await? else { return Ok(Vec::new()) };
        self.seats(Side::Members, row.get(0)?, as_of).await
    }

    /// The other sides of joint ventures on the day asked, whoever represents one first.
    pub(super) async fn members(&self, side: Side, seq: i64, as_of: &AsOf) -> Result<Vec<Member>> {
        let mut seats = self.seats(side, seq, as_of).await?;
        let day = as_of.valid_on;
        seats.retain(|seat| {
            let days = &seat.membership;
            days.valid_from.is_none_or(|from| from <= day) && days.valid_to.is_none_or(|to| day <= to)
        });
        seats.sort_by_key(|seat| seat.membership.value.role != MembershipRole::Representative);
        Ok(seats)
    }

    async fn seats(&self, side: Side, seq: i64, as_of: &AsOf) -> Result<Vec<Member>> {
        let joined = match side {
            Side::Members => "f.supplier_seq = ? AND l.supplier_seq = f.related_seq",
            Side::Ventures => "f.related_seq = ? AND l.supplier_seq = f.supplier_seq",
        };
        let sql = format!(
            "SELECT {FACT_COLUMNS}, l.id, l.name, l.number FROM facts f CROSS JOIN listings l \
             WHERE {joined} AND f.room = ? AND {KNOWN} ORDER BY f.seq"
        );
        let params =
            Params::new().with(seq).with(FactRoom::Membership.as_code()).with(as_of.known()).with(as_of.known());
        all(self.reader(), &sql, params).await?.iter().map(member_from).collect()
    }
}

fn member_from(row: &QueryResult) -> Result<Member> {
    let membership = with_days::<Membership>(&fact_from(row)?)?;
    Ok(Member { supplier: row.get(15)?, name: row.get(16)?, number: row.get(17)?, membership })
}

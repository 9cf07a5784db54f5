//! What waits for whom, for the first page: each kind of work by one query that is bounded by what the person looks after.

mod contracts;
mod facts;
mod work;

use chrono::NaiveDate;
use sea_orm::DbBackend;
use uuid::Uuid;

use crate::Counted;
use crate::contracts::{IN_FORCE, in_force_on};
use crate::database::{Params, ids, in_ids};

pub use contracts::EndingContract;
pub use facts::{WaitingAttestation, WaitingAudit, WaitingFinding};
pub use work::UnfinishedImport;

/// The suppliers that somebody looks after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charges {
    /// Those with a contract in force with one of these buyers.
    OfBuyers(Vec<Uuid>),
    /// These.
    Own(Vec<Uuid>),
}

impl Charges {
    /// Their numbers as a query `own (seq)`, whose parameters are added.
    fn sql(&self, backend: DbBackend, today: NaiveDate, params: &mut Params) -> String {
        match self {
            Self::OfBuyers(buyers) => {
                params.push(ids(buyers.iter().copied()));
                *params = in_force_on(std::mem::take(params), today);
                format!(
                    "(SELECT DISTINCT c.supplier_seq AS seq FROM buyers b JOIN contracts c ON c.buyer_seq = b.seq WHERE {} \
                     AND c.superseded_at IS NULL AND {IN_FORCE}) own",
                    in_ids(backend, "b.id")
                )
            }
            Self::Own(suppliers) => {
                params.push(ids(suppliers.iter().copied()));
                format!("(SELECT s.seq FROM suppliers s WHERE {}) own", in_ids(backend, "s.id"))
            }
        }
    }
}

/// No more than this many are looked at or counted.
const MOST: i64 = 2_000;

/// The first few in the order of a key, and how many there are.
fn first<T, K: Ord>(mut found: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Counted<T> {
    let total = found.len() as u64;
    found.sort_by_key(key);
    found.truncate(limit);
    Counted { rows: found, total }
}

//! Suppliers: who they are, how they were called over time, and how they are found.

mod attention;
mod bands;
mod cursor;
mod members;
mod names;
mod past;
mod plan;
mod profile;
mod query;
mod reading;
mod record;
mod references;
mod search;
mod terms;
mod write;

pub use attention::{Attention, ChangingGrade, Counted, ExpiringAttestation, SuspendedAttestation};
pub use profile::{Branch, Membership, MembershipRole, Profile};
pub use query::{Count, Page, SupplierQuery, SupplierSort};
pub use record::{Member, Recorded, Supplier, SupplierRecord};
pub use references::{Candidate, SupplierRef};
pub use write::NewSupplier;

pub(crate) use bands::bands;
pub(crate) use names::{Names, write_names};
pub(crate) use profile::profile_on;
pub(crate) use query::COUNT_LIMIT;
pub(crate) use write::supplier_sha;

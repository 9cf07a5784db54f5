//! What stands behind contracts, as versioned records: subcontracts, cloud services, and which contract uses which of them.

mod read;
mod row;
mod write;

pub use read::SupplyVersion;
pub use row::{NewSupply, Supply, SupplyKind};
pub use write::SupplySupersession;

pub(crate) use row::{COLUMNS, KNOWN, supply_from, supply_sha};

//! What the counter changes in the register, one command per file. Pages and API call the same ones.

mod fact;
mod supplier;

pub use self::fact::{correct_fact, record_fact, withdraw_fact};
pub use self::supplier::register_supplier;

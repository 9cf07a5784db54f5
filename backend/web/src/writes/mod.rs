//! What the counter changes in the register, one command per file. Pages and API call the same ones.

mod fact;
mod members;
mod profile;
mod supplier;
mod venture;

pub use self::fact::{correct_fact, record_fact, withdraw_fact};
pub use self::members::change_members;
pub use self::profile::{change_profile, correct_profile};
pub use self::supplier::register_supplier;
pub use self::venture::register_joint_venture;

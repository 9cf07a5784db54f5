//! What the counter changes in the register, one command per file. Pages and API call the same ones.

mod cloud;
mod fact;
mod members;
mod profile;
mod subcontract;
mod supplier;
mod supply;
mod venture;

pub use self::cloud::{
    correct_cloud_service, end_cloud_use, record_cloud_service, record_cloud_use, seen_contract,
    withdraw_cloud_service, withdraw_cloud_use,
};
pub use self::fact::{correct_fact, record_fact, withdraw_fact};
pub use self::members::change_members;
pub use self::profile::{change_profile, correct_profile};
pub use self::subcontract::{
    SubcontractTerms, Verdict, correct_subcontract, decide_subcontract, end_subcontract, request_subcontract,
    withdraw_subcontract,
};
pub use self::supplier::register_supplier;
pub use self::venture::register_joint_venture;

//! What every request passes on its way to a handler, and every answer on its way out.

pub mod address;
pub mod caller;
pub mod errors;
pub mod headers;
pub mod hosts;
pub mod language;
pub mod limits;
pub mod panics;
pub mod request_id;

//! The rules of Kakuzuke: pure functions over facts. No I/O, no clock, no database types.

pub mod buyers;
pub mod dates;
pub mod money;
pub mod suppliers;
pub mod text;

//! People and the programs that act for them.

pub mod tokens;

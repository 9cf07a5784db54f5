//! What is done for a buyer.

mod templates;

pub use templates::WORD;

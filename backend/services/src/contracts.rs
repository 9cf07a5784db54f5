//! Contracts at work: recorded, corrected, amended, renewed, withdrawn and closed out, each in one transaction.

mod close_out;
mod draft;
mod steps;

pub use draft::Draft;

//! What a contract must be like for a clause to apply.

use crate::words::words;

words! {
    /// A circumstance on which a clause may hang.
    pub enum Circumstance {
        /// Critical work (重要業務).
        Critical = "critical",
        /// Personal data is handled.
        PersonalData = "personal_data",
        /// Cloud services are used.
        Cloud = "cloud",
        /// A part of the work is entrusted further (再委託).
        Subcontracting = "subcontracting",
    }
}

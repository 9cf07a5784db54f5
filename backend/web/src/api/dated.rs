//! The two dates of every question, for the description of the API; [`crate::extract::AsOf`] reads them.

use chrono::{DateTime, FixedOffset};
use utoipa::IntoParams;

use super::day::Day;

/// The day that matters, and what was known when.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsOfParams {
    /// The Japanese day on which it matters; today if absent.
    #[param(inline)]
    pub valid_on: Option<Day>,
    /// What was known at this instant; everything known by now if absent.
    pub known_at: Option<DateTime<FixedOffset>>,
}

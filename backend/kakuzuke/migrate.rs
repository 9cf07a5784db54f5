//! `kakuzuke migrate`: opening the register brings its tables up to date.

use std::process::ExitCode;

use crate::commands::Place;
use crate::place;

/// Opens and closes the register.
pub fn run(at: &Place) -> anyhow::Result<ExitCode> {
    place::wait(async {
        let services = place::open(at).await?;
        place::close(&services, Ok(ExitCode::SUCCESS)).await
    })
}

//! `kakuzuke openapi`: the description of the JSON API, as it is served.

use std::process::ExitCode;

use crate::output;

/// Prints the description.
pub fn run() -> anyhow::Result<ExitCode> {
    output::say(&kakuzuke_web::openapi());
    Ok(ExitCode::SUCCESS)
}

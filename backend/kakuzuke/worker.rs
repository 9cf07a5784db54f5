//! `kakuzuke worker`: the background work alone, beside any number of servers.

use std::process::ExitCode;

use kakuzuke_services::worker;

use crate::commands::Place;
use crate::{logs, place, signals};

/// Works until the program is told to end.
pub fn run(at: &Place) -> anyhow::Result<ExitCode> {
    logs::begin();
    place::wait(async {
        let services = place::open(at).await?;
        worker::run(services.clone(), signals::end()).await;
        place::close(&services, Ok(ExitCode::SUCCESS)).await
    })
}

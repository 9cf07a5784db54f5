//! `kakuzuke worker`: the background work alone, beside any number of servers.

use std::process::ExitCode;

use clap::Args;
use kakuzuke_services::worker;

use crate::commands::Place;
use crate::{logs, place, signals};

/// Works in the background.
#[derive(Args)]
pub struct Worker {
    /// Do what is due now, and end
    #[arg(long)]
    once: bool,
}

/// Works until the program is told to end, or until nothing is due.
pub fn run(at: &Place, arguments: &Worker) -> anyhow::Result<ExitCode> {
    logs::begin();
    place::wait(async {
        let services = place::open(at).await?;
        let worked = if arguments.once {
            worker::drain(&services).await.map_err(anyhow::Error::from)
        } else {
            worker::run(services.clone(), signals::end()).await;
            Ok(())
        };
        place::close(&services, worked).await?;
        Ok(ExitCode::SUCCESS)
    })
}

//! `kakuzuke regrade`: grades follow the calendar.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::commands::Place;
use crate::{output, place};

/// Grades again.
#[derive(Args)]
pub struct Regrade {
    /// Every supplier, not only those whose grade changes by today
    #[arg(long)]
    all: bool,
}

/// Grades again and says how many suppliers were looked at and how many changed.
pub fn run(at: &Place, arguments: &Regrade) -> anyhow::Result<ExitCode> {
    place::wait(async {
        let services = place::open(at).await?;
        let store = services.store();
        let answer = if arguments.all {
            store
                .regrade_all(&|_, _| {})
                .await
                .map(|done| json!({"suppliers": done.suppliers, "changed": done.changed}))
        } else {
            store.freshen().await.map(|changed| json!({"suppliers": changed, "changed": changed}))
        };
        let answer = place::close(&services, answer.map_err(Into::into)).await?;
        output::say(&answer.to_string());
        Ok(ExitCode::SUCCESS)
    })
}

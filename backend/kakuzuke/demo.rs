//! `kakuzuke demo`: fictitious data in a folder of its own, and the pages to look at them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use kakuzuke_services::demo;
use kakuzuke_store::{Clock, FixedClock, SeededIds, StoreConfig, SystemClock};
use kakuzuke_web::{WebConfig, server};
use serde_json::{Value, json};

use crate::commands::Place;
use crate::{logs, output, place, serve};

/// The folder of the demo.
const FOLDER: &str = "data/demo";
/// The file that says a folder holds nothing but a demo, and from which day.
const MARK: &str = "demo.json";
/// The seed of the demo.
const SEED: u64 = 23;

/// Serves fictitious suppliers of the 23 wards.
#[derive(Args)]
pub struct Demo {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Fill the folder and end
    #[arg(long)]
    fill_only: bool,
}

/// Fills the folder where it is empty or from another day, and serves it.
pub fn run(at: &Place, arguments: &Demo) -> anyhow::Result<ExitCode> {
    logs::begin();
    let folder = at.data.clone().unwrap_or_else(|| PathBuf::from(FOLDER));
    place::wait(async {
        let listener =
            if arguments.fill_only { None } else { Some(server::bind_loopback(serve::address(&arguments.listen)?)?) };
        let config = StoreConfig::new(&folder).with_database(at.database.clone());
        fill(&folder, &config).await?;
        let Some(listener) = listener else { return Ok(ExitCode::SUCCESS) };
        let services = place::open_with(config).await?;
        let address = listener.local_addr()?;
        output::say(&format!("Kakuzuke demo (fictitious data) http://{address}/"));
        for path in ["suppliers", "buyers", "contracts", "schemes", "imports", "ledger", "api"] {
            output::say(&format!("  http://{address}/{path}"));
        }
        output::say(&format!("  http://{address}/sign-in: choose who you are"));
        let config = WebConfig { demo: true, ..WebConfig::default() };
        let services = serve::with_desk(at, services, &serve::origin(at, &listener)?)?;
        let served = serve::answer(&services, listener, config, true).await;
        place::close(&services, served).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Fills a new demo. One that was filled on another day is thrown away first, for its dates are those of that day.
async fn fill(folder: &Path, config: &StoreConfig) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let today = SystemClock.today();
    match filled_on(folder)? {
        Some(day) if day == today || config.database.is_some() => return Ok(()),
        Some(_) => std::fs::remove_dir_all(folder).context("the demo of another day cannot be removed")?,
        None if holds_something(folder)? => {
            bail!("{} holds something that is no demo; name another folder with --data", folder.display())
        }
        None => {}
    }
    let clock = Arc::new(FixedClock::new(now - chrono::TimeDelta::days(900)));
    let ids = Arc::new(SeededIds::new(SEED));
    let services = place::open_with(config.clone().with_clock(clock.clone()).with_ids(ids)).await?;
    let filled = demo::fill(&services, &clock, now, SEED).await.map_err(Into::into);
    let filled = place::close(&services, filled).await?;
    let mark = json!({"filled_on": today, "suppliers": filled.suppliers, "facts": filled.events, "contracts": filled.contracts});
    std::fs::write(folder.join(MARK), mark.to_string()).context("the demo cannot be marked")?;
    Ok(())
}

fn filled_on(folder: &Path) -> anyhow::Result<Option<NaiveDate>> {
    let mark = folder.join(MARK);
    if !mark.is_file() {
        return Ok(None);
    }
    let mark: Value = serde_json::from_slice(&std::fs::read(&mark)?).context("the demo's mark is damaged")?;
    Ok(mark.get("filled_on").and_then(Value::as_str).and_then(|day| day.parse().ok()))
}

fn holds_something(folder: &Path) -> anyhow::Result<bool> {
    Ok(folder.is_dir() && std::fs::read_dir(folder)?.next().is_some())
}

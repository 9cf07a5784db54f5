//! `kakuzuke serve`: the pages, the JSON API and, unless told otherwise, the worker.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;
use kakuzuke_services::accounts::oidc::read_providers;
use kakuzuke_services::words::word;
use kakuzuke_services::{Services, worker};
use kakuzuke_web::state::AppState;
use kakuzuke_web::{Proxy, WebConfig, server};
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use crate::commands::Place;
use crate::{logs, output, place, signals};

/// Where the server listens without being told.
const LISTEN: &str = "127.0.0.1:8080";

/// Serves the register.
#[derive(Args)]
pub struct Serve {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN, env = "KAKUZUKE_LISTEN")]
    pub listen: String,
    /// Host name that a reverse proxy on this machine passes on; may be repeated
    #[arg(long = "host", value_name = "NAME", env = "KAKUZUKE_HOSTS", value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// Address (or network, such as 10.0.0.0/8) of a reverse proxy whose X-Forwarded-For and X-Forwarded-Proto are believed;
    /// may be repeated
    #[arg(long = "proxy", value_name = "ADDRESS", env = "KAKUZUKE_PROXIES", value_delimiter = ',')]
    pub proxies: Vec<Proxy>,
    /// Leave the background work to `kakuzuke worker`
    #[arg(long)]
    pub no_worker: bool,
}

impl Default for Serve {
    fn default() -> Self {
        Self { listen: LISTEN.to_owned(), hosts: Vec::new(), proxies: Vec::new(), no_worker: false }
    }
}

/// Serves until the program is told to end.
pub fn run(at: &Place, arguments: &Serve) -> anyhow::Result<ExitCode> {
    logs::begin();
    place::wait(async {
        let listener = server::bind(address(&arguments.listen)?)?;
        let services = place::open(at).await?;
        output::say(&format!("Kakuzuke http://{}/", listener.local_addr()?));
        let origin = origin(at, &listener)?;
        let services = with_desk(at, services, &origin)?;
        let config = config(arguments, &origin);
        if let Some(path) = services.accounts().first_operator_link().await? {
            output::say(&word(at.language(), "serve-first-operator"));
            output::say(origin.join(&path).context("the link cannot be written")?.as_str());
        }
        let served = answer(&services, listener, config, !arguments.no_worker).await;
        place::close(&services, served).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Reads an address to listen on.
pub fn address(text: &str) -> anyhow::Result<SocketAddr> {
    text.parse().with_context(|| format!("{text:?} is not an address such as {LISTEN}"))
}

/// The address under which people come: the one named, or this machine.
pub fn origin(at: &Place, listener: &TcpListener) -> anyhow::Result<Url> {
    let origin = match &at.url {
        Some(url) => url.clone(),
        None => format!("http://localhost:{}", listener.local_addr()?.port()),
    };
    origin.parse().context("the public address is not one such as https://kakuzuke.city.example.jp")
}

/// The counter answers for the host of its own address too, and that address says whether people come by TLS.
fn config(arguments: &Serve, origin: &Url) -> WebConfig {
    let own = origin.host_str().map(str::to_owned);
    WebConfig {
        hosts: arguments.hosts.iter().cloned().chain(own).collect(),
        proxies: arguments.proxies.clone(),
        tls: origin.scheme() == "https",
        ..WebConfig::default()
    }
}

/// The services with the desk for the address under which people come.
pub fn with_desk(at: &Place, services: Services, origin: &Url) -> anyhow::Result<Services> {
    let text =
        at.oidc.as_ref().map(std::fs::read_to_string).transpose().context("the file of --oidc cannot be read")?;
    let providers = read_providers(text.as_deref().unwrap_or_default());
    let providers = providers.map_err(|error| anyhow!(error.message(at.language())))?;
    let accounts = services.accounts().clone().at(origin, providers)?;
    Ok(services.with_accounts(accounts))
}

/// Answers requests, and works, until a signal says stop.
pub async fn answer(
    services: &Services,
    listener: TcpListener,
    config: WebConfig,
    with_worker: bool,
) -> anyhow::Result<()> {
    let state = AppState::new(services.clone(), config).context("the pages cannot be made")?;
    let (stop, stopped) = watch::channel(false);
    let worker = with_worker.then(|| tokio::spawn(worker::run(services.clone(), signals::raised(stopped.clone()))));
    tokio::spawn(async move {
        signals::end().await;
        let _ = stop.send(true);
    });
    server::serve(listener, kakuzuke_web::router(state), server::Limits::default(), signals::raised(stopped)).await;
    if let Some(worker) = worker {
        worker.await.context("the worker ended badly")?;
    }
    Ok(())
}

//! What the running program tells of itself, on stderr; `RUST_LOG` says how much.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Begins to write the log.
pub fn begin() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sea_orm_migration=warn,sqlx=warn"));
    let colours = std::io::stderr().is_terminal();
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).try_init();
}

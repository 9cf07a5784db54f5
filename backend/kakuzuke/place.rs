//! Opening the register that the settings name.

use std::future::Future;
use std::path::PathBuf;

use anyhow::Context;
use kakuzuke_services::Services;
use kakuzuke_services::notices::{MailSettings, Post};
use kakuzuke_store::{FilesConfig, Store, StoreConfig};

use crate::commands::Place;

/// Runs `work` on the runtime that every command shares.
pub fn wait<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no threads could be started")?;
    runtime.block_on(work)
}

/// How the register of this place is opened.
pub fn config(place: &Place) -> StoreConfig {
    let config = StoreConfig::new(place.folder()).with_database(place.database.clone());
    StoreConfig { files: files(place), ..config }
}

/// Where uploads are kept: in the bucket that is named with its keys, else in the data folder.
fn files(place: &Place) -> FilesConfig {
    match (place.s3_bucket.clone(), place.s3_access_key.clone(), place.s3_secret_key.clone()) {
        (Some(bucket), Some(access_key), Some(secret_key)) => FilesConfig::S3 {
            bucket,
            endpoint: place.s3_endpoint.clone(),
            region: place.s3_region.clone(),
            access_key,
            secret_key,
        },
        _ => FilesConfig::Folder,
    }
}

/// The work of the house over the register of this place.
pub async fn open(place: &Place) -> anyhow::Result<Services> {
    let config = config(place);
    let settings =
        MailSettings { smtp_url: place.smtp_url.clone(), from: place.mail_from.clone(), public_url: place.url.clone() };
    let post = Post::open(&settings, &config.data_dir)?;
    Ok(open_with(config).await?.with_post(post).with_kept_days(place.keep_jobs))
}

/// The work of the house over a register opened so; its mails become files.
pub async fn open_with(config: StoreConfig) -> anyhow::Result<Services> {
    let folder = config.data_dir.display().to_string();
    let store = Store::open(config).await.with_context(|| format!("the register in {folder} cannot be opened"))?;
    Ok(Services::new(store, program()?))
}

/// This program itself.
pub fn program() -> anyhow::Result<PathBuf> {
    std::env::current_exe().context("the program does not find itself")
}

/// Lets go of the database, and gives the answer of a command back.
pub async fn close<T>(services: &Services, answer: anyhow::Result<T>) -> anyhow::Result<T> {
    let closed = services.store().close().await;
    let answer = answer?;
    closed.context("the register could not be closed")?;
    Ok(answer)
}

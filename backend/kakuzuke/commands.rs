//! The commands, each in a file of its name, and the settings they share.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kakuzuke_services::upkeep::{FEWEST_KEPT_DAYS, KEPT_DAYS};
use kakuzuke_services::words::Language;

use crate::{
    award, backup, demo, doctor, export, grade, import, ledger, migrate, openapi, output, regrade, restore, serve,
    synth, token, worker,
};

/// Kakuzuke: one register of suppliers to public bodies, and one published rule that grades their security.
#[derive(Parser)]
#[command(name = "kakuzuke", version, propagate_version = true)]
pub struct Front {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where the register lives, and the language it answers in. It holds secrets, so nothing prints it.
#[derive(Args, Clone)]
pub struct Place {
    /// Folder of the register: its database, files and signing key
    #[arg(long, global = true, value_name = "DIR", env = "KAKUZUKE_DATA")]
    pub data: Option<PathBuf>,
    /// Database, such as postgres://user@host/kakuzuke; without it, a file in the data folder
    #[arg(long, global = true, value_name = "URL", env = "KAKUZUKE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Bucket of an S3-compatible service for uploads; without it, a folder in the data folder
    #[arg(
        long,
        global = true,
        value_name = "BUCKET",
        env = "KAKUZUKE_S3_BUCKET",
        requires = "s3_access_key",
        requires = "s3_secret_key"
    )]
    pub s3_bucket: Option<String>,
    /// Address of that service, if it is not AWS
    #[arg(long, global = true, value_name = "URL", env = "KAKUZUKE_S3_ENDPOINT")]
    pub s3_endpoint: Option<String>,
    /// Region of that service
    #[arg(long, global = true, value_name = "REGION", env = "AWS_REGION", default_value = "ap-northeast-1")]
    pub s3_region: String,
    /// Access key id of that service
    #[arg(long, global = true, env = "AWS_ACCESS_KEY_ID", hide_env_values = true)]
    pub s3_access_key: Option<String>,
    /// Secret key of that service
    #[arg(long, global = true, env = "AWS_SECRET_ACCESS_KEY", hide_env_values = true)]
    pub s3_secret_key: Option<String>,
    /// SMTP server for mails: smtps://user:password@host, or smtp://user:password@host:587 with STARTTLS; without it, mails
    /// become files in the data folder
    #[arg(long, global = true, value_name = "URL", env = "KAKUZUKE_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of mails, such as kakuzuke@city.example.jp
    #[arg(long, global = true, value_name = "ADDRESS", env = "KAKUZUKE_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Address under which people reach this register, such as https://kakuzuke.city.example.jp
    #[arg(long, global = true, value_name = "URL", env = "KAKUZUKE_URL")]
    pub url: Option<String>,
    /// File (TOML) of the other services through which people may sign in by OpenID Connect
    #[arg(long, global = true, value_name = "FILE", env = "KAKUZUKE_OIDC")]
    pub oidc: Option<PathBuf>,
    /// Days for which background work that is done is kept, at least 7
    #[arg(
        long,
        global = true,
        value_name = "DAYS",
        env = "KAKUZUKE_KEEP_JOBS",
        default_value_t = KEPT_DAYS,
        value_parser = clap::value_parser!(u16).range(i64::from(FEWEST_KEPT_DAYS)..)
    )]
    pub keep_jobs: u16,
    /// Language of messages
    #[arg(long, global = true, value_enum, default_value_t = Tongue::Ja)]
    lang: Tongue,
}

impl Place {
    /// The data folder, `data` where none is named.
    pub fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| PathBuf::from("data"))
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        match self.lang {
            Tongue::Ja => Language::Ja,
            Tongue::En => Language::En,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Tongue {
    Ja,
    En,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and the JSON API (what happens without a command)
    Serve(serve::Serve),
    /// Serve fictitious data from a folder of its own
    Demo(demo::Demo),
    /// Do the background work, without serving
    Worker(worker::Worker),
    /// Bring the database to the form this version needs
    Migrate,
    /// Import a file of suppliers, attestations, audits, contracts, corporate-numbers or accounts
    Import(import::Import),
    /// Export suppliers, attestations, audits or contracts
    Export(export::Export),
    /// Grade the facts of one supplier in a file
    Grade(grade::Grade),
    /// Rank the bids of one tender in a file
    Award(award::Award),
    /// Grade again the suppliers whose grade changes by today, or all
    Regrade(regrade::Regrade),
    /// Fill the register with made-up suppliers for measurements
    Synth(synth::Synth),
    /// Check the record of every change
    Ledger(ledger::Ledger),
    /// Make an access token for the JSON API
    Token(token::Token),
    /// Copy the whole register into one file
    Backup(backup::Backup),
    /// Bring back a register from a backup into an empty folder
    Restore(restore::Restore),
    /// Look whether everything this program needs is in order
    Doctor(doctor::Doctor),
    /// Print the OpenAPI description of the JSON API
    Openapi,
}

/// Runs the command that was asked for.
pub fn run(front: Front) -> ExitCode {
    let place = front.place;
    let command = front.command.unwrap_or_else(|| Command::Serve(serve::Serve::default()));
    output::finish(match command {
        Command::Grade(arguments) => grade::run(&arguments),
        Command::Award(arguments) => award::run(&arguments),
        Command::Openapi => openapi::run(),
        Command::Serve(arguments) => serve::run(&place, &arguments),
        Command::Demo(arguments) => demo::run(&place, &arguments),
        Command::Worker(arguments) => worker::run(&place, &arguments),
        Command::Migrate => migrate::run(&place),
        Command::Import(arguments) => import::run(&place, &arguments),
        Command::Export(arguments) => export::run(&place, &arguments),
        Command::Regrade(arguments) => regrade::run(&place, &arguments),
        Command::Synth(arguments) => synth::run(&place, &arguments),
        Command::Ledger(arguments) => ledger::run(&place, &arguments),
        Command::Token(arguments) => token::run(&place, &arguments),
        Command::Backup(arguments) => backup::run(&place, &arguments),
        Command::Restore(arguments) => restore::run(&place, &arguments),
        Command::Doctor(arguments) => doctor::run(&place, &arguments),
    })
}

//! `kakuzuke token create`: an API token for a person, or for a program of this machine.

use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use kakuzuke_domain::accounts::TokenScope;
use kakuzuke_services::accounts::tokens::{self, Wanted};
use serde_json::json;

use crate::commands::Place;
use crate::{output, place};

/// Access tokens for the JSON API.
#[derive(Args)]
pub struct Token {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Make a token and print it, once
    Create(Create),
}

#[derive(Args)]
struct Create {
    /// Mail address of the person whose token it is; without it, a program of the council's office
    #[arg(long, value_name = "EMAIL")]
    account: Option<String>,
    /// What the token is called in lists
    #[arg(long, value_name = "TEXT", default_value = "command line")]
    name: String,
    /// What the token is good for; may be repeated; without it, everything a token can do
    #[arg(long = "scope", value_name = "SCOPE", value_delimiter = ',')]
    scopes: Vec<String>,
    /// Days until the token ends
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=366))]
    days: i64,
    /// Print the token with its id, scopes and end as JSON
    #[arg(long)]
    json: bool,
}

/// Makes the token.
pub fn run(at: &Place, arguments: &Token) -> anyhow::Result<ExitCode> {
    let Action::Create(wish) = &arguments.action;
    let scopes = scopes(&wish.scopes)?;
    place::wait(async {
        let services = place::open(at).await?;
        let wanted = Wanted {
            email: wish.account.clone(),
            name: wish.name.clone(),
            scopes,
            lasting: TimeDelta::days(wish.days),
        };
        let made = tokens::create(&services, wanted).await.map_err(Into::into);
        let made = place::close(&services, made).await?;
        let Some(made) = made else { bail!("nobody with the address {:?} has an account", wish.account) };
        output::say(&if wish.json {
            let scopes: Vec<&str> = made.scopes.iter().map(|scope| scope.as_str()).collect();
            json!({"token": made.token, "id": made.id, "scopes": scopes, "expires_at": made.expires_at}).to_string()
        } else {
            made.token
        });
        Ok(ExitCode::SUCCESS)
    })
}

fn scopes(words: &[String]) -> anyhow::Result<Vec<TokenScope>> {
    if words.is_empty() {
        return Ok(TokenScope::ALL.to_vec());
    }
    let known = || TokenScope::ALL.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", ");
    words
        .iter()
        .map(|word| TokenScope::from_word(word).with_context(|| format!("{word:?} is not a scope: {}", known())))
        .collect()
}

//! Tokens made by somebody with a shell on the machine.

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::{Grant, Role, Tenant, TokenScope};
use kakuzuke_store::{Actor, NewAccount, NewToken};
use uuid::Uuid;

use crate::Services;
use crate::errors::Result;

/// What begins every token, so that leaked ones can be found by searching for it.
pub const MARK: &str = "kakuzuke_";
/// The account of programs that act for no person.
const PROGRAM: &str = "program@kakuzuke.invalid";

/// A token to be made.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Whose; none for a program of the council's office.
    pub email: Option<String>,
    /// What it is called.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<TokenScope>,
    /// How long it lasts.
    pub lasting: TimeDelta,
}

/// A token, shown once.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its id.
    pub id: Uuid,
    /// The token itself.
    pub token: String,
    /// What it is good for.
    pub scopes: Vec<TokenScope>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Makes a token; none if nobody has the address.
///
/// # Errors
/// The database failed.
pub async fn create(services: &Services, wanted: Wanted) -> Result<Option<Made>> {
    let store = services.store();
    let email = wanted.email.as_deref().unwrap_or(PROGRAM);
    let known = store.person_by_email(email).await?;
    if known.is_none() && wanted.email.is_some() {
        return Ok(None);
    }
    let mut work = store.begin(&Actor::command_line(), "tokens.create").await?;
    let account = match known {
        Some(person) => person.account.id,
        None => {
            let id = work.new_id();
            let (email, name, language) = (PROGRAM.to_owned(), "program".to_owned(), "ja".to_owned());
            work.add_account(NewAccount { id, email, name, language, password: None }).await?;
            work.grant(id, Grant { role: Role::Secretariat, tenant: Tenant::Council }).await?;
            id
        }
    };
    let expires_at = store.now() + wanted.lasting;
    let new = NewToken { account, name: wanted.name, scopes: wanted.scopes.clone(), expires_at };
    let (id, secret) = work.add_token(new).await?;
    work.commit().await?;
    Ok(Some(Made { id, token: format!("{MARK}{}", secret.reveal()), scopes: wanted.scopes, expires_at }))
}

//! Whoever asks in a test.
use kakuzuke_domain::accounts::{Grant, Role, Tenant, TokenScope};
use kakuzuke_store::{Actor, NewAccount, NewSession, NewToken, Store};
use uuid::Uuid;

/// The code of the ward whose people the tests are, unless they say otherwise.
pub const WARD: &str = "131016";

/// What a person shows: a session at the counter, and a token at the API, which does not end when a test moves the clock.
#[derive(Clone, Debug)]
pub struct Pass {
    pub session: String,
    pub token: String,
}

/// A person with these roles, signed in with everything proven.
pub async fn person(store: &Store, name: &str, grants: &[Grant]) -> Pass {
    let id = account(store, name, grants).await;
    Pass { session: session(store, id, true).await, token: token(store, id, TokenScope::ALL).await }
}

/// A token of an account.
pub async fn token(store: &Store, account: Uuid, scopes: &[TokenScope]) -> String {
    let mut work = store.begin(&Actor::system(), "tokens.create").await.expect("a change");
    let expires_at = "2100-01-01T00:00:00Z".parse().expect("an instant");
    let new = NewToken { account, name: "test".to_owned(), scopes: scopes.to_vec(), expires_at };
    let (_, secret) = work.add_token(new).await.expect("a token");
    work.commit().await.expect("committed");
    format!("kakuzuke_{}", secret.reveal())
}

/// An account with these roles.
pub async fn account(store: &Store, name: &str, grants: &[Grant]) -> Uuid {
    let id = store.new_id();
    let mut work = store.begin(&Actor::system(), "accounts.add").await.expect("a change");
    let email = format!("{id}@example.jp");
    let new = NewAccount { id, email, name: name.to_owned(), language: "ja".to_owned(), password: None };
    work.add_account(new).await.expect("an account");
    for grant in grants {
        work.grant(id, *grant).await.expect("a role");
    }
    work.commit().await.expect("committed");
    id
}

/// A session of an account; answers its secret.
pub async fn session(store: &Store, account: Uuid, proven: bool) -> String {
    let (address, agent) = ("192.0.2.1".to_owned(), "test".to_owned());
    let new = NewSession { account, method: "password".to_owned(), proven, address, agent };
    store.begin_session(new).await.expect("a session").reveal()
}

/// The ward's id.
pub async fn ward(store: &Store, code: &str) -> Uuid {
    store.buyer(code).await.expect("a look").expect("a ward").id
}

/// Somebody with every role of the council, the installation and one ward: for tests about other things than roles.
pub async fn everything(store: &Store) -> Pass {
    everything_and(store, &[]).await
}

/// The same with further roles.
pub async fn everything_and(store: &Store, further: &[Grant]) -> Pass {
    let ward = Tenant::Buyer(ward(store, WARD).await);
    let of_ward = [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader];
    let mut grants: Vec<Grant> = of_ward.iter().map(|role| Grant { role: *role, tenant: ward }).collect();
    grants.push(Grant { role: Role::Secretariat, tenant: Tenant::Council });
    grants.push(Grant { role: Role::Operator, tenant: Tenant::Installation });
    grants.extend_from_slice(further);
    person(store, "検査 全", &grants).await
}

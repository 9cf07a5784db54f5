//! Whoever asks in a test.
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_store::{Actor, NewAccount, NewSession, Store};
use uuid::Uuid;

/// The code of the ward whose people the tests are, unless they say otherwise.
pub const WARD: &str = "131016";

/// A person with these roles, signed in with everything proven; answers the secret of the session.
pub async fn person(store: &Store, name: &str, grants: &[Grant]) -> String {
    let id = account(store, name, grants).await;
    session(store, id, true).await
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
pub async fn everything(store: &Store) -> String {
    let ward = Tenant::Buyer(ward(store, WARD).await);
    let of_ward = [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader];
    let mut grants: Vec<Grant> = of_ward.iter().map(|role| Grant { role: *role, tenant: ward }).collect();
    grants.push(Grant { role: Role::Secretariat, tenant: Tenant::Council });
    grants.push(Grant { role: Role::Operator, tenant: Tenant::Installation });
    person(store, "検査 全", &grants).await
}

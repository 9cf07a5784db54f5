//! The desk on both databases: throttles, replays, links by mail, the last factor, and what the ledger says of it.

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::accounts::{Accounts, Attempt, NewTotp, Visit};
use kakuzuke_store::{Actor, NewAccount, Store};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::{Engine, House};
use crate::harness::people;

both!(
    ten_thousand_wrong_passwords_lead_nowhere,
    one_address_is_slowed_down_whoever_it_asks_for,
    a_code_shown_twice_is_shown_once,
    recovery_codes_are_good_once,
    a_forgotten_password_is_set_by_a_link,
    a_link_for_nobody_leaves_no_trace,
    the_last_factor_of_an_office_stays,
    the_ledger_knows_that_and_not_what,
);

pub const PHRASE: &str = "correct horse battery staple";
pub const EMAIL: &str = "hanako@city.example.jp";

pub async fn app(engine: Engine) -> TestApp {
    TestApp::over(House::new(engine).await).await
}

/// Lets time pass.
pub fn later(app: &TestApp, by: TimeDelta) {
    app.clock.set(app.services.store().now() + by);
}

pub fn visit() -> Visit {
    Visit { address: "192.0.2.7".to_owned(), agent: "a browser".to_owned() }
}

/// Somebody of a ward with a password.
pub async fn hanako(store: &Store, desk: &Accounts) -> Uuid {
    let id = store.new_id();
    let password = Some(desk.new_password(PHRASE, EMAIL, "山田 花子").await.unwrap());
    let ward = people::ward(store, people::WARD).await;
    let mut work = store.begin(&Actor::system(), "accounts.add").await.unwrap();
    let new =
        NewAccount {
            id, email: EMAIL.to_owned(), name: "山田 花子".to_owned(), language: "ja".to_owned(), password
        };
    work.add_account(new).await.unwrap();
    work.grant(id, Grant { role: Role::Procurement, tenant: Tenant::Buyer(ward) }).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// The code an app shows at an instant.
pub fn shown(new: &NewTotp, at: DateTime<Utc>) -> String {
    let secret = totp_rs::Secret::try_from_base32(new.typed.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

/// Sets up an authenticator app; answers it and the recovery codes.
pub async fn with_app(app: &TestApp, account: Uuid) -> (NewTotp, Vec<String>) {
    let desk = app.services.accounts();
    let new = desk.offer_totp(account).await.unwrap();
    let codes = desk.confirm_totp(account, &new.ticket, &shown(&new, app.services.store().now())).await.unwrap();
    assert_eq!(codes.len(), 10);
    (new, codes)
}

/// One text of one row.
pub async fn text(app: &TestApp, sql: &str) -> Option<String> {
    let database = app.house.raw().await;
    let backend = database.get_database_backend();
    let row = database.query_one_raw(Statement::from_string(backend, sql)).await.unwrap()?;
    row.try_get_by_index(0).unwrap()
}

/// NIST SP 800-63B-4, 3.2.2: at most 100 failures in a row. Here even of 10,000 tries in a day fewer are looked at.
async fn ten_thousand_wrong_passwords_lead_nowhere(engine: Engine) {
    let app = app(engine).await;
    let (store, desk) = (app.services.store(), app.services.accounts());
    let account = hanako(store, desk).await;
    let (mut looked_at, mut throttled) = (0, 0);
    for number in 0..10_000 {
        later(&app, TimeDelta::milliseconds(8_640));
        let from = Visit { address: format!("198.51.{}.{}", number / 250, number % 250), agent: String::new() };
        match desk.by_password(EMAIL, "a wrong password, long enough", &from).await.unwrap() {
            Attempt::Refused => looked_at += 1,
            Attempt::Throttled(until) => {
                assert!(until > store.now() && until <= store.now() + TimeDelta::minutes(20));
                throttled += 1;
            }
            Attempt::Accepted(_) => panic!("a wrong password"),
        }
    }
    assert!(looked_at < 100, "{looked_at} of 10,000 were looked at");
    assert_eq!(looked_at + throttled, 10_000);
    assert!(
        matches!(desk.by_password(EMAIL, PHRASE, &visit()).await.unwrap(), Attempt::Throttled(_)),
        "the right one too"
    );
    later(&app, TimeDelta::minutes(21));
    assert_eq!(desk.by_password(&EMAIL.to_uppercase(), PHRASE, &visit()).await.unwrap(), Attempt::Accepted(account));
    assert_eq!(
        desk.by_password(EMAIL, "wrong once more, and long", &visit()).await.unwrap(),
        Attempt::Refused,
        "forgiven"
    );
}

async fn one_address_is_slowed_down_whoever_it_asks_for(engine: Engine) {
    let app = app(engine).await;
    let desk = app.services.accounts();
    let mut looked_at = 0;
    for number in 0..100 {
        let email = format!("nobody-{number}@city.example.jp");
        if desk.by_password(&email, "a wrong password, long enough", &visit()).await.unwrap() == Attempt::Refused {
            looked_at += 1;
        }
    }
    assert!((50..60).contains(&looked_at), "{looked_at}");
    hanako(app.services.store(), desk).await;
    assert!(matches!(desk.by_password(EMAIL, PHRASE, &visit()).await.unwrap(), Attempt::Throttled(_)));
    let elsewhere = Visit { address: "192.0.2.8".to_owned(), agent: String::new() };
    assert!(matches!(desk.by_password(EMAIL, PHRASE, &elsewhere).await.unwrap(), Attempt::Accepted(_)));
}

async fn a_code_shown_twice_is_shown_once(engine: Engine) {
    let app = app(engine).await;
    let (store, desk) = (app.services.store(), app.services.accounts());
    let account = hanako(store, desk).await;
    let offer = desk.offer_totp(account).await.unwrap();
    let other = people::account(store, "別人", &[]).await;
    let code = shown(&offer, store.now());
    assert_eq!(
        desk.confirm_totp(other, &offer.ticket, &code).await.unwrap_err().code(),
        "ceremony_over",
        "another's offer"
    );
    assert_eq!(
        desk.confirm_totp(account, &offer.ticket, &code).await.unwrap_err().code(),
        "ceremony_over",
        "it is spent"
    );
    let late = desk.offer_totp(account).await.unwrap();
    later(&app, TimeDelta::minutes(11));
    let code = shown(&late, store.now());
    assert_eq!(desk.confirm_totp(account, &late.ticket, &code).await.unwrap_err().code(), "ceremony_over", "too late");
    let (new, _) = with_app(&app, account).await;
    let code = shown(&new, store.now());
    assert_eq!(desk.prove_totp(account, &code, &visit()).await.unwrap(), Attempt::Refused, "shown at the confirmation");
    later(&app, TimeDelta::seconds(30));
    let code = shown(&new, store.now());
    let visit = visit();
    let both = tokio::join!(desk.prove_totp(account, &code, &visit), desk.prove_totp(account, &code, &visit));
    let accepted = [both.0.unwrap(), both.1.unwrap()].iter().filter(|a| **a == Attempt::Accepted(account)).count();
    assert_eq!(accepted, 1, "two at the same time are one");
    let stored = text(&app, "SELECT CAST(count(*) AS TEXT) FROM accounts WHERE totp_secret IS NOT NULL").await;
    assert_eq!(stored.as_deref(), Some("1"));
    assert!(app.house.folder().join("accounts.key").is_file(), "the key lies beside the database");
}

async fn recovery_codes_are_good_once(engine: Engine) {
    let app = app(engine).await;
    let (store, desk) = (app.services.store(), app.services.accounts());
    let account = hanako(store, desk).await;
    let (_, codes) = with_app(&app, account).await;
    let accepted = Attempt::Accepted(account);
    assert_eq!(desk.prove_recovery_code(account, &codes[3].to_uppercase(), &visit()).await.unwrap(), accepted);
    assert_eq!(desk.prove_recovery_code(account, &codes[3], &visit()).await.unwrap(), Attempt::Refused);
    assert_eq!(store.recovery_codes_left(account).await.unwrap(), 9);
    let other = people::account(store, "別人", &[]).await;
    assert_eq!(desk.prove_recovery_code(other, &codes[4], &visit()).await.unwrap(), Attempt::Refused);
    let fresh = desk.renew_recovery_codes(account).await.unwrap();
    assert_eq!(desk.prove_recovery_code(account, &codes[4], &visit()).await.unwrap(), Attempt::Refused, "replaced");
    assert_eq!(desk.prove_recovery_code(account, &fresh[0], &visit()).await.unwrap(), accepted);
}

/// The secret of the link in the mail that waits to be sent.
pub async fn link(app: &TestApp) -> Option<String> {
    let payload = text(app, "SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id DESC LIMIT 1").await?;
    let payload: serde_json::Value = serde_json::from_str(&payload).unwrap();
    Some(payload["href"].as_str().unwrap().strip_prefix("/password-resets/").unwrap().to_owned())
}

async fn a_forgotten_password_is_set_by_a_link(engine: Engine) {
    let app = app(engine).await;
    let (store, desk) = (app.services.store(), app.services.accounts());
    let account = hanako(store, desk).await;
    let session = people::session(store, account, true).await;
    desk.ask_for_reset(EMAIL, &visit()).await.unwrap().await.unwrap();
    let first = link(&app).await.unwrap();
    desk.ask_for_reset(&EMAIL.to_uppercase(), &visit()).await.unwrap().await.unwrap();
    let second = link(&app).await.unwrap();
    assert!(!desk.is_open_reset(&first).await.unwrap(), "only the latest link is good");
    for nonsense in ["", "nonsense", &"0".repeat(64)] {
        assert!(!desk.is_open_reset(nonsense).await.unwrap());
    }
    assert_eq!(desk.reset_password(&second, "short").await.unwrap_err().code(), "password_short");
    assert_eq!(desk.reset_password(&second, "hanako@city.example.jp").await.unwrap_err().code(), "password_personal");
    let wanted = "four other words of the person";
    assert_eq!(desk.reset_password(&second, wanted).await.unwrap(), account);
    assert_eq!(desk.reset_password(&second, wanted).await.unwrap_err().code(), "reset_over", "once");
    assert_eq!(desk.by_password(EMAIL, PHRASE, &visit()).await.unwrap(), Attempt::Refused);
    assert_eq!(desk.by_password(EMAIL, wanted, &visit()).await.unwrap(), Attempt::Accepted(account));
    let secret = kakuzuke_store::Secret::read(&session).unwrap();
    assert!(store.visitor(&secret).await.unwrap().is_none(), "every session has ended");
    desk.ask_for_reset(EMAIL, &visit()).await.unwrap().await.unwrap();
    let third = link(&app).await.unwrap();
    later(&app, TimeDelta::minutes(61));
    assert_eq!(desk.reset_password(&third, wanted).await.unwrap_err().code(), "reset_over", "too late");
}

async fn a_link_for_nobody_leaves_no_trace(engine: Engine) {
    let app = app(engine).await;
    let desk = app.services.accounts();
    desk.ask_for_reset("nobody@city.example.jp", &visit()).await.unwrap().await.unwrap();
    assert_eq!(link(&app).await, None);
    let mut refused = 0;
    for _ in 0..20 {
        let asked = desk.ask_for_reset("nobody@city.example.jp", &visit()).await;
        refused += usize::from(asked.is_err_and(|error| error.code() == "throttled"));
    }
    assert!(refused >= 14, "nobody's box is flooded either: {refused}");
}

async fn the_last_factor_of_an_office_stays(engine: Engine) {
    let app = app(engine).await;
    let (store, desk) = (app.services.store(), app.services.accounts());
    let account = hanako(store, desk).await;
    with_app(&app, account).await;
    assert_eq!(desk.end_totp(account).await.unwrap_err().code(), "last_factor");
    let supplier = people::account(store, "事業者 太郎", &[]).await;
    with_app(&app, supplier).await;
    desk.end_totp(supplier).await.unwrap();
    assert_eq!(store.recovery_codes_left(supplier).await.unwrap(), 0);
    assert!(store.totp(supplier).await.unwrap().is_none());
}

async fn the_ledger_knows_that_and_not_what(engine: Engine) {
    let app = app(engine).await;
    let (store, desk) = (app.services.store(), app.services.accounts());
    let account = hanako(store, desk).await;
    let (new, codes) = with_app(&app, account).await;
    desk.prove_recovery_code(account, &codes[0], &visit()).await.unwrap();
    desk.change_password(account, Uuid::nil(), PHRASE, "four other words of the person", &visit()).await.unwrap();
    let wrong = desk.change_password(account, Uuid::nil(), PHRASE, "four other words of the person", &visit()).await;
    assert_eq!(wrong.unwrap_err().code(), "password_wrong");
    let query = format!("SELECT CAST(count(*) AS TEXT) FROM ledger_entries WHERE actor = 'account:{account}'");
    assert_eq!(text(&app, &query).await.as_deref(), Some("4"), "app, codes, a used code, the password");
    for secret in [EMAIL, "花子", &new.typed.replace(' ', ""), &codes[0], "argon2"] {
        let query =
            format!("SELECT body FROM ledger_entries WHERE body LIKE '%{secret}%' OR subject LIKE '%{secret}%'");
        assert_eq!(text(&app, &query).await, None, "{secret}");
    }
    let verification = store.verify_ledger(&|_, _| {}).await.unwrap();
    assert!(verification.problems.is_empty());
}

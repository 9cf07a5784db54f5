//! The whole way through another service: what it answers at the end decides who has come, and lies are found out.
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kakuzuke_services::accounts::oidc::{Identity, Oidc, Return, read_providers};
use kakuzuke_services::{Result, ServicesError};
use serde_json::{Value, json};

use super::elsewhere::{DRAW, described, now, ok, service};
use super::tokens::{head, key, signed};

/// A service whose answers a test may bend.
struct Partner {
    oidc: Oidc,
    name: String,
    /// Claims beside or instead of the right ones.
    token: Arc<Mutex<Value>>,
    person: Arc<Mutex<Value>>,
    /// Whether it shows the key it signs with.
    shows_key: Arc<AtomicBool>,
}

async fn partner() -> Partner {
    let own = Arc::new(OnceLock::<String>::new());
    let token = Arc::new(Mutex::new(json!({})));
    let person = Arc::new(Mutex::new(json!({"sub": "subject-1"})));
    let shows_key = Arc::new(AtomicBool::new(true));
    let (name, more, about, shown) = (own.clone(), token.clone(), person.clone(), shows_key.clone());
    let (address, _) = service(move |path| {
        let issuer = name.get().unwrap();
        if path.contains("well-known") {
            let mut metadata = described(issuer, &format!("{issuer}/keys"));
            metadata["userinfo_endpoint"] = json!(format!("{issuer}/userinfo"));
            ok(&metadata)
        } else if path.contains("keys") {
            let x = URL_SAFE_NO_PAD.encode(key().verifying_key().to_bytes());
            let id = if shown.load(Ordering::SeqCst) { "one" } else { "of last year" };
            ok(&json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": id, "x": x}]}))
        } else if path.contains("userinfo") {
            ok(&about.lock().unwrap())
        } else {
            let seconds = now().timestamp();
            let mut claims = json!({
                "iss": issuer, "aud": "kakuzuke", "sub": "subject-1", "nonce": URL_SAFE_NO_PAD.encode(DRAW.nonce),
                "iat": seconds, "exp": seconds + 300,
            });
            for (claim, value) in more.lock().unwrap().as_object().unwrap() {
                claims[claim] = value.clone();
            }
            ok(&json!({"access_token": "x", "token_type": "Bearer", "id_token": signed(&head(), &claims)}))
        }
    })
    .await;
    own.set(address.clone()).unwrap();
    let text = format!(
        "[[provider]]\nid = \"id\"\ntitle_ja = \"x\"\ntitle_en = \"x\"\nissuer = \"{address}\"\nclient_id = \"kakuzuke\"\n\
         private_network = true\n[provider.business]\n"
    );
    let oidc = Oidc::new(read_providers(&text).unwrap(), &"https://kakuzuke.example.jp".parse().unwrap()).unwrap();
    Partner { oidc, name: address, token, person, shows_key }
}

impl Partner {
    /// One sign-in from the way out to the way back, which ends `later` after it began.
    async fn sign_in(&self, later: chrono::TimeDelta) -> Result<Identity> {
        let started = self.oidc.start("id", &DRAW, now()).await?;
        let back = Return {
            state: URL_SAFE_NO_PAD.encode(DRAW.state),
            code: Some("code".to_owned()),
            issuer: Some(self.name.clone()),
        };
        self.oidc.finish("id", &started.kept, &back, now() + later).await
    }
}

fn code(error: &ServicesError) -> &'static str {
    error.code()
}

#[tokio::test]
async fn the_person_and_the_company_come_from_what_the_service_says() {
    let partner = partner().await;
    *partner.person.lock().unwrap() = json!({
        "sub": "subject-1", "name": "事業者 代表", "email": "prime@company.example.jp", "email_verified": true,
        "account_type": "2", "corporate_number": "2040001999902",
    });
    let found = partner.sign_in(chrono::TimeDelta::zero()).await.unwrap();
    assert_eq!(found.subject, "subject-1");
    assert_eq!(found.name.as_deref(), Some("事業者 代表"));
    assert_eq!(found.email.as_deref(), Some("prime@company.example.jp"));
    assert_eq!(found.business.unwrap().number.to_string(), "2040001999902");
    partner.person.lock().unwrap()["email_verified"] = json!(false);
    let found = partner.sign_in(chrono::TimeDelta::zero()).await.unwrap();
    assert_eq!(found.email, None, "an address that nobody checked is none");
}

#[tokio::test]
async fn a_service_that_speaks_of_somebody_else_is_refused() {
    let partner = partner().await;
    *partner.person.lock().unwrap() = json!({"sub": "another"});
    assert_eq!(code(&partner.sign_in(chrono::TimeDelta::zero()).await.unwrap_err()), "oidc_refused");
    *partner.person.lock().unwrap() = json!({"sub": "subject-1"});
    partner.sign_in(chrono::TimeDelta::zero()).await.unwrap();
    for (claim, value) in [
        ("nonce", json!("of another sign-in")),
        ("aud", json!("another")),
        ("iss", json!("https://another.example.jp")),
        ("exp", json!(now().timestamp() - 61)),
    ] {
        *partner.token.lock().unwrap() = json!({claim: value});
        assert_eq!(code(&partner.sign_in(chrono::TimeDelta::zero()).await.unwrap_err()), "oidc_refused", "{claim}");
    }
}

#[tokio::test]
async fn keys_that_were_changed_are_asked_for_again() {
    let partner = partner().await;
    partner.shows_key.store(false, Ordering::SeqCst);
    let seconds = chrono::TimeDelta::seconds;
    assert_eq!(code(&partner.sign_in(seconds(0)).await.unwrap_err()), "oidc_refused", "the key is not shown yet");
    partner.shows_key.store(true, Ordering::SeqCst);
    assert_eq!(partner.sign_in(seconds(1)).await.unwrap().subject, "subject-1");
}

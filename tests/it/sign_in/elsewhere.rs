//! Other services: what their configuration may say, and where a sign-in must not be led.
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use kakuzuke_services::accounts::oidc::{BusinessClaims, Draw, Oidc, Return, is_public, read_providers};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

pub const DRAW: Draw = Draw { state: [1; 32], nonce: [2; 32], verifier: [3; 32] };

pub fn oidc(issuer: &str, private: bool) -> Oidc {
    let text = format!(
        "[[provider]]\nid = \"id\"\ntitle_ja = \"職員ID\"\ntitle_en = \"Staff ID\"\nissuer = \"{issuer}\"\nclient_id = \"kakuzuke\"\nprivate_network = {private}\n"
    );
    Oidc::new(read_providers(&text).unwrap(), &"https://kakuzuke.example.jp".parse().unwrap()).unwrap()
}

/// A service that answers every request with `answer(path)`; tells how often it was asked.
pub async fn service(
    answer: impl Fn(&str) -> String + Send + 'static,
) -> (String, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap_or(0);
            let text = String::from_utf8_lossy(&request[..length]).into_owned();
            let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
            let _ = stream.write_all(answer(&path).as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (address, asked)
}

pub fn ok(body: &Value) -> String {
    let body = body.to_string();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub fn described(issuer: &str, keys: &str) -> Value {
    json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": keys, "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

#[test]
fn the_addresses_of_the_inside_are_known() {
    for inside in [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:db8::1",
        "2001::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ] {
        assert!(!is_public(inside.parse::<IpAddr>().unwrap()), "{inside}");
    }
    for outside in [
        "1.1.1.1",
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "2001:200::1",
        "64:ff9b::101:101",
        "2002:101:101::1",
    ] {
        assert!(is_public(outside.parse::<IpAddr>().unwrap()), "{outside}");
    }
}

#[test]
fn a_file_of_services_says_what_is_wrong_in_it() {
    let entry = |id: &str, issuer: &str, more: &str| {
        format!(
            "[[provider]]\nid = \"{id}\"\ntitle_ja = \"x\"\ntitle_en = \"x\"\nissuer = \"{issuer}\"\nclient_id = \"k\"\n{more}\n"
        )
    };
    assert!(read_providers("").unwrap().is_empty());
    assert_eq!(read_providers(&entry("gbiz-id", "https://gbiz-id.go.jp/oauth/", "")).unwrap().len(), 1);
    let twice = entry("a", "https://a.example.jp", "") + &entry("a", "https://b.example.jp", "");
    for wrong in [
        entry("A b", "https://a.example.jp", ""),
        entry("a", "http://a.example.jp", ""),
        entry("a", "http://127.0.0.1", ""),
        entry("a", "http://10.0.0.1", "private_network = true"),
        entry("a", "https://user:secret@a.example.jp", ""),
        entry("a", "file:///etc/passwd", ""),
        entry("a", "https://a.example.jp", "client_secert = \"x\""),
        twice,
    ] {
        let error = read_providers(&wrong).unwrap_err();
        assert_eq!(error.code(), "oidc_file", "{wrong}");
    }
}

#[tokio::test]
async fn discovery_never_reaches_inside() {
    let (address, asked) = service(|_| ok(&json!({}))).await;
    let port = address.rsplit(':').next().unwrap().to_owned();
    for inside in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"] {
        let started = oidc(&format!("https://{inside}:{port}"), false).start("id", &DRAW, now()).await;
        assert_eq!(started.unwrap_err().code(), "oidc_refused", "{inside}");
    }
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 0, "nothing was even connected to");
}

#[tokio::test]
async fn a_service_cannot_lead_on() {
    let (elsewhere, asked) = service(|_| ok(&json!({"keys": []}))).await;
    let target = elsewhere.clone();
    let (redirecting, _) = service(move |_| {
        format!("HTTP/1.1 302 Found\r\nlocation: {target}/.well-known/openid-configuration\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
    })
    .await;
    assert!(oidc(&redirecting, true).start("id", &DRAW, now()).await.is_err());
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 0, "no redirect is followed");
    let (liar, _) = service(|_| ok(&described("https://another.example.jp", "https://another.example.jp/keys"))).await;
    assert!(oidc(&liar, true).start("id", &DRAW, now()).await.is_err(), "it calls itself something else");
    let (huge, _) = service(|_| format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "[".repeat(2 << 20))).await;
    assert!(oidc(&huge, true).start("id", &DRAW, now()).await.is_err());
    for keys in ["http://10.0.0.1/keys", "file:///etc/passwd", "http://metadata.internal/keys"] {
        let keys = keys.to_owned();
        let listener = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
        let own = listener.clone();
        let (leading, _) = service(move |_| ok(&described(own.get().unwrap(), &keys))).await;
        listener.set(leading.clone()).unwrap();
        assert!(oidc(&leading, true).start("id", &DRAW, now()).await.is_err(), "{leading}");
    }
}

#[tokio::test]
async fn the_way_out_is_bound_and_the_way_back_is_checked() {
    let name = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let own = name.clone();
    let (address, asked) = service(move |path| {
        let issuer = own.get().unwrap();
        if path.contains("well-known") {
            ok(&described(issuer, &format!("{issuer}/keys")))
        } else {
            ok(&json!({"keys": []}))
        }
    })
    .await;
    name.set(address.clone()).unwrap();
    let oidc = oidc(&address, true);
    let started = oidc.start("id", &DRAW, now()).await.unwrap();
    let asked_for: std::collections::HashMap<String, String> = started.url.query_pairs().into_owned().collect();
    assert_eq!(asked_for["response_type"], "code");
    assert_eq!(asked_for["code_challenge_method"], "S256");
    assert_eq!(asked_for["redirect_uri"], "https://kakuzuke.example.jp/sign-in/with/id/callback");
    assert_eq!(asked_for["scope"], "openid");
    assert!(
        asked_for["state"].len() >= 43 && asked_for["nonce"].len() >= 43 && asked_for["state"] != asked_for["nonce"]
    );
    assert!(!started.url.as_str().contains("AwMDAw"), "the verifier stays here");
    oidc.start("id", &DRAW, now()).await.unwrap();
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 2, "the description is kept");
    let right = Return { state: asked_for["state"].clone(), code: Some("code".to_owned()), issuer: None };
    for wrong in [
        Return { state: "another".to_owned(), ..right.clone() },
        Return { state: String::new(), ..right.clone() },
        Return { code: None, ..right.clone() },
        Return { issuer: Some("https://another.example.jp".to_owned()), ..right.clone() },
    ] {
        assert_eq!(oidc.finish("id", &started.kept, &wrong, now()).await.unwrap_err().code(), "oidc_refused");
    }
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 2, "no code was spent on them");
    assert!(oidc.finish("other", &started.kept, &right, now()).await.is_err(), "no such service");
    assert!(oidc.finish("id", &started.kept, &right, now()).await.is_err(), "the service gave no token");
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 3);
}

#[test]
fn a_company_is_believed_only_of_examined_accounts() {
    let claims: BusinessClaims = BusinessClaims {
        corporate_number: "corporate_number".to_owned(),
        account_type: "account_type".to_owned(),
        accepted_types: vec!["2".to_owned(), "3".to_owned()],
    };
    let said = |value: Value| claims.read(value.as_object().unwrap());
    let found = said(json!({"account_type": "2", "corporate_number": "2040001999902"})).unwrap();
    assert_eq!((found.number.to_string().as_str(), found.account_type.as_str()), ("2040001999902", "2"));
    assert!(said(json!({"account_type": 3, "corporate_number": "2040001999902"})).is_some());
    for unbelieved in [
        json!({"account_type": "1", "corporate_number": "2040001999902"}),
        json!({"corporate_number": "2040001999902"}),
        json!({"account_type": "2"}),
        json!({"account_type": "2", "corporate_number": ""}),
        json!({"account_type": "2", "corporate_number": "2040001999903"}),
        json!({"account_type": ["2"], "corporate_number": "2040001999902"}),
    ] {
        assert!(said(unbelieved.clone()).is_none(), "{unbelieved}");
    }
}

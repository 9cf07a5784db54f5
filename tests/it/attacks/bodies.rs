//! Bodies too large, too deep, broken or of another kind than the address reads.
use axum::http::Method;

use super::{NOTHING, addresses, app, ledger, refused, send};
use crate::both;
use crate::harness::engine::Engine;

both!(no_body_gets_through_that_is_none);

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

async fn no_body_gets_through_that_is_none(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    let large = format!("{{\"name\":\"{}\"}}", "a".repeat(10_000_000));
    let bodies: [(&str, Vec<u8>, &[u16]); 9] = [
        ("10 MB", large.into_bytes(), &[413]),
        ("1,000 arrays", [vec![b'['; 1000], vec![b']'; 1000]].concat(), &[400, 422]),
        ("100,000 arrays that never end", vec![b'['; 100_000], &[400, 422]),
        ("1,000 objects", format!("{}1{}", "{\"name\":".repeat(1000), "}".repeat(1000)).into_bytes(), &[400, 422]),
        ("no UTF-8", b"{\"name\":\"\xff\xfe\"}".to_vec(), &[400]),
        ("half a surrogate pair", br#"{"name":"\ud800"}"#.to_vec(), &[400, 422]),
        ("a number beyond all numbers", format!("{{\"name\":{}}}", "9".repeat(100_000)).into_bytes(), &[400, 422]),
        ("nothing", Vec::new(), &[400]),
        ("the same name twice", br#"{"name":"a","name":"b"}"#.to_vec(), &[422]),
    ];
    for (what, body, wanted) in bodies {
        let answer = send(&app, Method::POST, "/api/v1/suppliers", JSON, body).await;
        refused(what, &answer);
        assert!(wanted.contains(&answer.status.as_u16()), "{what}: {}", answer.status);
    }
    let forms: [(&str, Vec<u8>, u16); 6] = [
        ("10 MB", vec![b'a'; 10_000_000], 413),
        ("no UTF-8", b"name=%FF%FE".to_vec(), 400),
        ("raw bytes that are no UTF-8", b"name=\xff".to_vec(), 400),
        ("half an escape", b"name=%F".to_vec(), 400),
        ("the same field twice", b"name=a&name=b&kind=corporation".to_vec(), 400),
        ("U+0000", b"name=%00".to_vec(), 400),
    ];
    for (what, body, wanted) in forms {
        let answer = send(&app, Method::POST, "/suppliers", FORM, body).await;
        refused(what, &answer);
        assert_eq!(answer.status, wanted, "{what}");
    }
    for (method, path) in addresses(NOTHING, |method, path| method != "GET" && path.starts_with("/api/")) {
        let answer = send(&app, method.clone(), &path, JSON, vec![b'a'; 2_000_000]).await;
        refused(&format!("{method} {path}"), &answer);
    }
    for kind in ["text/plain", "text/xml", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense", ""] {
        let answer = send(&app, Method::POST, "/api/v1/suppliers", kind, r#"{"name":"a","kind":"corporation"}"#).await;
        refused(kind, &answer);
        assert_eq!(answer.status, 415, "{kind}: a form of another site can send this without being asked");
    }
    assert_eq!(ledger(&app).await, before);
}

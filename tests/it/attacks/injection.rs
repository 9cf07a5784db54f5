//! Line ends where they would begin a header of the attacker's, and marks where they would begin a script.
use axum::http::{Method, header};
use kakuzuke_services::imports::ImportKind;
use serde_json::json;

use super::{addresses, app, clerk, ledger, quiet, refused, with};
use crate::both;
use crate::harness::engine::Engine;
use crate::harness::samples;

both!(no_line_end_reaches_a_header, no_name_becomes_a_script);

const LINE_ENDS: [&str; 4] =
    ["%0d%0ax-evil:%20yes", "%0ax-evil:%20yes", "%E5%98%8A%E5%98%8Dx-evil:%20yes", "a%0d%0a%0d%0a%3Chtml%3E"];

async fn no_line_end_reaches_a_header(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    for ends in LINE_ENDS {
        for (method, path) in addresses(ends, |_, path| path.contains('{')) {
            let answer = with(&app, method.clone(), &path, &[]).await;
            let what = format!("{method} {path}");
            quiet(&what, &answer);
            let says_that_a_link_is_over =
                ["/password-resets/", "/invitations/"].iter().any(|link| path.starts_with(link));
            assert!(!answer.status.is_success() || says_that_a_link_is_over, "{what}: {}", answer.status);
        }
        for path in ["/schemes?lang=", "/sign-in?next=", "/suppliers?text=", "/suppliers/export?format="] {
            quiet(path, &with(&app, Method::GET, &format!("{path}{ends}"), &[]).await);
        }
        let cookie = format!("lang={ends}; theme={ends}; flash={ends}");
        quiet(&cookie, &with(&app, Method::GET, "/schemes", &[("cookie", cookie.as_bytes())]).await);
    }
    let upload = format!("/api/v1/imports?kind=suppliers&start=false&file_name=a{}.csv", LINE_ENDS[0]);
    let kind: (&str, &[u8]) = ("content-type", b"application/octet-stream");
    refused(&upload, &with(&app, Method::POST, &upload, &[kind]).await);
    assert_eq!(ledger(&app).await, before);
}

async fn no_name_becomes_a_script(engine: Engine) {
    let app = app(engine).await;
    let name = "\"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}";
    let body = json!({"name": name, "kind": "corporation", "number": "2040001999902"});
    let made = app.json(Method::POST, "/api/v1/suppliers", &body).await.is(201).value();
    let file = samples::csv(app.house.folder(), "x.csv", &[&["法人番号", name], &["2040001999902", name]]);
    let (kind, actor) = (ImportKind::Suppliers, clerk());
    let import = app.services.upload(kind, &file, name, None, &actor).await.expect("an upload");
    let supplier = made["id"].as_str().expect("an id").to_owned();
    let pages = [
        format!("/suppliers/{supplier}"),
        format!("/suppliers/{supplier}/profile"),
        "/suppliers".to_owned(),
        format!("/suppliers?text={}", "%3Cscript%3Ealert(1)%3C/script%3E"),
        "/sign-in?next=%22%3E%3Cscript%3Ealert(1)".to_owned(),
        "/imports".to_owned(),
        format!("/imports/{import}"),
        "/ledger".to_owned(),
        "/%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        "/nothing?%22%3E%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
    ];
    for path in pages {
        let answer = app.get(&path).await;
        quiet(&path, &answer);
        let kind = answer.headers[header::CONTENT_TYPE].to_str().expect("a type");
        assert_eq!(kind, "text/html; charset=utf-8", "{path}");
        let html = answer.text();
        for harm in ["<script>", "<img src=x", "\"><"] {
            assert!(!html.contains(harm) || harm == "\"><" && !html.contains("\"><script>"), "{path} holds {harm}");
        }
    }
}

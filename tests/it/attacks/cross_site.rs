//! Another site's page sends a request with the visitor's cookies.
use super::{NOTHING, addresses, app, ledger, refused, with};
use crate::both;
use crate::harness::engine::Engine;

both!(no_other_site_writes_anywhere);

async fn no_other_site_writes_anywhere(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    let routes = addresses(NOTHING, |method, _| method != "GET");
    assert!(routes.len() > 50, "{}", routes.len());
    let foreign: [&[(&str, &[u8])]; 6] = [
        &[("sec-fetch-site", b"cross-site")],
        &[("sec-fetch-site", b"same-site")],
        &[("origin", b"https://evil.example")],
        &[("origin", b"null")],
        &[("origin", b"http://127.0.0.1.evil.example")],
        &[("origin", b"https://evil.example"), ("x-forwarded-host", b"evil.example")],
    ];
    for (method, path) in routes {
        for headers in foreign {
            let answer = with(&app, method.clone(), &path, headers).await;
            let what = format!("{method} {path} {headers:?}");
            refused(&what, &answer);
            assert_eq!(answer.status, 403, "{what}");
        }
    }
    assert_eq!(ledger(&app).await, before);
    let session = kakuzuke_store::Secret::read(app.session.as_deref().expect("a session")).expect("a secret");
    assert!(app.services.store().visitor(&session).await.expect("a look").is_some(), "nobody was signed out");
}

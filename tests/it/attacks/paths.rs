//! Ways up and out of the folder, in addresses and in the names of files.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::Method;

use super::{addresses, app, ledger, refused, send, with};
use crate::both;
use crate::harness::engine::Engine;

both!(no_address_leads_out, no_name_of_a_file_leads_out);

const WAYS: [&str; 9] = [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f%2e%2e%2fregister.sqlite",
    "..%5c..%5cregister.sqlite",
    "%252e%252e%252fregister.sqlite",
    "..;%2fregister.sqlite",
    "%2fetc%2fpasswd",
    "file:%2f%2f%2fetc%2fpasswd",
    "a%00.csv",
    "%c0%ae%c0%ae%c0%afetc",
];

async fn no_address_leads_out(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    for way in WAYS {
        let open =
            |_: &str, path: &str| path.contains('{') && !path.contains("{provider}") && !path.contains("{secret}");
        for (method, path) in addresses(way, open) {
            let answer = with(&app, method.clone(), &path, &[]).await;
            refused(&format!("{method} {path}"), &answer);
        }
    }
    for path in [
        "/assets/../register.sqlite",
        "/assets/../../Cargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/assets//etc/passwd",
        "/assets/app.js",
        "/assets/.",
        "/../register.sqlite",
        "//register.sqlite",
        "/.git/config",
        "/.env",
        "/data/ledger.key",
    ] {
        let answer = app.get(path).await;
        refused(path, &answer);
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(ledger(&app).await, before);
}

async fn no_name_of_a_file_leads_out(engine: Engine) {
    let app = app(engine).await;
    let before = (ledger(&app).await, files(app.house.folder()));
    for name in
        ["..%2f..%2fevil.csv", "%2ftmp%2fevil.csv", "..%5cevil.csv", "evil%00.csv", "evil%0a.csv", &"a".repeat(5000)]
    {
        let path = format!("/api/v1/imports?kind=suppliers&start=false&file_name={name}");
        let answer = send(&app, Method::POST, &path, "application/octet-stream", "法人番号\r\n1\r\n").await;
        refused(name, &answer);
    }
    assert_eq!((ledger(&app).await, files(app.house.folder())), before);
    let form = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../../../evil.csv\"\r\n\r\n法人番号\r\n--b--\r\n";
    let path = "/api/v1/imports?kind=suppliers&start=false";
    let made = send(&app, Method::POST, path, "multipart/form-data; boundary=b", form).await.is(202).value();
    assert_eq!(
        made["file_name"], "evil.csv",
        "a browser of old sends the whole path; its folders are nobody's business"
    );
    let new: Vec<String> = files(app.house.folder()).difference(&before.1).cloned().collect();
    assert!(!new.is_empty() && new.iter().all(|file| !file.contains("evil")), "kept by what is in them: {new:?}");
}

/// Every file below a folder that is not the database.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.to_string_lossy().contains("register.sqlite") {
            found.insert(path.display().to_string());
        }
    }
    found
}

//! The Word template of a buyer: uploaded, tried, replaced, taken back.
use std::io::{Cursor, Read, Write};

use axum::body::Body;
use axum::http::{Method, header};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};

both!(a_template_is_tried_replaced_and_taken_back, what_is_wrong_is_told_at_once, a_template_is_its_buyers_own);

/// A part of a Word file.
pub fn part(document: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(document)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

/// The Word file with another text in its body.
pub fn with_body(document: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(document)).expect("an archive");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).expect("a part");
        let name = member.name().expect("a name").into_owned();
        let mut text = String::new();
        member.read_to_string(&mut text).expect("text");
        out.start_file(&name, SimpleFileOptions::default()).expect("a part");
        let text = if name == "word/document.xml" { edit(&text) } else { text };
        out.write_all(text.as_bytes()).expect("written");
    }
    out.finish().expect("an archive").into_inner()
}

/// Sends a file by the form of the page.
pub async fn upload(app: &TestApp, name: &str, file: &[u8]) -> Answer {
    let head = format!("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    let request = app
        .request(Method::POST, &format!("/buyers/{WARD}/templates"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .header("sec-fetch-site", "same-origin");
    app.send(request.body(Body::from(body)).expect("a request")).await
}

pub async fn standard(app: &TestApp) -> Vec<u8> {
    app.get(&format!("/buyers/{WARD}/templates/standard")).await.is(200).body
}

async fn a_template_is_tried_replaced_and_taken_back(engine: Engine) {
    let app = TestApp::new(engine).await;
    let page = format!("/buyers/{WARD}/templates");
    let api = format!("/api/v1/buyers/{WARD}/templates");
    let none = app.page(&page, "ja").await.is(200).text();
    assert!(none.contains("独自のひな形はありません") && none.contains("{{契約件名}}"), "{none}");
    let first = with_body(&standard(&app).await, |text| text.replace("以　上", "千代田区様式"));
    assert_eq!(upload(&app, "様式.docx", &first).await.is(303).location(), page);
    let listed = app.get(&api).await.is(200).value();
    let id = listed["items"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(listed["items"][0]["file_name"], "様式.docx");
    assert_eq!(app.get(&format!("{page}/{id}")).await.is(200).body, first);
    assert_eq!(app.get(&format!("{api}/{id}/file")).await.is(200).body, first);
    let tried = part(&app.get(&format!("{page}/{id}/preview")).await.is(200).body, "word/document.xml");
    for said in ["千代田区様式", "千代田区（以下「発注者」という。）", "第1条　", "令和8年9月1日"]
    {
        assert!(tried.contains(said), "{said}: {tried}");
    }
    assert!(!tried.contains("{{"), "{tried}");

    let request = app
        .request(Method::POST, &format!("{api}?file_name=second.docx"))
        .header(header::CONTENT_TYPE, "application/octet-stream");
    let second = standard(&app).await;
    let made = app.send(request.body(Body::from(second)).expect("a request")).await.is(201).value();
    let next = made["id"].as_str().expect("an id");
    let listed = app.get(&api).await.is(200).value();
    assert_eq!(listed["count"], 2);
    assert_eq!((&listed["items"][0]["id"], &listed["items"][1]["id"]), (&made["id"], &id.as_str().into()));
    assert_eq!(listed["items"][1]["superseded_at"], listed["items"][0]["recorded_at"]);
    let shown = app.page(&page, "en").await.is(200).text();
    assert!(shown.contains("second.docx") && shown.contains("様式.docx"), "{shown}");

    app.form(&format!("{page}/{id}/withdrawals"), &[]).await.is(409);
    assert_eq!(app.form(&format!("{page}/{next}/withdrawals"), &[]).await.is(303).location(), page);
    app.json(Method::POST, &format!("{api}/{next}/withdrawals"), &serde_json::json!({})).await.is(409);
    assert!(app.page(&page, "ja").await.text().contains("独自のひな形はありません"));
    let ledger = app.get("/api/v1/ledger/entries?limit=3").await.is(200).text();
    for command in ["templates.replace", "templates.withdraw"] {
        assert!(ledger.contains(command), "{ledger}");
    }
    let verified = app.services.store().verify_ledger(&|_, _| ()).await.expect("verified");
    assert!(verified.is_sound() && verified.files == 2, "{verified:?}");
}

async fn what_is_wrong_is_told_at_once(engine: Engine) {
    let app = TestApp::new(engine).await;
    let bad = with_body(&standard(&app).await, |text| {
        text.replace("{{契約番号}}", "{{契約の番号}}").replace("{{契約日}}", "{{契約日")
    });
    let told = upload(&app, "様式.docx", &bad).await.is(422).text();
    for said in ["本文の5番目の段落: 「契約の番号」という差し込み項目はありません", "本文の7番目の段落: 二重の波かっこ"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    let api = format!("/api/v1/buyers/{WARD}/templates");
    let request = app
        .request(Method::POST, &format!("{api}?file_name=a.docx"))
        .header(header::CONTENT_TYPE, "application/octet-stream");
    let told = app.send(request.body(Body::from(bad)).expect("a request")).await.is(422).value();
    let codes: Vec<_> = told["errors"].as_array().expect("errors").iter().map(|error| &error["code"]).collect();
    assert_eq!(codes, ["template_unknown_field", "template_broken_field"], "{told}");
    for file in [b"%PDF-1.4".as_slice(), b"", b"PK\x03\x04"] {
        assert!(upload(&app, "様式.docx", file).await.is(422).text().contains("Word文書（.docx）ではありません"));
    }
    upload(&app, "様式.docx", &vec![b'x'; (10 << 20) + 8_000]).await.is(413);
    assert_eq!(app.get(&api).await.is(200).value()["count"], 0);
}

async fn a_template_is_its_buyers_own(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let file = standard(&app).await;
    upload(&app, "様式.docx", &file).await.is(303);
    let listed = app.get(&format!("/api/v1/buyers/{WARD}/templates")).await.is(200).value();
    let id = listed["items"][0]["id"].as_str().expect("an id").to_owned();
    let page = format!("/buyers/{WARD}/templates");
    let store = app.services.store();
    let (own, other) = (people::ward(store, WARD).await, people::ward(store, "131024").await);
    for (role, tenant, read, write) in [
        (Role::Procurement, Tenant::Buyer(own), 200, 303),
        (Role::Security, Tenant::Buyer(own), 200, 403),
        (Role::Reader, Tenant::Buyer(own), 200, 403),
        (Role::Secretariat, Tenant::Council, 200, 403),
        (Role::Procurement, Tenant::Buyer(other), 404, 404),
    ] {
        app.session = Some(people::person(app.services.store(), "誰か", &[Grant { role, tenant }]).await.session);
        app.get(&page).await.is(read);
        app.get(&format!("{page}/{id}")).await.is(read);
        upload(&app, "様式.docx", &file).await.is(write);
    }
    // Another buyer's address does not lead to this one's template
    app.get(&format!("/buyers/131024/templates/{id}")).await.is(404);
    app.form(&format!("/buyers/131024/templates/{id}/withdrawals"), &[]).await.is(404);
}

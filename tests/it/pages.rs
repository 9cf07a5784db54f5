//! Every page that links lead to, in both languages.
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::header;

use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::paperwork::messages;

both!(every_page_answers_in_both_languages, wrong_addresses_are_told_kindly, a_form_is_kept_or_shown_again);

/// Kinds of pages that links must lead to.
const EXPECTED: [&str; 29] = [
    "/notices",
    "/notices/settings",
    "/approvals",
    "/schemes/new",
    "/jobs",
    "/",
    "/suppliers",
    "/suppliers/new",
    "/suppliers/{id}",
    "/suppliers/{id}/profile",
    "/suppliers/{id}/profile/{id}",
    "/suppliers/{id}/attestations/new",
    "/suppliers/{id}/audits/new",
    "/suppliers/{id}/redemptions",
    "/attestations/{id}",
    "/audits/{id}",
    "/buyers",
    "/buyers/{n}",
    "/contracts",
    "/contracts/new",
    "/contracts/criticality",
    "/contracts/{id}",
    "/schemes",
    "/schemes/{sha}",
    "/imports",
    "/imports/{id}",
    "/ledger",
    "/ledger/heads",
    "/ledger/checking",
];

async fn every_page_answers_in_both_languages(engine: Engine) {
    let app = TestApp::demo(engine).await;
    for language in ["ja", "en"] {
        let pages = crawl(&app, language).await;
        let missing: Vec<_> =
            EXPECTED.iter().filter(|kind| !pages.keys().any(|page| page.split('?').next() == Some(*kind))).collect();
        assert!(missing.is_empty(), "{language}: no link leads to {missing:?}, only to {:?}", pages.keys());
    }
}

/// Follows links until every kind of address was seen once; every one must answer with a whole page.
async fn crawl(app: &TestApp, language: &str) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    let mut waiting = VecDeque::from(["/".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        if seen.contains_key(&kind(&path)) {
            continue;
        }
        seen.insert(kind(&path), path.clone());
        let answer = app.page(&path, language).await;
        assert_eq!(answer.status, 200, "{language} {path}: {}", answer.text());
        if answer.headers[header::CONTENT_TYPE].to_str().expect("a type").starts_with("text/html") {
            whole(&answer, &path, language);
            waiting.extend(links(&answer.text(), &path));
        }
    }
    seen
}

fn whole(answer: &Answer, path: &str, language: &str) {
    let html = answer.text();
    assert!(html.contains(&format!("<html lang=\"{language}\"")), "{path} is not in {language}");
    assert_eq!(html.matches("<h1").count(), 1, "{path} has one heading of the first level");
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(!html.contains("style=\""), "{path} has an inline style, which the policy blocks");
    let known = messages(language);
    let keys: Vec<&str> = texts(&html).filter(|text| is_key(text, &known)).collect();
    assert!(keys.is_empty(), "{language} {path}: not translated: {keys:?}");
}

/// What a person reads between the tags.
fn texts(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').filter_map(|piece| piece.split_once('>')).filter_map(|(tag, text)| {
        let quoted = ["script", "style", "code", "pre", "kbd"].iter().any(|name| tag.starts_with(name));
        (!quoted).then_some(text.trim())
    })
}

/// A page that shows something like `supplier-new-title`, and other messages begin like it, lacks a translation.
fn is_key(text: &str, known: &BTreeMap<String, BTreeSet<String>>) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
    let Some((room, _)) = text.split_once('-').filter(|_| text.chars().all(plain)) else { return false };
    let room = format!("{room}-");
    known.range(room.clone()..).next().is_some_and(|(key, _)| key.starts_with(&room))
}

fn links(html: &str, from: &str) -> Vec<String> {
    let room = from.split('?').next().unwrap_or(from);
    html.split(" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|address| address.replace("&amp;", "&"))
        .map(|address| address.split('#').next().unwrap_or_default().to_owned())
        .map(|address| if address.starts_with('?') { format!("{room}{address}") } else { address })
        .filter(|address| address.starts_with('/') && !address.contains("lang="))
        .collect()
}

/// The address without what differs between two pages of one kind.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let part = |part: &str| match part {
        _ if part.len() == 36 && part.bytes().filter(|byte| *byte == b'-').count() == 4 => "{id}".to_owned(),
        _ if part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) => "{sha}".to_owned(),
        _ if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) => "{n}".to_owned(),
        _ => part.to_owned(),
    };
    let path: Vec<String> = path.split('/').map(part).collect();
    let mut names: Vec<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    if names.is_empty() { path.join("/") } else { format!("{}?{}", path.join("/"), names.join("&")) }
}

async fn wrong_addresses_are_told_kindly(engine: Engine) {
    let app = TestApp::new(engine).await;
    for (path, status) in [
        ("/no-such-page", 404),
        ("/suppliers/not-an-id", 404),
        ("/suppliers/00000000-0000-7000-8000-000000000000", 404),
        ("/attestations/00000000-0000-7000-8000-000000000000", 404),
        ("/buyers/999999", 404),
        ("/schemes/0000", 404),
        ("/suppliers?nonsense=1", 4),
        ("/suppliers?band=Z", 4),
        ("/suppliers?cursor=%00", 4),
        ("/suppliers?valid_on=2026-02-30", 4),
        ("/suppliers?known_at=yesterday", 4),
        ("/suppliers?text=%FF", 4),
    ] {
        for language in ["ja", "en"] {
            let answer = app.page(path, language).await;
            let seen = answer.status.as_u16();
            assert!(seen == status || [400, 422].contains(&seen) && status == 4, "{path}: {seen} {}", answer.text());
            whole(&answer, path, language);
        }
    }
}

async fn a_form_is_kept_or_shown_again(engine: Engine) {
    let app = TestApp::new(engine).await;
    let fields = [("kind", "corporation"), ("name", "株式会社国税商事あ"), ("number", "２０４０００１９９９９０２")];
    let answer = app.form("/suppliers", &fields).await.is(303);
    assert!(app.page(&answer.location(), "ja").await.is(200).text().contains("2040001999902"));
    for (number, name) in [("2040001999902", "同じ番号"), ("1234567890123", "違う番号"), ("", " ")] {
        let fields = [("kind", "corporation"), ("name", name), ("number", number)];
        let answer = app.form("/suppliers", &fields).await;
        assert!(answer.status.is_client_error(), "{number}: {}", answer.status);
        whole(&answer, "/suppliers", "ja");
        assert!(answer.text().contains(&format!("value=\"{number}\"")), "what was typed is still there");
    }
}

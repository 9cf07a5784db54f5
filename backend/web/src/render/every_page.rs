//! Every page, in every state and language, renders without a missing message; both catalogues hold the same.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Uri;
use kakuzuke_domain::accounts::{Actor, Grant, Role, Tenant};

use super::layer::surroundings;
use super::source::Templates;
use super::{Missing, Renderer};
use crate::caller::Caller;
use crate::language::Language;
use crate::pages::samples;

const LANGUAGES: [Language; 2] = [Language::Ja, Language::En];

#[test]
fn every_sample_renders_in_every_language() {
    let renderer = Renderer::with(Missing::Fail).expect("templates and catalogues are well formed");
    let uri = Uri::from_static("/suppliers?text=%E8%A6%8B&lang=ja");
    let mut problems = BTreeSet::new();
    for sample in samples() {
        for language in LANGUAGES {
            for (demo, caller) in [(false, Caller::default()), (true, somebody())] {
                let mut context = sample.context.clone();
                context.extend(surroundings(demo, language, &uri, sample.room, &caller));
                context.insert("unread", &if demo { 3 } else { 0 });
                match renderer.render(language, sample.template, &context) {
                    Ok(html) => assert_well_formed(sample.template, &html),
                    Err(error) => {
                        problems.insert(format!("{} in {language:?}: {error}", sample.template));
                    }
                }
            }
        }
    }
    let problems: Vec<String> = problems.into_iter().collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn somebody() -> Caller {
    let grant = Grant { role: Role::Secretariat, tenant: Tenant::Council };
    let actor = Actor::person(uuid::Uuid::nil(), vec![grant]);
    Caller::of(actor, "見本 花子")
}

fn assert_well_formed(template: &str, html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "{template} has one first heading");
    for forbidden in [" style=\"", "<style", "onclick=", "\u{2068}", "javascript:"] {
        assert!(!html.contains(forbidden), "{template} holds {forbidden}");
    }
    let inline = html.match_indices("<script").any(|(at, _)| !html[at..].starts_with("<script src="));
    assert!(!inline, "{template} holds an inline script");
    for element in ["table", "form", "section", "ul", "ol", "dl", "details", "select", "tbody", "tr", "svg"] {
        let opened = html.matches(&format!("<{element}>")).count() + html.matches(&format!("<{element} ")).count();
        assert_eq!(opened, html.matches(&format!("</{element}>")).count(), "{template}: <{element}> is closed");
    }
    let mut ids = BTreeSet::new();
    for (at, _) in html.match_indices(" id=\"") {
        let id = html[at + 5..].split('"').next().unwrap_or_default();
        assert!(ids.insert(id), "{template}: the id {id} stands twice");
    }
}

#[test]
fn every_page_template_has_a_sample() {
    let sampled: BTreeSet<&str> = samples().iter().map(|sample| sample.template).collect();
    let included = Templates::pages().flat_map(|(_, text)| {
        let includes: Vec<String> =
            text.split("{% include \"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect();
        includes
    });
    let included: BTreeSet<String> = included.collect();
    for (name, _) in Templates::pages() {
        let part = name.starts_with("parts/") || name == "layout.html" || included.contains(&name);
        assert!(part || sampled.contains(name.as_str()), "{name} has no sample");
    }
}

#[test]
fn both_catalogues_hold_the_same_messages_with_the_same_arguments() {
    let [ja, en] = LANGUAGES.map(messages);
    for (key, arguments) in &ja {
        assert_eq!(en.get(key), Some(arguments), "{key} in English");
    }
    for key in en.keys() {
        assert!(ja.contains_key(key), "{key} in Japanese");
    }
}

/// Every key with the arguments its message uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for (_, text) in Templates::messages(language) {
        for line in text.lines() {
            if let Some((name, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                name.clone_into(&mut key);
                found.entry(key.clone()).or_default();
            }
            for rest in line.split("{ $").skip(1) {
                let name = rest.split([' ', '}']).next().unwrap_or_default();
                found.entry(key.clone()).or_default().insert(name.to_owned());
            }
        }
    }
    found
}

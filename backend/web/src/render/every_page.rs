//! Every page, in every state and language, renders without a missing message; both catalogues hold the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use axum::http::Uri;
use kakuzuke_domain::accounts::{Actor, Grant, Role, Tenant};

use super::source::Templates;
use super::surroundings::Surroundings;
use super::{Missing, Renderer};
use crate::caller::Caller;
use crate::display::{Display, Theme};
use crate::flash::Flash;
use crate::language::Language;
use crate::pages::samples;

const LANGUAGES: [Language; 2] = [Language::Ja, Language::En];

#[test]
fn every_sample_renders_in_every_language() {
    let renderer = Renderer::with(Missing::Fail).expect("templates and catalogues are well formed");
    let uri = Uri::from_static("/suppliers?text=%E8%A6%8B&lang=ja");
    let mut problems = BTreeSet::new();
    for (number, sample) in samples().into_iter().enumerate() {
        for language in LANGUAGES {
            for (demo, caller) in [(false, Caller::default()), (true, somebody())] {
                let mut context = sample.context.clone();
                let unread = if demo { 3 } else { 0 };
                let surroundings = Surroundings { demo, caller, unread, ..plain(language, &uri) };
                context.extend(surroundings.context(sample.room));
                match renderer.render(language, sample.template, &context) {
                    Ok(html) => {
                        assert_well_formed(sample.template, &html);
                        if demo {
                            write_for_the_browser(sample.template, number, language, &html);
                        }
                    }
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

/// Nobody reads a page for the first time.
fn plain(language: Language, uri: &Uri) -> Surroundings {
    let (caller, display) = (Caller::default(), Display::default());
    Surroundings { demo: false, language, uri: uri.clone(), caller, unread: 0, display, flash: None, nonce: None }
}

/// Somebody who may do what the pages offer: buys and confirms for a ward, and works in the council's office.
fn somebody() -> Caller {
    let ward = Tenant::Buyer(uuid::Uuid::nil());
    let of_ward = [Role::Procurement, Role::Security].map(|role| Grant { role, tenant: ward });
    let of_office = Grant { role: Role::Secretariat, tenant: Tenant::Council };
    let actor = Actor::person(uuid::Uuid::nil(), of_ward.into_iter().chain([of_office]).collect());
    Caller::of(actor, "見本 花子")
}

/// The tests in `tests/browser` look at the samples too; they name the folder in which they want to find them.
#[expect(clippy::disallowed_methods, reason = "only a test run asks for the files")]
fn write_for_the_browser(template: &str, number: usize, language: Language, html: &str) {
    let Some(folder) = std::env::var_os("KAKUZUKE_SAMPLES") else { return };
    let page = template.trim_end_matches(".html").replace('/', "-");
    let file = Path::new(&folder).join(format!("{page}.{number}.{}.html", language.as_str()));
    std::fs::write(file, html).expect("the folder is there");
}

fn assert_well_formed(template: &str, html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "{template} has one first heading");
    for forbidden in [" style=\"", "<style", "onclick=", "\u{2068}", "javascript:"] {
        assert!(!html.contains(forbidden), "{template} holds {forbidden}");
    }
    let inline = html.match_indices("<script").any(|(at, _)| !html[at..].starts_with("<script nonce=\"\" src="));
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
fn every_word_after_a_redirect_is_said_in_every_language_and_theme() {
    let renderer = Renderer::with(Missing::Fail).expect("templates and catalogues are well formed");
    let page = samples().into_iter().find(|sample| sample.template == "display/show.html").expect("a small page");
    for (flash, theme) in Flash::SAMPLES.into_iter().zip(Theme::ALL.into_iter().cycle()) {
        for language in LANGUAGES {
            let display = Display { theme, ..Display::default() };
            let uri = Uri::from_static("/display");
            let surroundings = Surroundings { display, flash: Some(flash), ..plain(language, &uri) };
            let mut context = page.context.clone();
            context.extend(surroundings.context(page.room));
            let html = renderer.render(language, page.template, &context).expect("it is a sample");
            assert!(html.contains("role=\"status\"><p>"), "{flash:?}");
            assert!(html.contains(&format!("data-theme=\"{}\"", theme.as_str())), "{theme:?}");
        }
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

/// Components that link to records of the reader's own, which a page of samples has none of.
const OF_OWN_RECORDS: [&str; 3] = ["approval.table", "fact.withdrawal", "share.entry"];

#[test]
fn every_component_stands_on_the_page_of_components() {
    let all: Vec<(String, String)> = Templates::pages().collect();
    let shown = |name: &str| {
        let used = [format!("<{name} "), format!("<{name}>")];
        let shows = |(file, text): &(String, String)| {
            let is_there = file.starts_with("components/") || file.starts_with("parts/") || file == "layout.html";
            is_there && used.iter().any(|tag| text.contains(tag))
        };
        all.iter().any(shows)
    };
    let defined = all.iter().flat_map(|(_, text)| text.split("{% component ").skip(1));
    let names = defined.filter_map(|rest| Some(rest.split_once('(')?.0));
    let missing: Vec<&str> = names.filter(|name| !shown(name) && !OF_OWN_RECORDS.contains(name)).collect();
    assert!(missing.is_empty(), "show these in templates/components/: {missing:?}");
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

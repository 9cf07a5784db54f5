//! Documents and catalogues that must keep up with the code.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of a folder with the given ending, with its text.
fn texts(folder: &Path, ending: &str) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(texts(&path, ending));
        } else if path.extension().is_some_and(|kind| kind == ending) {
            found.insert(path.clone(), fs::read_to_string(&path).expect("text"));
        }
    }
    found
}

#[test]
fn the_readme_names_only_paths_that_exist() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let named: Vec<&str> = readme
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            let first = word.split('/').next().unwrap_or_default();
            let ours = ["backend", "migrations", "templates", "seed", "tests", ".ci"].contains(&first);
            ours && !word.contains([' ', '{', '*'])
        })
        .collect();
    assert!(named.len() > 10, "the README says where things are");
    let missing: Vec<&&str> = named.iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "not there: {missing:?}");
}

/// Message (or term, or attribute of one) → the variables it uses.
pub fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in texts(&root().join("templates/locales").join(language), "ftl") {
        let mut message = String::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(attribute) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('=')) {
                current = format!("{message}.{}", attribute.0.trim());
                messages.entry(current.clone()).or_default();
            } else if let Some((id, _)) = line.split_once('=').filter(|_| !line.starts_with([' ', '\t', '}'])) {
                message = id.trim().to_owned();
                current.clone_from(&message);
                let twice = messages.insert(current.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{message} stands twice, the second time in {}", path.display());
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            });
            messages.entry(current.clone()).or_default().extend(variables);
        }
    }
    messages
}

#[test]
fn both_catalogues_say_the_same_things() {
    let (japanese, english) = (messages("ja"), messages("en"));
    assert!(japanese.len() > 100, "a catalogue");
    let keys = |of: &BTreeMap<String, _>| of.keys().cloned().collect::<BTreeSet<_>>();
    let alone: Vec<String> = keys(&japanese).symmetric_difference(&keys(&english)).cloned().collect();
    assert!(alone.is_empty(), "in one language only: {alone:?}");
    let differing: Vec<_> = japanese.iter().filter(|(key, variables)| english[*key] != **variables).collect();
    assert!(differing.is_empty(), "other variables in English: {differing:?}");
}

#[test]
fn no_source_file_is_long() {
    let long: Vec<(String, usize)> = ["backend", "migrations", "tests"]
        .iter()
        .flat_map(|folder| texts(&root().join(folder), "rs"))
        .filter(|(path, _)| !path.components().any(|part| part.as_os_str() == "target"))
        .map(|(path, text)| (path.display().to_string(), text.lines().count()))
        .filter(|(_, lines)| *lines > 400)
        .collect();
    assert!(long.is_empty(), "above 400 lines: {long:?}");
}

//! What a check found, for people and as JSON.

use std::process::ExitCode;

use kakuzuke_services::words::{Language, word, words};
use kakuzuke_store::LedgerProblem;
use serde_json::{Value, json};

use crate::output;

/// Problems printed when nobody asked for JSON.
const PRINTED: usize = 50;

/// Exit 0 for sound, 3 for anything else.
pub fn code(sound: bool) -> ExitCode {
    if sound { ExitCode::SUCCESS } else { ExitCode::from(output::NEEDS_A_PERSON) }
}

/// The problems as JSON.
pub fn problems(problems: &[LedgerProblem]) -> Vec<Value> {
    let one = |problem: &LedgerProblem| json!({"table": problem.table, "key": problem.key, "code": problem.code});
    problems.iter().map(one).collect()
}

/// Prints what was counted, each problem with its place, and the verdict last. `what` is `register` or `export`.
pub fn print(language: Language, what: &str, counts: &[(&str, u64)], problems: &[LedgerProblem]) {
    let counts: Vec<(&str, String)> = counts.iter().map(|(name, count)| (*name, count.to_string())).collect();
    let arguments = counts.iter().map(|(name, count)| (*name, count.as_str()));
    output::say(&words(language, &format!("say-ledger-checked-{what}"), arguments));
    for problem in problems.iter().take(PRINTED) {
        output::say(&line(language, problem));
    }
    if problems.is_empty() {
        output::say(&word(language, "say-ledger-sound"));
        return;
    }
    let count = problems.len().to_string();
    let shown = problems.len().min(PRINTED).to_string();
    let arguments = [("count", count.as_str()), ("shown", shown.as_str())];
    output::say(&words(language, "say-ledger-not-sound", arguments));
}

fn line(language: Language, problem: &LedgerProblem) -> String {
    let key = |stem: &str, code: &str| format!("{stem}-{}", code.replace('_', "-"));
    let arguments = [("table", problem.table.as_str()), ("key", problem.key.as_str())];
    let named = key("ledger-place", &problem.table);
    let place = match words(language, &named, arguments) {
        place if place == named => words(language, "ledger-place-row", arguments),
        place => place,
    };
    let message = word(language, &key("ledger-problem", problem.code));
    words(language, "say-ledger-problem", [("place", place.as_str()), ("message", message.as_str())])
}

//! `/clauses/export`: the clauses of the set in use as a file, one row each.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::write::Value;
use kakuzuke_domain::clauses::{Clause, TextLanguage};

use super::view::all_articles;
use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::pages::table::{Asked, send};
use crate::state::AppState;

const HEADINGS: [(&str, u16); 9] = [
    ("clauses-article", 8),
    ("clauses-code", 22),
    ("clauses-version", 10),
    ("clauses-title-column", 28),
    ("clauses-mandatory-column", 12),
    ("clauses-applies", 24),
    ("clauses-text", 100),
    ("clauses-parameters", 40),
    ("clauses-sources", 50),
];

/// `GET /clauses/export?format=xlsx|csv`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(State(state): State<AppState>, language: Language, Query(asked): Query<Asked>) -> Result<Response> {
    let set = state.store.clauses_in_use().await?.parse()?;
    let english = language == Language::En;
    let text = if english { TextLanguage::En } else { TextLanguage::Ja };
    let articles = all_articles(&set, None, text)?;
    let word = |key: &str| state.renderer.message(language, key, &[]);
    let applies = |clause: &Clause| match clause.applies_when.as_slice() {
        [] => word("clauses-always"),
        some => {
            let words = some.iter().map(|one| word(&format!("circumstance-{}", one.as_str().replace('_', "-"))));
            words.collect::<Vec<_>>().join(" / ")
        }
    };
    let rows = set.clauses.iter().zip(&articles).map(|(clause, article)| {
        let parameter = |one: &kakuzuke_domain::clauses::Parameter| {
            let title = if english { &one.title.en } else { &one.title.ja };
            format!("{title}: {}", one.default.in_text(text))
        };
        let parameters: Vec<String> = clause.parameters.iter().map(parameter).collect();
        let source = |one: &kakuzuke_domain::clauses::ClauseSource| format!("{} {}", one.mark, one.reference);
        let sources: Vec<String> = clause.sources.iter().map(source).collect();
        vec![
            Value::Number(i64::try_from(article.number).unwrap_or_default()),
            Value::Identifier(clause.code.clone()),
            Value::Identifier(clause.version.clone()),
            Value::Text(article.title.clone()),
            Value::Text(word(if clause.mandatory { "clauses-mandatory" } else { "clauses-optional" })),
            Value::Text(applies(clause)),
            Value::Text(article.wording().lines().join("\n")),
            Value::Text(parameters.join("\n")),
            Value::Text(sources.join("\n")),
        ]
    });
    let rows = rows.collect();
    send(&state, language, asked.format.unwrap_or_default(), "clauses", &HEADINGS, rows).await
}

//! Whatever is changed behind the register's back is found and located.
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::{Engine, House};
use crate::harness::samples::xlsx;

both!(every_changed_cell_is_found_and_located, a_missing_or_added_row_is_found, a_broken_scheme_does_not_hide_the_rest);

/// Table, column and what it is changed to; `{uuid}` and `{bytes}` are written as each database does.
const CHANGES: [(&str, &str, &str); 27] = [
    ("suppliers", "number", "'9999999999999'"),
    ("suppliers", "kind", "kind + 1"),
    ("suppliers", "id", "{uuid}"),
    ("suppliers", "registered_at", "registered_at + 1"),
    ("facts", "body", "replace(body, '国税', '国勢')"),
    ("facts", "valid_from", "'2001-02-03'"),
    ("facts", "valid_to", "'2031-02-03'"),
    ("facts", "recorded_at", "recorded_at - 1"),
    ("facts", "superseded_at", "recorded_at + 1"),
    ("facts", "supplier_seq", "(SELECT MIN(seq) FROM suppliers)"),
    ("facts", "room", "room + 1"),
    ("facts", "fact_id", "{uuid}"),
    ("facts", "reason", "'because'"),
    ("facts", "details", "'{}'"),
    ("contracts", "title", "title || '!'"),
    ("contracts", "amount_yen", "amount_yen + 1"),
    ("contracts", "awarded_on", "'2001-02-03'"),
    ("contracts", "valid_to", "'2031-02-03'"),
    ("contracts", "superseded_at", "recorded_at + 1"),
    ("buyers", "name", "name || '!'"),
    ("buyers", "code", "'999999'"),
    ("schemes", "toml", "toml || ' '"),
    ("ledger_entries", "actor", "'somebody else'"),
    ("ledger_entries", "recorded_at", "recorded_at + 1"),
    ("ledger_entries", "command", "'nothing'"),
    ("ledger_entries", "body", "body || ' '"),
    ("ledger_entries", "leaf_hash", "{bytes}"),
];

/// A register with some of everything.
async fn filled(engine: Engine) -> TestApp {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    let suppliers: [&[&str]; 3] = [
        &["法人番号", "商号又は名称"],
        &["2040001999902", "株式会社国税商事あ"],
        &["2040001999910", "株式会社国税商事井"],
    ];
    let contracts: [&[&str]; 3] = [
        &["法人番号", "件名", "契約日", "契約開始日", "契約終了日", "契約金額"],
        &["2040001999902", "システム運用", "2026-04-01", "2026-04-01", "2027-03-31", "1000000"],
        &["2040001999910", "データ入力", "2026-04-01", "2026-04-01", "2027-03-31", "2000000"],
    ];
    let suppliers = xlsx(folder.path(), "suppliers.xlsx", &suppliers);
    let contracts = xlsx(folder.path(), "contracts.xlsx", &contracts);
    house.cli(&["import", "suppliers", suppliers.to_str().expect("a plain path")]).ok();
    house.cli(&["import", "contracts", contracts.to_str().expect("a plain path"), "--buyer", "131016"]).ok();
    TestApp::over(house).await
}

/// Table and key of everything that is not as it was recorded.
async fn problems(app: &TestApp) -> Vec<String> {
    let verification = app.services.store().verify_ledger(&|_, _| {}).await.expect("a verification");
    verification.problems.iter().map(|problem| format!("{} {} {}", problem.table, problem.key, problem.code)).collect()
}

async fn run(database: &DatabaseConnection, sql: &str) {
    database.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn every_changed_cell_is_found_and_located(engine: Engine) {
    let app = filled(engine).await;
    assert_eq!(problems(&app).await, Vec::<String>::new());
    let database = app.house.raw().await;
    let (uuid, bytes) = match engine {
        Engine::Sqlite => ("x'00000000000070008000000000000000'", "x'00'"),
        Engine::Postgres => ("'00000000-0000-7000-8000-000000000000'", "'\\x00'::bytea"),
    };
    for (table, column, change) in CHANGES {
        let change = change.replace("{uuid}", uuid).replace("{bytes}", bytes);
        let key = format!("(SELECT MAX(seq) FROM {table})");
        run(&database, &format!("CREATE TABLE kept AS SELECT seq, {column} FROM {table} WHERE seq = {key}")).await;
        run(&database, &format!("UPDATE {table} SET {column} = {change} WHERE seq = {key}")).await;
        let found = problems(&app).await;
        assert!(found.iter().any(|problem| problem.starts_with(table)), "{table}.{column}: {found:?}");
        let back =
            format!("UPDATE {table} SET {column} = (SELECT {column} FROM kept) WHERE seq = (SELECT seq FROM kept)");
        run(&database, &back).await;
        run(&database, "DROP TABLE kept").await;
    }
    assert_eq!(problems(&app).await, Vec::<String>::new(), "everything is as it was");
}

async fn a_missing_or_added_row_is_found(engine: Engine) {
    let app = filled(engine).await;
    let database = app.house.raw().await;
    run(&database, "DELETE FROM contracts WHERE seq = (SELECT MAX(seq) FROM contracts)").await;
    assert!(!problems(&app).await.is_empty());
    let outcome = app.house.cli(&["ledger", "verify"]);
    assert!(matches!(outcome.code, Some(code) if code != 0), "{outcome:?}");
    assert!(!outcome.stderr.contains("panicked"), "{outcome:?}");
    let last = "(SELECT MAX(seq) FROM ledger_entries)";
    run(&database, &format!("DELETE FROM ledger_entries WHERE seq = {last}")).await;
    assert!(problems(&app).await.iter().any(|problem| problem.starts_with("ledger")));
}

async fn a_broken_scheme_does_not_hide_the_rest(engine: Engine) {
    let app = filled(engine).await;
    let database = app.house.raw().await;
    run(&database, "UPDATE schemes SET toml = 'no scheme at all'").await;
    run(&database, "UPDATE facts SET valid_to = '2031-02-03' WHERE seq = 1").await;
    let outcome = app.house.cli(&["ledger", "verify", "--json"]);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    let found = outcome.json();
    let tables: Vec<&str> =
        found["problems"].as_array().expect("a list").iter().filter_map(|one| one["table"].as_str()).collect();
    assert!(tables.contains(&"schemes") && tables.contains(&"facts") && !tables.contains(&"listings"), "{found}");
    assert!(found["entries"].as_u64() > Some(1) && found["rows"].as_u64() > Some(1), "{found}");
    let words = app.house.cli(&["ledger", "verify", "--lang", "en"]);
    assert!(words.stdout.contains("grading scheme 1: it was changed after it was recorded."), "{words:?}");
    let export = app.house.folder().join("ledger.jsonl");
    let export = export.to_str().expect("a plain path");
    app.house.cli(&["ledger", "export", export]).ok();
    app.house.cli(&["ledger", "verify", "--export", export]).ok();
}

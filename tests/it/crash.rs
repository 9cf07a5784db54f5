//! The plug is pulled in the middle of things.
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use sea_orm::{ConnectionTrait, Statement};

use crate::both;
use crate::harness::cli;
use crate::harness::engine::{Engine, House};
use crate::harness::samples::csv;

both!(an_import_cut_off_leaves_nothing_behind);

const ROWS: usize = 8_000;

async fn an_import_cut_off_leaves_nothing_behind(engine: Engine) {
    let house = House::new(engine).await;
    let file = names(house.folder());
    let file = file.to_str().expect("a plain path");
    let own = house.arguments();
    let arguments: Vec<&str> =
        ["import", "suppliers", file].into_iter().chain(own.iter().map(String::as_str)).collect();
    for pause in [150, 600, 1500] {
        let mut child = cli::start(&arguments);
        thread::sleep(Duration::from_millis(pause));
        let finished = child.try_wait().expect("a child").is_some();
        child.kill().expect("killed");
        child.wait().expect("reaped");
        let found = suppliers(&house).await;
        assert!(found == 0 || found == ROWS as i64, "{found} of {ROWS} rows after {pause} ms");
        house.cli(&["ledger", "verify"]).ok();
        if finished || found > 0 {
            break;
        }
    }
    let report = house.cli(&["import", "suppliers", file, "--json"]).ok().json();
    assert_eq!(
        report["created"].as_u64().expect("a count") + report["unchanged"].as_u64().expect("a count"),
        ROWS as u64
    );
    assert_eq!(suppliers(&house).await, ROWS as i64);
    house.cli(&["ledger", "verify"]).ok();
}

/// Companies with valid numbers.
fn names(folder: &Path) -> PathBuf {
    let rows: Vec<[String; 2]> =
        (0..ROWS).map(|row| [corporate_number(row as u64), format!("株式会社試験{row}")]).collect();
    let rows: Vec<[&str; 2]> = rows.iter().map(|[number, name]| [number.as_str(), name.as_str()]).collect();
    let head = ["法人番号", "商号又は名称"];
    let table: Vec<&[&str]> = std::iter::once(&head[..]).chain(rows.iter().map(|row| &row[..])).collect();
    csv(folder, "names.csv", &table)
}

/// 9 − (Σ Pn × Qn mod 9), then the twelve digits.
fn corporate_number(serial: u64) -> String {
    let base = 990_000_000_000 + serial;
    let digits = (0..12u32).map(|place| base / 10u64.pow(place) % 10 * u64::from(place % 2 + 1));
    format!("{}{base}", 9 - digits.sum::<u64>() % 9)
}

async fn suppliers(house: &House) -> i64 {
    let database = house.raw().await;
    let sql = Statement::from_string(database.get_database_backend(), "SELECT COUNT(*) AS n FROM suppliers");
    database.query_one_raw(sql).await.expect("a query").expect("a row").try_get("", "n").expect("a number")
}

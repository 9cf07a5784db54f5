//! `regrade --all` against a bare scan of the same facts and a bare insert of as many grades.
use std::path::Path;
use std::time::Instant;

use futures_util::TryStreamExt;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, StreamTrait};

use crate::options::Options;
use crate::{child, floor};

const SCAN: &str = "SELECT supplier_seq, room, body FROM facts WHERE superseded_at IS NULL AND room BETWEEN 1 AND 6 \
                    ORDER BY supplier_seq, seq";
/// Makes every stored grade wrong, so that all of them have to be written.
const SPOIL: &str = "UPDATE listings SET points_milli = points_milli + 1, band = 0, coverage_milli = 1";

/// The ratio and the memory at the largest size, and what it costs to check that every grade is what its facts say.
pub async fn measure(options: &Options) {
    let suppliers = options.suppliers.iter().copied().max().unwrap_or(1000);
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a plain path");
    let filled = child::run(&["synth", "--suppliers", &suppliers.to_string(), "--seed", "1", "--data", data], &[]);
    println!("regrade    synth of {suppliers} suppliers: {:.1} s, peak {:.0} MiB", filled.seconds, filled.peak_mib);
    let (facts, grades, bare) = bare(folder.path()).await;
    let run = child::run(&["regrade", "--all", "--data", data], &[]);
    println!(
        "regrade    {suppliers} suppliers, {facts} facts, {grades} grades: {:.2} s, bare scan + insert {bare:.2} s, \
         ratio {:.2}, peak {:.0} MiB",
        run.seconds,
        run.seconds / bare,
        run.peak_mib
    );
    let run = child::run(&["ledger", "verify", "--data", data], &[]);
    println!("regrade    ledger verify of the same: {:.1} s, peak {:.0} MiB", run.seconds, run.peak_mib);
}

async fn bare(folder: &Path) -> (u64, usize, f64) {
    let plain = floor::table(&folder.join("bare.sqlite"), "bare", 8).await;
    let register = floor::open(&folder.join("register.sqlite")).await;
    let began = Instant::now();
    let facts = scan(&register).await;
    let scanning = began.elapsed().as_secs_f64();
    let sql = "SELECT supplier_seq, band, points_milli, coverage_milli, conditional_until, next_change_on, graded_on, \
               scheme_sha FROM listings";
    let rows = register.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("grades");
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| vec![row.try_get_by::<i64, _>(0).expect("a key").to_string(); 8]).collect();
    let grades = rows.len();
    let inserting = floor::insert(&plain, "bare", rows).await;
    register.execute_unprepared(SPOIL).await.expect("spoiled");
    register.close().await.expect("closed");
    println!("regrade    bare scan {scanning:.2} s, bare insert {inserting:.2} s");
    (facts, grades, scanning + inserting)
}

/// Reads every body without looking into it.
async fn scan(register: &DatabaseConnection) -> u64 {
    let mut rows = register.stream_raw(Statement::from_string(DbBackend::Sqlite, SCAN)).await.expect("a scan");
    let mut facts = 0;
    let mut bytes = 0;
    while let Some(row) = rows.try_next().await.expect("a row") {
        let body: String = row.try_get_by(2).expect("a body");
        bytes += body.len();
        facts += 1;
    }
    assert!(bytes > 0, "facts have bodies");
    facts
}

//! An XLSX import against a bare read of the same file and a bare insert of the same rows.
use std::path::Path;

use serde_json::Value;

use crate::options::Options;
use crate::{child, floor, workbook};

const COLUMNS: usize = 8;
const SMALL: u32 = 10_000;

/// The large file with its ratio and memory, then a small one with its seconds.
pub async fn measure(options: &Options) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("large.xlsx");
    workbook::write(&file, options.rows);
    let floor = bare(folder.path(), &file).await;
    let (seconds, peak_mib) = product(&folder.path().join("large"), &file, options.rows);
    println!(
        "import     {} rows x {COLUMNS}: {seconds:.2} s, bare read + insert {floor:.2} s, ratio {:.2}, peak {peak_mib:.0} MiB",
        options.rows,
        seconds / floor
    );
    let small = folder.path().join("small.xlsx");
    workbook::write(&small, SMALL.min(options.rows));
    let (seconds, peak_mib) = product(&folder.path().join("small"), &small, SMALL.min(options.rows));
    println!("import     {} rows x {COLUMNS}: {seconds:.2} s, peak {peak_mib:.0} MiB", SMALL.min(options.rows));
}

async fn bare(folder: &Path, file: &Path) -> f64 {
    let (rows, reading) = floor::read(file, COLUMNS);
    let table = floor::table(&folder.join("bare.db"), "bare", COLUMNS).await;
    let inserting = floor::insert(&table, "bare", rows).await;
    println!("import     bare read {reading:.2} s, bare insert {inserting:.2} s");
    reading + inserting
}

/// Runs `kakuzuke import` into a fresh, migrated folder.
fn product(data: &Path, file: &Path, rows: u32) -> (f64, f64) {
    let data = data.to_str().expect("a plain path");
    child::run(&["migrate", "--data", data], &[]);
    let run = child::run(&["import", "suppliers", file.to_str().expect("a plain path"), "--json", "--data", data], &[]);
    let report: Value = serde_json::from_str(&run.stdout).expect("a report");
    assert_eq!(report["created"], rows, "{report}");
    (run.seconds, run.peak_mib)
}

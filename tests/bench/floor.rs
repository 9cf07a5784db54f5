//! The bare work: reading cells without understanding them, inserting rows without knowing them.
use std::path::Path;
use std::time::Instant;

use calamine::{Reader, Xlsx, open_workbook};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait, Value,
};

/// SQLite takes this many variables in a statement.
const VARIABLES: usize = 32_766;

/// A single connection to a SQLite file, created if absent.
pub async fn open(file: &Path) -> DatabaseConnection {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("a database")
}

/// One plain table of text columns, written as durably as the product writes.
pub async fn table(file: &Path, name: &str, columns: usize) -> DatabaseConnection {
    let database = open(file).await;
    let list: Vec<String> = (0..columns).map(|column| format!("c{column} TEXT")).collect();
    for sql in [
        "PRAGMA journal_mode=WAL".to_owned(),
        "PRAGMA synchronous=FULL".to_owned(),
        format!("DROP TABLE IF EXISTS {name}"),
        format!("CREATE TABLE {name} ({})", list.join(", ")),
    ] {
        database.execute_unprepared(&sql).await.expect("a plain table");
    }
    database
}

/// Inserts all rows in one transaction, as many per statement as SQLite takes; answers the seconds.
pub async fn insert(database: &DatabaseConnection, name: &str, rows: Vec<Vec<String>>) -> f64 {
    let began = Instant::now();
    let transaction = database.begin().await.expect("a transaction");
    let columns = rows.first().map_or(1, Vec::len);
    for chunk in rows.chunks(VARIABLES / columns) {
        let row = format!("({})", vec!["?"; columns].join(","));
        let sql = format!("INSERT INTO {name} VALUES {}", vec![row; chunk.len()].join(","));
        let values = chunk.iter().flatten().map(|cell| Value::from(cell.as_str()));
        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
        transaction.execute_raw(statement).await.expect("inserted");
    }
    transaction.commit().await.expect("committed");
    began.elapsed().as_secs_f64()
}

/// Streams every cell of the first sheet into rows of text; answers them with the seconds.
pub fn read(file: &Path, columns: usize) -> (Vec<Vec<String>>, f64) {
    let began = Instant::now();
    let mut workbook: Xlsx<_> = open_workbook(file).expect("a workbook");
    let name = workbook.sheet_names()[0].clone();
    let mut cells = workbook.worksheet_cells_reader(&name).expect("a sheet");
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().expect("a cell") {
        let (row, column) = cell.get_position();
        if rows.len() <= row as usize {
            rows.push(vec![String::new(); columns]);
        }
        rows[row as usize][column as usize] = match cell.get_value() {
            calamine::DataRef::SharedString(text) => (*text).to_owned(),
            other => calamine::Data::from(other.clone()).to_string(),
        };
    }
    (rows, began.elapsed().as_secs_f64())
}

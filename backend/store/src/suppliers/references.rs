//! Suppliers as other records refer to them, found in sets.

use std::collections::HashMap;

use kakuzuke_domain::suppliers::SupplierKind;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::database::{Params, RowExt, all, ids, in_ids, in_ints, in_texts, ints, one, texts};
use crate::{Result, Store, StoreError, Work};

/// A supplier, as other records refer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierRef {
    /// Number inside the register: ascending in the order of registration.
    pub seq: i64,
    /// Its id in URLs.
    pub id: Uuid,
    /// What it is.
    pub kind: SupplierKind,
    /// Corporate number.
    pub number: Option<String>,
}

/// A supplier whose name (now or once) is the same when folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The supplier.
    pub supplier: SupplierRef,
    /// Its name today.
    pub name: String,
    /// Prefecture and city.
    pub place: Option<String>,
}

const COLUMNS: &str = "s.seq, s.id, s.kind, s.number";

fn reference_from(row: &QueryResult) -> Result<SupplierRef> {
    let seq = row.get(0)?;
    let kind =
        SupplierKind::from_code(row.get(2)?).ok_or_else(|| StoreError::Damaged(format!("suppliers/{seq}: kind")))?;
    Ok(SupplierRef { seq, id: row.get(1)?, kind, number: row.get(3)? })
}

async fn by_numbers(db: &impl ConnectionTrait, numbers: &[String]) -> Result<HashMap<String, SupplierRef>> {
    let sql = format!("SELECT {COLUMNS} FROM suppliers s WHERE {}", in_texts(db.get_database_backend(), "s.number"));
    let rows = all(db, &sql, Params::new().with(texts(numbers.iter().map(String::as_str)))).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let supplier = reference_from(row)?;
        if let Some(number) = supplier.number.clone() {
            found.insert(number, supplier);
        }
    }
    Ok(found)
}

async fn by_ids(db: &impl ConnectionTrait, wanted: &[Uuid]) -> Result<HashMap<Uuid, SupplierRef>> {
    let sql = format!("SELECT {COLUMNS} FROM suppliers s WHERE {}", in_ids(db.get_database_backend(), "s.id"));
    let rows = all(db, &sql, Params::new().with(ids(wanted.iter().copied()))).await?;
    rows.iter().map(|row| reference_from(row).map(|supplier| (supplier.id, supplier))).collect()
}

async fn by_seqs(db: &impl ConnectionTrait, seqs: &[i64]) -> Result<HashMap<i64, SupplierRef>> {
    let sql = format!("SELECT {COLUMNS} FROM suppliers s WHERE {}", in_ints(db.get_database_backend(), "s.seq"));
    let rows = all(db, &sql, Params::new().with(ints(seqs.iter().copied()))).await?;
    rows.iter().map(|row| reference_from(row).map(|supplier| (supplier.seq, supplier))).collect()
}

/// How many namesakes are proposed.
const NAMESAKES: i64 = 5;

async fn by_names(db: &impl ConnectionTrait, keys: &[String]) -> Result<HashMap<String, Vec<Candidate>>> {
    let set = in_texts(db.get_database_backend(), "n.search_key");
    let sql = format!(
        "SELECT {COLUMNS}, l.name, l.place, c.search_key FROM (SELECT n.search_key, n.supplier_seq, \
         row_number() OVER (PARTITION BY n.search_key ORDER BY n.supplier_seq) AS place FROM supplier_names n WHERE {set} AND n.is_name) c \
         JOIN suppliers s ON s.seq = c.supplier_seq LEFT JOIN listings l ON l.supplier_seq = s.seq \
         WHERE c.place <= ? ORDER BY c.search_key, s.seq"
    );
    let rows = all(db, &sql, Params::new().with(texts(keys.iter().map(String::as_str))).with(NAMESAKES)).await?;
    let mut found: HashMap<String, Vec<Candidate>> = HashMap::new();
    for row in &rows {
        let name = row.get::<Option<String>>(4)?.unwrap_or_default();
        let candidate = Candidate { supplier: reference_from(row)?, name, place: row.get(5)? };
        found.entry(row.get(6)?).or_default().push(candidate);
    }
    Ok(found)
}

macro_rules! finders {
    ($holder:ty, $self:ident, $db:expr) => {
        impl $holder {
            /// Suppliers by corporate number; numbers that nobody has are left out.
            ///
            /// # Errors
            /// The database failed.
            pub async fn suppliers_by_numbers(&$self, numbers: &[String]) -> Result<HashMap<String, SupplierRef>> {
                by_numbers($db, numbers).await
            }

            /// Suppliers by id; unknown ones are left out.
            ///
            /// # Errors
            /// The database failed.
            pub async fn suppliers_by_ids(&$self, ids: &[Uuid]) -> Result<HashMap<Uuid, SupplierRef>> {
                by_ids($db, ids).await
            }

            /// Suppliers by number inside the register.
            ///
            /// # Errors
            /// The database failed.
            pub async fn suppliers_by_seqs(&$self, seqs: &[i64]) -> Result<HashMap<i64, SupplierRef>> {
                by_seqs($db, seqs).await
            }
        }
    };
}

finders!(Work, self, &*self.tx);
finders!(Store, self, self.reader());

impl Work {
    /// Suppliers that have or had a name with one of these search keys, at most five for each: proposals for a person.
    ///
    /// # Errors
    /// The database failed.
    pub async fn candidates_by_names(&mut self, keys: &[String]) -> Result<HashMap<String, Vec<Candidate>>> {
        if keys.is_empty() { Ok(HashMap::new()) } else { by_names(self.settled().await?, keys).await }
    }
}

impl Store {
    /// Suppliers that have or had a name with one of these search keys, at most five for each: proposals for a person.
    ///
    /// # Errors
    /// The database failed.
    pub async fn candidates_by_names(&self, keys: &[String]) -> Result<HashMap<String, Vec<Candidate>>> {
        by_names(self.reader(), keys).await
    }

    /// Names of suppliers today, by number inside the register.
    ///
    /// # Errors
    /// The database failed.
    pub async fn names_of(&self, seqs: &[i64]) -> Result<HashMap<i64, String>> {
        let sql = format!(
            "SELECT l.supplier_seq, l.name FROM listings l WHERE {}",
            in_ints(self.backend(), "l.supplier_seq")
        );
        let rows = all(self.reader(), &sql, Params::new().with(ints(seqs.iter().copied()))).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// The id of the supplier with this corporate number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supplier_id_by_number(&self, number: &str) -> Result<Option<Uuid>> {
        let row = one(self.reader(), "SELECT id FROM suppliers WHERE number = ?", Params::new().with(number)).await?;
        row.map(|row| row.get(0)).transpose()
    }
}

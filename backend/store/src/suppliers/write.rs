//! Bringing suppliers into the register.

use kakuzuke_domain::suppliers::SupplierKind;
use sea_orm::Value;
use uuid::Uuid;

use super::SupplierRef;
use crate::database::{RowHash, bulk_insert};
use crate::ledger::{Sealed, SealedTable};
use crate::{Result, Work};

/// A supplier to be registered. Its name comes with a profile fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSupplier {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: SupplierKind,
    /// Corporate number, where it has one.
    pub number: Option<String>,
}

const INSERT: &str = "INSERT INTO suppliers (seq, id, kind, number, registered_at, entry_seq, sha) VALUES ";

/// The seal of a supplier's row. Kind and number are not in it: they follow the profile, which has its own seal.
pub(crate) fn supplier_sha(seq: i64, id: Uuid, registered_at: i64, entry_seq: i64) -> [u8; 32] {
    RowHash::new("suppliers").int(seq).id(id).int(registered_at).int(entry_seq).finish()
}

impl Work {
    /// Registers suppliers; answers how other records refer to them, in the same order. A profile fact for each must follow.
    ///
    /// # Errors
    /// `number_taken` if a number is in the register already; the database failed.
    pub async fn add_suppliers(&mut self, suppliers: Vec<NewSupplier>) -> Result<Vec<SupplierRef>> {
        let mut values: Vec<Value> = Vec::with_capacity(suppliers.len() * 7);
        let mut added = Vec::with_capacity(suppliers.len());
        for supplier in suppliers {
            let seq = self.next.supplier();
            let sha = supplier_sha(seq, supplier.id, self.recorded_micros(), self.next_entry());
            values.extend([
                seq.into(),
                supplier.id.into(),
                supplier.kind.as_code().into(),
                supplier.number.as_deref().into(),
                self.recorded_micros().into(),
                self.next_entry().into(),
                sha.to_vec().into(),
            ]);
            self.written(Sealed::written(SealedTable::Suppliers, seq, sha));
            let reference = SupplierRef { seq, id: supplier.id, kind: supplier.kind, number: supplier.number };
            self.touch_new(reference.clone());
            added.push(reference);
        }
        bulk_insert(&*self.tx, INSERT, 7, values, "").await?;
        Ok(added)
    }
}

//! How the columns of a buyer's files are read: saved once, proposed again.

use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::{Actor, Result, Store};

impl Store {
    /// The saved mapping of a kind of import, for a buyer or for everybody, as JSON.
    ///
    /// # Errors
    /// The database failed.
    pub async fn saved_mapping(&self, kind: &str, buyer_code: Option<&str>) -> Result<Option<String>> {
        let sql = "SELECT mapping FROM mappings WHERE kind = ? AND buyer_code = ?";
        let params = Params::new().with(kind).with(buyer_code.unwrap_or_default());
        one(self.reader(), sql, params).await?.map(|row| row.get(0)).transpose()
    }

    /// Saves a mapping, in place of the one before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn save_mapping(&self, kind: &str, buyer_code: Option<&str>, mapping: &str, actor: &Actor) -> Result<()> {
        let sql = "INSERT INTO mappings (kind, buyer_code, mapping, saved_by, saved_at) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT (kind, buyer_code) DO UPDATE SET mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = excluded.saved_at";
        let params = Params::new()
            .with(kind)
            .with(buyer_code.unwrap_or_default())
            .with(mapping)
            .with(actor.as_str())
            .with(micros(self.now()));
        exec(self.writer(), sql, params).await.map(|_| ())
    }
}

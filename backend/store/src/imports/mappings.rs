//! How the columns of a tenant's files are read: saved once, proposed again.

use kakuzuke_domain::accounts::Tenant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::database::{Params, RowExt, exec, one};
use crate::{Result, Store, StoreError, Work};

/// The key under which the mappings of a tenant stand: the code of the buyer, blank for the council. None for whoever imports
/// no lists.
async fn key(db: &impl ConnectionTrait, owner: Tenant) -> Result<Option<String>> {
    match owner {
        Tenant::Council => Ok(Some(String::new())),
        Tenant::Buyer(id) => code(db, id).await,
        Tenant::Installation | Tenant::Supplier(_) => Ok(None),
    }
}

async fn code(db: &impl ConnectionTrait, buyer: Uuid) -> Result<Option<String>> {
    let sql = "SELECT code FROM buyers WHERE id = ?";
    Ok(one(db, sql, Params::new().with(buyer)).await?.map(|row| row.get(0)).transpose()?.flatten())
}

impl Store {
    /// What a tenant has saved for a kind of import, as JSON.
    ///
    /// # Errors
    /// The database failed.
    pub async fn saved_mapping(&self, kind: &str, owner: Tenant) -> Result<Option<String>> {
        let Some(key) = key(self.reader(), owner).await? else { return Ok(None) };
        let sql = "SELECT mapping FROM mappings WHERE kind = ? AND buyer_code = ?";
        one(self.reader(), sql, Params::new().with(kind).with(key)).await?.map(|row| row.get(0)).transpose()
    }
}

impl Work {
    /// Saves a tenant's mapping, in place of the one before.
    ///
    /// # Errors
    /// [`StoreError::Missing`] for a tenant that imports no lists.
    pub async fn save_mapping(&mut self, kind: &str, owner: Tenant, mapping: &str) -> Result<()> {
        let key = key(&*self.tx, owner).await?.ok_or(StoreError::Missing { what: "buyer" })?;
        let sql = "INSERT INTO mappings (kind, buyer_code, mapping, saved_by, saved_at) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT (kind, buyer_code) DO UPDATE SET mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = excluded.saved_at";
        let params = Params::new()
            .with(kind)
            .with(key)
            .with(mapping)
            .with(self.actor().as_str().to_owned())
            .with(self.recorded_micros());
        exec(&*self.tx, sql, params).await.map(|_| ())
    }
}

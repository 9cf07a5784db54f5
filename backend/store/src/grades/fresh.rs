//! Grades that a new day changes.

use super::{Pass, scheme_sha};
use crate::{Result, Store};

/// Suppliers of a chunk.
const CHUNK: i64 = 500;

impl Store {
    /// Regrades the suppliers whose row changes by itself up to today; answers how many rows were written.
    /// Every read of the present calls it; it asks the database once a day.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn freshen(&self) -> Result<u64> {
        let today = self.today();
        if self.is_fresh_on(today) {
            return Ok(0);
        }
        let scheme = self.scheme()?;
        let sha = scheme_sha(&scheme);
        let (mut after, mut written) = (0, 0);
        loop {
            let pass = Pass::after(self.reader(), after, CHUNK, Some(today)).await?;
            let Some(last) = pass.last() else { break };
            written += self.write_grades(&pass.changes(&scheme, today)?, &sha).await?;
            after = last;
        }
        self.set_fresh_on(Some(today));
        Ok(written)
    }
}

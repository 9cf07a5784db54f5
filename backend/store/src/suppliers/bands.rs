//! How many suppliers are in which band.

use kakuzuke_domain::grades::Band;
use sea_orm::QueryResult;

use crate::database::{Params, RowExt, all};
use crate::listings::CELLS_OF_A_BAND;
use crate::{Result, Store, StoreError};

/// All bands with their counts, best first, from rows of cell and count.
pub(crate) fn bands(rows: &[QueryResult]) -> Result<Vec<(Band, u64)>> {
    let mut counts = [0_u64; 6];
    for row in rows {
        let (cell, count): (i16, i64) = (row.get(0)?, row.get(1)?);
        let place = usize::try_from(cell / CELLS_OF_A_BAND).ok().and_then(|at| counts.get_mut(at));
        *place.ok_or_else(|| StoreError::Damaged("listings: cell".to_owned()))? += u64::try_from(count).unwrap_or(0);
    }
    let counted = (0_i16..=5).rev().zip(counts.into_iter().rev());
    Ok(counted.filter_map(|(code, count)| Some((Band::from_code(code)?, count))).collect())
}

impl Store {
    /// How many suppliers are in which band today: all six bands, best first, `unrated` last.
    ///
    /// # Errors
    /// The database failed.
    pub async fn band_counts(&self) -> Result<Vec<(Band, u64)>> {
        self.freshen().await?;
        bands(&all(self.reader(), "SELECT l.cell, count(*) FROM listings l GROUP BY l.cell", Params::new()).await?)
    }
}

//! List rows and names of many new suppliers, written while the next ones are understood: at most two seals behind.

use tokio::task::JoinSet;

use super::shared::Shared;
use crate::suppliers::{SearchText, write_search};
use crate::{Result, StoreError, Work};

/// Seals whose rows may still be being written.
const BEHIND: usize = 2;

/// What is still being written; dropping it gives it up.
#[derive(Default)]
pub(crate) struct Trailing(JoinSet<Result<Vec<SearchText>>>);

impl Work {
    /// Goes on with `writing` beside everything else.
    pub(crate) async fn trail(
        &mut self,
        writing: impl Future<Output = Result<Vec<SearchText>>> + Send + 'static,
    ) -> Result<()> {
        self.await_trailing(BEHIND - 1).await?;
        self.trailing.0.spawn(writing);
        Ok(())
    }

    /// The transaction, once list rows and names say all that was sealed.
    pub(crate) async fn settled(&mut self) -> Result<&Shared> {
        self.await_trailing(0).await?;
        Ok(&self.tx)
    }

    /// The same, once the search finds it too.
    pub(crate) async fn searchable(&mut self) -> Result<&Shared> {
        self.await_trailing(0).await?;
        write_search(&*self.tx, std::mem::take(&mut self.unsearched)).await?;
        Ok(&self.tx)
    }

    async fn await_trailing(&mut self, left: usize) -> Result<()> {
        while self.trailing.0.len() > left {
            let Some(written) = self.trailing.0.join_next().await else { break };
            self.unsearched.extend(written.map_err(|error| StoreError::Damaged(error.to_string()))??);
        }
        Ok(())
    }
}

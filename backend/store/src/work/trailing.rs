//! List rows and names of many new suppliers, written while the next ones are understood: at most one seal behind.

use sea_orm::DatabaseTransaction;
use tokio::task::JoinHandle;

use crate::suppliers::{SearchText, write_search};
use crate::{Result, StoreError, Work};

/// What is still being written.
#[derive(Default)]
pub(crate) struct Trailing(Option<JoinHandle<Result<Vec<SearchText>>>>);

impl Trailing {
    /// Goes on with `writing` beside everything else; what was begun before must have ended.
    pub(crate) fn begin(&mut self, writing: impl Future<Output = Result<Vec<SearchText>>> + Send + 'static) {
        self.0 = Some(tokio::spawn(writing));
    }

    async fn end(&mut self) -> Result<Vec<SearchText>> {
        let Some(writing) = self.0.take() else { return Ok(Vec::new()) };
        writing.await.map_err(|error| StoreError::Damaged(error.to_string()))?
    }
}

impl Drop for Trailing {
    fn drop(&mut self) {
        if let Some(writing) = &self.0 {
            writing.abort();
        }
    }
}

impl Work {
    /// The transaction, once list rows and names say all that was sealed.
    pub(crate) async fn settled(&mut self) -> Result<&DatabaseTransaction> {
        self.unsearched.extend(self.trailing.end().await?);
        Ok(&self.tx)
    }

    /// The same, once the search finds it too.
    pub(crate) async fn searchable(&mut self) -> Result<&DatabaseTransaction> {
        self.settled().await?;
        write_search(&*self.tx, std::mem::take(&mut self.unsearched)).await?;
        Ok(&self.tx)
    }
}

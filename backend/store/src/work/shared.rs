//! The transaction of a unit of work, as all its parts use it: whoever asks first is served first.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

/// A transaction with a queue: without it, one who writes much would keep all others waiting.
pub(crate) struct Shared {
    tx: DatabaseTransaction,
    turn: Mutex<()>,
}

impl Shared {
    pub(crate) fn new(tx: DatabaseTransaction) -> Self {
        Self { tx, turn: Mutex::default() }
    }

    pub(crate) fn into_inner(self) -> DatabaseTransaction {
        self.tx
    }
}

#[async_trait]
impl ConnectionTrait for Shared {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _turn = self.turn.lock().await;
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let _turn = self.turn.lock().await;
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let _turn = self.turn.lock().await;
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let _turn = self.turn.lock().await;
        self.tx.query_all_raw(statement).await
    }
}

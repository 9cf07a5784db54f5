//! Contracts that need attention: they end soon, or they have ended and are not closed out.

use kakuzuke_domain::accounts::Visible;
use kakuzuke_store::{AsOf, ContractQuery};
use serde::Serialize;

use crate::error::Result;
use crate::pages::count::CountView;
use crate::state::AppState;

/// Days before its end from which a contract is told to end soon.
const SOON: u32 = 90;

/// How many there are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ContractsDue {
    ending: CountView,
    soon: u32,
    not_closed: CountView,
}

impl ContractsDue {
    /// Those among what somebody sees.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn find(state: &AppState, visible: &Visible, now: &AsOf) -> Result<Self> {
        let ending = ContractQuery { ends_within: Some(SOON), ..ContractQuery::of(visible.clone()) };
        let not_closed = ContractQuery { close_out_open: true, ..ContractQuery::of(visible.clone()) };
        Ok(Self {
            ending: state.store.contract_count(&ending, now).await?.into(),
            soon: SOON,
            not_closed: state.store.contract_count(&not_closed, now).await?.into(),
        })
    }

    /// So many of each.
    #[cfg(test)]
    pub fn sample(ending: u64, not_closed: u64) -> Self {
        let count = |number| CountView { number, capped: false };
        Self { ending: count(ending), soon: SOON, not_closed: count(not_closed) }
    }
}

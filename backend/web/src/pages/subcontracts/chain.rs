//! `/contracts/{id}/subcontracts`: who works behind a contract, as a picture and as a table, and the form to ask for more.

use axum::extract::State;
use axum::http::Uri;
use kakuzuke_domain::accounts::{Action, ResourceKind, Visible};
use kakuzuke_store::AsOf as Dates;
use serde::Serialize;
use uuid::Uuid;

use super::form;
use super::picture::Picture;
use super::view::ChainView;
use crate::caller::{Caller, Chain};
use crate::error::Result;
use crate::extract::{AsOf, Path};
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::pages::cloud_services::{ServiceChoice, UseView, choices, use_form};
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Uses of cloud services shown.
const USES: u32 = 100;

/// The chain behind one contract.
#[derive(Debug, Serialize)]
pub struct ChainPage {
    as_of: AsOfView,
    dated: DatedLink,
    chain: ChainView,
    picture: Picture,
    can_request: bool,
    form: Answers,
    errors: Errors,
    uses: Vec<UseView>,
    sees_uses: bool,
    can_use: bool,
    services: Vec<ServiceChoice>,
    use_form: Answers,
    use_errors: Errors,
}

/// What a person typed into one of the two forms, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Typed {
    /// The form for a subcontract.
    pub subcontract: Option<(Answers, Errors)>,
    /// The form for the use of a cloud service.
    pub cloud_use: Option<(Answers, Errors)>,
}

impl ChainPage {
    /// The page as of two dates.
    ///
    /// # Errors
    /// Not found without such a contract, or if the caller has nothing to do with it.
    pub async fn find(
        state: &AppState,
        caller: &Caller,
        contract: Uuid,
        (as_of, uri): (Dates, &Uri),
        typed: Typed,
    ) -> Result<Self> {
        let chain = Chain::find(state, caller, contract, &as_of).await?;
        let bands = chain.bands(state, caller, &as_of).await?;
        let view = ChainView::of(&chain, caller, &bands, as_of.valid_on);
        let (form, errors) = typed.subcontract.unwrap_or_else(|| (form::empty(as_of.valid_on), Errors::default()));
        let (use_form, use_errors) = typed.cloud_use.unwrap_or_else(|| (use_form(), Errors::default()));
        let visible = caller.sees(ResourceKind::Contracts);
        let sees_uses = chain.whole && visible != Visible::Of(Vec::new());
        let can_use = sees_uses && caller.may_record_services();
        let uses = match sees_uses {
            true => state.store.cloud_uses(None, Some(contract), &visible, &as_of, USES).await?,
            false => Vec::new(),
        };
        let dates = AsOfView::new(as_of, uri);
        Ok(Self {
            dated: dates.link(),
            as_of: dates,
            picture: Picture::of(&view),
            can_request: caller.may_with_contract(Action::Record, &chain.contract),
            chain: view,
            form,
            errors,
            uses: uses.into_iter().map(|row| UseView::on(row, as_of.valid_on)).collect(),
            sees_uses,
            can_use,
            services: if can_use { choices(state).await? } else { Vec::new() },
            use_form,
            use_errors,
        })
    }
}

#[cfg(test)]
impl ChainPage {
    pub(super) fn sample(
        as_of: AsOfView,
        picture: Picture,
        chain: ChainView,
        (can_request, form, errors): (bool, Answers, Errors),
        uses: Vec<UseView>,
        services: Vec<ServiceChoice>,
        use_form: Answers,
    ) -> Self {
        let sees_uses = chain.whole;
        let (dated, use_errors) = (as_of.link(), Errors::default());
        let can_use = can_request;
        Self {
            as_of,
            dated,
            chain,
            picture,
            can_request,
            form,
            errors,
            uses,
            sees_uses,
            can_use,
            services,
            use_form,
            use_errors,
        }
    }
}

impl Page for ChainPage {
    const TEMPLATE: &'static str = "subcontracts/chain.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::chains()
    }
}

/// `GET /contracts/{id}/subcontracts?valid_on&known_at`
///
/// # Errors
/// Not found without such a contract, or if the caller has nothing to do with it.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Rendered> {
    Ok(Rendered::new(ChainPage::find(&state, &caller, id, (as_of, &uri), Typed::default()).await?))
}

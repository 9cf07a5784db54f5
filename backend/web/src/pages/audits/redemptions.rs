//! `/suppliers/{id}/redemptions`: an officer enters the share code that a supplier gave out; from then on their buyer sees
//! what it shows.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_services::audits::Redeemed;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::layers::address::ClientAddress;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The page.
#[derive(Debug, Serialize)]
pub struct RedemptionsPage {
    supplier: SupplierLink,
    /// The buyers for which the reader may enter a code.
    buyers: Vec<BuyerChoice>,
    received: Vec<Received>,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Serialize)]
struct BuyerChoice {
    code: Option<String>,
    name: String,
}

/// What a code shows to a buyer, and until when.
#[derive(Debug, Serialize)]
struct Received {
    buyer: String,
    audit: Option<Uuid>,
    redeemed_at: DateTime<Utc>,
    ends_on: NaiveDate,
}

impl Page for RedemptionsPage {
    const TEMPLATE: &'static str = "audits/redemptions.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = DateTime::UNIX_EPOCH;
        let choice = || BuyerChoice { code: Some("131016".to_owned()), name: "千代田区".to_owned() };
        let received = |audit| {
            let (buyer, ends_on) = ("千代田区".to_owned(), at.date_naive());
            Received { buyer, audit, redeemed_at: at, ends_on }
        };
        let page = |buyers, received, problem: Option<(&str, &'static str)>| {
            let mut errors = Errors::default();
            if let Some((field, code)) = problem {
                errors.add(FieldProblem::new(field, code));
            }
            let supplier = SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() };
            Self { supplier, buyers, received, form: Answers::default(), errors }
        };
        vec![
            page(vec![choice()], Vec::new(), None),
            page(
                vec![choice(), choice()],
                vec![received(None), received(Some(Uuid::nil()))],
                Some(("buyer", "missing")),
            ),
            page(vec![choice()], Vec::new(), Some(("share_code", "share_code_refused"))),
            page(vec![choice()], Vec::new(), Some(("share_code", "missing"))),
            page(vec![choice()], Vec::new(), Some(("form", "throttled"))),
        ]
    }
}

/// `GET /suppliers/{id}/redemptions`
///
/// # Errors
/// Not found without such a supplier.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(page(&state, &caller, id, Answers::default(), Errors::default()).await?))
}

/// `POST /suppliers/{id}/redemptions`
///
/// # Errors
/// Not found without such a supplier; a refused code is said on the form.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    SupplierLink::find(&state, &caller, id).await?;
    let (form, mut errors) = (Answers(answers), Errors::default());
    let code = form.needed("share_code", &mut errors);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let buyer = match caller.redeems_for(&state, form.given("buyer").as_deref()).await {
        Ok(buyer) => Some(buyer),
        Err(error) => {
            errors.refused(error, &["buyer"])?;
            None
        }
    };
    if let Some(buyer) = buyer.filter(|_| errors.is_empty()) {
        match state.services.redeem_share_code(caller.account()?, &address.0, id, buyer, &code).await? {
            Redeemed::Shown(_) => return Ok(Flash::ShareCodeEntered.redirect(&format!("/suppliers/{id}#audits"))),
            Redeemed::Refused => errors.add(FieldProblem::new("share_code", "share_code_refused")),
            Redeemed::Throttled(_) => {
                errors.add(FieldProblem::new("form", "throttled"));
                status = StatusCode::TOO_MANY_REQUESTS;
            }
        }
    }
    let page = page(&state, &caller, id, form, errors).await?;
    Ok(Rendered::new(page).status(status).into_response())
}

async fn page(state: &AppState, caller: &Caller, id: Uuid, form: Answers, errors: Errors) -> Result<RedemptionsPage> {
    let supplier = SupplierLink::find(state, caller, id).await?;
    let buyers = caller.buyers_that_may(state, Action::Confirm, ResourceKind::ShareCodes).await?;
    let own: Vec<Uuid> = buyers.iter().map(|buyer| buyer.id).collect();
    let codes = state.store.received_share_codes(id, &own).await?.into_iter();
    let received = codes.flat_map(|code| {
        let (audit, ends_on) = (code.audit, code.ends_on);
        code.redemptions.into_iter().map(move |one| Received {
            buyer: one.buyer_name,
            audit,
            redeemed_at: one.redeemed_at,
            ends_on,
        })
    });
    Ok(RedemptionsPage {
        supplier,
        received: received.collect(),
        buyers: buyers.into_iter().map(|buyer| BuyerChoice { code: buyer.code, name: buyer.name }).collect(),
        form,
        errors,
    })
}

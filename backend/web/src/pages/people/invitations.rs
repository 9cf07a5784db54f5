//! `/people/invitations`: who was invited and has not come yet.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Decision, Tenant, may_grant};
use kakuzuke_store::Invitation;
use serde::Serialize;
use uuid::Uuid;

use super::circles::{CircleView, looked_after, named};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::flash::Flash;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const LIST: &str = "/people/invitations";

/// The page.
#[derive(Debug, Serialize)]
pub struct InvitationsPage {
    void: usize,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: Uuid,
    name: String,
    email: String,
    role: &'static str,
    place: CircleView,
    made_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    expired: bool,
    void: bool,
}

impl Page for InvitationsPage {
    const TEMPLATE: &'static str = "people/invitations.html";
    const ROOM: Room = Room::People;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = DateTime::UNIX_EPOCH;
        let row = |(index, place): (usize, CircleView)| Row {
            id: Uuid::nil(),
            name: "見本 花子".to_owned(),
            email: "hanako@city.example.jp".to_owned(),
            role: "security",
            place,
            made_at: at,
            expires_at: at,
            expired: index == 0,
            void: index == 1,
        };
        let rows = CircleView::samples().into_iter().enumerate().map(row).collect();
        vec![Self { void: 1, rows }, Self { void: 0, rows: Vec::new() }]
    }
}

/// `GET /people/invitations`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let own = looked_after(&caller);
    let waiting = state.store.waiting_invitations(own.as_deref()).await?;
    let tenants: Vec<Tenant> = waiting.iter().map(|invitation| invitation.grant.tenant).collect();
    let names = named(&state, &tenants).await?;
    let now = state.now();
    let row = |invitation: Invitation| {
        Some(Row {
            id: invitation.id,
            name: invitation.name,
            email: invitation.email?,
            role: invitation.grant.role.as_str(),
            place: names.get(&invitation.grant.tenant)?.clone(),
            made_at: invitation.made_at,
            expires_at: invitation.expires_at,
            expired: invitation.expires_at <= now,
            void: invitation.void,
        })
    };
    let rows: Vec<Row> = waiting.into_iter().filter_map(row).collect();
    Ok(Rendered::new(InvitationsPage { void: rows.iter().filter(|row| row.void).count(), rows }))
}

/// `POST /people/invitations/{id}/renewals`
///
/// # Errors
/// Not found for invitations of others; a conflict once it was used or taken back.
pub async fn renew(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let invitation = find(&state, &caller, id).await?;
    state.accounts.renew_invitation(&caller.signature(), &invitation).await?;
    Ok(Flash::Invited.redirect(LIST))
}

/// `POST /people/invitations/{id}/withdrawals`
///
/// # Errors
/// Not found for invitations of others; a conflict once it was used or taken back.
pub async fn withdraw(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    find(&state, &caller, id).await?;
    state.accounts.take_invitation_back(&caller.signature(), id).await?;
    Ok(Flash::InvitationTaken.redirect(LIST))
}

async fn find(state: &AppState, caller: &Caller, id: Uuid) -> Result<Invitation> {
    let invitation = state.store.invitation(id).await?.ok_or(AppError::NotFound)?;
    match may_grant(caller.actor(), invitation.grant) {
        Decision::Allowed if invitation.email.is_some() => Ok(invitation),
        Decision::Forbidden => Err(AppError::Forbidden),
        _ => Err(AppError::NotFound),
    }
}

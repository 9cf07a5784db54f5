//! `/people`: those who work here, what each is here to do, and who is invited. Whoever looks after a circle sees its people.

mod changes;
pub mod circles;
mod erasures;
mod hand_overs;
mod invitations;
mod invite;
mod list;
mod show;
pub mod work;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub(super) use {
    erasures::ErasurePage, hand_overs::HandOverPage, invitations::InvitationsPage, invite::InvitePage,
    list::PeoplePage, show::PersonPage,
};

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/people", get(list::get))
        .route("/people/invitations", get(invitations::get).post(invite::post))
        .route("/people/invitations/new", get(invite::get))
        .route("/people/invitations/{id}/renewals", post(invitations::renew))
        .route("/people/invitations/{id}/withdrawals", post(invitations::withdraw))
        .route("/people/{id}", get(show::get))
        .route("/people/{id}/grants", post(changes::grant))
        .route("/people/{id}/grants/{grant}/withdrawals", post(changes::end_grant))
        .route("/people/{id}/closures", post(changes::close))
        .route("/people/{id}/reopenings", post(changes::reopen))
        .route("/people/{id}/sessions/withdrawals", post(changes::end_sessions))
        .route("/people/{id}/hand-overs", get(hand_overs::get).post(hand_overs::post))
        .route("/people/{id}/erasures", get(erasures::get).post(erasures::post))
}

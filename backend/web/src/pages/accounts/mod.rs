//! Signing in and out, and how a person does so.

mod challenges;
mod credentials;
mod demo;
mod desk;
mod elsewhere;
mod invitation;
mod passkey_sign_in;
mod providers;
mod resets;
mod second_step;
mod security;
mod sessions;
mod sign_in;
mod sign_out;
mod tokens;
mod totp;
mod work;

use axum::routing::{get, post};

use crate::routes::Routes;

pub(super) use desk::told;
#[cfg(test)]
pub use {
    invitation::InvitationPage,
    resets::{AskPage, ResetPage},
    second_step::SecondStepPage,
    security::SecurityPage,
    sessions::SessionsPage,
    sign_in::SignInPage,
    tokens::TokensPage,
    totp::{CodesPage, TotpPage},
    work::OwnWorkPage,
};

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-in/passkeys", post(passkey_sign_in::post))
        .route("/sign-in/passkeys/challenges", post(challenges::sign_in))
        .route("/sign-in/second-step", get(second_step::get).post(second_step::post))
        .route("/sign-in/second-step/challenges", post(challenges::second_step))
        .route("/sign-in/with/{provider}", get(elsewhere::sign_in))
        .route("/sign-in/with/{provider}/callback", get(elsewhere::callback))
        .route("/sign-out", post(sign_out::post))
        .route("/demo/sessions", post(demo::post))
        .route("/password-resets", get(resets::get).post(resets::post))
        .route("/password-resets/{secret}", get(resets::show).post(resets::set))
        .route("/invitations/{secret}", get(invitation::get).post(invitation::post))
        .route("/account/sessions", get(sessions::get))
        .route("/account/sessions/withdrawals", post(sessions::end_others))
        .route("/account/sessions/{id}/withdrawals", post(sessions::end))
        .route("/account/tokens", get(tokens::get).post(tokens::post))
        .route("/account/tokens/{id}/withdrawals", post(tokens::end))
        .route("/account/work", get(work::get))
        .route("/account/security", get(security::get))
        .route("/account/security/password", post(credentials::password))
        .route("/account/security/totp", post(totp::offer))
        .route("/account/security/totp/confirmations", post(totp::confirm))
        .route("/account/security/totp/removals", post(totp::end))
        .route("/account/security/recovery-codes", post(totp::renew))
        .route("/account/security/passkeys", post(credentials::add_passkey))
        .route("/account/security/passkeys/challenges", post(challenges::addition))
        .route("/account/security/passkeys/{id}/names", post(credentials::rename_passkey))
        .route("/account/security/passkeys/{id}/removals", post(credentials::remove_passkey))
        .route("/account/security/identities/with/{provider}", get(elsewhere::link))
        .route("/account/security/identities/removals", post(credentials::unlink))
}

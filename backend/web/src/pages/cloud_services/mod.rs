//! Cloud services, and which contracts use them.

mod corrections;
mod export;
mod form;
mod list;
mod new;
mod show;
mod use_endings;
mod use_withdrawals;
mod uses;
mod view;
mod withdrawals;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use list::CloudServicesPage;
#[cfg(test)]
pub use new::NewCloudServicePage;
#[cfg(test)]
pub use show::CloudServicePage;
pub use uses::{ServiceChoice, choices, use_form};
pub use view::UseView;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/cloud-services", get(list::get).post(new::post))
        .route("/cloud-services/export", get(export::get))
        .route("/cloud-services/new", get(new::get))
        .route("/cloud-services/{id}", get(show::get))
        .route("/cloud-services/{id}/corrections", post(corrections::post))
        .route("/cloud-services/{id}/withdrawals", post(withdrawals::post))
        .route("/contracts/{id}/cloud-uses", post(uses::post))
        .route("/cloud-uses/{id}/endings", post(use_endings::post))
        .route("/cloud-uses/{id}/withdrawals", post(use_withdrawals::post))
}

//! The pages. A room is a folder, a page or action a file with its `get` and `post` together.

mod accounts;
mod actor;
mod approvals;
mod as_of;
mod attestations;
mod audits;
mod buyers;
mod clauses;
mod cloud_services;
mod components;
mod concentration;
mod contracts;
mod count;
mod display;
mod download;
mod export;
mod form;
mod grades;
mod home;
mod imports;
mod jobs;
mod ledger;
mod notices;
mod people;
mod schemes;
mod subcontracts;
mod supplier_link;
mod suppliers;
mod table;
mod versions;
mod withdrawals;

use crate::routes::Routes;

#[cfg(test)]
pub(crate) use every::samples;

pub(crate) use approvals::{find as find_approval, visible as visible_approvals};
pub(crate) use buyers::template_buyer;
pub(crate) use clauses::{all_articles, text_problems};
pub(crate) use contracts::{AskedClauses, history as contract_history, special_clauses};
pub(crate) use export::send as send_export;
pub(crate) use form::LONGEST;

/// The addresses of all pages.
pub fn router() -> Routes {
    Routes::new()
        .merge(accounts::router())
        .merge(home::router())
        .merge(suppliers::router())
        .merge(attestations::router())
        .merge(audits::router())
        .merge(buyers::router())
        .merge(contracts::router())
        .merge(concentration::router())
        .merge(subcontracts::router())
        .merge(cloud_services::router())
        .merge(clauses::router())
        .merge(imports::router())
        .merge(schemes::router())
        .merge(ledger::router())
        .merge(notices::router())
        .merge(approvals::router())
        .merge(people::router())
        .merge(jobs::router())
        .merge(display::router())
        .merge(components::router())
}

#[cfg(test)]
mod every;

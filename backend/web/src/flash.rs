//! A word after a redirect: what has just been done, said once on the next page.
//!
//! The cookie carries a message of a closed list with typed arguments, so that nobody can put words of their own on a
//! page with it. An argument is a number, a day or an id, never text.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};

use crate::cookies;

const COOKIE_NAME: &str = "flash";
/// A page that is not opened within a minute needs no word about what happened before.
const SECONDS: u32 = 60;
/// No message is longer than this, in letters of the cookie.
const LONGEST: usize = 512;

/// What has been done. The message `flash-<name>` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "snake_case", deny_unknown_fields)]
pub enum Flash {
    /// A new record was written.
    Saved,
    /// A corrected version was written beside the old one.
    Corrected,
    /// A record was withdrawn with a reason.
    Withdrawn,
    /// A list was uploaded; nothing is written yet.
    Uploaded,
    /// A run of an import was stopped.
    Cancelled,
    /// It was decided whom the row of a list means.
    Decided {
        /// The row's number in its list.
        row: u32,
    },
    /// A mail with a link is on its way to somebody who was invited.
    Invited,
    /// An invitation was taken back.
    InvitationTaken,
    /// Sessions were ended.
    SessionsEnded,
    /// A token was revoked.
    TokenEnded,
    /// A share code was entered.
    ShareCodeEntered,
    /// A share code was revoked.
    ShareCodeEnded,
    /// Open work passed into other hands.
    HandedOver,
    /// The reader's choice of colours and keys was kept.
    DisplayKept,
    /// How the reader signs in was changed.
    SecurityChanged,
    /// The reader's notices were marked as read.
    NoticesRead,
    /// A run of an import waits for its turn.
    Queued,
    /// Something was proposed to a second person.
    Proposed,
    /// What is proposed was changed.
    Revised,
    /// A proposal was approved.
    Approved,
    /// A proposal was rejected.
    Rejected,
    /// A proposal was taken back by its proposer.
    ProposalTaken,
    /// Work that was given up waits for another try.
    JobRetried,
    /// Work that was given up is settled.
    JobSettled,
}

impl Flash {
    /// A message of every kind.
    pub const SAMPLES: [Self; 24] = [
        Self::Saved,
        Self::Corrected,
        Self::Withdrawn,
        Self::Uploaded,
        Self::Cancelled,
        Self::Decided { row: 12 },
        Self::Invited,
        Self::InvitationTaken,
        Self::SessionsEnded,
        Self::TokenEnded,
        Self::ShareCodeEntered,
        Self::ShareCodeEnded,
        Self::HandedOver,
        Self::DisplayKept,
        Self::SecurityChanged,
        Self::NoticesRead,
        Self::Queued,
        Self::Proposed,
        Self::Revised,
        Self::Approved,
        Self::Rejected,
        Self::ProposalTaken,
        Self::JobRetried,
        Self::JobSettled,
    ];

    /// Sends the reader to `address`, where the next page says it.
    #[must_use]
    pub fn redirect(self, address: &str) -> Response {
        let mut response = Redirect::to(address).into_response();
        if let Ok(message) = serde_json::to_vec(&self) {
            cookies::keep(response.headers_mut(), COOKIE_NAME, &hex::encode(message), SECONDS);
        }
        response
    }

    /// The message that came with a request; anything but one of ours is none.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let value = cookies::read(headers, COOKIE_NAME).filter(|value| value.len() <= LONGEST)?;
        serde_json::from_slice(&hex::decode(value).ok()?).ok()
    }

    /// Whether a request brought the cookie, with whatever in it.
    pub(crate) fn is_waiting(headers: &HeaderMap) -> bool {
        cookies::read(headers, COOKIE_NAME).is_some()
    }

    /// Has the browser forget the message.
    pub(crate) fn forget(headers: &mut HeaderMap) {
        cookies::keep(headers, COOKIE_NAME, "", 0);
    }
}

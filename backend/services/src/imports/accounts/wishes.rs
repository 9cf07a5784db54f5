//! What one row of people asks for, as far as the row alone can say.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::dates::jst_midnight;
use kakuzuke_domain::text::compact;
use kakuzuke_store::Term;

use super::super::problems::Problem;
use super::super::reading::Reading;
use crate::accounts::check_email;

/// Characters of a person's name.
const NAME_CHARS: usize = 300;
/// Characters of an address (RFC 5321).
const EMAIL_CHARS: usize = 254;

/// When roles end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    /// From this instant on they have ended.
    pub at: DateTime<Utc>,
    /// Whether the account closes with them, if the person works nowhere else.
    pub closes: bool,
}

/// What a row asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    /// Whom it is about, by address in lower case.
    pub email: String,
    /// What the person is called.
    pub name: Option<String>,
    /// Where.
    pub place: Tenant,
    /// As what; for an ending without, every role there.
    pub role: Option<Role>,
    /// Whether the name is a new one.
    pub renames: bool,
    /// When it ends, if the row is about an end.
    pub ending: Option<Ending>,
    /// For how long the role holds.
    pub term: Term,
    /// Whether the row says that the person stays, so that a planned end no longer holds.
    pub lasting: bool,
    /// The language of an invitation.
    pub language: Option<&'static str>,
    /// Who takes the open work over, by address in lower case.
    pub hand_over_to: Option<String>,
}

impl Wish {
    /// The role with its circle.
    pub fn grant(&self) -> Option<Grant> {
        Some(Grant { role: self.role?, tenant: self.place })
    }
}

/// Reads a row; what cannot be meant is complained of, and the row then asks for nothing.
pub(super) fn wish(reading: &mut Reading, place: Tenant, now: DateTime<Utc>) -> Option<Wish> {
    if reading.failed() {
        return None;
    }
    let email = address(reading, "email")?;
    let hand_over_to = if reading.told("hand_over_to").is_some() { address(reading, "hand_over_to") } else { None };
    let name = reading.text("person_name").filter(|name| !name.trim().is_empty());
    let (change, role) = (reading.word("change"), reading.word("role").and_then(Role::from_word));
    let (from, to) = (reading.day("valid_from"), reading.day("valid_to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        reading.complain("valid_to", Problem::error("dates_reversed").with("to", to.to_string()));
    }
    if let Some(length) = name.as_ref().map(|name| name.chars().count()).filter(|length| *length > NAME_CHARS) {
        reading.complain("person_name", Problem::error("text_too_long").with("length", length.to_string()));
    }
    let after = |day: NaiveDate| day.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, jst_midnight);
    let last = to.map(after);
    let ending = match change {
        Some("leave" | "retire") => {
            let at = last.or(from.map(jst_midnight)).unwrap_or(now);
            Some(Ending { at, closes: change == Some("retire") })
        }
        Some("rename") => None,
        _ => last.filter(|at| *at <= now).map(|at| Ending { at, closes: false }),
    };
    let renames = change == Some("rename");
    if renames && name.is_none() {
        reading.complain("person_name", Problem::error("required"));
    }
    if role.is_none() && !renames && !matches!(change, Some("leave" | "retire")) {
        reading.complain("role", Problem::error("required"));
    }
    if hand_over_to.is_some() && ending.is_none() {
        reading.complain("hand_over_to", Problem::error("hand_over_without_end"));
    }
    if hand_over_to.as_ref() == Some(&email) {
        reading.complain("hand_over_to", Problem::error("receiver_same"));
    }
    if reading.failed() {
        return None;
    }
    Some(Wish {
        email,
        name,
        place,
        role: role.filter(|_| !renames),
        renames,
        ending,
        term: Term { from: from.map(jst_midnight), to: last },
        lasting: matches!(change, Some("join" | "stay")),
        language: reading.word("language"),
        hand_over_to,
    })
}

fn address(reading: &mut Reading, field: &str) -> Option<String> {
    let email = compact(reading.told(field)?).to_lowercase();
    if email.chars().count() > EMAIL_CHARS || check_email(&email).is_err() {
        reading.complain(field, Problem::error("email_malformed"));
        return None;
    }
    Some(email)
}

//! One-time codes of an authenticator app (RFC 6238): SHA-1, six digits, thirty seconds, which every app understands.

use chrono::{DateTime, Utc};
use kakuzuke_domain::text::compact;
use totp_rs::{Builder, Secret, Totp};

use super::qr::{self, QrDrawing};
use crate::{Result, ServicesError};

/// Length of a secret in bytes (RFC 4226 recommends 160 bits).
pub const SECRET: usize = 20;

/// What a person needs to set up an authenticator app. Shown once.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// `otpauth://totp/…`, which a phone opens by itself.
    pub uri: String,
    /// The same as a QR code.
    pub qr: QrDrawing,
    /// The secret for typing, in groups of four (Base32).
    pub typed: String,
}

/// The words for setting up an app with `secret`. `service` and `account` are shown by the app.
///
/// # Errors
/// The names are too long for a QR code.
pub fn enrolment(secret: &[u8; SECRET], service: &str, account: &str) -> Result<Enrolment> {
    let builder = Builder::new()
        .with_secret(*secret)
        .with_issuer(Some(service.replace(':', " ")))
        .with_account_name(account.replace(':', " "));
    let uri = builder.build().and_then(|totp| totp.to_url()).map_err(failed)?;
    let letters: Vec<char> = Secret::from(*secret).to_base32().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(Enrolment { qr: qr::draw(&uri)?, uri, typed: groups.join(" ") })
}

/// The step (thirty seconds since 1970) that `code` belongs to, at most one from that of `at`.
///
/// None where it is wrong, or not later than `last_step`, the step of the last code that was accepted: each is good once.
///
/// # Errors
/// The secret is damaged.
pub fn accepted_step(secret: &[u8], code: &str, at: DateTime<Utc>, last_step: Option<i64>) -> Result<Option<i64>> {
    let totp: Totp = Builder::new().with_secret(secret).build().map_err(failed)?;
    let Ok(seconds) = u64::try_from(at.timestamp()) else { return Ok(None) };
    let step = totp.check(&compact(code), seconds).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| last_step.is_none_or(|last| *step > last)))
}

fn failed(error: impl std::fmt::Display) -> ServicesError {
    ServicesError::Damaged(format!("one-time code: {error}"))
}

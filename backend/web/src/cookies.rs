//! The cookies of the counter.

use axum::http::{HeaderMap, HeaderValue, header};
use kakuzuke_store::Secret;

/// A year in seconds: how long a choice is remembered.
pub const A_YEAR: u32 = 31_536_000;

/// The session. The prefix makes browsers insist on TLS (or this machine), the whole host and no other path.
pub const SESSION: &str = "__Host-session";

/// The value of a cookie. Of several by the same name none counts: one of them was not set by us.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut values = pairs.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    });
    let first = values.next()?;
    values.next().is_none().then_some(first)
}

/// Gives the browser a session to keep until it is closed.
#[must_use]
pub fn keep_session(secret: &Secret) -> Option<HeaderValue> {
    let text = format!("{SESSION}={}; Path=/; Secure; HttpOnly; SameSite=Lax", secret.reveal());
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Takes the session away from the browser.
#[must_use]
pub fn drop_session() -> HeaderValue {
    HeaderValue::from_static("__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// Has the browser keep `name=value`, which is no secret, for so many seconds; 0 has it forget. `value` holds visible
/// ASCII without `;`.
pub fn keep(headers: &mut HeaderMap, name: &str, value: &str, seconds: u32) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// Makes every cookie of an answer one that the browser sends back by TLS alone.
pub fn secure(headers: &mut HeaderMap) {
    for (_, cookie) in headers.iter_mut().filter(|(name, _)| **name == header::SET_COOKIE) {
        let Some(text) = cookie.to_str().ok().filter(|text| !text.contains("; Secure")) else { continue };
        if let Ok(value) = HeaderValue::from_str(&format!("{text}; Secure")) {
            *cookie = value;
        }
    }
}

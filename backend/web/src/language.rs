//! The two languages of the counter: Japanese first, English second.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use kakuzuke_services::words;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

use crate::cookies;

/// The cookie that remembers the reader's choice.
pub const COOKIE_NAME: &str = "lang";

/// The parameter by which a reader chooses.
pub const PARAMETER: &str = "lang";

/// A language of the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Language {
    /// The tag of the language (BCP 47).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a tag such as `en`, `en-GB` or `ja`.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// What the address itself asks for (`?lang=`).
    pub fn asked_for(query: Option<&str>) -> Option<Self> {
        query?.split('&').find_map(|pair| pair.strip_prefix(PARAMETER)?.strip_prefix('=')).and_then(Self::parse)
    }

    /// The language of a request: the address, then the cookie, then the browser's wish, then Japanese.
    pub fn of(parts: &Parts) -> Self {
        Self::asked_for(parts.uri.query())
            .or_else(|| cookies::read(&parts.headers, COOKIE_NAME).as_deref().and_then(Self::parse))
            .or_else(|| preferred(parts))
            .unwrap_or_default()
    }
}

impl From<Language> for words::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

/// The best of `Accept-Language`. Weights are compared as thousandths (RFC 9110 allows three decimals).
fn preferred(parts: &Parts) -> Option<Language> {
    let header = parts.headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(u32, Language)> = None;
    for item in header.split(',') {
        let mut pieces = item.split(';');
        let Some(language) = pieces.next().and_then(Language::parse) else { continue };
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1000, thousandths);
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

fn thousandths(weight: &str) -> u32 {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    let whole: u32 = whole.trim().parse().unwrap_or(0);
    whole.saturating_mul(1000).saturating_add(digits.parse().unwrap_or(0)).min(1000)
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_else(|| Self::of(parts)))
    }
}

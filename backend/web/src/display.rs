//! How a reader wants the pages: colours and keyboard shortcuts, kept in the reader's own browser.

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::cookies;

const THEME_COOKIE: &str = "theme";
const SHORTCUTS_COOKIE: &str = "shortcuts";

/// The colours of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The strongest contrast, light or dark as the system has it.
    Contrast,
}

/// Whether single keys do something (WCAG 2.2, 2.1.4: they can be turned off).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortcuts {
    /// `/` and `?` do what the list of shortcuts says.
    #[default]
    On,
    /// Keys do only what the browser does with them.
    Off,
}

/// A reader's choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Display {
    /// The colours.
    pub theme: Theme,
    /// The keys.
    pub shortcuts: Shortcuts,
}

impl Theme {
    /// All choices, in the order of the form.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The word in the cookie, the form and the pages' `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word)
    }
}

impl Shortcuts {
    /// The word in the cookie, the form and the pages' `data-shortcuts`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

impl Display {
    /// The choices that came with a request; what is missing or unknown is as if never chosen.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let theme = cookies::read(headers, THEME_COOKIE).as_deref().and_then(Theme::from_word).unwrap_or_default();
        let off = cookies::read(headers, SHORTCUTS_COOKIE).as_deref() == Some(Shortcuts::Off.as_str());
        Self { theme, shortcuts: if off { Shortcuts::Off } else { Shortcuts::On } }
    }

    /// Has the browser remember the choices for a year.
    pub fn remember(self, headers: &mut HeaderMap) {
        cookies::keep(headers, THEME_COOKIE, self.theme.as_str(), cookies::A_YEAR);
        cookies::keep(headers, SHORTCUTS_COOKIE, self.shortcuts.as_str(), cookies::A_YEAR);
    }
}

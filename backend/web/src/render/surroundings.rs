//! What every template may use beside its page's own variables.

use axum::http::Uri;
use kakuzuke_domain::accounts::Actor;
use tera::Context;

use super::Room;
use super::address::Address;
use super::menu::{menu, offers};
use super::nonce::Nonce;
use crate::caller::{Caller, Standing};
use crate::display::Display;
use crate::flash::Flash;
use crate::language::{Language, PARAMETER};

/// The request and the reader as the layout sees them.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Whether this is the demo with its fictitious data.
    pub demo: bool,
    /// The language of the page.
    pub language: Language,
    /// The address that was asked for.
    pub uri: Uri,
    /// Who asks.
    pub caller: Caller,
    /// Notices that the person has not read.
    pub unread: u64,
    /// The reader's colours and keys.
    pub display: Display,
    /// What has just been done.
    pub flash: Option<Flash>,
    /// The word by which the browser knows our scripts.
    pub nonce: Option<Nonce>,
}

impl Surroundings {
    /// The variables for a page of `room`.
    #[must_use]
    pub fn context(&self, room: Room) -> Context {
        let other = match self.language {
            Language::Ja => Language::En,
            Language::En => Language::Ja,
        };
        let mut context = Context::new();
        context.insert("lang", self.language.as_str());
        context.insert("other_lang", other.as_str());
        context.insert("switch_href", &self.address_in(other));
        context.insert("path", self.uri.path());
        let standing = self.caller.standing();
        let actor = if standing == Standing::Known { self.caller.actor().clone() } else { Actor::nobody() };
        context.insert("menu", &menu(room, &actor));
        context.insert("may", &offers(&actor));
        context.insert("signed_in", &(standing != Standing::Nobody));
        context.insert("my_name", self.caller.name());
        context.insert("unread", &self.unread);
        context.insert("display", &self.display);
        context.insert("flash", &self.flash);
        context.insert("nonce", &self.nonce.as_ref().map(ToString::to_string).unwrap_or_default());
        context.insert("demo", &self.demo);
        context.insert("version", env!("CARGO_PKG_VERSION"));
        context
    }

    /// The same page in another language.
    fn address_in(&self, language: Language) -> String {
        let query = self.uri.query().unwrap_or_default();
        let kept: Vec<&str> =
            query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(PARAMETER)).collect();
        let path = own_path(self.uri.path());
        let address = if kept.is_empty() { path } else { format!("{path}?{}", kept.join("&")) };
        let mut switch = Address::new(&address);
        switch.push(PARAMETER, language.as_str());
        switch.finish()
    }
}

/// A path that begins with two slashes would be read as the name of another host.
fn own_path(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

//! The files under `templates/`: read from the folder in development, part of the program in a release.

use rust_embed::RustEmbed;

use crate::language::Language;

/// Pages, messages and assets.
#[derive(RustEmbed)]
#[folder = "../../templates/"]
pub struct Templates;

impl Templates {
    /// Every page template with its name, such as `suppliers/list.html`.
    pub fn pages() -> impl Iterator<Item = (String, String)> {
        Self::iter().filter(|name| name.ends_with(".html")).filter_map(|name| Self::text(&name))
    }

    /// Every message file of the language.
    pub fn messages(language: Language) -> impl Iterator<Item = (String, String)> {
        let folder = format!("locales/{}/", language.as_str());
        Self::iter()
            .filter(move |name| name.starts_with(&folder) && name.ends_with(".ftl"))
            .filter_map(|name| Self::text(&name))
    }

    fn text(name: &str) -> Option<(String, String)> {
        let file = Self::get(name)?;
        Some((name.to_owned(), String::from_utf8(file.data.into_owned()).ok()?))
    }
}

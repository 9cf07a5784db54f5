//! A text of a scheme in both languages; the template picks.

use kakuzuke_domain::schemes::Text;
use serde::Serialize;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    ja: String,
    en: String,
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { ja: text.ja.clone(), en: text.en.clone() }
    }
}

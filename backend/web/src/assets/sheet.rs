//! The style sheet in parts: every `@import "…";` line of `app.css` stands for the file it names.

use super::Assets;

/// The name under which all parts are served as one.
pub const NAME: &str = "app.css";

/// All parts in the order of their `@import` lines. A line whose file does not exist stays as it is.
pub fn whole() -> String {
    let mut sheet = String::new();
    for line in text(NAME).unwrap_or_default().lines() {
        match imported(line).and_then(text) {
            Some(part) => sheet.push_str(&part),
            None => sheet.push_str(line),
        }
        sheet.push('\n');
    }
    sheet
}

/// The path of an `@import` line.
fn imported(line: &str) -> Option<&str> {
    line.strip_prefix("@import \"")?.strip_suffix("\";")
}

fn text(path: &str) -> Option<String> {
    String::from_utf8(Assets::get(path)?.data.into_owned()).ok()
}

#[cfg(test)]
mod tests {
    use super::{Assets, NAME, imported, text};

    #[test]
    fn every_part_is_imported_once_and_exists() {
        let manifest = text(NAME).expect("there is a style sheet");
        let mut named: Vec<&str> = manifest.lines().filter_map(imported).collect();
        named.sort_unstable();
        let mut present: Vec<_> = Assets::iter().filter(|path| path.ends_with(".css") && path.contains('/')).collect();
        present.sort_unstable();
        assert_eq!(named, present);
    }
}

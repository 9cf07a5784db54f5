//! Addresses with a query, percent-encoded.

use tera::Value;

/// An address under construction.
#[derive(Debug, Clone)]
pub struct Address {
    text: String,
    has_query: bool,
}

impl Address {
    /// Starts with a path, which is taken as it is.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self { text: path.to_owned(), has_query: path.contains('?') }
    }

    /// Adds `name=value`; an empty value adds nothing.
    pub fn push(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        encode(name, &mut self.text);
        self.text.push('=');
        encode(value, &mut self.text);
    }

    /// Adds a value from a template: lists once per element, `none` and `false` not at all.
    pub fn push_value(&mut self, name: &str, value: &Value) {
        if let Some(list) = value.as_array() {
            for element in list {
                self.push_value(name, element);
            }
        } else if let Some(flag) = value.as_bool() {
            self.push(name, if flag { "true" } else { "" });
        } else if !value.is_none() && !value.is_undefined() {
            self.push(name, &value.to_string());
        }
    }

    /// The finished address.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }
}

fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

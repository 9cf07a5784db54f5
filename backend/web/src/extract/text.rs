//! The bytes of `application/x-www-form-urlencoded` (query strings and forms), read strictly.

use crate::error::FieldProblem;

/// The names and values in their order.
///
/// # Errors
/// `malformed_escape`, `not_utf8` or `forbidden_character` (U+0000, which PostgreSQL cannot store).
pub fn pairs(bytes: &[u8], whole: &str) -> Result<Vec<(String, String)>, FieldProblem> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default(), whole)?;
            let value = decode(halves.next().unwrap_or_default(), &name)?;
            Ok((name, value))
        })
        .collect()
}

fn decode(bytes: &[u8], field: &str) -> Result<String, FieldProblem> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let high = rest.next().and_then(hex_digit);
                let low = rest.next().and_then(hex_digit);
                let (Some(high), Some(low)) = (high, low) else {
                    return Err(FieldProblem::new(field, "malformed_escape"));
                };
                out.push(high << 4 | low);
            }
            other => out.push(other),
        }
    }
    let text = String::from_utf8(out).map_err(|_| FieldProblem::new(field, "not_utf8"))?;
    if text.contains('\0') {
        return Err(FieldProblem::new(field, "forbidden_character"));
    }
    Ok(text)
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

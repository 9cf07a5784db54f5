//! Numbers as people read them. Points come in thousandths, money in whole yen; nothing here is a float.

/// `1234567` as `1,234,567`.
#[must_use]
pub fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Thousandths as a decimal without trailing zeros: `12500` is `12.5`, `-3000` is `−3`.
#[must_use]
pub fn milli(points: i64) -> String {
    let whole = grouped(i128::from(points.unsigned_abs() / 1000));
    let rest = points.unsigned_abs() % 1000;
    let sign = if points < 0 { "−" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{rest:03}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_lose_only_their_trailing_zeros() {
        assert_eq!(milli(40_000), "40");
        assert_eq!(milli(12_500), "12.5");
        assert_eq!(milli(-3_000), "−3");
        assert_eq!(milli(66_667), "66.667");
        assert_eq!(milli(7), "0.007");
    }

    #[test]
    fn groups_are_of_three() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(-1_000), "−1,000");
        assert_eq!(grouped(44_000_000), "44,000,000");
    }
}

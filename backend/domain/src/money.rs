//! Money: whole yen, and amounts as people write them.

use serde::{Deserialize, Serialize};

use crate::text::compact;

/// An amount in whole yen, at most a thousand trillion either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Yen(pub i64);

/// The unit of a bare number, as a column header states it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountUnit {
    /// 円.
    #[default]
    Yen,
    /// 千円.
    Thousand,
    /// 万円.
    TenThousand,
    /// 百万円.
    Million,
    /// 億円.
    HundredMillion,
}

impl AmountUnit {
    /// How many yen one unit is.
    #[must_use]
    pub fn yen(self) -> i64 {
        match self {
            Self::Yen => 1,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::Million => 1_000_000,
            Self::HundredMillion => 100_000_000,
        }
    }

    /// The unit that a header names, such as 「契約金額（千円）」.
    #[must_use]
    pub fn in_header(header: &str) -> Option<Self> {
        let header = compact(header);
        let units = [
            ("百万円", Self::Million),
            ("千円", Self::Thousand),
            ("万円", Self::TenThousand),
            ("億円", Self::HundredMillion),
            ("円", Self::Yen),
        ];
        units.into_iter().find(|(word, _)| header.contains(word)).map(|(_, unit)| unit)
    }
}

/// What an amount cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// So many yen.
    Known(Yen),
    /// Nothing, or a dash for none.
    Blank,
    /// No figure, for this reason.
    Unstated(AmountNote),
}

/// Why an amount is not a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountNote {
    /// 非公表.
    Withheld,
    /// 単価契約: a price per unit.
    UnitPrice,
}

impl AmountNote {
    /// Machine word, translated where it is shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Withheld => "withheld",
            Self::UnitPrice => "unit_price",
        }
    }
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountProblem {
    /// It is no number.
    #[error("this is not an amount")]
    Invalid,
    /// Part of a yen is left over.
    #[error("the amount is not in whole yen")]
    NotWholeYen,
    /// More than a thousand trillion yen.
    #[error("the amount is too large")]
    TooLarge,
}

impl AmountProblem {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Invalid => "invalid_amount",
            Self::NotWholeYen => "amount_not_whole_yen",
            Self::TooLarge => "amount_too_large",
        }
    }
}

const LIMIT: i128 = 1_000_000_000_000_000;

/// Reads an amount: 「4,400万円」, 「￥1,234,567-」, 「△5,000」, 「1億2,000万円」, 「非公表」. A unit in the text goes before `unit`.
///
/// # Errors
/// The text is no amount, not whole yen, or beyond a thousand trillion.
pub fn parse_amount(text: &str, unit: AmountUnit) -> Result<Amount, AmountProblem> {
    if text.len() > 400 {
        return Err(AmountProblem::Invalid);
    }
    if text.len() <= 15
        && !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_digit())
        && let Ok(number) = text.parse::<i128>()
    {
        let yen = number * i128::from(unit.yen());
        return if yen > LIMIT {
            Err(AmountProblem::TooLarge)
        } else {
            i64::try_from(yen).map(|yen| Amount::Known(Yen(yen))).map_err(|_| AmountProblem::TooLarge)
        };
    }
    let text = compact(text);
    if matches!(text.as_str(), "" | "-" | "ー" | "―" | "—" | "–" | "−" | "‐" | "なし" | "無し" | "*" | "N/A" | "n/a")
    {
        return Ok(Amount::Blank);
    }
    if ["非公表", "非公開", "不開示", "公表しない"].iter().any(|word| text.contains(word)) {
        return Ok(Amount::Unstated(AmountNote::Withheld));
    }
    if text.contains("単価") || text.starts_with('@') {
        return Ok(Amount::Unstated(AmountNote::UnitPrice));
    }
    let (negative, text) = sign(without_tax_note(&text));
    let yen = magnitude(text, unit)?;
    let yen = i64::try_from(yen).map_err(|_| AmountProblem::TooLarge)?;
    Ok(Amount::Known(Yen(if negative { -yen } else { yen })))
}

fn without_tax_note(text: &str) -> &str {
    let mut text = text;
    for note in ["(税込)", "(税抜)", "(税抜き)", "(税込み)", "(消費税込)", "(税別)", "税込", "税抜", "(円)"]
    {
        text = text.strip_suffix(note).unwrap_or(text);
        text = text.strip_prefix(note).unwrap_or(text);
    }
    text
}

fn sign(text: &str) -> (bool, &str) {
    let money = |text| strip(text, &['¥', '￥', '金', '\\']);
    let text = money(text);
    let minus = ['△', '▲', '-', '−', '–', '‐'];
    if let Some(rest) = text.strip_prefix(minus) {
        return (true, money(rest));
    }
    if let Some(rest) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let rest = money(rest);
        return match rest.strip_prefix(minus) {
            Some(rest) => (true, rest),
            None => (true, rest),
        };
    }
    (false, text)
}

fn strip<'a>(text: &'a str, marks: &[char]) -> &'a str {
    text.strip_prefix(marks).unwrap_or(text)
}

/// Parts like 1億2,000万 or one number with a unit, in yen.
fn magnitude(text: &str, unit: AmountUnit) -> Result<i128, AmountProblem> {
    let text = text.strip_suffix(['-', '−', '也']).unwrap_or(text);
    let (text, stated) = match text.strip_suffix('円') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (mut total, mut rest, mut last) = (0_i128, text, i128::MAX);
    let scales: [(&str, i128); 6] = [
        ("兆", 1_000_000_000_000),
        ("億", 100_000_000),
        ("千万", 10_000_000),
        ("百万", 1_000_000),
        ("万", 10_000),
        ("千", 1_000),
    ];
    while let Some((at, word, scale)) = scales
        .iter()
        .filter_map(|(word, scale)| rest.find(word).map(|at| (at, *word, *scale)))
        .min_by_key(|(at, word, _)| (*at, usize::MAX - word.len()))
    {
        if scale >= last {
            return Err(AmountProblem::Invalid);
        }
        let (number, tail) = rest.split_at_checked(at).ok_or(AmountProblem::Invalid)?;
        total += scaled(number, scale)?;
        rest = tail.strip_prefix(word).unwrap_or(tail);
        last = scale;
    }
    let in_words = last != i128::MAX;
    if !(in_words && rest.is_empty()) {
        let scale = if stated || in_words { 1 } else { i128::from(unit.yen()) };
        total += scaled(rest, scale)?;
    }
    if total > LIMIT { Err(AmountProblem::TooLarge) } else { Ok(total) }
}

/// A decimal number times a power of ten, which must come out whole.
fn scaled(number: &str, scale: i128) -> Result<i128, AmountProblem> {
    let number: String = number.chars().filter(|c| !matches!(c, ',' | '、' | '，')).collect();
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || number.ends_with('.') {
        return Err(AmountProblem::Invalid);
    }
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    if whole.len() > 16 {
        return Err(AmountProblem::TooLarge);
    }
    let mut value = whole.bytes().fold(0_i128, |sum, b| sum * 10 + i128::from(b - b'0')) * scale;
    let mut place = scale;
    for b in fraction.bytes() {
        if place % 10 != 0 {
            return Err(AmountProblem::NotWholeYen);
        }
        place /= 10;
        value += i128::from(b - b'0') * place;
    }
    if value > LIMIT { Err(AmountProblem::TooLarge) } else { Ok(value) }
}

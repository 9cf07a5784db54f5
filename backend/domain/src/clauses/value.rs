//! The values of parameters: exact, each with its unit.

use std::cmp::Ordering;

use super::TextLanguage;
use crate::text::compact;
use crate::words::words;

words! {
    /// How often. Periods are those of the fiscal year.
    pub enum Cycle {
        /// Once a year.
        Yearly = "yearly",
        /// Every half year.
        HalfYearly = "half_yearly",
        /// Every quarter.
        Quarterly = "quarterly",
        /// Every month.
        Monthly = "monthly",
        /// Every day.
        Daily = "daily",
    }
}

words! {
    /// What a parameter is measured in.
    pub enum ValueKind {
        /// Hours.
        Hours = "hours",
        /// Calendar days.
        Days = "days",
        /// Business days of the buyer (開庁日).
        BusinessDays = "business_days",
        /// Calendar months.
        Months = "months",
        /// How often.
        Cycle = "cycle",
        /// A share, such as 10/100.
        Rate = "rate",
        /// A CVSS base score with one decimal place.
        Cvss = "cvss",
        /// A place or another text.
        Text = "text",
    }
}

impl ValueKind {
    /// Whether it is a length of time.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Hours | Self::Days | Self::BusinessDays | Self::Months)
    }
}

/// A share as it is written: 10/100 is not shortened to 1/10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    numerator: u32,
    denominator: u32,
}

impl Rate {
    /// So many of so many; none where that is no share of a whole.
    #[must_use]
    pub const fn new(numerator: u32, denominator: u32) -> Option<Self> {
        if denominator == 0 || numerator > denominator { None } else { Some(Self { numerator, denominator }) }
    }

    /// The upper number.
    #[must_use]
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// The lower number.
    #[must_use]
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    fn compare(self, other: Self) -> Ordering {
        let cross = |a: u32, b: u32| u64::from(a) * u64::from(b);
        cross(self.numerator, other.denominator).cmp(&cross(other.numerator, self.denominator))
    }
}

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Hours.
    Hours(u32),
    /// Calendar days.
    Days(u32),
    /// Business days.
    BusinessDays(u32),
    /// Months.
    Months(u32),
    /// How often.
    Cycle(Cycle),
    /// A share.
    Rate(Rate),
    /// Tenths of a CVSS base score, 0 to 100.
    Cvss(u8),
    /// A text.
    Text(String),
}

impl Value {
    /// What it is measured in.
    #[must_use]
    pub const fn kind(&self) -> ValueKind {
        match self {
            Self::Hours(_) => ValueKind::Hours,
            Self::Days(_) => ValueKind::Days,
            Self::BusinessDays(_) => ValueKind::BusinessDays,
            Self::Months(_) => ValueKind::Months,
            Self::Cycle(_) => ValueKind::Cycle,
            Self::Rate(_) => ValueKind::Rate,
            Self::Cvss(_) => ValueKind::Cvss,
            Self::Text(_) => ValueKind::Text,
        }
    }

    /// Reads a value as [`Value::written`] writes it, and as people type it (full-width digits). None for anything else.
    #[must_use]
    pub fn read(kind: ValueKind, written: &str) -> Option<Self> {
        let typed = compact(written);
        let whole = || (!typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit())).then(|| typed.parse().ok())?;
        Some(match kind {
            ValueKind::Hours => Self::Hours(whole()?),
            ValueKind::Days => Self::Days(whole()?),
            ValueKind::BusinessDays => Self::BusinessDays(whole()?),
            ValueKind::Months => Self::Months(whole()?),
            ValueKind::Cycle => Self::Cycle(Cycle::from_word(&typed)?),
            ValueKind::Rate => {
                let (numerator, denominator) = typed.split_once('/')?;
                let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?;
                Self::Rate(Rate::new(number(numerator)?, number(denominator)?)?)
            }
            ValueKind::Cvss => Self::Cvss(tenths(&typed)?),
            ValueKind::Text => {
                let text = written.trim();
                let fits = !text.is_empty() && !text.chars().any(|c| c.is_control() || matches!(c, '{' | '}'));
                fits.then(|| Self::Text(text.to_owned()))?
            }
        })
    }

    /// As it is kept and typed: `1`, `quarterly`, `10/100`, `7.0`, `日本国内`.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Hours(n) | Self::Days(n) | Self::BusinessDays(n) | Self::Months(n) => n.to_string(),
            Self::Cycle(cycle) => cycle.as_str().to_owned(),
            Self::Rate(rate) => format!("{}/{}", rate.numerator, rate.denominator),
            Self::Cvss(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
            Self::Text(text) => text.clone(),
        }
    }

    /// As it stands in the text of an article, with its unit; half-width digits.
    #[must_use]
    pub fn in_text(&self, language: TextLanguage) -> String {
        match language {
            TextLanguage::Ja => self.in_japanese(),
            TextLanguage::En => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        match self {
            Self::Hours(n) => format!("{n}時間"),
            Self::Days(n) => format!("{n}日"),
            Self::BusinessDays(n) => format!("{n}開庁日"),
            Self::Months(n) if n % 12 == 0 && *n > 0 => format!("{}年", n / 12),
            Self::Months(n) => format!("{n}か月"),
            Self::Cycle(cycle) => match cycle {
                Cycle::Yearly => "年1回",
                Cycle::HalfYearly => "半年に1回",
                Cycle::Quarterly => "四半期に1回",
                Cycle::Monthly => "月1回",
                Cycle::Daily => "1日1回",
            }
            .to_owned(),
            Self::Rate(rate) => format!("{}分の{}", rate.denominator, rate.numerator),
            Self::Cvss(_) | Self::Text(_) => self.written(),
        }
    }

    fn in_english(&self) -> String {
        let count = |n: u32, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
        match self {
            Self::Hours(n) => count(*n, "hour"),
            Self::Days(n) => count(*n, "day"),
            Self::BusinessDays(n) => count(*n, "business day"),
            Self::Months(n) if n % 12 == 0 && *n > 0 => count(n / 12, "year"),
            Self::Months(n) => count(*n, "month"),
            Self::Cycle(cycle) => match cycle {
                Cycle::Yearly => "once a year",
                Cycle::HalfYearly => "once every half year",
                Cycle::Quarterly => "once a quarter",
                Cycle::Monthly => "once a month",
                Cycle::Daily => "once a day",
            }
            .to_owned(),
            Self::Rate(_) | Self::Cvss(_) | Self::Text(_) => self.written(),
        }
    }

    /// The order of two values of one kind: more time, a larger share, a higher score, more often. None for texts and for
    /// values of two kinds.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Hours(a), Self::Hours(b))
            | (Self::Days(a), Self::Days(b))
            | (Self::BusinessDays(a), Self::BusinessDays(b))
            | (Self::Months(a), Self::Months(b)) => Some(a.cmp(b)),
            (Self::Cycle(a), Self::Cycle(b)) => Some(a.cmp(b)),
            (Self::Rate(a), Self::Rate(b)) => Some(a.compare(*b)),
            (Self::Cvss(a), Self::Cvss(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

/// `7` and `7.0` in tenths; none above 10.
fn tenths(text: &str) -> Option<u8> {
    let (whole, decimal) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(decimal) || decimal.len() != 1 {
        return None;
    }
    let (whole, decimal): (u8, u8) = (whole.parse().ok()?, decimal.parse().ok()?);
    let tenths = whole.checked_mul(10)?.checked_add(decimal)?;
    (tenths <= 100).then_some(tenths)
}

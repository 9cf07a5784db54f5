//! What a person answers where a written date can mean several days.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::eras::Era;

/// How a year of one or two digits counts, as in 「8.4.1」.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortYear {
    /// In years of this era.
    Era(Era),
    /// From 2000 on.
    Western,
}

/// Which comes first where the year stands last, as in `04/05/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// The month.
    MonthFirst,
    /// The day.
    DayFirst,
}

/// How the doubtful dates of one column are to be read. Nothing is assumed where nothing is said. Written as words joined
/// by `+`: `reiwa`, `heisei`, `showa` or `western`; `month-first` or `day-first`; `fy2026`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateAnswer {
    /// The years of one or two digits.
    pub short_year: Option<ShortYear>,
    /// The order of day and month.
    pub order: Option<DayOrder>,
    /// The fiscal year (April to March) to which 「4月1日」 belongs.
    pub fiscal_year: Option<i32>,
}

/// One day that a written date may mean, and the answer that makes it mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The answer, of one word.
    pub answer: DateAnswer,
    /// The day.
    pub day: NaiveDate,
}

/// The text is no answer about dates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of reiwa, heisei, showa, western, month-first, day-first, fy2026")]
pub struct NoDateAnswer(pub String);

impl From<ShortYear> for DateAnswer {
    fn from(year: ShortYear) -> Self {
        Self { short_year: Some(year), ..Self::default() }
    }
}

impl From<DayOrder> for DateAnswer {
    fn from(order: DayOrder) -> Self {
        Self { order: Some(order), ..Self::default() }
    }
}

impl DateAnswer {
    /// The answer that puts days without a year into this fiscal year.
    #[must_use]
    pub fn fiscal(year: i32) -> Self {
        Self { fiscal_year: Some(year), ..Self::default() }
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it says what `other` says, and perhaps more.
    #[must_use]
    pub fn says(&self, other: &Self) -> bool {
        (other.short_year.is_none() || self.short_year == other.short_year)
            && (other.order.is_none() || self.order == other.order)
            && (other.fiscal_year.is_none() || self.fiscal_year == other.fiscal_year)
    }

    /// What also holds for the next file of the same kind: all but the fiscal year.
    #[must_use]
    pub fn lasting(self) -> Self {
        Self { fiscal_year: None, ..self }
    }
}

impl fmt::Display for DateAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.short_year.map(|year| match year {
            ShortYear::Era(era) => era.word(),
            ShortYear::Western => "western",
        });
        let order = self.order.map(|order| match order {
            DayOrder::MonthFirst => "month-first",
            DayOrder::DayFirst => "day-first",
        });
        let fiscal = self.fiscal_year.map(|year| format!("fy{year}"));
        let words = year.into_iter().chain(order).chain(fiscal.as_deref());
        f.write_str(&words.collect::<Vec<_>>().join("+"))
    }
}

impl FromStr for DateAnswer {
    type Err = NoDateAnswer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut answer = Self::default();
        for word in text.split('+').map(str::trim).filter(|word| !word.is_empty()) {
            match word {
                "western" => answer.short_year = Some(ShortYear::Western),
                "month-first" => answer.order = Some(DayOrder::MonthFirst),
                "day-first" => answer.order = Some(DayOrder::DayFirst),
                _ => match (Era::from_word(word), fiscal_year(word)) {
                    (Some(era @ (Era::Reiwa | Era::Heisei | Era::Showa)), _) => {
                        answer.short_year = Some(ShortYear::Era(era));
                    }
                    (_, Some(year)) => answer.fiscal_year = Some(year),
                    _ => return Err(NoDateAnswer(word.chars().take(50).collect())),
                },
            }
        }
        Ok(answer)
    }
}

impl TryFrom<String> for DateAnswer {
    type Error = NoDateAnswer;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DateAnswer> for String {
    fn from(answer: DateAnswer) -> Self {
        answer.to_string()
    }
}

fn fiscal_year(word: &str) -> Option<i32> {
    let digits = word.strip_prefix("fy").filter(|digits| digits.len() == 4)?;
    digits.parse().ok().filter(|year| (1868..=9998).contains(year))
}

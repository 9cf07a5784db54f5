//! Japanese eras and dates written in them (和暦).

use chrono::{Datelike, NaiveDate};

/// An era, by its first day. 明治 is used from the solar calendar's beginning only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Era {
    /// 明治, from 1868-01-25.
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// Every era, the latest first.
    pub const ALL: [Self; 5] = [Self::Reiwa, Self::Heisei, Self::Showa, Self::Taisho, Self::Meiji];

    /// Its name in kanji.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// Its name in Latin letters: the word of command lines and forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Meiji => "meiji",
            Self::Taisho => "taisho",
            Self::Showa => "showa",
            Self::Heisei => "heisei",
            Self::Reiwa => "reiwa",
        }
    }

    /// The era with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|era| era.word() == word)
    }

    /// Its letter: M, T, S, H, R.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    fn starts(self) -> (i32, u32, u32) {
        match self {
            Self::Meiji => (1868, 1, 25),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        }
    }

    /// The Gregorian year of the era's year `year` (1 = 元年).
    #[must_use]
    pub fn gregorian(self, year: i32) -> i32 {
        self.starts().0 + year - 1
    }

    /// The era of a day; none before 1868-01-25.
    #[must_use]
    pub fn of(day: NaiveDate) -> Option<Self> {
        let ymd = (day.year(), day.month(), day.day());
        Self::ALL.into_iter().find(|era| ymd >= era.starts())
    }
}

/// 「令和8年4月1日」; the first year is 元年. A day before 明治 is written in the Gregorian calendar.
#[must_use]
pub fn wareki(day: NaiveDate) -> String {
    format!("{}{}月{}日", wareki_year(day), day.month(), day.day())
}

/// 「令和8年」: the year of a day alone.
#[must_use]
pub fn wareki_year(day: NaiveDate) -> String {
    match Era::of(day) {
        Some(era) => match day.year() - era.gregorian(1) + 1 {
            1 => format!("{}元年", era.name()),
            year => format!("{}{year}年", era.name()),
        },
        None => format!("{}年", day.year()),
    }
}

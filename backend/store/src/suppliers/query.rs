//! How suppliers are listed: what is asked, and what comes back.

use kakuzuke_domain::accounts::Visible;
use kakuzuke_domain::grades::Band;

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierQuery {
    /// Whose records: others are not found.
    pub visible: Visible,
    /// Any part of a name, a reading or a number; legal forms do not matter. All names over time are searched.
    pub text: Option<String>,
    /// Only this band.
    pub band: Option<Band>,
    /// Only with SECURITY ACTION of at least this many stars (1 or 2).
    pub star: Option<u8>,
    /// Only with (or without) an ISO/IEC 27001 certificate.
    pub isms: Option<bool>,
    /// Only with (or without) a Privacy Mark.
    pub privacy_mark: Option<bool>,
    /// Only suppliers with a contract of the buyer with this code (団体コード).
    pub buyer: Option<String>,
    /// Order. With `text` it is always the order of registration.
    pub sort: SupplierSort,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Rows of a page, 1 to 1,000.
    pub limit: u32,
}

impl SupplierQuery {
    /// All suppliers that can be seen, as they came into the register.
    #[must_use]
    pub fn of(visible: Visible) -> Self {
        Self {
            visible,
            text: None,
            band: None,
            star: None,
            isms: None,
            privacy_mark: None,
            buyer: None,
            sort: SupplierSort::Registered,
            cursor: None,
            limit: 50,
        }
    }
}

/// Order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SupplierSort {
    /// As they came into the register.
    #[default]
    Registered,
    /// By reading, or by name where no reading is known.
    Name,
    /// Best grade first.
    Grade,
    /// The next change of a grade first; suppliers whose grade never changes by itself are left out.
    NextChange,
}

impl SupplierSort {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Registered, Self::Name, Self::Grade, Self::NextChange];

    /// The word used in URLs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Name => "name",
            Self::Grade => "grade",
            Self::NextChange => "next_change",
        }
    }

    /// The order with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word)
    }
}

/// Counting stops here: "10,000 and more".
pub(crate) const COUNT_LIMIT: u64 = 10_000;

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Number; at most 10,000 of what has to be counted.
    pub number: u64,
    /// True if there are more, or counting stopped before it was sure: "`number` and more".
    pub capped: bool,
}

impl Count {
    /// From a count that was made to stop one above the limit.
    pub(crate) fn from_counted(counted: i64) -> Self {
        let counted = u64::try_from(counted).unwrap_or(0);
        Self { number: counted.min(COUNT_LIMIT), capped: counted > COUNT_LIMIT }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
    /// How many rows all pages have together.
    pub count: Count,
}

//! One cell of a field.

use kakuzuke_domain::dates::{self, DateHint, DateProblem, Era};
use kakuzuke_domain::money::{Amount, AmountUnit, parse_amount};
use kakuzuke_domain::suppliers::CorporateNumber;
use kakuzuke_domain::text::compact;

use crate::cells::Cell;
use crate::columns::choices;
use crate::columns::fields::{Field, FieldKind, ImportKind};
use crate::columns::values::Value;

/// Characters of a company name.
const NAME_CHARS: usize = 300;
/// Characters of other text.
const TEXT_CHARS: usize = 4_000;

/// Why a cell is not understood.
pub(super) struct Failed {
    pub code: &'static str,
    pub arguments: Vec<(&'static str, String)>,
}

impl Failed {
    fn new(code: &'static str) -> Self {
        Self { code, arguments: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }
}

/// The value of the cell's own field, and what the cell says of others.
#[derive(Default)]
pub(super) struct Found {
    pub value: Option<Value>,
    pub others: Vec<(&'static str, Value)>,
}

/// How the cells of one field are read.
pub(super) struct Reading {
    pub kind: ImportKind,
    pub field: &'static Field,
    pub unit: AmountUnit,
    pub hint: DateHint,
}

impl Reading {
    pub fn read(&self, cell: &Cell) -> Result<Found, Failed> {
        let text = match cell {
            Cell::Empty => return Ok(Found::default()),
            Cell::Error(error) => return Err(Failed::new("cell_error").with("error", error)),
            Cell::TooLong(chars) => return Err(Failed::new("text_too_long").with("length", chars)),
            cell => cell.shown(),
        };
        let text = text.trim();
        if text.is_empty()
            || (self.field.kind != FieldKind::Text && self.field.kind != FieldKind::Name && is_none(text))
        {
            return Ok(Found::default());
        }
        let value = match self.field.kind {
            FieldKind::Text => written(text, TEXT_CHARS)?,
            FieldKind::Name => name(text)?,
            FieldKind::Date => match cell {
                Cell::Date(day) => Value::Date(*day),
                Cell::Bool(_) => return Err(Failed::new("invalid_date")),
                _ => Value::Date(self.date(text)?),
            },
            FieldKind::Period => {
                let (from, to) = dates::parse_period(text, self.hint).map_err(|problem| date_failed(&problem))?;
                Value::Period(from, to)
            }
            FieldKind::Amount => match parse_amount(text, self.unit).map_err(|problem| Failed::new(problem.code()))? {
                Amount::Known(yen) => Value::Amount(yen),
                Amount::Unstated(note) => Value::Unstated(note),
                Amount::Blank => return Ok(Found::default()),
            },
            FieldKind::CorporateNumber => Value::Number(number(text)?),
            FieldKind::Integer => Value::Integer(self.integer(text)?),
            FieldKind::Bool => Value::Bool(choices::truth(text).ok_or_else(|| Failed::new("invalid_choice"))?),
            FieldKind::Choice => return self.choice(text),
        };
        Ok(Found { value: Some(value), others: Vec::new() })
    }

    fn date(&self, text: &str) -> Result<chrono::NaiveDate, Failed> {
        let whole = match text.split_once('.') {
            Some((whole, fraction))
                if whole.len() == 5 && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) =>
            {
                whole
            }
            _ => text,
        };
        dates::parse_date(whole, self.hint).map_err(|problem| date_failed(&problem))
    }

    fn integer(&self, text: &str) -> Result<i64, Failed> {
        let read = if self.field.key == "fiscal_year" {
            year(text)
        } else if self.field.key == "level" {
            plain_integer(text).or_else(|| choices::stars(&compact(text)))
        } else {
            plain_integer(text)
        };
        read.ok_or_else(|| Failed::new("invalid_number"))
    }

    fn choice(&self, text: &str) -> Result<Found, Failed> {
        if text.chars().count() > 200 {
            return Err(Failed::new("invalid_choice"));
        }
        if self.kind == ImportKind::Attestations && self.field.key == "kind" {
            let word = choices::attestation(text).ok_or_else(|| Failed::new("invalid_choice"))?;
            let level = word.level.map(|level| ("level", Value::Integer(level)));
            let edition = word.edition.map(|edition| ("edition", Value::Choice(edition)));
            let others = level.into_iter().chain(edition).collect();
            return Ok(Found { value: Some(Value::Choice(word.kind)), others });
        }
        let word = choices::choice(self.kind, self.field.key, text).ok_or_else(|| Failed::new("invalid_choice"))?;
        Ok(Found { value: Some(Value::Choice(word)), others: Vec::new() })
    }
}

/// True for 合計 and its kin, also with spaces between the letters or a count behind.
pub(super) fn is_totals(text: &str) -> bool {
    let possible = text.len() <= 60 && (text.contains('計') || text.to_ascii_lowercase().contains("total"));
    if !possible {
        return false;
    }
    let text = compact(text).to_lowercase();
    let head = text.split(['(', ':', '【']).next().unwrap_or("");
    let words = [
        "合計",
        "小計",
        "計",
        "総計",
        "累計",
        "総合計",
        "中計",
        "合計額",
        "合計金額",
        "total",
        "subtotal",
        "grandtotal",
    ];
    words.contains(&head) || (head.ends_with("合計") || head.ends_with("小計")) && head.chars().count() <= 8
}

/// True for 〃 and 同上.
pub(super) fn is_ditto(text: &str) -> bool {
    matches!(text.trim(), "〃" | "同上" | "″" | "\"" | "〃〃" | "々" | "仝" | "''")
}

/// A year: 2026, 令和8年度, R8.
pub(super) fn year(text: &str) -> Option<i64> {
    if text.len() > 60 {
        return None;
    }
    let text = compact(text);
    let text = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(&text);
    for era in Era::ALL {
        let letter = era.letter().to_string();
        let small = letter.to_lowercase();
        for mark in [era.name(), letter.as_str(), small.as_str()] {
            if let Some(rest) = text.strip_prefix(mark) {
                let year =
                    if rest == "元" { 1 } else { rest.parse::<i32>().ok().filter(|year| (1..=99).contains(year))? };
                return Some(i64::from(era.gregorian(year)));
            }
        }
    }
    text.parse::<i64>().ok().filter(|year| (1868..=9999).contains(year))
}

fn is_none(text: &str) -> bool {
    matches!(text, "-" | "－" | "―" | "—" | "–" | "−" | "‐" | "ー" | "なし" | "無し" | "N/A" | "n/a")
}

fn written(text: &str, limit: usize) -> Result<Value, Failed> {
    let clean = one_line(text);
    let length = if clean.len() > limit { clean.chars().count() } else { 0 };
    if length > limit {
        return Err(Failed::new("text_too_long").with("length", length).with("limit", limit));
    }
    Ok(Value::Text(clean))
}

fn name(text: &str) -> Result<Value, Failed> {
    if is_none(text) {
        return Err(Failed::new("required"));
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(text);
    written(first, NAME_CHARS)
}

fn plain_integer(text: &str) -> Option<i64> {
    if text.len() > 60 {
        return None;
    }
    let text = compact(text).replace(',', "");
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

fn number(text: &str) -> Result<CorporateNumber, Failed> {
    CorporateNumber::parse(text).map_err(|error| {
        let scientific = text.len() < 30 && text.contains(['E', 'e']) && text.starts_with(|c: char| c.is_ascii_digit());
        if scientific { Failed::new("corporate_number_rounded") } else { number_failed(&error) }
    })
}

fn number_failed(error: &kakuzuke_domain::suppliers::CorporateNumberError) -> Failed {
    use kakuzuke_domain::suppliers::CorporateNumberError as Error;
    let failed = Failed::new(error.code());
    match error {
        Error::Length { found } => failed.with("found", found),
        Error::CheckDigit { expected } => failed.with("expected", expected),
        Error::NotDigits | Error::LeadingZero => failed,
    }
}

fn date_failed(problem: &DateProblem) -> Failed {
    let failed = Failed::new(problem.code());
    match problem {
        DateProblem::Ambiguous { readings } if !readings.is_empty() => {
            failed.with("candidates", readings.iter().map(|one| one.day.to_string()).collect::<Vec<_>>().join(" / "))
        }
        _ => failed,
    }
}

/// Line breaks and control characters as one space each; other spaces stay as written.
fn one_line(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.trim().to_owned();
    }
    let spaced: String = text.chars().filter(|c| *c != '\r').map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

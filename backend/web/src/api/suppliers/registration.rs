//! What a program sends to register a supplier, and to say who it is from a day on.

use kakuzuke_domain::suppliers::{self, CorporateNumber};
use kakuzuke_store::Profile;
use serde::Deserialize;
use utoipa::ToSchema;

use super::names::SupplierKind;
use crate::api::day::Day;
use crate::error::{AppError, FieldProblem};

const LONGEST: usize = 300;

/// Why the registration of a company was closed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CloseCause {
    /// Its liquidation was completed.
    Liquidated,
    /// It was dissolved by a merger.
    Merged,
    /// The registrar closed it.
    ByRegistrar,
    /// Another liquidation was completed.
    OtherLiquidation,
}

impl From<CloseCause> for suppliers::CloseCause {
    fn from(cause: CloseCause) -> Self {
        match cause {
            CloseCause::Liquidated => Self::Liquidated,
            CloseCause::Merged => Self::Merged,
            CloseCause::ByRegistrar => Self::ByRegistrar,
            CloseCause::OtherLiquidation => Self::OtherLiquidation,
        }
    }
}

/// Who a supplier is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The name as written; not of spaces only.
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub name: String,
    /// What it is.
    pub kind: SupplierKind,
    /// Its corporate number, if it is a corporation and has one: 13 digits, the first of which checks the others.
    #[serde(default)]
    #[schema(pattern = "^[1-9][0-9]{12}$")]
    pub number: Option<String>,
    /// The reading in kana.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub kana: Option<String>,
    /// The name in Latin letters.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub name_en: Option<String>,
    /// The prefecture.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub prefecture: Option<String>,
    /// The city or ward.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub city: Option<String>,
    /// Street and number.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub street: Option<String>,
    /// Seven digits.
    #[serde(default)]
    #[schema(pattern = "^[0-9]{7}$")]
    pub postcode: Option<String>,
    /// The country of a foreign company.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub country: Option<String>,
    /// The office or name of the person who signs.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub representative: Option<String>,
    /// The day on which its registration was closed.
    #[serde(default)]
    pub closed_on: Option<Day>,
    /// Why it was closed.
    #[serde(default)]
    pub close_cause: Option<CloseCause>,
    /// The corporate number of its successor. Grades never pass to it by themselves.
    #[serde(default)]
    #[schema(pattern = "^[1-9][0-9]{12}$")]
    pub successor: Option<String>,
}

impl Registration {
    /// The profile it describes.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every field at fault.
    pub fn into_profile(self) -> Result<Profile, AppError> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(FieldProblem::new("name", "missing"));
        }
        let texts = [
            ("name", Some(&self.name)),
            ("kana", self.kana.as_ref()),
            ("name_en", self.name_en.as_ref()),
            ("prefecture", self.prefecture.as_ref()),
            ("city", self.city.as_ref()),
            ("street", self.street.as_ref()),
            ("country", self.country.as_ref()),
            ("representative", self.representative.as_ref()),
        ];
        for (field, text) in texts {
            if text.is_some_and(|text| text.chars().count() > LONGEST) {
                problems.push(FieldProblem::new(field, "too_long"));
            }
        }
        let is_postcode = |text: &String| text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit());
        if self.postcode.as_ref().is_some_and(|text| !is_postcode(text)) {
            problems.push(FieldProblem::new("postcode", "invalid_value"));
        }
        if let Some(number) = &self.number {
            problems.extend(number_problem(number, self.kind));
        }
        problems.extend(self.successor.as_deref().and_then(|number| not_a_number("successor", number)));
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        let profile = Profile::new(self.name, self.kind.into(), self.number);
        Ok(Profile {
            kana: self.kana,
            name_en: self.name_en,
            prefecture: self.prefecture,
            city: self.city,
            street: self.street,
            postcode: self.postcode,
            country: self.country,
            representative: self.representative,
            closed_on: self.closed_on.map(|day| day.0),
            close_cause: self.close_cause.map(|cause| suppliers::CloseCause::from(cause).as_str().to_owned()),
            successor: self.successor,
            ..profile
        })
    }
}

fn number_problem(number: &str, kind: SupplierKind) -> Option<FieldProblem> {
    if matches!(kind, SupplierKind::SoleProprietor | SupplierKind::JointVenture) {
        return Some(FieldProblem::new("number", "kind_without_number"));
    }
    not_a_number("number", number)
}

fn not_a_number(field: &str, number: &str) -> Option<FieldProblem> {
    match CorporateNumber::parse(number) {
        Ok(parsed) if parsed.to_string() == number => None,
        Ok(_) => Some(FieldProblem::new(field, "corporate_number_not_digits")),
        Err(error) => Some(FieldProblem::new(field, error.code())),
    }
}

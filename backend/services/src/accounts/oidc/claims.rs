//! What another service said about a person, and for which company the person acts.

use kakuzuke_domain::suppliers::CorporateNumber;
use serde_json::Value;

use super::config::BusinessClaims;

/// A person as known to another service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The service's id in our configuration.
    pub provider: String,
    /// The service.
    pub issuer: String,
    /// The person there; with the issuer, the only thing by which an account is found.
    pub subject: String,
    /// Mail address, where the service has checked it. For display and for matching an invitation, never for finding an account.
    pub email: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// The company for which the person acts.
    pub business: Option<Business>,
    /// Whether two factors were used there.
    pub two_factors: bool,
}

/// A company that a service vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Business {
    /// Its corporate number.
    pub number: CorporateNumber,
    /// The kind of account that said so.
    pub account_type: String,
}

impl BusinessClaims {
    /// Reads the company from the claims. None where a claim is missing, the kind is not among the accepted ones, or the
    /// number is none: sole proprietors have none.
    #[must_use]
    pub fn read(&self, claims: &serde_json::Map<String, Value>) -> Option<Business> {
        let account_type = text(claims.get(&self.account_type)?)?;
        let number = CorporateNumber::parse(&text(claims.get(&self.corporate_number)?)?).ok()?;
        self.accepted_types.contains(&account_type).then_some(Business { number, account_type })
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

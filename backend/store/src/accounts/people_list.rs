//! People searched: by circle, role, name or address, page by page.

use kakuzuke_domain::accounts::{Role, Tenant};
use uuid::Uuid;

use super::present::{account_is_open, role_is_ahead};
use super::read::with_grants;
use super::row::{COLUMNS, account_from};
use super::{Person, circle};
use crate::clock::micros;
use crate::database::{Params, all};
use crate::{Result, Store};

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Only those with a role in one of these circles; everybody without.
    pub of: Option<Vec<Tenant>>,
    /// Only those with this role, in one of the circles.
    pub role: Option<Role>,
    /// Any part of the name or the address.
    pub text: Option<String>,
    /// Those whose accounts are closed, and those whose roles have ended, too.
    pub closed: bool,
    /// Only those after this one, in the order of names.
    pub after: Option<Uuid>,
    /// At most so many.
    pub limit: u32,
}

impl PeopleQuery {
    fn sql(&self, now: i64) -> (String, Params) {
        let mut sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.erased_at IS NULL");
        let mut params = Params::new();
        if !self.closed {
            sql.push_str(&format!(" AND {}", account_is_open(now)));
        }
        if self.of.is_some() || self.role.is_some() {
            sql.push_str(" AND EXISTS (SELECT 1 FROM grants g WHERE g.account_id = a.id");
            if !self.closed {
                sql.push_str(&format!(" AND {}", role_is_ahead(now)));
            }
            if let Some(role) = self.role {
                sql.push_str(" AND g.role = ?");
                params.push(role.as_str());
            }
            if let Some(circles) = &self.of {
                sql.push_str(" AND (1 = 0");
                for tenant in circles {
                    let (word, id) = circle::stored(*tenant);
                    sql.push_str(" OR (g.circle = ?");
                    params.push(word);
                    if let Some(id) = id {
                        sql.push_str(" AND g.tenant_id = ?");
                        params.push(id);
                    }
                    sql.push(')');
                }
                sql.push(')');
            }
            sql.push(')');
        }
        if let Some(text) = &self.text {
            let escaped = text.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
            sql.push_str(" AND (lower(a.name) LIKE ? ESCAPE '!' OR a.email LIKE ? ESCAPE '!')");
            params.push(format!("%{escaped}%"));
            params.push(format!("%{escaped}%"));
        }
        if let Some(after) = self.after {
            sql.push_str(" AND (a.name, a.id) > (SELECT c.name, c.id FROM accounts c WHERE c.id = ?)");
            params.push(after);
        }
        sql.push_str(" ORDER BY a.name, a.id LIMIT ?");
        (sql, params.with(i64::from(self.limit)))
    }
}

impl Store {
    /// People with their present roles, by name.
    ///
    /// # Errors
    /// The database failed.
    pub async fn people(&self, query: &PeopleQuery) -> Result<Vec<Person>> {
        let now = self.now();
        let (sql, params) = query.sql(micros(now));
        let rows = all(self.reader(), &sql, params).await?;
        with_grants(self.reader(), rows.iter().map(account_from).collect::<Result<_>>()?, now).await
    }
}

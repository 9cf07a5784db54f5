//! `matrix.md`, the file that an auditor reads, says what the rule does: for each kind of thing, each action and role.

use std::fmt::Write;
use std::path::Path;

use kakuzuke_domain::accounts::{Action, Actor, Decision, Grant, Owner, Resource, ResourceKind, Role, Tenant, may};

use super::id;

const GOLDEN: &str = include_str!("matrix.md");

/// Whose a thing can be, seen from a person of the role: own, another's, shown to the own buyer, common.
fn sights(role: Role, kind: ResourceKind) -> Vec<(&'static str, Owner, bool)> {
    let home = home(role);
    let own = match home {
        Tenant::Installation => Owner::Installation,
        Tenant::Council => Owner::Council,
        Tenant::Buyer(id) => Owner::Buyer(id),
        Tenant::Supplier(id) => Owner::Supplier(id),
    };
    let own_supplier = matches!(home, Tenant::Supplier(_));
    let other_supplier = ("other supplier's", Owner::Supplier(id(12)), false);
    match kind {
        ResourceKind::Suppliers
        | ResourceKind::Attestations
        | ResourceKind::Audits
        | ResourceKind::Findings
        | ResourceKind::Grades => {
            if own_supplier {
                vec![("own", own, false), other_supplier]
            } else if role.is_of_buyer() {
                vec![("shown", Owner::Supplier(id(12)), true), ("not shown", Owner::Supplier(id(12)), false)]
            } else {
                vec![("any supplier's", Owner::Supplier(id(12)), false)]
            }
        }
        ResourceKind::ShareCodes if own_supplier => vec![("own", own, false), other_supplier],
        ResourceKind::Contracts
        | ResourceKind::Subcontracts
        | ResourceKind::Imports
        | ResourceKind::AccountImports
        | ResourceKind::Accounts
        | ResourceKind::ShareCodes => {
            vec![("own", own, false), ("other's", Owner::Buyer(id(2)), false)]
        }
        ResourceKind::Ledger => {
            vec![("common", Owner::Common, false), ("own", own, false), ("other's", Owner::Buyer(id(2)), false)]
        }
        ResourceKind::Own => vec![("own", Owner::Person(id(21)), false), ("other's", Owner::Person(id(22)), false)],
        ResourceKind::Buyers | ResourceKind::CloudServices => vec![("any", Owner::Common, false)],
        ResourceKind::Schemes => vec![("any", Owner::Council, false)],
        ResourceKind::Clauses => {
            let own_text = ("own ward's text", own, false);
            let texts = [own_text, ("other ward's text", Owner::Buyer(id(2)), false)];
            let seen = if role.is_of_buyer() { &texts[..] } else { &texts[1..] };
            [&[("the library", Owner::Council, false)], seen].concat()
        }
        ResourceKind::Jobs => vec![("any", Owner::Installation, false)],
    }
}

fn home(role: Role) -> Tenant {
    match role {
        Role::Operator => Tenant::Installation,
        Role::Secretariat => Tenant::Council,
        Role::Supplier | Role::Auditor => Tenant::Supplier(id(11)),
        Role::Procurement | Role::Security | Role::Subsidy | Role::Reader => Tenant::Buyer(id(1)),
    }
}

fn cell(role: Role, action: Action, kind: ResourceKind) -> String {
    let person = Actor::person(id(21), vec![Grant { role, tenant: home(role) }]);
    let shown = [id(1)];
    let mut words: Vec<String> = Vec::new();
    for (whose, owner, is_shown) in sights(role, kind) {
        let thing = Resource::new(kind, owner).shown_to(if is_shown { &shown } else { &[] });
        let answer = match may(&person, action, &thing) {
            Decision::Allowed => "**yes**",
            Decision::Forbidden => "403",
            Decision::Hidden => "404",
            Decision::Unknown => "401",
        };
        words.push(format!("{whose} {answer}"));
    }
    words.join(", ")
}

fn table() -> String {
    let mut text = "# Who may do what\n\nMade by `tests/rules/accounts/matrix.rs` from the rule itself; a test compares both. \
         **yes**: allowed; 403: the role is missing; 404: not even shown to exist. Whoever has not signed in gets 401 everywhere. \
         A person with several roles may do what any of them allows; a token never more than its owner. \
         What a supplier has is shown to a buyer that has a contract in force with it, or a share code from it.\n"
        .to_owned();
    for kind in ResourceKind::ALL {
        writeln!(text, "\n## {kind}\n").unwrap();
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        writeln!(text, "| action | {} |", roles.join(" | ")).unwrap();
        writeln!(text, "|{}", "---|".repeat(roles.len() + 1)).unwrap();
        for action in Action::ALL {
            let cells: Vec<String> = Role::ALL.iter().map(|role| cell(*role, *action, *kind)).collect();
            if cells.iter().any(|cell| cell.contains("yes")) {
                writeln!(text, "| {action} | {} |", cells.join(" | ")).unwrap();
            }
        }
    }
    text
}

#[test]
fn the_golden_file_says_what_the_rule_does() {
    let made = table();
    if made != GOLDEN {
        let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix.md");
        std::fs::write(&beside, &made).unwrap();
        panic!("the rule and tests/rules/accounts/matrix.md differ; if that is meant, copy {}", beside.display());
    }
}

//! The table of addresses, room by room.

use kakuzuke_domain::accounts::Action::{Approve, Correct, Propose, Read, Record, Withdraw};
use kakuzuke_domain::accounts::ResourceKind::{
    Accounts, Attestations, Audits, Buyers, Contracts, Grades, Imports, Jobs, Ledger, Own, Schemes, Suppliers,
};

use super::Need::{May, Nothing, Person};
use super::{Need, Rule};

const fn get(path: &'static str, need: Need) -> Rule {
    Rule { method: "GET", path, need }
}

const fn post(path: &'static str, need: Need) -> Rule {
    Rule { method: "POST", path, need }
}

const fn put(path: &'static str, need: Need) -> Rule {
    Rule { method: "PUT", path, need }
}

const fn delete(path: &'static str, need: Need) -> Rule {
    Rule { method: "DELETE", path, need }
}

/// Every address of the counter, and what it asks.
pub const TABLE: &[Rule] = &[
    // What everybody may see
    get("/healthz", Nothing),
    get("/.well-known/jwks.json", Nothing),
    get("/assets/{*path}", Nothing),
    get("/api/v1/openapi.json", Nothing),
    get("/api", Nothing),
    get("/components", Nothing),
    get("/display", Nothing),
    post("/display", Nothing),
    get("/schemes", Nothing),
    get("/schemes/{sha256}", Nothing),
    get("/api/v1/schemes", Nothing),
    get("/api/v1/schemes/{sha256}", Nothing),
    get("/api/v1/schemes/{sha256}/file", Nothing),
    // The signed heads of the ledger are published: they tell nothing but that entries were not altered
    get("/ledger/heads", Nothing),
    get("/ledger/checking", Nothing),
    get("/api/v1/ledger/head", Nothing),
    get("/api/v1/ledger/heads", Nothing),
    get("/api/v1/ledger/heads/{size}", Nothing),
    get("/api/v1/ledger/proofs/consistency", Nothing),
    // Accounts
    get("/sign-in", Nothing),
    post("/sign-in", Nothing),
    post("/sign-in/passkeys", Nothing),
    post("/sign-in/passkeys/challenges", Nothing),
    get("/sign-in/second-step", Person),
    post("/sign-in/second-step", Person),
    post("/sign-in/second-step/challenges", Person),
    get("/sign-in/with/{provider}", Nothing),
    get("/sign-in/with/{provider}/callback", Nothing),
    get("/password-resets", Nothing),
    post("/password-resets", Nothing),
    get("/password-resets/{secret}", Nothing),
    post("/password-resets/{secret}", Nothing),
    get("/invitations/{secret}", Nothing),
    post("/invitations/{secret}", Nothing),
    get("/account/sessions", May(Read, Own)),
    post("/account/sessions/withdrawals", May(Withdraw, Own)),
    post("/account/sessions/{id}/withdrawals", May(Withdraw, Own)),
    get("/account/tokens", May(Read, Own)),
    post("/account/tokens", May(Record, Own)),
    post("/account/tokens/{id}/withdrawals", May(Withdraw, Own)),
    get("/account/security", Person),
    post("/account/security/password", Person),
    post("/account/security/totp", Person),
    post("/account/security/totp/confirmations", Person),
    post("/account/security/totp/removals", Person),
    post("/account/security/recovery-codes", Person),
    post("/account/security/passkeys", Person),
    post("/account/security/passkeys/challenges", Person),
    post("/account/security/passkeys/{id}/names", Person),
    post("/account/security/passkeys/{id}/removals", Person),
    get("/account/security/identities/with/{provider}", Person),
    post("/account/security/identities/removals", Person),
    post("/sign-out", Person),
    post("/demo/sessions", Nothing),
    // People
    get("/people", May(Read, Accounts)),
    get("/people/invitations", May(Read, Accounts)),
    post("/people/invitations", May(Record, Accounts)),
    get("/people/invitations/new", May(Record, Accounts)),
    post("/people/invitations/{id}/renewals", May(Record, Accounts)),
    post("/people/invitations/{id}/withdrawals", May(Withdraw, Accounts)),
    get("/people/{id}", May(Read, Accounts)),
    post("/people/{id}/grants", May(Record, Accounts)),
    post("/people/{id}/grants/{grant}/withdrawals", May(Withdraw, Accounts)),
    post("/people/{id}/closures", May(Withdraw, Accounts)),
    post("/people/{id}/reopenings", May(Record, Accounts)),
    post("/people/{id}/sessions/withdrawals", May(Withdraw, Accounts)),
    get("/people/{id}/erasures", May(Withdraw, Accounts)),
    post("/people/{id}/erasures", May(Withdraw, Accounts)),
    // Notices
    get("/notices", May(Read, Own)),
    post("/notices/readings", May(Correct, Own)),
    post("/notices/{id}/readings", May(Correct, Own)),
    get("/notices/settings", May(Read, Own)),
    post("/notices/settings", May(Correct, Own)),
    get("/api/v1/notices", May(Read, Own)),
    post("/api/v1/notices/{id}/readings", May(Correct, Own)),
    get("/api/v1/notices/settings", May(Read, Own)),
    put("/api/v1/notices/settings", May(Correct, Own)),
    // Approvals: so far all of them are about schemes
    get("/schemes/new", May(Propose, Schemes)),
    post("/schemes/new", May(Propose, Schemes)),
    get("/approvals", May(Propose, Schemes)),
    get("/approvals/{id}", May(Propose, Schemes)),
    post("/approvals/{id}/decisions", May(Approve, Schemes)),
    post("/approvals/{id}/versions", May(Propose, Schemes)),
    post("/approvals/{id}/withdrawals", May(Propose, Schemes)),
    get("/api/v1/approvals", May(Propose, Schemes)),
    post("/api/v1/approvals", May(Propose, Schemes)),
    get("/api/v1/approvals/{id}", May(Propose, Schemes)),
    post("/api/v1/approvals/{id}/decisions", May(Approve, Schemes)),
    post("/api/v1/approvals/{id}/versions", May(Propose, Schemes)),
    post("/api/v1/approvals/{id}/withdrawals", May(Propose, Schemes)),
    // Background work
    get("/jobs", May(Read, Jobs)),
    post("/jobs/{id}/retries", May(Correct, Jobs)),
    get("/api/v1/jobs", May(Read, Jobs)),
    post("/api/v1/jobs/{id}/retries", May(Correct, Jobs)),
    // Home
    get("/", May(Read, Own)),
    // Suppliers
    get("/suppliers", May(Read, Suppliers)),
    post("/suppliers", May(Record, Suppliers)),
    get("/suppliers/export", May(Read, Suppliers)),
    get("/suppliers/new", May(Record, Suppliers)),
    get("/suppliers/{id}", May(Read, Suppliers)),
    get("/suppliers/{id}/profile", May(Correct, Suppliers)),
    post("/suppliers/{id}/profile/changes", May(Correct, Suppliers)),
    get("/suppliers/{id}/profile/{version}", May(Correct, Suppliers)),
    post("/suppliers/{id}/profile/{version}/corrections", May(Correct, Suppliers)),
    get("/api/v1/suppliers", May(Read, Suppliers)),
    post("/api/v1/suppliers", May(Record, Suppliers)),
    get("/api/v1/suppliers/{id}", May(Read, Suppliers)),
    post("/api/v1/suppliers/{id}/profiles", May(Correct, Suppliers)),
    put("/api/v1/suppliers/{id}/profiles/{profile}", May(Correct, Suppliers)),
    get("/api/v1/suppliers/{id}/facts", May(Read, Suppliers)),
    get("/api/v1/suppliers/{id}/grade", May(Read, Grades)),
    get("/api/v1/suppliers/{id}/grades", May(Read, Grades)),
    get("/api/v1/suppliers/{id}/improvements", May(Read, Grades)),
    // Attestations
    get("/suppliers/{id}/attestations/new", May(Record, Attestations)),
    post("/suppliers/{id}/attestations", May(Record, Attestations)),
    get("/attestations/{id}", May(Read, Attestations)),
    post("/attestations/{id}/corrections", May(Correct, Attestations)),
    post("/attestations/{id}/withdrawals", May(Withdraw, Attestations)),
    get("/api/v1/suppliers/{id}/attestations", May(Read, Attestations)),
    post("/api/v1/suppliers/{id}/attestations", May(Record, Attestations)),
    get("/api/v1/attestations/{id}", May(Read, Attestations)),
    put("/api/v1/attestations/{id}", May(Correct, Attestations)),
    delete("/api/v1/attestations/{id}", May(Withdraw, Attestations)),
    // Audits
    get("/suppliers/{id}/audits/new", May(Record, Audits)),
    post("/suppliers/{id}/audits", May(Record, Audits)),
    get("/audits/{id}", May(Read, Audits)),
    post("/audits/{id}/corrections", May(Correct, Audits)),
    post("/audits/{id}/withdrawals", May(Withdraw, Audits)),
    get("/api/v1/suppliers/{id}/audits", May(Read, Audits)),
    post("/api/v1/suppliers/{id}/audits", May(Record, Audits)),
    get("/api/v1/audits/{id}", May(Read, Audits)),
    put("/api/v1/audits/{id}", May(Correct, Audits)),
    delete("/api/v1/audits/{id}", May(Withdraw, Audits)),
    // Buyers
    get("/buyers", May(Read, Buyers)),
    get("/buyers/export", May(Read, Buyers)),
    get("/buyers/{code}", May(Read, Buyers)),
    get("/api/v1/buyers", May(Read, Buyers)),
    get("/api/v1/buyers/{code}", May(Read, Buyers)),
    // Contracts
    get("/contracts", May(Read, Contracts)),
    get("/contracts/export", May(Read, Contracts)),
    get("/api/v1/contracts", May(Read, Contracts)),
    get("/api/v1/contracts/{id}", May(Read, Contracts)),
    // Imports
    get("/imports", May(Read, Imports)),
    post("/imports", May(Record, Imports)),
    get("/imports/export", May(Read, Imports)),
    get("/imports/{id}", May(Read, Imports)),
    post("/imports/{id}/runs", May(Record, Imports)),
    post("/imports/{id}/cancellations", May(Withdraw, Imports)),
    get("/imports/{id}/problems", May(Read, Imports)),
    get("/imports/{id}/problems.xlsx", May(Read, Imports)),
    get("/imports/{id}/proposals", May(Read, Imports)),
    post("/imports/{id}/proposals/{ordinal}/decisions", May(Correct, Imports)),
    get("/api/v1/imports", May(Read, Imports)),
    post("/api/v1/imports", May(Record, Imports)),
    get("/api/v1/imports/{id}", May(Read, Imports)),
    post("/api/v1/imports/{id}/cancellations", May(Withdraw, Imports)),
    get("/api/v1/imports/{id}/problems", May(Read, Imports)),
    get("/api/v1/imports/{id}/proposals", May(Read, Imports)),
    post("/api/v1/imports/{id}/proposals/{ordinal}/decisions", May(Correct, Imports)),
    post("/api/v1/imports/{id}/runs", May(Record, Imports)),
    // Ledger
    get("/ledger", May(Read, Ledger)),
    get("/ledger/export", May(Read, Ledger)),
    get("/api/v1/ledger/entries", May(Read, Ledger)),
    get("/api/v1/ledger/export", May(Read, Ledger)),
    get("/api/v1/ledger/proofs/inclusion", May(Read, Ledger)),
];

//! People: accounts, roles, credentials, sessions, tokens, invitations, and what slows guessers down.
//!
//! Names and addresses of people live in these tables only, where they can be erased; nothing here is sealed by the ledger,
//! which knows people by their ids.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_accounts"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE accounts (id {UUID} NOT NULL PRIMARY KEY, email TEXT, name TEXT NOT NULL, language TEXT NOT NULL, created_at BIGINT NOT NULL, \
     deactivated_at BIGINT, erased_at BIGINT, password TEXT, password_set_at BIGINT, totp_secret {BYTES}, totp_since BIGINT, totp_last_step BIGINT)",
    "CREATE UNIQUE INDEX accounts_email ON accounts (email)",
    "CREATE TABLE identities (issuer TEXT NOT NULL, subject TEXT NOT NULL, account_id {UUID} NOT NULL REFERENCES accounts (id), \
     linked_at BIGINT NOT NULL, PRIMARY KEY (issuer, subject)) {CLUSTERED}",
    "CREATE INDEX identities_account ON identities (account_id)",
    "CREATE TABLE grants (id {UUID} NOT NULL PRIMARY KEY, account_id {UUID} NOT NULL REFERENCES accounts (id), role TEXT NOT NULL, \
     circle TEXT NOT NULL, tenant_id {UUID}, granted_by TEXT NOT NULL, granted_at BIGINT NOT NULL, ended_by TEXT, ended_at BIGINT)",
    "CREATE INDEX grants_account ON grants (account_id) WHERE ended_at IS NULL",
    "CREATE INDEX grants_tenant ON grants (circle, tenant_id) WHERE ended_at IS NULL",
    "CREATE TABLE sessions (id {UUID} NOT NULL PRIMARY KEY, secret_sha {BYTES} NOT NULL, account_id {UUID} NOT NULL REFERENCES accounts (id), \
     made_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, idle_until BIGINT NOT NULL, ends_at BIGINT NOT NULL, ended_at BIGINT, \
     address TEXT NOT NULL, agent TEXT NOT NULL, method TEXT NOT NULL, proven_at BIGINT)",
    "CREATE UNIQUE INDEX sessions_secret ON sessions (secret_sha)",
    "CREATE INDEX sessions_account ON sessions (account_id) WHERE ended_at IS NULL",
    "CREATE TABLE api_tokens (id {UUID} NOT NULL PRIMARY KEY, secret_sha {BYTES} NOT NULL, account_id {UUID} NOT NULL REFERENCES accounts (id), \
     name TEXT NOT NULL, scopes TEXT NOT NULL, made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, last_used_at BIGINT, ended_at BIGINT)",
    "CREATE UNIQUE INDEX api_tokens_secret ON api_tokens (secret_sha)",
    "CREATE INDEX api_tokens_account ON api_tokens (account_id)",
    "CREATE TABLE recovery_codes (account_id {UUID} NOT NULL REFERENCES accounts (id), code_sha {BYTES} NOT NULL, used_at BIGINT, \
     PRIMARY KEY (account_id, code_sha)) {CLUSTERED}",
    "CREATE TABLE passkeys (id {UUID} NOT NULL PRIMARY KEY, account_id {UUID} NOT NULL REFERENCES accounts (id), credential_id {BYTES} NOT NULL, \
     passkey TEXT NOT NULL, name TEXT NOT NULL, made_at BIGINT NOT NULL, last_used_at BIGINT)",
    "CREATE UNIQUE INDEX passkeys_credential ON passkeys (credential_id)",
    "CREATE INDEX passkeys_account ON passkeys (account_id)",
    "CREATE TABLE invitations (id {UUID} NOT NULL PRIMARY KEY, secret_sha {BYTES} NOT NULL, email TEXT, name TEXT NOT NULL, language TEXT NOT NULL, \
     role TEXT NOT NULL, circle TEXT NOT NULL, tenant_id {UUID}, invited_by TEXT NOT NULL, made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, \
     used_at BIGINT, ended_at BIGINT, account_id {UUID})",
    "CREATE UNIQUE INDEX invitations_secret ON invitations (secret_sha)",
    "CREATE INDEX invitations_tenant ON invitations (circle, tenant_id)",
    "CREATE TABLE password_resets (secret_sha {BYTES} NOT NULL PRIMARY KEY, account_id {UUID} NOT NULL REFERENCES accounts (id), \
     made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT) {CLUSTERED}",
    "CREATE TABLE ceremonies (id {UUID} NOT NULL PRIMARY KEY, kind TEXT NOT NULL, binding {BYTES} NOT NULL, account_id {UUID}, state TEXT NOT NULL, \
     expires_at BIGINT NOT NULL)",
    "CREATE INDEX ceremonies_expiry ON ceremonies (expires_at)",
    "CREATE TABLE throttles (throttle_key TEXT NOT NULL PRIMARY KEY, failures BIGINT NOT NULL, last_at BIGINT NOT NULL) {CLUSTERED}",
    "CREATE INDEX throttles_age ON throttles (last_at)",
    "CREATE TABLE sign_ins (id {UUID} NOT NULL PRIMARY KEY, account_id {UUID} NOT NULL REFERENCES accounts (id), at BIGINT NOT NULL, \
     method TEXT NOT NULL, outcome TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL)",
    "CREATE INDEX sign_ins_account ON sign_ins (account_id, at)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}

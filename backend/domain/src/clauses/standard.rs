//! The files of the model clauses.

macro_rules! files {
    ($($code:literal),+ $(,)?) => {
        [$((concat!($code, ".toml"), include_str!(concat!("../../../../seed/clauses/", $code, ".toml")))),+]
    };
}

/// The set that names them.
pub(super) const INDEX: (&str, &str) = ("hyojun-2026.toml", include_str!("../../../../seed/clauses/hyojun-2026.toml"));

/// One for each clause.
pub(super) const FILES: [(&str, &str); 31] = files![
    "purpose",
    "definitions",
    "compliance",
    "responsible_persons",
    "confidentiality",
    "training",
    "purpose_limitation",
    "copying_and_removal",
    "data_location",
    "multi_factor",
    "access_rights",
    "access_log",
    "encryption",
    "vulnerabilities",
    "backup",
    "subcontracting",
    "cloud_services",
    "incident_report",
    "investigation",
    "periodic_report",
    "inspection",
    "third_party_audit",
    "correction",
    "return_and_erasure",
    "continuity",
    "penalty",
    "damages",
    "termination",
    "publication",
    "cost",
    "survival",
];

//! Scheme files: what is refused, and that a digest is of the bytes.

use super::support::{SCHEME, SCHEME_FILE};
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::schemes::{Scheme, SchemeError};

fn changed(from: &str, to: &str) -> Result<Scheme, SchemeError> {
    assert!(SCHEME_FILE.contains(from), "{from}");
    Scheme::from_toml(SCHEME_FILE.replacen(from, to, 1).as_bytes())
}

#[test]
fn the_default_scheme_says_what_the_design_says() {
    let groups: Vec<(&str, i64)> = SCHEME.groups.iter().map(|group| (group.id.as_str(), group.maximum_milli)).collect();
    assert_eq!(
        groups,
        [("attestations", 40_000), ("audit", 25_000), ("duties", 20_000), ("practice", 15_000), ("incidents", 0)]
    );
    let bonus: Vec<i64> = SCHEME.bonus.rows.iter().map(|row| row.points_milli).collect();
    assert_eq!(bonus, [10_000, 8_000, 5_000, 2_000, 0, 0]);
    assert_eq!(SCHEME.gates.len(), 7);
    assert_eq!(SCHEME.bonus_milli(Band::Unrated), 0);
}

#[test]
fn a_scheme_that_contradicts_itself_is_refused() {
    for (from, to) in [
        ("maximum_milli = 100000", "maximum_milli = 90000"),
        ("minimum_milli = 85000", "minimum_milli = 60000"),
        ("minimum_milli = 85000", "minimum_milli = 100001"),
        ("band = \"D\"\nminimum_milli = 0", "band = \"D\"\nminimum_milli = 1"),
        ("band = \"A\"\nminimum_milli", "band = \"S\"\nminimum_milli"),
        ("id = \"isms\"", "id = \"baseline\""),
        ("id = \"isms\"", "id = \"cap\""),
        ("id = \"audit\"", "id = \"floor\""),
        ("level = 2, points", "level = 1, points"),
        ("each_milli = -2000", "each_milli = 2000"),
        ("major_milli = -3000", "major_milli = 3000"),
        ("months = 18", "months = 12"),
        ("months = 18", "months = 0"),
        ("percent = 70", "percent = 101"),
        ("opinion = \"nonconforming\"", "opinion = \"conforming\""),
        ("{ band = \"unrated\", points_milli = 0 }", "{ band = \"unrated\", points_milli = 1 }"),
        ("gate = \"s_finding\"", "gate = \"s_audit\""),
        ("unit_milli = 1", "unit_milli = 0"),
        ("minimum_milli = -20000", "minimum_milli = 20000"),
        ("ja = \"監査\"", "ja = \"\""),
    ] {
        assert!(
            matches!(changed(from, to), Err(SchemeError::Wrong { .. })),
            "{from} -> {to}: {:?}",
            changed(from, to).map(|_| ())
        );
    }
}

#[test]
fn a_scheme_is_read_strictly() {
    for (from, to) in [
        ("effective_from = \"2026-04-01\"", "effective_from = \"2026-4-1\""),
        ("effective_from = \"2026-04-01\"", "effective_from = \"2026-04-01\"\nnote = 1"),
        ("kind = \"best_of\"", "kind = \"formula\""),
        ("kind = \"on_time_ratio\"", "kind = \"on_time_ratio\"\nyears = 1"),
        ("active_from = \"unset\"", "active_from = \"soon\""),
        ("test = { kind = \"full_coverage\" }", "test = { kind = \"full_coverage\", months = 1 }"),
        ("mode = \"floor\"", "mode = \"half_up\""),
        ("points_milli = 5000 }", "points_milli = 5.5 }"),
    ] {
        let error = changed(from, to).unwrap_err();
        assert!(matches!(error, SchemeError::Malformed { line: 1.., .. }), "{from} -> {to}: {error}");
        assert_eq!(error.to_string().lines().count(), 1);
    }
}

#[test]
fn one_byte_makes_another_scheme() {
    let other = Scheme::from_toml(format!("{SCHEME_FILE}\n").as_bytes()).unwrap();
    assert_ne!(other.sha256, SCHEME.sha256);
    assert_eq!(SCHEME.sha256.len(), 64);
}

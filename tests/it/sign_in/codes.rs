//! One-time codes, recovery codes, and how their secrets are kept.
use chrono::{DateTime, Utc};
use kakuzuke_services::accounts::passwords::Passwords;
use kakuzuke_services::accounts::sealing::Sealing;
use kakuzuke_services::accounts::{recovery, totp};
use uuid::Uuid;

/// The secret of RFC 6238, appendix B.
const SECRET: &[u8; 20] = b"12345678901234567890";

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn step(code: &str, seconds: i64, last: Option<i64>) -> Option<i64> {
    totp::accepted_step(SECRET, code, at(seconds), last).unwrap()
}

#[test]
fn the_codes_of_the_standard_are_accepted() {
    // RFC 6238, appendix B, SHA-1, the last six of eight digits.
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
    ] {
        assert_eq!(step(code, seconds, None), Some(seconds / 30), "{seconds}");
    }
    assert_eq!(step("２８７ ０８２", 59, None), Some(1), "as people type it");
    for wrong in ["", "287083", "28708", "2870822", "+28708", "abcdef", "94287082"] {
        assert_eq!(step(wrong, 59, None), None, "{wrong:?}");
    }
}

#[test]
fn a_code_is_good_once_and_for_one_step_to_either_side() {
    let code = "050471";
    let own = 1_111_111_111 / 30;
    assert_eq!(step(code, (own - 1) * 30, None), Some(own), "a clock that is behind");
    assert_eq!(step(code, (own + 1) * 30 + 29, None), Some(own), "a clock that is ahead");
    assert_eq!(step(code, (own + 2) * 30, None), None);
    assert_eq!(step(code, (own - 2) * 30, None), None);
    assert_eq!(step(code, own * 30, Some(own - 1)), Some(own));
    assert_eq!(step(code, own * 30, Some(own)), None, "a replay");
    assert_eq!(step(code, own * 30, Some(own + 1)), None, "an older code after a newer one");
}

#[test]
fn an_app_is_set_up_by_picture_or_by_typing() {
    let set_up = totp::enrolment(SECRET, "Kakuzuke: 格付け", "hanako@city.example.jp").unwrap();
    assert!(set_up.uri.starts_with("otpauth://totp/"), "{}", set_up.uri);
    assert!(set_up.uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{}", set_up.uri);
    assert_eq!(set_up.typed, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert!(set_up.qr.size > 30 && set_up.qr.path.starts_with("M4 4h7v1h-7z"), "a finder pattern in the corner");
    assert!(totp::enrolment(SECRET, "Kakuzuke", &"x".repeat(5_000)).is_err(), "too long for a picture");
}

#[test]
fn a_sealed_secret_opens_for_its_account_only() {
    let (mine, yours) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let sealing = Sealing::with_key(&[1; 32]);
    let sealed = sealing.seal(mine, [9; 12], SECRET).unwrap();
    assert!(!sealed.windows(SECRET.len()).any(|bytes| bytes == SECRET));
    assert_eq!(sealing.open_secret(mine, &sealed).unwrap(), SECRET);
    assert!(sealing.open_secret(yours, &sealed).is_err(), "moved to another row");
    assert!(Sealing::with_key(&[2; 32]).open_secret(mine, &sealed).is_err(), "another key");
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        assert!(sealing.open_secret(mine, &changed).is_err(), "byte {place}");
    }
    assert!(sealing.open_secret(mine, &sealed[..11]).is_err());
}

#[test]
fn the_key_is_a_file_that_only_its_owner_reads() {
    let folder = tempfile::tempdir().unwrap();
    let first = kakuzuke_store::secret_file(folder.path(), "accounts.key").unwrap();
    assert_eq!(kakuzuke_store::secret_file(folder.path(), "accounts.key").unwrap(), first);
    assert_ne!(kakuzuke_store::secret_file(folder.path(), "other.key").unwrap(), first);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("accounts.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    std::fs::write(folder.path().join("accounts.key"), "nonsense").unwrap();
    assert!(kakuzuke_store::secret_file(folder.path(), "accounts.key").is_err(), "a damaged key is not replaced");
}

#[tokio::test]
async fn a_recovery_code_is_known_however_it_is_typed() {
    let random: [u8; 120] = std::array::from_fn(|place| u8::try_from(place * place * 7 % 251).unwrap());
    let codes = recovery::codes(&random);
    assert_eq!(codes.len(), recovery::CODES);
    let different: std::collections::HashSet<&String> = codes.iter().collect();
    assert_eq!(different.len(), codes.len());
    let passwords = Passwords::new(2);
    let account = Uuid::from_u128(1);
    let kept = recovery::hash(&passwords, account, "01ab-cdef-ghjk").await.unwrap();
    for typed in ["01ab-cdef-ghjk", "01ABCDEFGHJK", " ０１ａｂ ｃｄｅｆ ｇｈｊｋ ", "OIab-cdef-ghjk", "olab cdef ghjk"]
    {
        assert_eq!(recovery::hash(&passwords, account, typed).await.unwrap(), kept, "{typed}");
    }
    for wrong in ["01ab-cdef-ghjm", "01ab-cdef-ghj", "01ab-cdef-ghjk-0", ""] {
        assert_ne!(recovery::hash(&passwords, account, wrong).await.unwrap(), kept, "{wrong}");
    }
    assert_ne!(
        recovery::hash(&passwords, Uuid::from_u128(2), "01ab-cdef-ghjk").await.unwrap(),
        kept,
        "one account each"
    );
}

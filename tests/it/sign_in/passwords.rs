//! Passwords as they are kept.
use std::time::{Duration, Instant};

use kakuzuke_domain::accounts::passwords::Password;
use kakuzuke_services::accounts::passwords::{Passwords, Verdict};

const PHRASE: &str = "correct horse battery staple";

async fn stored(passwords: &Passwords, text: &str) -> String {
    passwords.hash(Password::typed(text).unwrap(), [7; 16]).await.unwrap()
}

#[tokio::test]
async fn a_password_is_known_again_and_nothing_else_is() {
    let passwords = Passwords::new(2);
    let text = stored(&passwords, PHRASE).await;
    assert!(text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{text}");
    assert!(!text.contains("horse"));
    assert_eq!(passwords.check(PHRASE, Some(&text)).await.unwrap(), Verdict::Right);
    for wrong in ["", "correct horse battery stapl", "Correct horse battery staple", &"x".repeat(100_000)] {
        assert_eq!(passwords.check(wrong, Some(&text)).await.unwrap(), Verdict::Wrong);
    }
    for anything in ["", PHRASE] {
        assert_eq!(passwords.check(anything, None).await.unwrap(), Verdict::Wrong, "nobody has no password");
    }
}

#[tokio::test]
async fn letters_composed_in_two_ways_are_one_password() {
    let passwords = Passwords::new(2);
    let text = stored(&passwords, "ガ行の格付けはどこにありますか？").await;
    let decomposed = "カ\u{3099}行の格付けはと\u{3099}こにありますか？";
    assert_eq!(passwords.check(decomposed, Some(&text)).await.unwrap(), Verdict::Right);
}

#[tokio::test]
async fn figures_of_the_past_are_noticed_and_damage_is_told() {
    let passwords = Passwords::new(2);
    let weak = weakly_hashed();
    assert_eq!(passwords.check("password", Some(&weak)).await.unwrap(), Verdict::RightButOutdated);
    assert!(passwords.check("password", Some("$argon2id$nonsense")).await.is_err());
}

/// A hash by weaker figures than today's.
fn weakly_hashed() -> String {
    use argon2::password_hash::PasswordHasher;
    let weak = argon2::Argon2::from(argon2::Params::new(64, 1, 1, None).unwrap());
    let hash: argon2::PasswordHash = weak.hash_password_with_salt(b"password", b"saltsaltsaltsalt").unwrap();
    hash.to_string()
}

/// Nobody must learn from the time it takes whether an address has an account.
#[tokio::test]
async fn an_unknown_account_takes_as_long_as_a_known_one() {
    let passwords = Passwords::new(1);
    let text = stored(&passwords, PHRASE).await;
    let mut times: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..15 {
        for (place, stored) in [Some(text.as_str()), None].into_iter().enumerate() {
            let before = Instant::now();
            passwords.check("wrong password, long enough", stored).await.unwrap();
            times[place].push(before.elapsed());
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    assert!(known < unknown * 2 && unknown < known * 2, "known {known:?}, unknown {unknown:?}");
}

//! Which passwords may be chosen.

use kakuzuke_domain::accounts::passwords::{MAXIMUM_BYTES, Password, PasswordProblem};
use proptest::prelude::*;

fn chosen(text: &str) -> Result<Password, PasswordProblem> {
    Password::chosen(text, &["hanako.yamada@city.example.jp", "山田 花子"])
}

#[test]
fn length_is_counted_in_code_points_as_people_type_them() {
    assert_eq!(chosen("tsuki-no-usagi"), Err(PasswordProblem::TooShort));
    assert!(chosen("tsuki-no-usagi!").is_ok());
    assert!(chosen("春はあけぼのやうやう白くなりゆく").is_ok());
    assert_eq!(chosen("春はあけぼの"), Err(PasswordProblem::TooShort), "bytes do not count");
    assert_eq!(chosen("ﷺ"), Err(PasswordProblem::TooShort), "nor does what a character is decomposed into");
    assert_eq!(chosen("がぎぐげござじずぜぞだぢ\u{3064}\u{3099}"), Err(PasswordProblem::TooShort), "composed first");
    assert!(chosen(&"あいうえおかきくけこさしすせそたちつてと".repeat(3)).is_ok(), "60 characters");
    assert_eq!(chosen(&"x1".repeat(MAXIMUM_BYTES)), Err(PasswordProblem::TooLong));
    assert!(Password::typed(&"x".repeat(MAXIMUM_BYTES + 1)).is_none());
    assert!(Password::typed(&"ﷺ".repeat(300)).is_none(), "normalising must not blow it up");
}

#[test]
fn what_everybody_chooses_is_refused() {
    for common in [
        "qwertasdfgzxcvb",
        "QwertasdfgZXCVB",
        "1qaz2wsx3edc4rfv",
        "passwordstandard",
        "sunshine1234567!!",
        "!!!!!!!!dragon2026",
    ] {
        assert_eq!(chosen(common), Err(PasswordProblem::Common), "{common}");
    }
    for pattern in [
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "password!password!",
        "123456789012345",
        "abcdefghijklmnop",
        "987654321098765",
    ] {
        assert_eq!(chosen(pattern), Err(PasswordProblem::Pattern), "{pattern}");
    }
    for own in [
        "hanako.yamada@city.example.jp",
        "Hanako.Yamada12345",
        "山田花子2026040112345",
        "山田　花子 2026 0401 123",
        "kakuzuke-20260401",
        "格付け123456789012",
    ] {
        assert_eq!(chosen(own), Err(PasswordProblem::Personal), "{own}");
    }
    for good in
        ["correct horse battery staple", "dragon sunshine teapot", "274918365027461", "雨ニモマケズ風ニモマケズ雪ニモ"]
    {
        assert!(chosen(good).is_ok(), "{good}");
    }
}

#[test]
fn every_line_of_the_shipped_list_is_found_and_in_order() {
    let list = include_str!("../../seed/passwords/common.txt");
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines.len() >= 10_000);
    assert!(lines.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()), "a search by halves needs the order");
    for line in lines {
        assert_eq!(line, line.trim().to_lowercase(), "kept as it is compared");
        let padded = format!("{line}{}", "#7".repeat(8));
        let found = chosen(&padded);
        if line.chars().any(|c| !c.is_ascii_digit() && !c.is_ascii_punctuation()) {
            let refused = matches!(found, Err(PasswordProblem::Common | PasswordProblem::Personal));
            assert!(refused || !is_whole(line), "{line}: {found:?}");
        }
    }
}

/// Whether nothing is trimmed from the line itself.
fn is_whole(line: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_ascii_digit() && !c.is_ascii_punctuation());
    edge(line.chars().next()) && edge(line.chars().last()) && !line.contains(char::is_whitespace)
}

#[test]
fn a_password_is_never_printed() {
    assert_eq!(format!("{:?}", chosen("correct horse battery staple").unwrap()), "Password(…)");
}

proptest! {
    #[test]
    fn two_ways_of_typing_are_one_password(text in "\\PC{15,40}") {
        use unicode_normalization::UnicodeNormalization;
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(Password::typed(&text), Password::typed(&decomposed));
    }

    #[test]
    fn no_kind_of_character_is_asked_for(text in "[a-z]{24,60}") {
        prop_assert!(chosen(&text).is_ok(), "{}", text);
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}", own in "\\PC{0,20}") {
        let _ = Password::chosen(&text, &[&own]);
    }
}

//! 法人番号 and 団体コード: the vectors of the public sources.

use kakuzuke_domain::buyers::{LgCode, LgCodeError, wards};
use kakuzuke_domain::suppliers::{CorporateNumber, CorporateNumberError};
use proptest::prelude::*;

#[test]
fn numbers_of_public_sources_are_valid() {
    let valid = [
        "7000012050002",
        "8000012010038",
        "4000012090001",
        "2000012020001",
        "8000012050001",
        "6000012070001",
        "8000020130001",
        "5010005007126",
        "1180301018771",
        "7010001008844",
        "5010401067252",
        "1020001071491",
        "9010601021385",
        "1130001011420",
        "8700110005901",
        "2040001999902",
        "2040001999910",
        "1040001999903",
        "9040001999904",
        "8040001999905",
        "7040001999906",
        "6040001999907",
        "4040001999909",
        "5040001999908",
        "3040001999901",
        "8000020138011",
        "4000020138568",
        "7000020138029",
        "4000020138584",
        "7123456789012",
    ];
    for number in valid {
        assert_eq!(CorporateNumber::parse(number).map(|n| n.to_string()), Ok(number.to_owned()));
    }
}

#[test]
fn written_forms_are_read() {
    for written in [
        "７０００ ０１２０ ５０００２",
        "T7000012050002",
        "t 7000012050002",
        "7-0000-1205-0002",
        "　７０００　０１２０　５０００２　",
    ] {
        assert_eq!(CorporateNumber::parse(written).map(|n| n.to_string()), Ok("7000012050002".to_owned()), "{written}");
    }
}

#[test]
fn each_rule_has_its_own_error() {
    use CorporateNumberError::{CheckDigit, LeadingZero, Length, NotDigits};
    let cases = [
        ("7000012050001", CheckDigit { expected: 8 }),
        ("0080102021785", LeadingZero),
        ("1080101005607", CheckDigit { expected: 3 }),
        ("700001205000", Length { found: 12 }),
        ("70000120500022", Length { found: 14 }),
        ("７０００００１２０５０００２", Length { found: 14 }),
        ("7000012O50002", NotDigits),
        ("", NotDigits),
        ("7.00001E+12", NotDigits),
        ("TT7000012050002", NotDigits),
    ];
    for (written, expected) in cases {
        assert_eq!(CorporateNumber::parse(written), Err(expected), "{written}");
    }
    assert_eq!(CorporateNumber::parse(&"7".repeat(100_000)), Err(NotDigits));
}

#[test]
fn a_zero_for_a_nine_passes_unseen() {
    assert!(CorporateNumber::parse("8000020130001").is_ok());
    assert!(CorporateNumber::parse("8000020139001").is_ok());
}

#[test]
fn codes_of_public_bodies() {
    for code in ["131016", "131130", "131237", "130001", "１３１０４１"] {
        assert!(LgCode::parse(code).is_ok(), "{code}");
    }
    assert_eq!(LgCode::parse("131017"), Err(LgCodeError::CheckDigit { expected: 6 }));
    let Err(LgCodeError::Length { found: 5, completion: Some(full) }) = LgCode::parse("13101") else {
        panic!("13101 lacks its check digit")
    };
    assert_eq!(full.to_string(), "131016");
    assert!(matches!(LgCode::parse("新宿区"), Err(LgCodeError::NotDigits)));
}

#[test]
fn the_wards_are_twenty_three_in_the_order_of_their_codes() {
    let wards = wards();
    assert_eq!(wards.len(), 23);
    assert!(wards.windows(2).all(|pair| pair[0].code < pair[1].code));
    assert_eq!((wards[0].name, wards[22].name), ("千代田区", "江戸川区"));
    for ward in wards {
        let number = CorporateNumber::parse(ward.corporate_number).expect("a ward's number is valid");
        assert_eq!(number.as_u64() % 1_000_000_000_000, format!("000020{}", ward.code).parse::<u64>().unwrap());
    }
}

proptest! {
    #[test]
    fn every_base_has_exactly_one_number(base in 0_u64..1_000_000_000_000) {
        let number = CorporateNumber::from_base(base).expect("twelve digits");
        let valid: Vec<u64> = (0..=9).filter(|digit| CorporateNumber::parse(&format!("{digit}{base:012}")).is_ok()).collect();
        prop_assert_eq!(valid, vec![number.as_u64() / 1_000_000_000_000]);
    }

    #[test]
    fn one_wrong_digit_is_seen_unless_it_swaps_nought_and_nine(base in 0_u64..1_000_000_000_000, place in 0_usize..13, other in 0_u8..10) {
        let right = CorporateNumber::from_base(base).expect("twelve digits").to_string();
        let mut digits = right.clone().into_bytes();
        let before = digits[place] - b'0';
        digits[place] = b'0' + other;
        let wrong = String::from_utf8(digits).expect("digits");
        let blind = before % 9 == other % 9 && place > 0;
        prop_assert_eq!(CorporateNumber::parse(&wrong).is_ok(), before == other || blind);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let _ = CorporateNumber::parse(&text);
        let _ = LgCode::parse(&text);
    }
}

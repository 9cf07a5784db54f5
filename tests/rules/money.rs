//! Amounts as people write them.

use kakuzuke_domain::money::*;
use proptest::prelude::*;

fn yen(text: &str) -> Result<Amount, AmountProblem> {
    parse_amount(text, AmountUnit::Yen)
}

fn known(amount: i64) -> Result<Amount, AmountProblem> {
    Ok(Amount::Known(Yen(amount)))
}

#[test]
fn written_amounts() {
    let cases = [
        ("4,400万円", 44_000_000),
        ("￥1,234,567-", 1_234_567),
        ("△5,000", -5_000),
        ("▲５，０００円", -5_000),
        ("(1,234)", -1_234),
        ("５５０千円", 550_000),
        ("1,234.5千円", 1_234_500),
        ("1億2,000万円", 120_000_000),
        ("3千万円", 30_000_000),
        ("12百万円", 12_000_000),
        ("金1,000円也", 1_000),
        ("1,234,567円（税込）", 1_234_567),
        ("0", 0),
        ("40260000", 40_260_000),
        ("1 234 567", 1_234_567),
        ("1000000000000000", 1_000_000_000_000_000),
        ("100.00", 100),
        ("\\3,000", 3_000),
    ];
    for (written, amount) in cases {
        assert_eq!(yen(written), known(amount), "{written}");
    }
}

#[test]
fn the_header_gives_the_unit_of_bare_numbers_only() {
    assert_eq!(AmountUnit::in_header("契約金額（千円）"), Some(AmountUnit::Thousand));
    assert_eq!(AmountUnit::in_header("落札金額(百万円)"), Some(AmountUnit::Million));
    assert_eq!(AmountUnit::in_header("契約金額（円）"), Some(AmountUnit::Yen));
    assert_eq!(AmountUnit::in_header("契約金額"), None);
    assert_eq!(parse_amount("1,500", AmountUnit::Thousand), known(1_500_000));
    assert_eq!(parse_amount("1,500円", AmountUnit::Thousand), known(1_500));
    assert_eq!(parse_amount("4,400万円", AmountUnit::Thousand), known(44_000_000));
    assert_eq!(parse_amount("0.5", AmountUnit::Thousand), known(500));
}

#[test]
fn no_figure_has_its_reason() {
    assert_eq!(yen("非公表"), Ok(Amount::Unstated(AmountNote::Withheld)));
    assert_eq!(yen("単価契約"), Ok(Amount::Unstated(AmountNote::UnitPrice)));
    assert_eq!(yen("@1,200円"), Ok(Amount::Unstated(AmountNote::UnitPrice)));
    for none in ["", "－", "―", "-", "ー", "　"] {
        assert_eq!(yen(none), Ok(Amount::Blank), "{none}");
    }
}

#[test]
fn what_is_no_amount() {
    for wrong in ["1.2.3", "十万円", "約100円", "1e308", "--5", "1万億", "100,000ほか", "1.", "万円", "円"]
    {
        assert_eq!(yen(wrong), Err(AmountProblem::Invalid), "{wrong}");
    }
    assert_eq!(yen("100.5"), Err(AmountProblem::NotWholeYen));
    assert_eq!(yen("0.0001万円"), known(1));
    assert_eq!(yen("0.00001万円"), Err(AmountProblem::NotWholeYen));
    assert_eq!(yen("1000000000000001"), Err(AmountProblem::TooLarge));
    assert_eq!(yen(&"9".repeat(300)), Err(AmountProblem::TooLarge));
    assert_eq!(yen("9999兆9999億円"), Err(AmountProblem::TooLarge));
}

proptest! {
    #[test]
    fn separators_and_width_change_nothing(amount in -1_000_000_000_000_i64..1_000_000_000_000) {
        let digits = amount.unsigned_abs().to_string();
        let grouped: Vec<String> = digits.as_bytes().rchunks(3).rev().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
        let sign = if amount < 0 { "△" } else { "" };
        let wide: String = digits.chars().filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10)).collect();
        prop_assert_eq!(yen(&format!("{sign}{}", grouped.join(","))), known(amount));
        prop_assert_eq!(yen(&format!("{sign}￥{wide}円")), known(amount));
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let _ = yen(&text);
    }

    #[test]
    fn any_mix_of_units_is_answered(text in "[0-9,.億万千百兆円△()-]{0,20}") {
        if let Ok(Amount::Known(Yen(amount))) = parse_amount(&text, AmountUnit::HundredMillion) {
            prop_assert!(amount.abs() <= 1_000_000_000_000_000);
        }
    }
}

//! Days: eras, written forms, fiscal years, business days.

use chrono::{DateTime, NaiveDate};
use kakuzuke_domain::dates::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO day")
}

#[test]
fn eras_change_on_their_days() {
    let cases = [
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2020-01-01", "令和2年1月1日"),
        ("2026-04-01", "令和8年4月1日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1867-12-31", "1867年12月31日"),
    ];
    for (iso, written) in cases {
        assert_eq!(wareki(day(iso)), written);
    }
}

#[test]
fn written_forms_of_one_day() {
    let forms = [
        "2026-04-01",
        "2026/4/1",
        "2026.4.1",
        "20260401",
        "２０２６／０４／０１",
        "2026年4月1日",
        "2026年4月1日(水)",
        "令和8年4月1日",
        "令和８年４月１日",
        "令和 8年 4月 1日",
        "R8.4.1",
        "R08.04.01",
        "Ｒ８．４．１",
        "R8/4/1",
        "r8-4-1",
        "R080401",
        "㋿８年４月１日",
        "46113",
        "2026-04-01T00:00:00+09:00",
        "2026-03-31T15:00:00Z",
        "2026-04-01 09:30",
        "2026/04/01 00:00:00",
        "2026‐4‐1",
        "令和8年4月1日（水曜日）",
    ];
    for form in forms {
        assert_eq!(parse_date(form, DateHint::default()), Ok(day("2026-04-01")), "{form}");
    }
    assert_eq!(parse_date("令和元年5月1日", DateHint::default()), Ok(day("2019-05-01")));
    assert_eq!(parse_date("43586", DateHint::default()), Ok(day("2019-05-01")));
    assert_eq!(parse_date("9999-12-31", DateHint::default()), Ok(day("9999-12-31")));
    assert_eq!(parse_date("44651", DateHint { system_1904: true, ..DateHint::default() }), Ok(day("2026-04-01")));
}

#[test]
fn what_has_two_readings_is_asked() {
    let ambiguous = |text: &str| match parse_date(text, DateHint::default()) {
        Err(DateProblem::Ambiguous { readings }) => readings.iter().map(|reading| reading.day).collect::<Vec<_>>(),
        other => panic!("{text}: {other:?}"),
    };
    assert!(ambiguous("8.4.1").contains(&day("2026-04-01")));
    assert!(ambiguous("8.4.1").contains(&day("1996-04-01")));
    assert!(ambiguous("26/4/1").contains(&day("2026-04-01")));
    assert_eq!(ambiguous("4月1日"), []);
    assert_eq!(ambiguous("04/01/2026"), [day("2026-01-04"), day("2026-04-01")]);
    assert_eq!(parse_date("25/12/2026", DateHint::default()), Ok(day("2026-12-25")));
}

#[test]
fn a_person_may_settle_it() {
    let answered = |answer: &str| DateHint { answer: answer.parse().unwrap(), ..DateHint::default() };
    let fiscal = answered("fy2026");
    assert_eq!(parse_date("4月1日", fiscal), Ok(day("2026-04-01")));
    assert_eq!(parse_date("3月31日", fiscal), Ok(day("2027-03-31")));
    for (answer, meant) in [("reiwa", "2026"), ("heisei", "1996"), ("showa", "1933"), ("western", "2008")] {
        assert_eq!(parse_date("8.4.1", answered(answer)), Ok(day(&format!("{meant}-04-01"))), "{answer}");
        assert_eq!(parse_date("080401", answered(answer)), Ok(day(&format!("{meant}-04-01"))), "{answer}");
    }
    assert_eq!(parse_date("04/05/2026", answered("month-first")), Ok(day("2026-04-05")));
    assert_eq!(parse_date("04/05/2026", answered("day-first")), Ok(day("2026-05-04")));
    let period = parse_period("8.4.1～9.3.31", answered("western+fy2020"));
    assert_eq!(period, Ok((day("2008-04-01"), day("2009-03-31"))));
    for other in ["month-first", "fy2026", ""] {
        assert!(matches!(parse_date("8.4.1", answered(other)), Err(DateProblem::Ambiguous { .. })), "{other}");
    }
    let unfit = parse_date("35.4.1", answered("heisei"));
    assert!(matches!(unfit, Err(DateProblem::Ambiguous { .. })), "Heisei ended in its year 31: {unfit:?}");
    let old = DateHint { eras_run_on: true, ..DateHint::default() };
    assert_eq!(parse_date("平成32年4月1日", old), Ok(day("2020-04-01")));
}

#[test]
fn an_answer_is_written_and_read() {
    for text in ["", "reiwa", "western+day-first", "showa+month-first+fy2026", "fy1999"] {
        let answer: DateAnswer = text.parse().unwrap();
        assert_eq!(answer.to_string(), text);
        assert_eq!(serde_json::from_str::<DateAnswer>(&serde_json::to_string(&answer).unwrap()).unwrap(), answer);
    }
    for wrong in ["meiji", "era", "fy26", "fy99999", "reiwa heisei", "令和"] {
        assert!(wrong.parse::<DateAnswer>().is_err(), "{wrong}");
    }
    let answer: DateAnswer = "reiwa+fy2026".parse().unwrap();
    assert_eq!(answer.lasting().to_string(), "reiwa", "the fiscal year belongs to one file");
}

#[test]
fn what_is_no_day_is_refused() {
    let wrong = [
        "令和6年13月1日",
        "平成32年4月1日",
        "平成31年5月1日",
        "令和元年4月30日",
        "昭和64年1月8日",
        "令和0年1月1日",
        "2026-02-29",
        "2026-13-01",
        "令和8年度",
        "2026年4月",
        "1e308",
        "-1",
        "0",
        "9999999",
        "10000-01-01",
        "1800-01-01",
        "来週",
        "2026-04-01-01",
        "令和8年4月1日から",
        "1234567890123456789012345",
    ];
    for text in wrong {
        assert_eq!(parse_date(text, DateHint::default()), Err(DateProblem::Invalid), "{text}");
    }
    assert_eq!(parse_date("  ", DateHint::default()), Err(DateProblem::Empty));
    assert_eq!(parse_date(&"1".repeat(100_000), DateHint::default()), Err(DateProblem::Invalid));
}

#[test]
fn periods() {
    let expected = Ok((day("2026-04-01"), day("2027-03-31")));
    for text in [
        "令和8年4月1日から令和9年3月31日まで",
        "2026/4/1～2027/3/31",
        "2026-04-01〜2027-03-31",
        "自 令和8年4月1日 ～ 至 令和9年3月31日",
        "R8.4.1~R9.3.31",
    ] {
        assert_eq!(parse_period(text, DateHint::default()), expected, "{text}");
    }
    assert_eq!(parse_period("2027-04-01～2026-03-31", DateHint::default()), Err(DateProblem::Invalid));
    assert_eq!(parse_period("2026-04-01", DateHint::default()), Err(DateProblem::Invalid));
}

#[test]
fn fiscal_years() {
    assert_eq!((fiscal_year(day("2027-03-31")), fiscal_year(day("2027-04-01"))), (2026, 2027));
    assert_eq!(fiscal_year_wareki(2026), "令和8年度");
    assert_eq!(fiscal_year_wareki(2019), "令和元年度(平成31年度)");
    assert_eq!(fiscal_year_wareki(2018), "平成30年度");
    assert_eq!(["2026-04-01", "2026-07-01", "2026-12-31", "2027-01-01"].map(|d| quarter(day(d))), [1, 2, 3, 4]);
}

#[test]
fn business_days_skip_holidays_and_the_turn_of_the_year() {
    let after = |from: &str, count| add_business_days(day(from), count, Holidays::japan());
    assert_eq!(after("2026-09-18", 3), Ok(day("2026-09-28")));
    assert_eq!(after("2026-04-28", 3), Ok(day("2026-05-07")));
    assert_eq!(after("2026-12-28", 1), Ok(day("2027-01-04")));
    assert_eq!(after("2027-12-28", 1), Err(BeyondCalendar { year: 2028 }));
    assert_eq!(next_business_day(day("2026-09-19"), Holidays::japan()), Ok(day("2026-09-24")));
    assert_eq!(Holidays::japan().name_on(day("2026-09-22")), Some("休日"));
}

#[test]
fn months_are_cut_to_their_last_day() {
    assert_eq!(minus_months(day("2024-02-29"), 12), day("2023-02-28"));
    assert_eq!(minus_months(day("2026-03-31"), 1), day("2026-02-28"));
    assert_eq!(plus_months(day("2026-01-31"), 1), day("2026-02-28"));
}

#[test]
fn a_japanese_day_begins_at_fifteen_hours_utc() {
    let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("an instant").to_utc();
    assert_eq!(jst_day(at("2026-08-20T14:59:59Z")), day("2026-08-20"));
    assert_eq!(jst_day(at("2026-08-20T15:00:00Z")), day("2026-08-21"));
}

#[test]
fn serial_numbers_of_both_systems() {
    assert_eq!(from_excel_serial(1, false), Some(day("1900-01-01")));
    assert_eq!(from_excel_serial(59, false), Some(day("1900-02-28")));
    assert_eq!(from_excel_serial(60, false), None);
    assert_eq!(from_excel_serial(61, false), Some(day("1900-03-01")));
    assert_eq!(from_excel_serial(2_958_465, false), Some(day("9999-12-31")));
    assert_eq!(from_excel_serial(2_958_466, false), None);
    assert_eq!(from_excel_serial(0, true), Some(day("1904-01-01")));
    assert_eq!(from_excel_serial(0, false), None);
    for serial in [i64::MIN, -1, i64::MAX] {
        assert_eq!((from_excel_serial(serial, false), from_excel_serial(serial, true)), (None, None));
    }
}

proptest! {
    #[test]
    fn every_day_is_read_back_from_its_own_writing(days in 0_i32..60_000) {
        let date = day("1868-01-25") + chrono::Days::new(days as u64);
        prop_assert_eq!(parse_date(&wareki(date), DateHint::default()), Ok(date));
        prop_assert_eq!(parse_date(&date.to_string(), DateHint::default()), Ok(date));
        prop_assert_eq!(parse_date(&date.format("%Y%m%d").to_string(), DateHint::default()), Ok(date));
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let _ = parse_date(&text, DateHint::default());
        let answer = DateAnswer::fiscal(i32::MAX);
        let _ = parse_period(&text, DateHint { answer, eras_run_on: true, ..DateHint::default() });
    }

    #[test]
    fn dates_of_digits_are_answered(text in "[0-9RHS令和年月日./-]{0,14}", year in proptest::option::of(any::<i32>())) {
        let answer = DateAnswer { fiscal_year: year, ..DateAnswer::default() };
        let _ = parse_date(&text, DateHint { answer, ..DateHint::default() });
    }
}

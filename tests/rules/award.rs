//! The award formulas: worked examples, contract errors, and properties against a calculation by hand.

use kakuzuke_domain::grades::Band;
use kakuzuke_domain::tenders::*;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use serde_json::{Value, json};

fn tender(change: impl FnOnce(&mut Value)) -> String {
    let mut tender = json!({
        "method": "additive", "technical_share": "200", "price_share": "100", "standard_points": "100", "ceiling_yen": 10_000_000, "low_price_line_yen": null,
        "rounding": {"mode": "floor", "places": 0}, "relative_technical": false,
        "bonus": {"S": "10", "A": "8", "B": "5", "C": "2", "D": "0", "unrated": "0"},
        "bids": [{"supplier": "2040001999902", "bid_yen": 8_000_000, "technical": "150", "band": "A", "mandatory_met": true}]
    });
    change(&mut tender);
    tender.to_string()
}

fn bid(supplier: &str, yen: i64, technical: &str, band: &str) -> Value {
    json!({"supplier": supplier, "bid_yen": yen, "technical": technical, "band": band, "mandatory_met": true})
}

fn evaluated(change: impl FnOnce(&mut Value)) -> Value {
    let tender = Tender::from_json(&tender(change)).expect("a good tender");
    serde_json::from_str(&award(&tender).to_json()).expect("JSON")
}

#[test]
fn the_contract_to_the_byte() {
    let tender = Tender::from_json(&tender(|_| {})).expect("a good tender");
    let expected = concat!(
        r#"{"method":"additive","results":[{"supplier":"2040001999902","status":"ranked","rank":1,"tie":false,"low_price":false,"#,
        r#""bonus":"8","technical_total":"158","price_points":"20","total":"178","value":null}]}"#
    );
    assert_eq!(award(&tender).to_json(), expected);
}

#[test]
fn rounding_is_data() {
    let price = |bid_yen: i64, mode: &str, places: u32| {
        evaluated(|t| {
            t["rounding"] = json!({"mode": mode, "places": places});
            t["bids"][0]["bid_yen"] = json!(bid_yen);
        })["results"][0]["price_points"]
            .clone()
    };
    assert_eq!(price(7_999_999, "floor", 0), json!("20"));
    assert_eq!(price(7_999_999, "floor", 4), json!("20"));
    assert_eq!(price(7_999_999, "floor", 5), json!("20.00001"));
    assert_eq!(price(7_950_000, "half_up", 0), json!("21"));
    assert_eq!(price(7_950_001, "half_up", 0), json!("20"));
    assert_eq!(price(7_950_000, "floor", 0), json!("20"));
    assert_eq!(price(3_333_333, "floor", 100), json!("66.66667"));
    assert_eq!(price(10_000_000, "floor", 2), json!("0"));
}

#[test]
fn ratio_is_an_exact_fraction() {
    let result = evaluated(|t| {
        t["method"] = json!("ratio");
        t["ceiling_yen"] = Value::Null;
        t["bids"] =
            json!([bid("b", 8_000_000, "30", "D"), bid("a", 7_200_000, "20", "unrated"), bid("c", 50, "0", "D")]);
    });
    let rows = result["results"].as_array().expect("rows");
    assert_eq!(rows.iter().map(|r| r["supplier"].as_str().unwrap()).collect::<Vec<_>>(), ["c", "a", "b"]);
    assert_eq!(rows.iter().map(|r| r["value"].as_str().unwrap()).collect::<Vec<_>>(), ["2/1", "1/60000", "13/800000"]);
    assert!(rows.iter().all(|r| r["total"].is_null() && r["price_points"].is_null()));
}

#[test]
fn bids_that_are_out_have_a_reason_and_no_figures() {
    let result = evaluated(|t| {
        t["low_price_line_yen"] = json!(6_000_000);
        let mut missing = bid("m", 99_000_000, "200", "S");
        missing["mandatory_met"] = json!(false);
        t["bids"] = json!([
            missing,
            bid("z", 10_000_001, "200", "S"),
            bid("k", 5_999_999, "0", "D"),
            bid("l", 6_000_000, "0", "D")
        ]);
    });
    let rows = result["results"].as_array().expect("rows");
    let shown: Vec<_> = rows
        .iter()
        .map(|r| {
            (r["supplier"].as_str().unwrap(), r["status"].as_str().unwrap(), r["rank"].clone(), r["low_price"].clone())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("k", "ranked", json!(1), json!(true)),
            ("l", "ranked", json!(1), json!(false)),
            ("m", "mandatory_missing", Value::Null, json!(false)),
            ("z", "over_ceiling", Value::Null, json!(false))
        ]
    );
    assert_eq!(
        rows[3],
        json!({"supplier": "z", "status": "over_ceiling", "rank": null, "tie": false, "low_price": false, "bonus": null, "technical_total": null, "price_points": null, "total": null, "value": null})
    );
    assert_eq!((&rows[0]["tie"], &rows[1]["tie"]), (&json!(true), &json!(true)));
}

#[test]
fn relative_technical_scales_to_the_best_bid_that_is_in() {
    let result = evaluated(|t| {
        t["relative_technical"] = json!(true);
        t["rounding"]["places"] = json!(2);
        t["bids"] = json!([
            bid("a", 10_000_000, "140", "S"),
            bid("b", 10_000_000, "95", "B"),
            bid("x", 10_000_001, "199", "S")
        ]);
    });
    assert_eq!(result["results"][0]["technical_total"], json!("200"));
    assert_eq!(result["results"][1]["technical_total"], json!("133.33"));
    let nothing = evaluated(|t| {
        t["relative_technical"] = json!(true);
        t["bids"] = json!([bid("a", 1, "0", "D")]);
    });
    assert_eq!(nothing["results"][0]["technical_total"], json!("0"));
}

#[test]
fn decimals_print_exactly() {
    let printed = |text: &str| Decimal::parse(text).map(|d| d.to_string());
    for (text, expected) in [
        ("150", "150"),
        ("7.50", "7.5"),
        ("0.000", "0"),
        ("007.10", "7.1"),
        ("0.05", "0.05"),
        ("100", "100"),
        ("1000000000000000000000000.0001", "1000000000000000000000000.0001"),
    ] {
        assert_eq!(printed(text), Ok(expected.to_owned()));
    }
    let long = format!("0.{}1", "0".repeat(97));
    assert_eq!(printed(&long), Ok(long.clone()));
    for wrong in ["", "-1", "+1", "1.", ".5", "1.2.3", "1e3", "１", " 1", "1 ", "1,000", "NaN", "inf", "0x1"] {
        assert!(Decimal::parse(wrong).is_err(), "{wrong}");
    }
    assert!(Decimal::parse(&"9".repeat(101)).is_err());
}

type Change = Box<dyn FnOnce(&mut Value)>;

#[test]
fn every_error_is_one_line_that_names_the_place() {
    let cases: Vec<(&str, Change)> = vec![
        ("ceiling", Box::new(|t| t["ceiling_yen"] = Value::Null)),
        ("ceiling", Box::new(|t| t["ceiling_yen"] = json!(0))),
        ("bids[0].bid_yen", Box::new(|t| t["bids"][0]["bid_yen"] = json!(0))),
        ("bids[1].supplier", Box::new(|t| t["bids"] = json!([bid("a", 1, "1", "S"), bid("a", 2, "1", "A")]))),
        ("unrated", Box::new(|t| t["bonus"]["unrated"] = json!("0.001"))),
        ("missing field `C`", Box::new(|t| drop(t["bonus"].as_object_mut().unwrap().remove("C")))),
        ("unknown field", Box::new(|t| t["bonus"]["E"] = json!("0"))),
        ("unknown field", Box::new(|t| t["colour"] = json!("red"))),
        ("unknown field", Box::new(|t| t["bids"][0]["x\ny"] = json!(1))),
        ("unknown field", Box::new(|t| t["rounding"]["extra"] = json!(1))),
        ("decimal", Box::new(|t| t["bids"][0]["technical"] = json!("-1"))),
        ("decimal", Box::new(|t| t["price_share"] = json!("1e3"))),
        ("decimal", Box::new(|t| t["standard_points"] = json!("x\ny"))),
        ("expected a string", Box::new(|t| t["bids"][0]["technical"] = json!(150))),
        ("bids[0].band", Box::new(|t| t["bids"][0]["band"] = json!("E"))),
        ("places", Box::new(|t| t["rounding"]["places"] = json!(101))),
        ("", Box::new(|t| t["rounding"]["places"] = json!(-1))),
        ("", Box::new(|t| t["rounding"]["mode"] = json!("up"))),
        ("", Box::new(|t| t["method"] = json!("best"))),
        ("", Box::new(|t| t["bids"][0]["bid_yen"] = json!(8_000_000.5))),
        ("price_share", Box::new(|t| t["price_share"] = Value::Null)),
    ];
    for (part, change) in cases {
        let error = Tender::from_json(&tender(change)).expect_err(part).to_string();
        assert!(error.contains(part) && error.lines().count() == 1, "{part}: {error}");
    }
    for text in ["", "{", "[]", "null", "{}"] {
        assert_eq!(Tender::from_json(text).expect_err("no tender").to_string().lines().count(), 1);
    }
    let twice = tender(|_| {}).replace(r#""S":"10""#, r#""S":"10","S":"11""#);
    assert!(Tender::from_json(&twice).is_err());
    let trailing = tender(|_| {}) + "{}";
    assert!(Tender::from_json(&trailing).is_err());
}

#[test]
fn the_band_of_a_joint_venture() {
    let members = [Band::B, Band::Unrated];
    assert_eq!(joint_venture_band(JointVentureRule::Representative, Band::A, &members), Band::A);
    assert_eq!(joint_venture_band(JointVentureRule::LowestMember, Band::A, &members), Band::Unrated);
    assert_eq!(joint_venture_band(JointVentureRule::LowestMember, Band::C, &[Band::A]), Band::C);
}

fn fraction(text: &str) -> BigRational {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    BigRational::new(format!("{whole}{part}").parse().unwrap(), BigInt::from(10).pow(part.len() as u32))
}

fn some_bids() -> impl Strategy<Value = Vec<(i64, u32, usize, bool)>> {
    proptest::collection::vec((1_i64..12_000_000, 0_u32..2_000, 0_usize..6, proptest::bool::weighted(0.9)), 0..8)
}

const BANDS: [&str; 6] = ["S", "A", "B", "C", "D", "unrated"];

fn with_bids(bids: &[(i64, u32, usize, bool)], ratio: bool, relative: bool, mode: &str, places: u32) -> Value {
    evaluated(|t| {
        t["method"] = json!(if ratio { "ratio" } else { "additive" });
        t["relative_technical"] = json!(relative);
        t["rounding"] = json!({"mode": mode, "places": places});
        let bid = |(at, (yen, tenths, band, met)): (usize, &(i64, u32, usize, bool))| json!({"supplier": format!("s{at}"), "bid_yen": yen, "technical": format!("{}.{}", tenths / 10, tenths % 10), "band": BANDS[*band], "mandatory_met": met});
        t["bids"] = bids.iter().enumerate().map(bid).collect();
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn ranks_follow_from_the_values(bids in some_bids(), ratio: bool, relative: bool, half_up: bool, places in 0_u32..5) {
        let result = with_bids(&bids, ratio, relative, if half_up { "half_up" } else { "floor" }, places);
        let rows = result["results"].as_array().unwrap();
        prop_assert_eq!(rows.len(), bids.len());
        let value = |row: &Value| match row["value"].as_str() {
            Some(text) => { let (n, d) = text.split_once('/').unwrap(); BigRational::new(n.parse().unwrap(), d.parse().unwrap()) }
            None => fraction(row["total"].as_str().unwrap()),
        };
        let ranked: Vec<&Value> = rows.iter().filter(|row| row["status"] == "ranked").collect();
        for row in &ranked {
            let better = ranked.iter().filter(|other| value(other) > value(row)).count();
            let equal = ranked.iter().filter(|other| value(other) == value(row)).count();
            prop_assert_eq!(row["rank"].as_u64().unwrap() as usize, better + 1);
            prop_assert_eq!(row["tie"].as_bool().unwrap(), equal > 1);
            if !ratio {
                let sum = fraction(row["technical_total"].as_str().unwrap()) + fraction(row["price_points"].as_str().unwrap());
                prop_assert_eq!(value(row), sum);
            }
        }
        let order: Vec<(u64, &str)> = ranked.iter().map(|row| (row["rank"].as_u64().unwrap(), row["supplier"].as_str().unwrap())).collect();
        prop_assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(rows.iter().skip(ranked.len()).all(|row| row["rank"].is_null()));
    }

    #[test]
    fn figures_agree_with_a_calculation_by_hand(bids in some_bids(), relative: bool, half_up: bool, places in 0_u32..4) {
        let result = with_bids(&bids, false, relative, if half_up { "half_up" } else { "floor" }, places);
        let ten = BigInt::from(10).pow(places);
        let round = |x: BigRational| {
            let (n, d) = ((x * BigRational::from_integer(ten.clone())).into_raw(), BigInt::from(1));
            let (numerator, denominator) = n;
            let two = BigInt::from(2);
            let whole = if half_up { (numerator * &two + &denominator) / (denominator * two) } else { numerator / denominator };
            BigRational::new(whole * d, ten.clone())
        };
        let bonus = [10, 8, 5, 2, 0, 0];
        let sum = |(_, tenths, band, _): &(i64, u32, usize, bool)| BigRational::new(BigInt::from(*tenths), 10.into()) + BigRational::from_integer(bonus[*band].into());
        let standing = |(yen, _, _, met): &(i64, u32, usize, bool)| *met && *yen <= 10_000_000;
        let best = bids.iter().filter(|bid| standing(bid)).map(sum).max();
        for row in result["results"].as_array().unwrap().iter().filter(|row| row["status"] == "ranked") {
            let at: usize = row["supplier"].as_str().unwrap()[1..].parse().unwrap();
            let bid = &bids[at];
            let price = round(BigRational::from_integer(100.into()) * BigRational::new((10_000_000 - bid.0).into(), 10_000_000.into()));
            prop_assert_eq!(fraction(row["price_points"].as_str().unwrap()), price);
            let best = best.clone().unwrap();
            let technical = if relative && best > BigRational::from_integer(0.into()) { round(sum(bid) * BigRational::from_integer(200.into()) / best) } else { sum(bid) };
            prop_assert_eq!(fraction(row["technical_total"].as_str().unwrap()), technical);
        }
    }

    #[test]
    fn a_cheaper_or_better_bid_never_ranks_lower(bids in some_bids(), at in 0_usize..8, ratio: bool, cheaper in 0_i64..1_000_000, points in 0_u32..100) {
        prop_assume!(at < bids.len());
        let rank = |bids: &[(i64, u32, usize, bool)]| {
            let result = with_bids(bids, ratio, false, "floor", 1);
            result["results"].as_array().unwrap().iter().find(|row| row["supplier"] == format!("s{at}")).unwrap()["rank"].as_u64().unwrap_or(u64::MAX)
        };
        let before = rank(&bids);
        let mut improved = bids.clone();
        improved[at].0 = (improved[at].0 - cheaper).max(1);
        improved[at].1 += points;
        prop_assert!(rank(&improved) <= before);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let _ = Tender::from_json(&text);
    }

    #[test]
    fn decimals_come_back(text in "[0-9]{1,40}(\\.[0-9]{1,40})?") {
        let printed = Decimal::parse(&text).unwrap().to_string();
        prop_assert_eq!(fraction(&printed), fraction(&text));
        prop_assert!(!printed.contains('.') || !printed.ends_with('0'));
    }
}

//! `kakuzuke award`: the contract of design section 4, from outside.
use std::fs;

use serde_json::{Value, json};

use crate::grade::refused;
use crate::harness::cli::{self, Outcome};

fn tender(method: &str, bids: Value) -> Value {
    json!({"method":method,"technical_share":"200","price_share":"100","standard_points":"100","ceiling_yen":10_000_000,
     "low_price_line_yen":null,"rounding":{"mode":"floor","places":0},"relative_technical":false,
     "bonus":{"S":"10","A":"8","B":"5","C":"2","D":"0","unrated":"0"},"bids":bids})
}

fn bid(supplier: &str, yen: i64, technical: &str, band: &str) -> Value {
    json!({"supplier":supplier,"bid_yen":yen,"technical":technical,"band":band,"mandatory_met":true})
}

fn award(tender: &str) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tender.json");
    fs::write(&file, tender).expect("written");
    cli::run(&["award", "--tender", file.to_str().expect("a plain path")])
}

#[test]
fn the_example_of_the_contract() {
    let tender = tender("additive", json!([bid("2040001999902", 8_000_000, "150", "A")]));
    assert_eq!(
        award(&tender.to_string()).ok().json(),
        json!({"method":"additive","results":[{"supplier":"2040001999902","status":"ranked","rank":1,"tie":false,
          "low_price":false,"bonus":"8","technical_total":"158","price_points":"20","total":"178","value":null}]})
    );
}

#[test]
fn a_ratio_is_an_exact_fraction_and_a_tie_is_left_to_the_lot() {
    let tender = tender(
        "ratio",
        json!([bid("b", 8_000_000, "22", "A"), bid("a", 16_000_000, "158", "S"), bid("c", 8_000_000, "22", "A")]),
    );
    let answer = award(&tender.to_string()).ok().json();
    let rows: Vec<(&str, &Value, &Value, &Value)> = answer["results"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["supplier"].as_str().expect("a name"), &row["status"], &row["tie"], &row["value"]))
        .collect();
    assert_eq!(rows[0], ("b", &json!("ranked"), &json!(true), &json!("13/800000")), "{answer:#}");
    assert_eq!(rows[1], ("c", &json!("ranked"), &json!(true), &json!("13/800000")), "{answer:#}");
    assert_eq!(rows[2], ("a", &json!("over_ceiling"), &json!(false), &Value::Null), "{answer:#}");
}

#[test]
fn bids_that_are_out_stay_in_the_list_with_their_reason() {
    let mut missing = bid("x", 20_000_000, "150", "A");
    missing["mandatory_met"] = json!(false);
    let tender = tender("additive", json!([missing, bid("y", 10_000_001, "150", "A"), bid("z", 1, "0", "unrated")]));
    let answer = award(&tender.to_string()).ok().json();
    let statuses: Vec<&str> = answer["results"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["status"].as_str().expect("a status"))
        .collect();
    assert_eq!(statuses, ["ranked", "mandatory_missing", "over_ceiling"]);
}

#[test]
fn bad_tenders_are_refused() {
    let good = || tender("additive", json!([bid("a", 1, "1", "A")]));
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut tender = good();
        change(&mut tender);
        award(&tender.to_string())
    };
    refused(&wrong(&|tender| tender["ceiling_yen"] = Value::Null), "");
    refused(&wrong(&|tender| tender["ceiling_yen"] = json!(0)), "");
    refused(&wrong(&|tender| tender["bids"][0]["bid_yen"] = json!(0)), "");
    refused(&wrong(&|tender| tender["bids"] = json!([bid("a", 1, "1", "A"), bid("a", 2, "1", "A")])), "");
    refused(&wrong(&|tender| tender["bonus"]["unrated"] = json!("11")), "");
    refused(&wrong(&|tender| tender["bonus"] = json!({"S":"1"})), "");
    refused(&wrong(&|tender| tender["technical_share"] = json!("-1")), "");
    refused(&wrong(&|tender| tender["technical_share"] = json!("1e3")), "");
    refused(&wrong(&|tender| tender["colour"] = json!("red")), "colour");
    refused(&award("[]"), "");
}

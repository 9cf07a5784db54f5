//! The description of the API says everything that a caller has to reckon with.

use serde_json::Value;

fn description() -> Value {
    serde_json::from_str(&kakuzuke_web::openapi()).unwrap()
}

fn operations(description: &Value) -> Vec<(String, String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((path.clone(), method.clone(), operation));
        }
    }
    found
}

#[test]
fn it_is_openapi_3_1_and_names_every_operation_once() {
    let description = description();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let operations = operations(&description);
    let mut names: Vec<&str> = operations.iter().map(|(_, _, it)| it["operationId"].as_str().unwrap()).collect();
    let all = names.len();
    assert!(all >= 30, "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn every_operation_describes_its_problems() {
    let description = description();
    for (path, method, operation) in operations(&description) {
        let responses = operation["responses"].as_object().unwrap();
        let mut expected = vec!["400", "421", "422", "500", "503"];
        if path.contains('{') {
            expected.push("404");
        }
        if method != "get" {
            expected.extend(["403", "409"]);
        }
        if !operation["requestBody"].is_null() {
            expected.extend(["413", "415"]);
        }
        for status in expected {
            let content = &responses[status]["content"];
            let problem = &content["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{method} {path} {status}");
        }
        assert!(responses.keys().any(|status| status.starts_with('2')), "{method} {path}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let description = description();
    let text = description.to_string();
    for rest in text.split("\"#/components/schemas/").skip(1) {
        let name = rest.split('"').next().unwrap();
        assert!(!description["components"]["schemas"][name].is_null(), "{name}");
    }
}

#[test]
fn every_body_sent_is_closed() {
    let description = description();
    for (path, method, operation) in operations(&description) {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        let Some(name) = schema.as_str().and_then(|reference| reference.rsplit('/').next()) else { continue };
        let body = &description["components"]["schemas"][name];
        assert_eq!(body["additionalProperties"], false, "{method} {path}: {name}");
    }
}

//! Requests that are odd as such: methods, hosts, heads, as bytes over a socket to the real program.
use std::io::{Read, Write};

use axum::http::Method;

use super::{NOTHING, addresses, app, ledger, quiet, refused, with};
use crate::both;
use crate::harness::engine::{Engine, House};
use crate::harness::server::Server;

both!(a_method_is_what_the_first_line_says, a_broken_head_is_refused);

async fn a_method_is_what_the_first_line_says(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    for (method, path) in addresses(NOTHING, |method, path| method != "GET" && !path.contains("sign-out")) {
        for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
            let answer = with(&app, Method::GET, &path, &[(name, method.as_str().as_bytes())]).await;
            quiet(&format!("GET {path} {name}: {method}"), &answer);
            let known = answer.status.is_success() || answer.status.is_redirection();
            assert!(known || [403, 404, 405].contains(&answer.status.as_u16()), "{method} {path}: {}", answer.status);
        }
    }
    for (_, path) in addresses(NOTHING, |method, path| method == "GET" && !path.contains("{*")) {
        for method in ["TRACE", "OPTIONS", "CONNECT", "PATCH", "PROPFIND", "get"] {
            let answer = with(&app, method.parse().expect("a method"), &path, &[]).await;
            refused(&format!("{method} {path}"), &answer);
            assert_eq!(answer.status, 405, "{method} {path}");
            let named = answer.headers["allow"].to_str().expect("methods").split(',').any(|method| method == "GET");
            assert!(named, "{method} {path}");
            assert!(!answer.headers.contains_key("access-control-allow-origin"), "{method} {path}");
        }
        let (got, head) = (app.get(&path).await, with(&app, Method::HEAD, &path, &[]).await);
        assert_eq!(head.status, got.status, "HEAD {path}");
        assert!(head.body.is_empty(), "HEAD {path}");
    }
    assert_eq!(ledger(&app).await, before);
}

async fn a_broken_head_is_refused(engine: Engine) {
    let house = House::new(engine).await;
    let server = Server::open(&house).await;
    let host = format!("Host: {}", server.address);
    let long = format!("X-Long: {}", "a".repeat(300_000));
    let many: String = (0..200).map(|number| format!("X-{number}: a\r\n")).collect();
    let cookie = format!("Cookie: a={}", "b".repeat(300_000));
    let heads: [(&str, String, &[u16]); 21] = [
        ("no host", "GET /healthz HTTP/1.1\r\n".into(), &[400, 421]),
        ("two hosts", format!("GET /healthz HTTP/1.1\r\n{host}\r\n{host}\r\n"), &[400, 421]),
        ("a foreign host", "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n".into(), &[421]),
        ("a host with a name before it", "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n".into(), &[421]),
        (
            "a host that only begins like ours",
            "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n".into(),
            &[421],
        ),
        ("a foreign absolute address", format!("GET http://evil.example/healthz HTTP/1.1\r\n{host}\r\n"), &[421]),
        ("an empty host", "GET /healthz HTTP/1.1\r\nHost:\r\n".into(), &[400, 421]),
        ("a long line", format!("GET /healthz HTTP/1.1\r\n{host}\r\n{long}\r\n"), &[431]),
        ("many lines", format!("GET /healthz HTTP/1.1\r\n{host}\r\n{many}"), &[431]),
        ("a huge cookie", format!("GET /healthz HTTP/1.1\r\n{host}\r\n{cookie}\r\n"), &[431]),
        ("a long address", format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(300_000)), &[414, 431]),
        ("a NUL in a header", format!("GET /healthz HTTP/1.1\r\n{host}\r\nX-A: a\0b\r\n"), &[400]),
        ("a blank before the colon", format!("GET /healthz HTTP/1.1\r\n{host}\r\nX-A : b\r\n"), &[400]),
        ("a folded line", format!("GET /healthz HTTP/1.1\r\n{host}\r\nX-A: b\r\n c\r\n"), &[400]),
        ("a blank in the address", format!("GET /heal thz HTTP/1.1\r\n{host}\r\n"), &[400]),
        ("raw bytes in the address", format!("GET /\u{ff} HTTP/1.1\r\n{host}\r\n"), &[400, 404]),
        ("another version", format!("GET /healthz HTTP/9.9\r\n{host}\r\n"), &[400, 505]),
        (
            "two lengths",
            format!("POST /sign-in HTTP/1.1\r\n{host}\r\nContent-Length: 0\r\nContent-Length: 5\r\n"),
            &[400],
        ),
        ("a length that is none", format!("POST /sign-in HTTP/1.1\r\n{host}\r\nContent-Length: -1\r\n"), &[400]),
        (
            "a length beyond all lengths",
            format!("POST /sign-in HTTP/1.1\r\n{host}\r\nContent-Length: 99999999999999999999\r\n"),
            &[400],
        ),
        (
            "another coding",
            format!("POST /sign-in HTTP/1.1\r\n{host}\r\nTransfer-Encoding: identity, x\r\n"),
            &[400, 501],
        ),
    ];
    for (what, head, wanted) in heads {
        let status = first_status(&server, format!("{head}Connection: close\r\n\r\n").as_bytes());
        assert!(status.is_some_and(|status| wanted.contains(&status)), "{what}: {status:?}");
    }
    let smuggled = format!(
        "POST /sign-in HTTP/1.1\r\n{host}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n{host}\r\n\r\n"
    );
    let answer = exchange(&server, smuggled.as_bytes());
    assert!(answer.matches("HTTP/1.1 200").count() == 0, "a request inside a request: {answer}");
    assert_eq!(server.get("/healthz").0, 200);
}

fn exchange(server: &Server, bytes: &[u8]) -> String {
    let mut stream = server.connect();
    let _refused_before_the_end = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _reset_after_the_answer = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn first_status(server: &Server, bytes: &[u8]) -> Option<u16> {
    exchange(server, bytes).split(' ').nth(1)?.parse().ok()
}

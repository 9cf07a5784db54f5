//! The list of attacks, from which `README.md` beside this file is written.
use std::path::Path;

struct Attack {
    name: &'static str,
    tried: &'static str,
    expected: &'static str,
    files: &'static str,
}

const fn attack(name: &'static str, tried: &'static str, expected: &'static str, files: &'static str) -> Attack {
    Attack { name, tried, expected, files }
}

const LIST: &[Attack] = &[
    attack(
        "Session fixation",
        "a session planted before the sign-in; a value made up by somebody else",
        "a new secret; the planted one is worth nothing",
        "attacks/sessions.rs, sign_in/pages.rs",
    ),
    attack(
        "Cookie theft",
        "a cookie used after sign-out; the secret of before the second step",
        "led to the sign-in, 401 at the API",
        "attacks/sessions.rs, sign_in/pages.rs",
    ),
    attack(
        "Doubled and made-up cookies and tokens",
        "two sessions at once, a shortened, lengthened, quoted or huge one, a JWT with `alg` none as token",
        "nobody: led to the sign-in, 401 at the API",
        "attacks/sessions.rs",
    ),
    attack(
        "Ids of another's things",
        "every address that takes an id, with the supplier, attestations, audits and imports of others; contracts, imports, \
         people, roles, invitations, notices, tokens, sessions, passkeys and facts of others with bodies that do with one's own",
        "404, or 403 where the role does not go so far; no name of another's, no row changed",
        "attacks/foreign_ids.rs, attacks/foreign_bodies.rs, tenancy.rs",
    ),
    attack(
        "Another's office",
        "proposals and background work, with the bodies that do it, by everybody but who may",
        "403, 404 or 409; no row changed",
        "attacks/foreign_bodies.rs, access.rs",
    ),
    attack(
        "Cross-site request forgery",
        "every writing address of the access table, from six kinds of other origins",
        "403",
        "attacks/cross_site.rs",
    ),
    attack(
        "Mass assignment",
        "`role`, `account_id`, `accepted`, `tenant`, `__proto__` in every JSON body and every form",
        "4xx that names the field",
        "attacks/extra_fields.rs",
    ),
    attack(
        "Open redirect",
        "`next` with `//`, `\\\\`, `https:`, `javascript:`, line ends; an address that begins with two slashes",
        "led to the front page; every link of every page is ours",
        "attacks/redirects.rs",
    ),
    attack(
        "Header injection",
        "line ends in addresses, parameters, cookies and file names",
        "no header of the attacker's",
        "attacks/injection.rs",
    ),
    attack(
        "Script injection",
        "markup as a name, a file name, a search, an address",
        "shown as text; the policy runs no script without its nonce",
        "attacks/injection.rs",
    ),
    attack(
        "Path traversal",
        "`../` plain, encoded, doubly encoded and as a backslash, in assets, ids and names of uploads",
        "4xx; no file outside of the store",
        "attacks/paths.rs",
    ),
    attack(
        "SQL and search injection",
        "quotes, wildcards, operators of the search",
        "200 and nothing found",
        "attacks/queries.rs",
    ),
    attack(
        "Server-side request forgery",
        "OIDC discovery that leads inside or on",
        "refused before a connection",
        "sign_in/elsewhere.rs",
    ),
    attack(
        "JWT",
        "`alg` none, key confusion, wrong audience, nonce, time; Wycheproof",
        "refused",
        "sign_in/tokens.rs, sign_in/flow.rs",
    ),
    attack(
        "10,000 wrong passwords",
        "against one account, over many accounts, 100 at once",
        "429; fewer than 100 are hashed",
        "attacks/wrong_passwords.rs, sign_in/desk.rs",
    ),
    attack(
        "Guessed share codes",
        "wrong, shortened, lengthened, ended and revoked ones, those of another supplier, many in a row",
        "422, the same for all; 429 after the sixth",
        "findings/codes.rs",
    ),
    attack(
        "Findings of audits that are not shown",
        "every page, export and address of the API that could tell them, as of other days; correcting and withdrawing",
        "null or nothing; 403",
        "findings/sight.rs",
    ),
    attack(
        "Questions without end",
        "1,000 challenges for a passkey from one address",
        "429 with `Retry-After` after 200; a sign-in gives one back",
        "attacks/questions.rs",
    ),
    attack(
        "Large and deep bodies",
        "10 MB, 1,000 nested arrays and objects, endless arrays, huge numbers",
        "413, 400 or 422",
        "attacks/bodies.rs",
    ),
    attack(
        "Broken text",
        "invalid UTF-8, half escapes, U+0000, in path, query, body, cookie",
        "4xx",
        "attacks/bodies.rs, attacks/queries.rs, attacks/paths.rs",
    ),
    attack(
        "Doubled parameters and fields",
        "the same name twice in address, form and JSON",
        "400 or 422",
        "attacks/queries.rs, attacks/bodies.rs",
    ),
    attack(
        "Methods",
        "override headers; HEAD, OPTIONS, TRACE, CONNECT on every address",
        "the override is not read; 405 with `Allow`",
        "attacks/requests.rs",
    ),
    attack(
        "Host",
        "foreign, doubled, missing, before an `@`, in an absolute address, `X-Forwarded-Host`",
        "400 or 421; the forwarded name is not read",
        "attacks/requests.rs",
    ),
    attack(
        "Broken heads",
        "huge lines, cookies and addresses, many headers, folded lines, two lengths, a request inside a request",
        "400, 414 or 431; one answer",
        "attacks/requests.rs",
    ),
    attack(
        "Slow clients",
        "5,000 that send one byte a second and 2,000 that send none",
        "a probe waits less than a second longer",
        "attacks/slow.rs",
    ),
];

fn readme() -> String {
    let lines = LIST.iter().map(|attack| {
        let Attack { name, tried, expected, files } = attack;
        let links = files.split(", ").map(|file| format!("[{file}](../{file})")).collect::<Vec<_>>().join(", ");
        format!("| {name} | {tried} | {expected} | {links} |\n")
    });
    let head = "# What an attacker tries\n\nEvery try is refused with a message, writes nothing and tells nothing of the inside. \
                Tests on SQLite and PostgreSQL.\n\n| attack | what is tried | expected | tests |\n|---|---|---|---|\n";
    head.to_owned() + &lines.collect::<String>()
}

#[test]
fn the_readme_is_the_list() {
    let wanted = readme();
    assert_eq!(include_str!("README.md"), wanted, "README.md is stale; it has to be:\n{wanted}");
}

#[test]
fn every_file_is_there_and_in_the_list() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let listed: Vec<&str> = LIST.iter().flat_map(|attack| attack.files.split(", ")).collect();
    for file in &listed {
        assert!(root.join(file).is_file(), "{file}");
    }
    for entry in root.join("attacks").read_dir().expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.path().is_dir() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let helps = ["mod.rs", "list.rs", "README.md"].contains(&name.as_str());
        assert!(helps || listed.contains(&format!("attacks/{name}").as_str()), "{name} is not in the list");
    }
}

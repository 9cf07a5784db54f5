//! Whatever is handed to import ends in a clear message or in rows: no panic, no hang, no half import.
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, Statement};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::both;
use crate::harness::cli::Outcome;
use crate::harness::engine::{Engine, House};
use crate::harness::samples::{bytes, cell, csv, parts, raw_xlsx, sheet, workbook_parts, xlsx};

both!(no_file_takes_the_program_down);

const KINDS: [&str; 3] = ["suppliers", "attestations", "corporate-numbers"];
const SECONDS: f64 = 30.0;
const KIB: u64 = 500 * 1024;

async fn no_file_takes_the_program_down(engine: Engine) {
    let house = House::new(engine).await;
    let folder = tempfile::tempdir().expect("a folder");
    for file in hostile(folder.path()) {
        let kinds = if engine == Engine::Sqlite { &KINDS[..] } else { &KINDS[..1] };
        for kind in kinds {
            let before = suppliers(&house).await;
            let outcome =
                house.cli(&["import", kind, file.to_str().expect("a plain path"), "--json", "--create-missing"]);
            let after = suppliers(&house).await;
            check(&outcome, &format!("{kind} {}", file.display()), before, after);
        }
    }
}

#[track_caller]
fn check(outcome: &Outcome, what: &str, before: i64, after: i64) {
    assert!(matches!(outcome.code, Some(0 | 2 | 3)), "{what}: {outcome:?}");
    assert!(!outcome.stderr.contains("panicked"), "{what}: {outcome:?}");
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(!["import-problem-", "refusal-"].iter().any(|key| said.contains(key)), "{what}: untranslated: {said}");
    assert!(outcome.seconds < SECONDS, "{what}: {} s", outcome.seconds);
    assert!(outcome.peak_kib < KIB, "{what}: {} KiB", outcome.peak_kib);
    if outcome.code == Some(2) {
        assert_eq!(outcome.stdout, "", "{what}");
        assert_eq!(outcome.stderr.trim_end().lines().count(), 1, "{what}: {outcome:?}");
        assert_eq!(before, after, "{what}: a refused file wrote rows");
    } else {
        let report = outcome.json();
        let count = |name: &str| report[name].as_i64().expect("a count");
        let parts = ["created", "updated", "unchanged", "rejected", "proposals"].map(count);
        assert_eq!(parts.iter().sum::<i64>(), count("rows"), "{what}: {report}");
    }
}

async fn suppliers(house: &House) -> i64 {
    let database = house.raw().await;
    let sql = Statement::from_string(database.get_database_backend(), "SELECT COUNT(*) AS n FROM suppliers");
    database.query_one_raw(sql).await.expect("a query").expect("a row").try_get("", "n").expect("a number")
}

/// One of each trick known.
fn hostile(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![
        bytes(folder, "empty.xlsx", b""),
        bytes(folder, "empty.csv", b""),
        bytes(folder, "one_byte.csv", b"x"),
        bytes(folder, "nul.csv", &[0; 4096]),
        bytes(folder, "noise.xlsx", &noise(65_536)),
        bytes(folder, "noise.csv", &noise(65_536)),
        bytes(folder, "noise.xls", &noise(65_536)),
        bytes(folder, "picture.xlsx", b"\x89PNG\r\n\x1a\n0000000000000000"),
        bytes(folder, "page.xls", "<html><table><tr><td>法人番号</td></tr></table></html>".as_bytes()),
        bytes(folder, "compound.xls", &[&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0xff; 4096]].concat()),
        bytes(folder, "odd_utf16.csv", b"\xff\xfe\xd5\x6c\xba"),
        bytes(folder, "bad_cp932.csv", b"\x96@\x90l\x94\xd4\x8d\x86,\x96\xbc\x8f\xcc\r\n\x81,\xff\xff\r\n"),
        bytes(folder, "open_quote.csv", format!("法人番号,商号又は名称\r\n\"{}", "あ".repeat(300_000)).as_bytes()),
        bytes(folder, "one_line.csv", "法".repeat(3_000_000).as_bytes()),
        bytes(folder, "wide.csv", format!("{}\r\n{}", "法人番号,".repeat(20_000), "1,".repeat(20_000)).as_bytes()),
        bytes(folder, "quotes.csv", "\"".repeat(100_001).as_bytes()),
    ];
    files.extend(tables(folder));
    files.extend(workbooks(folder));
    files
}

/// Well-formed tables with strange content.
fn tables(folder: &Path) -> Vec<PathBuf> {
    let head: &[&str] = &["法人番号", "商号又は名称", "所在地"];
    let long = "長".repeat(100_000);
    vec![
        csv(folder, "header_only.csv", &[head]),
        csv(folder, "twice.csv", &[&["法人番号", "法人番号", "商号又は名称", "商号又は名称"], &["1", "2", "a", "b"]]),
        csv(folder, "long_name.csv", &[head, &["2040001999902", &long, "東京都"]]),
        csv(folder, "formulas.csv", &[head, &["2040001999902", "=HYPERLINK(\"http://127.0.0.1/\")", "@SUM(1)"]]),
        csv(
            folder,
            "numbers.csv",
            &[head, &["1e308", "-1e-308", "1,2,3"], &["９９９９９９９９９９９９９", "NaN", "∞"]],
        ),
        csv(folder, "controls.csv", &[head, &["2040001999902", "a\u{0}b\u{7}c\u{202e}d\u{feff}", "\u{1b}[31m"]]),
        xlsx(folder, "empty_sheet.xlsx", &[]),
        xlsx(folder, "blank_rows.xlsx", &[&[], &[""], &["", ""]]),
        xlsx(folder, "twice.xlsx", &[&["法人番号", "法人番号", "法人番号"], &["1", "2", "3"]]),
        xlsx(folder, "same_rows.xlsx", &[head, &["2040001999902", "国税商事", ""], &["2040001999902", "別の会社", ""]]),
    ]
}

/// Workbooks no honest program writes.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let row = format!(r#"<row r="1">{}{}</row>"#, cell("A1", "法人番号"), cell("B1", "商号又は名称"));
    let far = format!(r#"{row}<row r="1048576">{}</row>"#, cell("XFD1048576", "far"));
    let entity = sheet(&row).replace(
        "<worksheet",
        r#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]><worksheet"#,
    );
    let second = |inside: &str| sheet(&format!(r#"{row}<row r="2">{inside}</row>"#));
    let mut files = vec![
        raw_xlsx(folder, "far_apart.xlsx", &sheet(&far)),
        raw_xlsx(folder, "entities.xlsx", &entity.replace("商号又は名称", "&b;&c;")),
        raw_xlsx(folder, "not_xml.xlsx", "this is no XML <<<<"),
        raw_xlsx(folder, "cut_xml.xlsx", &sheet(&row)[..180]),
        raw_xlsx(folder, "deep.xlsx", &sheet(&"<row>".repeat(100_000))),
        raw_xlsx(folder, "bad_ref.xlsx", &second(&cell("ZZZZZZ99999999999", "x"))),
        raw_xlsx(folder, "no_string.xlsx", &second(r#"<c r="A2" t="s"><v>4294967295</v></c>"#)),
        raw_xlsx(folder, "huge_number.xlsx", &second(r#"<c r="A2"><v>1e308</v></c><c r="B2"><v>-1e999</v></c>"#)),
        raw_xlsx(folder, "error_cell.xlsx", &second(r#"<c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="b"><v>7</v></c>"#)),
        parts(folder, "no_workbook.xlsx", &workbook_parts(&sheet(&row))[..2]),
        parts(folder, "climbing.xlsx", &[("../../../../tmp/kakuzuke-was-here", "x".to_owned())]),
    ];
    let mut forged = workbook_parts(&second(r#"<c r="A2" t="s"><v>0</v></c>"#));
    forged.push((
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="18446744073709551615" uniqueCount="18446744073709551615"><si><t>a</t></si></sst>"#.to_owned(),
    ));
    files.push(parts(folder, "forged_count.xlsx", &forged));
    files.push(bomb(folder, &workbook_parts("")[..4]));
    let honest = raw_xlsx(folder, "honest.xlsx", &sheet(&row));
    let whole = fs::read(&honest).expect("read");
    files.push(bytes(folder, "cut.xlsx", &whole[..whole.len() / 2]));
    files.push(bytes(folder, "no_end.xlsx", &whole[..whole.len() - 20]));
    files.push(bytes(folder, "wrong_crc.xlsx", &with_wrong_crc(whole)));
    files
}

/// 600 MiB of blanks in a few hundred KiB.
fn bomb(folder: &Path, around: &[(&str, String)]) -> PathBuf {
    let path = parts(folder, "bomb.xlsx", around);
    let file = File::options().read(true).write(true).open(&path).expect("the archive");
    let mut archive = ZipWriter::new_append(file).expect("an archive");
    archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..600 {
        archive.write_all(&blanks).expect("written");
    }
    archive.finish().expect("finished");
    path
}

/// Changes the checksum of the last part in the directory at the end of the archive.
fn with_wrong_crc(mut archive: Vec<u8>) -> Vec<u8> {
    let entry = archive.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory");
    archive[entry + 16] ^= 0xff;
    archive
}

/// The same noise every time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_le_bytes()[7]
    })
    .take(length)
    .collect()
}

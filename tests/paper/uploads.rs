//! Uploads: extension and content must agree.

use std::io::Write;

use kakuzuke_documents::{FileFormat, check_upload};

use crate::support::workbook;

fn check(name: &str, bytes: &[u8]) -> Result<FileFormat, &'static str> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("written");
    check_upload(name, file.path()).map_err(|error| error.code())
}

#[test]
fn agreement_is_required() {
    let book = workbook("");
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    assert_eq!(check("一覧.xlsx", &book), Ok(FileFormat::Xlsx));
    assert_eq!(check("一覧.XLSM", &book), Ok(FileFormat::Xlsx));
    assert_eq!(check("a.csv", "名称\n".as_bytes()), Ok(FileFormat::Text));
    assert_eq!(check("a.tsv", &[0xFF, 0xFE, 0x41, 0]), Ok(FileFormat::Text));
    assert_eq!(check("a.xls", &compound), Ok(FileFormat::Xls));
    assert_eq!(check("a.xlsx", &compound), Err("encrypted"));
    for (name, bytes) in [
        ("a.csv", book.as_slice()),
        ("a.xlsx", b"name\n"),
        ("a.xls", &book),
        ("a.exe", b"name\n"),
        ("a", b"name\n"),
        ("a.docx", &book),
    ] {
        assert_eq!(check(name, bytes), Err("extension_mismatch"), "{name}");
    }
    assert_eq!(check("a.csv", b""), Err("empty"));
    assert_eq!(check("a.csv", b"MZ\x00\x00"), Err("unknown_format"));
    assert_eq!(check("a.csv", b"%PDF-1.4"), Err("unknown_format"));
}

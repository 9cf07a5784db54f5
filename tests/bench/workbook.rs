//! The large workbook: suppliers in eight columns, as a ward would list them.
use std::path::Path;

use rust_xlsxwriter::Workbook;

const HEADINGS: [&str; 8] =
    ["法人番号", "商号又は名称", "フリガナ", "英語名称", "郵便番号", "都道府県", "市区町村", "代表者"];
const WARDS: [&str; 5] = ["千代田区", "港区", "世田谷区", "練馬区", "江戸川区"];

/// Writes `rows` suppliers with valid, different corporate numbers.
pub fn write(path: &Path, rows: u32) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_low_memory().expect("a sheet");
    for (column, heading) in (0u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).expect("a heading");
    }
    for row in 1..=rows {
        for (column, cell) in (0u16..).zip(cells(row)) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    workbook.save(path).expect("a workbook");
}

fn cells(row: u32) -> [String; 8] {
    let ward = WARDS[row as usize % WARDS.len()];
    [
        corporate_number(u64::from(row)),
        format!("株式会社試験情報処理第{row}"),
        format!("シケンジョウホウショリダイ{row}"),
        format!("Trial Data Processing {row} Inc."),
        format!("{:07}", 1_000_000 + row % 999_999),
        "東京都".to_owned(),
        ward.to_owned(),
        format!("試験 太郎{}", row % 1000),
    ]
}

/// A number whose check digit is right: 9 − (Σ Pn × Qn mod 9) before the twelve digits.
fn corporate_number(serial: u64) -> String {
    let base = 990_000_000_000 + serial;
    let mut rest = base;
    let mut sum = 0;
    for position in 1..=12u64 {
        sum += rest % 10 * if position % 2 == 1 { 1 } else { 2 };
        rest /= 10;
    }
    format!("{}{base:012}", 9 - sum % 9)
}

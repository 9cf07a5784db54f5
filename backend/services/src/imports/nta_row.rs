//! One row of the National Tax Agency's corporate-number file, 30 columns.
//!
//! Layout: 国税庁 法人番号公表サイト, ダウンロード and Web-API Ver.4.

use chrono::NaiveDate;
use kakuzuke_domain::suppliers::{CloseCause, CorporateNumber, RegisterProcess};

use super::problems::Problem;
use super::reading::Reading;

/// What one row says: how the company was registered from `changed_on` on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NtaRow {
    /// 法人番号.
    pub number: CorporateNumber,
    /// 変更年月日: the day from which the row holds.
    pub changed_on: NaiveDate,
    /// 処理区分.
    pub process: RegisterProcess,
    /// 商号又は名称.
    pub name: String,
    /// フリガナ.
    pub kana: Option<String>,
    /// 商号又は名称（英語表記）.
    pub name_en: Option<String>,
    /// 法人種別, such as 301.
    pub register_kind: String,
    /// 国内所在地（都道府県）.
    pub prefecture: Option<String>,
    /// 国内所在地（市区町村）.
    pub city: Option<String>,
    /// 国内所在地（丁目番地等）.
    pub street: Option<String>,
    /// 郵便番号, seven digits.
    pub postcode: Option<String>,
    /// 国外所在地.
    pub abroad: Option<String>,
    /// 登記記録の閉鎖等年月日.
    pub closed_on: Option<NaiveDate>,
    /// 登記記録の閉鎖等の事由.
    pub close_cause: Option<CloseCause>,
    /// 承継先法人番号.
    pub successor: Option<CorporateNumber>,
    /// 変更事由の詳細.
    pub change_cause: Option<String>,
}

impl NtaRow {
    /// Reads one row; none where a problem of the row says why.
    pub fn read(reading: &mut Reading) -> Option<Self> {
        if reading.failed() {
            return None;
        }
        let number = reading.number("number")?;
        let name = reading.text("name")?;
        let Some(changed_on) = reading.day("changed_on") else {
            reading.complain("changed_on", Problem::error("required"));
            return None;
        };
        let Some(process) = reading.text("process").and_then(|code| RegisterProcess::from_code(&code)) else {
            reading.complain("process", Problem::error("nta_process"));
            return None;
        };
        let close_cause = match reading.text("close_cause") {
            None => None,
            Some(code) => {
                let cause = CloseCause::from_code(&code);
                if cause.is_none() {
                    reading.complain("close_cause", Problem::error("nta_close_cause"));
                    return None;
                }
                cause
            }
        };
        Some(Self {
            number,
            changed_on,
            process,
            name,
            kana: reading.text("kana"),
            name_en: reading.text("name_en"),
            register_kind: reading.text("kind").unwrap_or_default(),
            prefecture: reading.text("prefecture"),
            city: reading.text("city"),
            street: reading.text("street"),
            postcode: reading.text("postcode"),
            abroad: reading.text("address_outside"),
            closed_on: reading.day("closed_on"),
            close_cause,
            successor: reading.number("successor"),
            change_cause: reading.text("change_cause"),
        })
    }

    /// Whether the company is under foreign law (法人種別 401 外国会社等).
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.register_kind == "401"
    }
}

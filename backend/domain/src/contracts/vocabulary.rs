//! The words of a contract's attributes.

use crate::words::words;

words! {
    /// How the supplier was chosen (契約方式; 地方自治法234条 and the forms wards use).
    pub enum ContractMethod {
        /// 一般競争入札.
        GeneralBid = "general_bid",
        /// 総合評価一般競争入札 (施行令167条の10の2).
        ComprehensiveBid = "comprehensive_bid",
        /// 指名競争入札.
        DesignatedBid = "designated_bid",
        /// 公募型指名競争入札.
        OpenDesignatedBid = "open_designated_bid",
        /// 公募型プロポーザル.
        Proposal = "proposal",
        /// 見積り合せ.
        Quotation = "quotation",
        /// 随意契約.
        Negotiated = "negotiated",
        /// Another way.
        Other = "other",
    }
}

words! {
    /// What is agreed (契約種別).
    pub enum ContractKind {
        /// 総価契約: one price for all of it.
        LumpSum = "lump_sum",
        /// 単価契約: a price per unit.
        UnitPrice = "unit_price",
        /// 長期継続契約 (地方自治法234条の3).
        LongTerm = "long_term",
        /// 債務負担行為 (地方自治法214条).
        DebtBurden = "debt_burden",
    }
}

words! {
    /// A zone of the three-layer model (三層の対策) that the work touches.
    pub enum NetworkZone {
        /// マイナンバー利用事務系.
        MyNumber = "my_number",
        /// LGWAN接続系.
        Lgwan = "lgwan",
        /// インターネット接続系.
        Internet = "internet",
    }
}

words! {
    /// 自治体機密性, the most sensitive first.
    pub enum Confidentiality {
        /// 自治体機密性3A.
        Level3A = "3a",
        /// 自治体機密性3B.
        Level3B = "3b",
        /// 自治体機密性3C.
        Level3C = "3c",
        /// 自治体機密性2.
        Level2 = "2",
        /// 自治体機密性1.
        Level1 = "1",
    }
}

words! {
    /// 自治体完全性, the higher first.
    pub enum Integrity {
        /// 自治体完全性2.
        Level2 = "2",
        /// 自治体完全性1.
        Level1 = "1",
    }
}

words! {
    /// 自治体可用性, the higher first.
    pub enum Availability {
        /// 自治体可用性2.
        Level2 = "2",
        /// 自治体可用性1.
        Level1 = "1",
    }
}

impl ContractMethod {
    /// The method that a list names in its own words, such as 「総合評価一般競争入札」 or 「随契」; none if it cannot be told.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = crate::text::compact(text).to_lowercase();
        if let Some(word) = Self::from_word(&text) {
            return Some(word);
        }
        let has = |part: &str| text.contains(part);
        let rules: [(&[&str], Self); 8] = [
            (&["総合評価", "comprehensive"], Self::ComprehensiveBid),
            (&["プロポーザル", "企画競争", "proposal"], Self::Proposal),
            (&["公募指名", "公募型指名", "希望制指名", "opendesignated"], Self::OpenDesignatedBid),
            (&["見積", "quotation"], Self::Quotation),
            (&["指名", "designated"], Self::DesignatedBid),
            (&["一般競争", "一般", "制限付", "general"], Self::GeneralBid),
            (&["随意", "随契", "特命", "negotiated"], Self::Negotiated),
            (&["その他", "other"], Self::Other),
        ];
        rules.into_iter().find(|(parts, _)| parts.iter().any(|part| has(part))).map(|(_, method)| method)
    }
}

impl ContractKind {
    /// The kind that a list names in its own words; none if it cannot be told.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = crate::text::compact(text).to_lowercase();
        if let Some(word) = Self::from_word(&text) {
            return Some(word);
        }
        let rules = [
            (["単価", "unitprice"], Self::UnitPrice),
            (["長期継続", "longterm"], Self::LongTerm),
            (["債務負担", "debtburden"], Self::DebtBurden),
            (["総価", "lumpsum"], Self::LumpSum),
        ];
        rules.into_iter().find(|(parts, _)| parts.iter().any(|part| text.contains(part))).map(|(_, kind)| kind)
    }
}

impl NetworkZone {
    /// The zones that a list names in its own words, such as 「LGWAN接続系、インターネット接続系」; an empty list for 「なし」, none if
    /// a part of it cannot be told.
    #[must_use]
    pub fn read(text: &str) -> Option<Vec<Self>> {
        let text = crate::text::compact(text).to_lowercase();
        if matches!(text.as_str(), "なし" | "無し" | "無" | "none" | "該当なし" | "接続なし" | "接続しない")
        {
            return Some(Vec::new());
        }
        let parts = text.split([',', '、', '・', '/', '+', ';', '，']).filter(|part| !part.is_empty());
        let mut zones: Vec<Self> = parts.map(Self::read_one).collect::<Option<_>>()?;
        zones.sort_unstable();
        zones.dedup();
        (!zones.is_empty()).then_some(zones)
    }

    fn read_one(part: &str) -> Option<Self> {
        Self::from_word(part).or_else(|| {
            let has = |words: &[&str]| words.iter().any(|word| part.contains(word));
            if has(&["マイナンバー", "個人番号", "番号利用", "mynumber"]) {
                Some(Self::MyNumber)
            } else if has(&["lgwan", "総合行政"]) {
                Some(Self::Lgwan)
            } else if has(&["インターネット", "internet"]) {
                Some(Self::Internet)
            } else {
                None
            }
        })
    }
}

impl Confidentiality {
    /// The class that a list names, such as 「自治体機密性3A」, 「機密性２」 or 「3B」.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = crate::text::compact(text).to_lowercase();
        let text = text.trim_start_matches("自治体").trim_start_matches("機密性");
        Self::from_word(text.trim_start_matches("レベル"))
    }
}

//! Codes of the public corporate-number register (国税庁 法人番号公表サイト, record layout of Web-API Ver.4).

/// Why the register holds this row (処理区分).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegisterProcess {
    /// 01 新規.
    New,
    /// 11 商号又は名称の変更.
    NameChange,
    /// 12 国内所在地の変更.
    AddressChange,
    /// 13 国外所在地の変更.
    ForeignAddressChange,
    /// 21 登記記録の閉鎖等.
    Closed,
    /// 22 登記記録の復活等.
    Reopened,
    /// 71 吸収合併.
    Merger,
    /// 72 吸収合併無効.
    MergerVoided,
    /// 81 商号の登記の抹消.
    NameStruckOff,
    /// 99 削除.
    Deleted,
}

impl RegisterProcess {
    /// Reads the two-digit code; a lost leading zero is forgiven.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "01" | "1" => Self::New,
            "11" => Self::NameChange,
            "12" => Self::AddressChange,
            "13" => Self::ForeignAddressChange,
            "21" => Self::Closed,
            "22" => Self::Reopened,
            "71" => Self::Merger,
            "72" => Self::MergerVoided,
            "81" => Self::NameStruckOff,
            "99" => Self::Deleted,
            _ => return None,
        })
    }

    /// Machine word, translated where it is shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::NameChange => "name_change",
            Self::AddressChange => "address_change",
            Self::ForeignAddressChange => "foreign_address_change",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Merger => "merger",
            Self::MergerVoided => "merger_voided",
            Self::NameStruckOff => "name_struck_off",
            Self::Deleted => "deleted",
        }
    }
}

/// Why a record was closed (登記記録の閉鎖等の事由).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseCause {
    /// 01 清算の結了等.
    Liquidated,
    /// 11 合併による解散等.
    Merged,
    /// 21 登記官による閉鎖.
    ByRegistrar,
    /// 31 その他の清算の結了等.
    OtherLiquidation,
}

impl CloseCause {
    /// Every cause.
    pub const ALL: [Self; 4] = [Self::Liquidated, Self::Merged, Self::ByRegistrar, Self::OtherLiquidation];

    /// The cause with this machine word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == word)
    }

    /// Reads the two-digit code; a lost leading zero is forgiven.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "01" | "1" => Self::Liquidated,
            "11" => Self::Merged,
            "21" => Self::ByRegistrar,
            "31" => Self::OtherLiquidation,
            _ => return None,
        })
    }

    /// Machine word, translated where it is shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Liquidated => "liquidated",
            Self::Merged => "merged",
            Self::ByRegistrar => "by_registrar",
            Self::OtherLiquidation => "other_liquidation",
        }
    }
}

/// What kind of body the register holds (法人種別).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegisterKind {
    /// 101 国の機関.
    National,
    /// 201 地方公共団体.
    LocalGovernment,
    /// 301 株式会社.
    StockCompany,
    /// 302 有限会社.
    LimitedCompany,
    /// 303 合名会社.
    GeneralPartnership,
    /// 304 合資会社.
    LimitedPartnership,
    /// 305 合同会社.
    LimitedLiability,
    /// 399 その他の設立登記法人.
    OtherRegistered,
    /// 401 外国会社等.
    Foreign,
    /// 499 その他.
    Other,
}

impl RegisterKind {
    /// Reads the three-digit code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "101" => Self::National,
            "201" => Self::LocalGovernment,
            "301" => Self::StockCompany,
            "302" => Self::LimitedCompany,
            "303" => Self::GeneralPartnership,
            "304" => Self::LimitedPartnership,
            "305" => Self::LimitedLiability,
            "399" => Self::OtherRegistered,
            "401" => Self::Foreign,
            "499" => Self::Other,
            _ => return None,
        })
    }

    /// The kind of supplier such a body is.
    #[must_use]
    pub fn supplier_kind(self) -> super::SupplierKind {
        match self {
            Self::Foreign => super::SupplierKind::Foreign,
            _ => super::SupplierKind::Corporation,
        }
    }
}

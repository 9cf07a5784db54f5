//! The fictitious companies: the sample names of the National Tax Agency first, then names built from parts.

use kakuzuke_domain::suppliers::{CorporateNumber, SupplierKind};

/// A fictitious company before it is registered.
#[derive(Clone, Debug)]
pub struct Company {
    /// What it is.
    pub kind: SupplierKind,
    /// A corporate number, for the Agency's samples only.
    pub number: Option<CorporateNumber>,
    /// Its name.
    pub name: String,
    /// Its reading.
    pub kana: String,
    /// Its English name.
    pub name_en: Option<String>,
    /// Prefecture; none abroad.
    pub prefecture: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Country as two letters, for foreign companies.
    pub country: Option<&'static str>,
    /// The trade, which decides what it is entrusted with.
    pub trade: &'static str,
    /// A branch that signs the contracts.
    pub branch: Option<&'static str>,
    /// Positions of the members of a joint venture.
    pub members: Vec<usize>,
    /// An earlier name.
    pub formerly: Option<String>,
}

const SAMPLES: &str = include_str!("../../../../seed/demo/sample-names.csv");
const PREFIXES: &str = include_str!("../../../../seed/demo/prefixes.csv");
const BUSINESSES: &str = include_str!("../../../../seed/demo/businesses.csv");

const STREETS: [(&str, &str, &str); 8] = [
    ("東京都", "千代田区", "架空町一丁目1番"),
    ("東京都", "新宿区", "架空町二丁目3番"),
    ("東京都", "江東区", "架空埠頭三丁目5番"),
    ("東京都", "大田区", "架空橋四丁目7番"),
    ("東京都", "足立区", "架空台五丁目9番"),
    ("神奈川県", "横浜市中区", "架空通6番"),
    ("千葉県", "千葉市中央区", "架空7番"),
    ("埼玉県", "さいたま市大宮区", "架空8番"),
];

/// The companies of the demo, always the same and in the same order.
#[must_use]
pub fn companies() -> Vec<Company> {
    let mut companies: Vec<Company> = lines(SAMPLES).filter_map(sample).collect();
    for (position, (prefix, business)) in pairs().enumerate() {
        companies.extend(built(position, &prefix, &business));
    }
    companies.extend(others());
    companies
}

fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn pairs() -> impl Iterator<Item = (Vec<&'static str>, Vec<&'static str>)> {
    lines(PREFIXES).flat_map(|prefix| lines(BUSINESSES).map(move |business| (prefix.clone(), business)))
}

fn sample(fields: Vec<&'static str>) -> Option<Company> {
    let [number, name, kana, _, prefecture, city, street, postcode] = fields.as_slice() else { return None };
    let trade = ["systems", "data", "cloud", "printing"].get(name.len() % 4).copied().unwrap_or("systems");
    Some(Company {
        number: Some(CorporateNumber::parse(number).ok()?),
        prefecture: Some((*prefecture).to_owned()),
        city: Some((*city).to_owned()),
        street: Some((*street).to_owned()),
        postcode: Some((*postcode).to_owned()),
        ..company(SupplierKind::Corporation, name, kana, trade)
    })
}

fn built(position: usize, prefix: &[&'static str], business: &[&'static str]) -> Option<Company> {
    let ([word, reading, latin], [work, work_reading, english, trade]) = (prefix, business) else { return None };
    let core = format!("{word}{work}");
    let (name, formerly) = match position % 7 {
        0 => (format!("{core}株式会社"), None),
        3 => (format!("合同会社{core}"), None),
        5 => (format!("有限会社{core}"), None),
        6 => (format!("株式会社{core}"), Some(format!("{core}有限会社"))),
        _ => (format!("株式会社{core}"), None),
    };
    let (prefecture, city, street) = STREETS.get(position % STREETS.len())?;
    let branch = ["東京支店", "首都圏営業所", "公共事業部"].get(position % 11).copied();
    Some(Company {
        name_en: Some(format!("{latin} {english} ({})", if position % 7 == 3 { "LLC" } else { "Co., Ltd." })),
        prefecture: Some((*prefecture).to_owned()),
        city: Some((*city).to_owned()),
        street: Some(format!("{street}{}号", position % 29 + 1)),
        branch,
        formerly,
        ..company(SupplierKind::Corporation, &name, &format!("{reading}{work_reading}"), trade)
    })
}

fn others() -> Vec<Company> {
    let sole = [
        ("見本太郎デザイン事務所", "ミホンタロウデザインジムショ", "printing"),
        ("例示花子（れいじ校正室）", "レイジハナココウセイシツ", "printing"),
        ("架空次郎システム工房", "カクウジロウシステムコウボウ", "systems"),
    ];
    let foreign = [
        ("Example Cloud Pte. Ltd.", "イグザンプルクラウド", "SG"),
        ("Sample Analytics GmbH", "サンプルアナリティクス", "DE"),
        ("Placeholder Software, Inc.", "プレースホルダーソフトウェア", "US"),
    ];
    let joint = [
        ("架空・見本共同企業体", "カクウミホンキョウドウキギョウタイ", vec![10, 30]),
        ("例示・仮称図書館運営共同企業体", "レイジカショウトショカンウンエイキョウドウキギョウタイ", vec![68, 88]),
        ("模擬コールセンターコンソーシアム", "モギコールセンターコンソーシアム", vec![101, 121, 141]),
        ("国税商事・雛形共同企業体", "コクゼイショウジヒナガタキョウドウキギョウタイ", vec![0, 130]),
    ];
    let mut companies: Vec<Company> =
        sole.into_iter().map(|(name, kana, trade)| company(SupplierKind::SoleProprietor, name, kana, trade)).collect();
    companies.extend(foreign.into_iter().map(|(name, kana, country)| Company {
        name_en: Some(name.to_owned()),
        country: Some(country),
        ..company(SupplierKind::Foreign, name, kana, "cloud")
    }));
    companies.extend(joint.into_iter().map(|(name, kana, members)| Company {
        members,
        ..company(SupplierKind::JointVenture, name, kana, "welfare")
    }));
    companies
}

fn company(kind: SupplierKind, name: &str, kana: &str, trade: &'static str) -> Company {
    Company {
        kind,
        number: None,
        name: name.to_owned(),
        kana: kana.to_owned(),
        name_en: None,
        prefecture: None,
        city: None,
        street: None,
        postcode: None,
        country: None,
        trade,
        branch: None,
        members: Vec::new(),
        formerly: None,
    }
}

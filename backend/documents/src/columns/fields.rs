//! The dictionary: which fields a kind of table has, and by which names people head them.

use serde::{Deserialize, Serialize};

/// A kind of table that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportKind {
    /// Suppliers, their names and addresses.
    Suppliers,
    /// Declarations, certificates, registrations and reports.
    Attestations,
    /// Third-party audits; one row per audit or per finding.
    Audits,
    /// Contracts or awards.
    Contracts,
    /// The file of the public corporate-number register, 30 columns without header.
    CorporateNumbers,
}

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Text, line breaks turned to spaces.
    Text,
    /// A company's name; what stands below a line break is its address if the header speaks of one.
    Name,
    /// One day.
    Date,
    /// Two days in one cell.
    Period,
    /// Whole yen.
    Amount,
    /// A corporate number.
    CorporateNumber,
    /// An integer.
    Integer,
    /// Yes or no.
    Bool,
    /// One of the words of a field.
    Choice,
}

/// One field of a kind of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its word, used in mappings and on the command line.
    pub key: &'static str,
    /// A row without it is rejected.
    pub required: bool,
    /// How its cells are read.
    pub kind: FieldKind,
    /// Usual headers, the likeliest first; compared after [`super::normal_header`].
    pub names: &'static [&'static str],
}

const fn field(key: &'static str, kind: FieldKind, names: &'static [&'static str]) -> Field {
    Field { key, required: false, kind, names }
}

const fn required(key: &'static str, kind: FieldKind, names: &'static [&'static str]) -> Field {
    Field { key, required: true, kind, names }
}

use FieldKind::{Amount, Bool, Choice, CorporateNumber, Date, Integer, Name, Period, Text};

const NUMBER: &[&str] = &[
    "法人番号",
    "corporate_number",
    "number",
    "supplier_number",
    "事業者法人番号",
    "受託者法人番号",
    "相手方法人番号",
    "契約相手方法人番号",
    "落札者法人番号",
    "契約の相手方の法人番号",
    "法人番号13桁",
    "corporate no",
    "corporatenumber",
    "houjin_bangou",
    "法人no",
    "法人ナンバー",
    "インボイス登録番号",
];
const SUPPLIER_NAME: &[&str] = &[
    "事業者名",
    "supplier_name",
    "supplier",
    "name",
    "商号",
    "名称",
    "商号又は名称",
    "商号または名称",
    "法人名",
    "会社名",
    "企業名",
    "業者名",
    "受託者",
    "受託者名",
    "受注者",
    "受注者名",
    "委託先",
    "委託先名",
    "落札者",
    "落札者名",
    "落札業者",
    "落札業者名",
    "契約相手方",
    "契約の相手方",
    "契約相手",
    "契約業者",
    "契約業者名",
    "契約者名",
    "相手方",
    "契約の相手方の商号又は名称",
    "契約の相手方の商号又は名称及び住所",
    "契約の相手方の氏名又は名称",
    "契約の相手方の名称及び住所",
    "契約相手方の商号又は名称及び住所",
    "契約相手方名",
    "事業者",
    "取引先",
    "取引先名",
    "company",
    "company name",
    "organization",
    "組織名",
    "事業者名称",
    "法人名称",
    "氏名又は名称",
];
const ADDRESS: &[&str] = &[
    "所在地",
    "address",
    "住所",
    "本店所在地",
    "本社所在地",
    "主たる事務所の所在地",
    "契約の相手方の住所",
    "location",
    "supplier_address",
    "事業者所在地",
];
const KANA: &[&str] = &[
    "フリガナ",
    "kana",
    "ふりがな",
    "カナ",
    "名称カナ",
    "商号カナ",
    "名称フリガナ",
    "商号フリガナ",
    "事業者名カナ",
    "読み",
    "よみ",
    "furigana",
    "カナ名称",
    "法人名フリガナ",
    "商号又は名称フリガナ",
];

const SUPPLIERS: &[Field] = &[
    field("number", CorporateNumber, NUMBER),
    required("name", Name, SUPPLIER_NAME),
    field("kana", Text, KANA),
    field("name_en", Text, &["英語名", "name_en", "英文名称", "英語表記", "英文商号", "english name", "enname"]),
    field("kind", Choice, &["種別", "kind", "事業者種別", "法人種別", "区分", "法人個人区分", "事業者区分", "type"]),
    field("postcode", Text, &["郵便番号", "postcode", "postal_code", "zip", "postal code"]),
    field("prefecture", Text, &["都道府県", "prefecture", "都道府県名"]),
    field("city", Text, &["市区町村", "city", "市区町村名"]),
    field("address", Text, ADDRESS),
    field("country", Text, &["国", "country", "国名", "本店所在国"]),
    field(
        "representative",
        Text,
        &["代表者", "representative", "代表者名", "代表者氏名", "代表取締役", "代表者職氏名", "representative_name"],
    ),
    field(
        "branch",
        Text,
        &["支店", "branch", "営業所", "支店名", "営業所名", "事業所名", "支店営業所", "契約先営業所"],
    ),
    field("members", Text, &["構成員", "members", "構成企業", "共同企業体構成員", "構成事業者"]),
    field("valid_from", Date, &["適用日", "valid_from", "有効開始日", "変更年月日", "登録日", "名称変更日"]),
    field("note", Text, &["備考", "note", "摘要", "remarks"]),
];

const ATTESTATIONS: &[Field] = &[
    field("supplier_number", CorporateNumber, NUMBER),
    field("supplier_name", Name, SUPPLIER_NAME),
    required(
        "kind",
        Choice,
        &[
            "種類",
            "kind",
            "認証",
            "認証種別",
            "認証の種類",
            "認証名",
            "制度",
            "制度名",
            "資格",
            "認証取得状況",
            "認証等の種類",
            "区分",
            "certification",
            "attestation",
            "宣言認証の種類",
        ],
    ),
    field("level", Integer, &["段階", "level", "レベル", "星", "星の数", "宣言段階", "★"]),
    field("edition", Choice, &["版", "edition", "規格の版", "規格年版"]),
    field("scope", Choice, &["範囲の判定", "scope", "業務範囲", "適用範囲の判定", "本業務を含むか"]),
    field("scope_text", Text, &["登録範囲", "scope_text", "適用範囲", "認証範囲", "認証登録範囲"]),
    field(
        "number",
        Text,
        &[
            "登録番号",
            "certificate_number",
            "認証番号",
            "認証登録番号",
            "自己宣言id",
            "宣言id",
            "宣言番号",
            "付与番号",
            "認証書番号",
            "証明書番号",
            "番号",
            "registration_number",
            "certificate no",
            "プライバシーマーク登録番号",
        ],
    ),
    field("assurance", Choice, &["確認方法", "assurance", "確認区分", "確認状況", "裏付け"]),
    field(
        "valid_from",
        Date,
        &[
            "有効開始日",
            "valid_from",
            "認証日",
            "登録日",
            "初回登録日",
            "取得日",
            "宣言日",
            "有効期間開始",
            "有効期間始期",
            "発行日",
            "付与日",
            "認定日",
            "取得年月日",
            "登録年月日",
            "宣言年月日",
        ],
    ),
    field(
        "valid_to",
        Date,
        &[
            "有効期限",
            "valid_to",
            "有効終了日",
            "有効期間終了",
            "有効期間終期",
            "満了日",
            "有効期間満了日",
            "expiry",
            "expiration_date",
            "失効日",
            "次回更新日",
        ],
    ),
    field("period", Period, &["有効期間", "period", "認証期間", "登録有効期間"]),
    field("status", Choice, &["状態", "status", "ステータス", "認証状態", "登録状態"]),
    field(
        "status_from",
        Date,
        &["状態開始日", "status_from", "停止日", "一時停止日", "取消日", "返上日", "停止開始日"],
    ),
    field("status_to", Date, &["状態終了日", "status_to", "停止終了日", "停止解除日", "再開日"]),
    field("issuer", Text, &["認証機関", "issuer", "審査機関", "認証機関名", "指定審査機関", "認定機関", "発行機関"]),
    field("source_key", Text, &["管理番号", "source_key", "整理番号", "id"]),
    field("note", Text, &["備考", "note", "摘要"]),
];

const AUDITS: &[Field] = &[
    field("supplier_number", CorporateNumber, NUMBER),
    field("supplier_name", Name, SUPPLIER_NAME),
    required(
        "performed_on",
        Date,
        &["監査実施日", "performed_on", "実施日", "監査日", "実施年月日", "監査実施年月日", "監査終了日", "audit_date"],
    ),
    field(
        "accepted_on",
        Date,
        &["受理日", "accepted_on", "受領日", "報告書受領日", "監査報告書受領日", "受理年月日", "受付日"],
    ),
    field(
        "third_party",
        Bool,
        &["第三者監査", "third_party", "第三者", "第三者か", "外部監査", "第三者機関", "第三者監査の別"],
    ),
    required(
        "opinion",
        Choice,
        &["意見", "opinion", "監査結果", "結果", "監査意見", "総合判定", "判定", "評価結果", "適否"],
    ),
    field("auditor", Text, &["監査人", "auditor", "監査機関", "監査法人", "監査機関名", "監査実施者", "監査人名"]),
    field("title", Text, &["監査名", "title", "件名", "監査対象", "対象業務", "対象業務名"]),
    field(
        "finding_severity",
        Choice,
        &["指摘区分", "finding_severity", "severity", "重大度", "区分", "指摘の区分", "指摘種別", "指摘レベル"],
    ),
    field("finding_text", Text, &["指摘事項", "finding_text", "finding", "指摘内容", "内容", "指摘"]),
    field("finding_due_on", Date, &["是正期限", "finding_due_on", "due_on", "改善期限", "是正期日", "期限"]),
    field(
        "finding_closed_on",
        Date,
        &["是正完了日", "finding_closed_on", "closed_on", "是正日", "完了日", "改善完了日", "是正確認日"],
    ),
    field(
        "finding_promised_on",
        Date,
        &["是正予定日", "finding_promised_on", "promised_on", "改善予定日", "完了予定日"],
    ),
    field("finding_key", Text, &["指摘番号", "finding_key", "指摘no", "指摘id"]),
    field(
        "source_key",
        Text,
        &["報告書番号", "source_key", "監査番号", "管理番号", "整理番号", "監査報告書番号", "id"],
    ),
    field("note", Text, &["備考", "note", "摘要"]),
];

const CONTRACTS: &[Field] = &[
    field("supplier_number", CorporateNumber, NUMBER),
    field("supplier_name", Name, SUPPLIER_NAME),
    field("supplier_address", Text, ADDRESS),
    field(
        "buyer_code",
        Text,
        &["団体コード", "buyer_code", "発注機関コード", "地方公共団体コード", "全国地方公共団体コード", "lg_code"],
    ),
    field(
        "buyer_name",
        Text,
        &[
            "発注機関",
            "buyer",
            "buyer_name",
            "発注者",
            "発注機関名",
            "団体名",
            "発注自治体",
            "自治体名",
            "区名",
            "区",
            "government_department",
            "government_departments",
            "府省",
            "府省名",
            "機関名",
            "調達機関",
            "所管",
            "契約機関",
            "発注団体",
        ],
    ),
    field(
        "department",
        Text,
        &["所管課", "department", "担当課", "契約担当課", "所属", "主管課", "担当部署", "所管部署", "課名", "所管課名"],
    ),
    required(
        "title",
        Text,
        &[
            "契約件名",
            "title",
            "件名",
            "案件名",
            "案件名称",
            "業務名",
            "委託業務名",
            "事業名",
            "委託件名",
            "調達件名",
            "物品役務等の名称及び数量",
            "物品等又は役務の名称及び数量",
            "名称及び数量",
            "契約名",
            "業務名称",
            "契約名称",
            "入札件名",
            "工事件名",
            "公共工事の名称",
            "案件",
        ],
    ),
    field(
        "awarded_on",
        Date,
        &[
            "契約日",
            "awarded_on",
            "契約締結日",
            "契約年月日",
            "契約を締結した日",
            "落札日",
            "落札決定日",
            "date_of_order",
            "契約締結年月日",
            "受注日",
            "award_date",
            "開札日",
            "決定日",
            "発注日",
        ],
    ),
    field(
        "valid_from",
        Date,
        &[
            "契約開始日",
            "valid_from",
            "履行開始日",
            "契約始期",
            "契約期間開始",
            "契約期間自",
            "履行期間開始",
            "履行期間自",
            "委託開始日",
            "開始日",
            "自",
            "start",
        ],
    ),
    field(
        "valid_to",
        Date,
        &[
            "契約終了日",
            "valid_to",
            "履行期限",
            "契約終期",
            "契約期間終了",
            "契約期間至",
            "履行期間終了",
            "履行期間至",
            "委託終了日",
            "終了日",
            "納期",
            "至",
            "契約満了日",
            "履行完了日",
            "end",
        ],
    ),
    field("period", Period, &["契約期間", "period", "履行期間", "委託期間", "工期", "契約期間自至", "履行期間自至"]),
    field(
        "amount_yen",
        Amount,
        &[
            "契約金額",
            "amount_yen",
            "amount",
            "落札金額",
            "落札価格",
            "契約額",
            "金額",
            "契約価格",
            "決定金額",
            "当初契約金額",
            "委託料",
            "契約金額円",
            "落札額",
            "契約総額",
            "price",
        ],
    ),
    field(
        "method",
        Text,
        &[
            "契約方法",
            "method",
            "契約方式",
            "入札方式",
            "調達方法",
            "契約の方法",
            "競争入札の別",
            "入札契約方式",
            "契約種別",
        ],
    ),
    field("fiscal_year", Integer, &["年度", "fiscal_year", "会計年度", "契約年度"]),
    field(
        "source_key",
        Text,
        &["契約番号", "source_key", "案件番号", "管理番号", "整理番号", "調達案件番号", "契約管理番号", "id"],
    ),
    field("note", Text, &["備考", "note", "摘要"]),
];

/// The 30 columns of the register's file in their order (国税庁 Web-API Ver.4, リソース定義書).
const REGISTER: &[Field] = &[
    field("sequence", Integer, &["sequenceNumber", "一連番号"]),
    required("number", CorporateNumber, &["corporateNumber", "法人番号"]),
    required("process", Text, &["process", "処理区分"]),
    field("correct", Text, &["correct", "訂正区分"]),
    field("updated_on", Date, &["updateDate", "更新年月日"]),
    field("changed_on", Date, &["changeDate", "変更年月日"]),
    required("name", Text, &["name", "商号又は名称"]),
    field("name_image", Text, &["nameImageId", "商号又は名称イメージid"]),
    field("kind", Text, &["kind", "法人種別"]),
    field("prefecture", Text, &["prefectureName", "国内所在地都道府県"]),
    field("city", Text, &["cityName", "国内所在地市区町村"]),
    field("street", Text, &["streetNumber", "国内所在地丁目番地等"]),
    field("address_image", Text, &["addressImageId", "国内所在地イメージid"]),
    field("prefecture_code", Text, &["prefectureCode", "都道府県コード"]),
    field("city_code", Text, &["cityCode", "市区町村コード"]),
    field("postcode", Text, &["postCode", "郵便番号"]),
    field("address_outside", Text, &["addressOutside", "国外所在地"]),
    field("address_outside_image", Text, &["addressOutsideImageId", "国外所在地イメージid"]),
    field("closed_on", Date, &["closeDate", "登記記録の閉鎖等年月日"]),
    field("close_cause", Text, &["closeCause", "登記記録の閉鎖等の事由"]),
    field("successor", CorporateNumber, &["successorCorporateNumber", "承継先法人番号"]),
    field("change_cause", Text, &["changeCause", "変更事由の詳細"]),
    field("assigned_on", Date, &["assignmentDate", "法人番号指定年月日"]),
    field("latest", Bool, &["latest", "最新履歴"]),
    field("name_en", Text, &["enName", "商号又は名称英語表記"]),
    field("prefecture_en", Text, &["enPrefectureName", "国内所在地都道府県英語表記"]),
    field("city_en", Text, &["enCityName", "国内所在地市区町村丁目番地等英語表記"]),
    field("address_outside_en", Text, &["enAddressOutside", "国外所在地英語表記"]),
    field("kana", Text, &["furigana", "フリガナ"]),
    field("hidden", Bool, &["hihyoji", "検索対象除外"]),
];

impl ImportKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Suppliers, Self::Attestations, Self::Audits, Self::Contracts, Self::CorporateNumbers];

    /// The word of the command line and of addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suppliers => "suppliers",
            Self::Attestations => "attestations",
            Self::Audits => "audits",
            Self::Contracts => "contracts",
            Self::CorporateNumbers => "corporate-numbers",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Its fields, in the order in which a person is asked for them.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Suppliers => SUPPLIERS,
            Self::Attestations => ATTESTATIONS,
            Self::Audits => AUDITS,
            Self::Contracts => CONTRACTS,
            Self::CorporateNumbers => REGISTER,
        }
    }

    /// One of its fields.
    #[must_use]
    pub fn field(self, key: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// Pairs of which a table needs at least one column; a row needs at least one of them filled.
    #[must_use]
    pub fn either(self) -> &'static [&'static str] {
        match self {
            Self::Attestations | Self::Audits | Self::Contracts => &["supplier_number", "supplier_name"],
            Self::Suppliers | Self::CorporateNumbers => &[],
        }
    }
}

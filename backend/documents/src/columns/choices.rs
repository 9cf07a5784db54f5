//! Words people use for choices, and the machine word of each.

use kakuzuke_domain::text::compact;

use super::fields::ImportKind;

/// The kind of an attestation as written, with what the same cell says of level and edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AttestationWord {
    pub kind: &'static str,
    pub level: Option<i64>,
    pub edition: Option<&'static str>,
}

/// Reads names such as 「SECURITY ACTION 二つ星」, `ISO/IEC 27001:2022`, 「Pマーク」.
pub(super) fn attestation(text: &str) -> Option<AttestationWord> {
    let text = key(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let word = |kind| Some(AttestationWord { kind, level: None, edition: None });
    if has(&["securityaction", "security_action", "セキュリティアクション"]) {
        return Some(AttestationWord { kind: "security_action", level: stars(&text), edition: None });
    }
    if has(&["scs", "サプライチェーン強化", "サプライチェーンセキュリティ対策評価"]) {
        return Some(AttestationWord { kind: "scs", level: stars(&text), edition: None });
    }
    if has(&["27017", "ismsクラウド"]) {
        return word("iso27017");
    }
    if has(&["27001", "isms", "iso27k", "情報セキュリティマネジメントシステム"]) {
        let edition = if has(&["2013"]) {
            Some("2013")
        } else if has(&["2022", "2023"]) {
            Some("2022")
        } else {
            None
        };
        return Some(AttestationWord { kind: "iso27001", level: None, edition });
    }
    if has(&["ismapliu", "ismap_liu"]) {
        return word("ismap_liu");
    }
    if has(&["ismap"]) {
        return word("ismap");
    }
    if has(&["プライバシーマーク", "pマーク", "privacymark", "privacy_mark", "15001"]) || text == "p" {
        return word("privacy_mark");
    }
    if has(&["soc2"]) {
        return word("soc2");
    }
    let only_stars = text.contains(['★', '☆']) || text.contains('星');
    match stars(&text) {
        Some(level @ 1..=2) if only_stars => {
            Some(AttestationWord { kind: "security_action", level: Some(level), edition: None })
        }
        Some(level @ 3..=4) if only_stars => Some(AttestationWord { kind: "scs", level: Some(level), edition: None }),
        _ => None,
    }
}

/// A number of stars: ★★, 二つ星, 2つ星, 星2, ★3.
pub(super) fn stars(text: &str) -> Option<i64> {
    let counted = text.chars().filter(|c| matches!(c, '★' | '☆')).count();
    let digit = |c: char| match c {
        '1'..='5' => c.to_digit(10).map(i64::from),
        '一' => Some(1),
        '二' | 'ニ' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        _ => None,
    };
    if counted > 1 {
        return i64::try_from(counted).ok();
    }
    let after = text.split(['★', '☆', '星']).nth(1).and_then(|rest| rest.chars().next()).and_then(digit);
    let before = ["つ星", "ツ星", "星"]
        .iter()
        .find_map(|mark| text.split_once(mark))
        .and_then(|(head, _)| head.chars().last())
        .and_then(digit);
    after.or(before).or((counted == 1).then_some(1))
}

/// The machine word that `text` means for a field.
pub(super) fn choice(kind: ImportKind, field: &str, text: &str) -> Option<&'static str> {
    let words: &[(&'static str, &[&str])] = match (kind, field) {
        (ImportKind::Suppliers, "kind") => SUPPLIER_KINDS,
        (ImportKind::Accounts, "role") => ROLES,
        (ImportKind::Accounts, "change") => STAFF_CHANGES,
        (ImportKind::Accounts, "language") => LANGUAGES,
        (_, "edition") => EDITIONS,
        (_, "scope") => SCOPES,
        (_, "assurance") => ASSURANCES,
        (_, "status") => STATUSES,
        (_, "opinion") => OPINIONS,
        (_, "finding_severity") => SEVERITIES,
        _ => return None,
    };
    let text = key(text);
    words.iter().find(|(word, spellings)| *word == text || spellings.contains(&text.as_str())).map(|(word, _)| *word)
}

/// Yes or no.
pub(super) fn truth(text: &str) -> Option<bool> {
    match key(text).as_str() {
        "true" | "1" | "yes" | "y" | "○" | "◯" | "〇" | "●" | "◎" | "有" | "あり" | "はい" | "該当" | "済"
        | "第三者" | "第三者監査" | "第三者機関" | "外部" | "外部監査" | "レ" | "✓" | "✔" => {
            Some(true)
        }
        "false" | "0" | "no" | "n" | "×" | "x" | "✕" | "✗" | "無" | "なし" | "無し" | "いいえ" | "非該当" | "未"
        | "内部" | "内部監査" | "自己" | "自主" | "自主監査" => Some(false),
        _ => None,
    }
}

fn key(text: &str) -> String {
    let mut text = compact(text).to_lowercase();
    text.retain(|c| !matches!(c, '(' | ')' | '・' | '-' | '/' | ':' | '‐' | '「' | '」' | '、'));
    text
}

const ROLES: &[(&str, &[&str])] = &[
    ("operator", &["運用管理者", "システム管理者", "運用担当", "システム運用管理者"]),
    ("secretariat", &["協議会事務局", "事務局", "推進協議会事務局", "事務局員", "事務局担当"]),
    (
        "procurement",
        &[
            "契約調達担当",
            "調達担当",
            "契約担当",
            "調達",
            "契約",
            "契約調達",
            "契約担当者",
            "調達担当者",
            "procurementofficer",
        ],
    ),
    (
        "security",
        &[
            "情報セキュリティ担当",
            "セキュリティ担当",
            "セキュリティ",
            "情報セキュリティ",
            "情報セキュリティ担当者",
            "セキュリティ担当者",
            "securityofficer",
        ],
    ),
    ("subsidy", &["補助金担当", "補助金", "補助金担当者", "subsidyofficer"]),
    ("reader", &["閲覧者", "閲覧", "閲覧のみ", "参照", "参照のみ", "参照者", "readonly", "viewer"]),
    ("supplier", &["事業者", "事業者担当", "事業者担当者"]),
    ("auditor", &["監査人", "監査", "監査担当", "外部監査人", "監査担当者"]),
];
const STAFF_CHANGES: &[(&str, &[&str])] = &[
    (
        "join",
        &[
            "転入",
            "新規",
            "追加",
            "採用",
            "新規採用",
            "着任",
            "配属",
            "付与",
            "開始",
            "登録",
            "新規登録",
            "add",
            "new",
            "start",
            "grant",
            "昇任",
            "昇格",
            "兼務",
            "併任",
        ],
    ),
    (
        "leave",
        &[
            "転出",
            "離任",
            "解除",
            "終了",
            "削除",
            "異動転出",
            "権限解除",
            "権限終了",
            "兼務解除",
            "併任解除",
            "remove",
            "end",
            "delete",
            "out",
        ],
    ),
    (
        "retire",
        &["退職", "定年退職", "普通退職", "任期満了", "閉鎖", "停止", "アカウント停止", "resign", "close", "retired"],
    ),
    ("rename", &["改姓", "氏名変更", "改氏", "改名", "名称変更", "姓変更", "namechange"]),
    ("stay", &["継続", "変更なし", "異動なし", "在籍", "留任", "keep", "nochange", "unchanged"]),
];
const LANGUAGES: &[(&str, &[&str])] = &[("ja", &["日本語", "japanese", "日"]), ("en", &["英語", "english", "英"])];
const SUPPLIER_KINDS: &[(&str, &[&str])] = &[
    ("corporation", &["法人", "株式会社", "会社", "国内法人", "有限会社", "合同会社", "企業"]),
    ("sole_proprietor", &["個人", "個人事業主", "個人事業者", "自営業"]),
    ("joint_venture", &["共同企業体", "jv", "コンソーシアム", "共同事業体"]),
    ("foreign", &["外国会社", "外国法人", "外国", "海外"]),
];
const EDITIONS: &[(&str, &[&str])] = &[
    ("2013", &["2013年版", "isoiec270012013", "jisq270012014"]),
    ("2022", &["2022年版", "isoiec270012022", "jisq270012023", "2023"]),
];
const SCOPES: &[(&str, &[&str])] = &[
    ("covers", &["含む", "対象", "全部", "全社", "○", "◯", "〇", "該当"]),
    ("partly", &["一部", "一部含む", "一部対象", "△"]),
    ("not", &["含まない", "対象外", "×", "非該当"]),
    ("unknown", &["不明", "未確認", "確認中"]),
];
const ASSURANCES: &[(&str, &[&str])] = &[
    ("unconfirmed", &["未確認", "確認中"]),
    ("self_declared", &["自己申告", "自己宣言", "本人申告", "申告"]),
    ("officer_confirmed", &["職員確認", "確認済", "確認済み", "写し確認", "証書確認", "登録証確認", "担当者確認"]),
    ("third_party", &["第三者", "第三者確認", "第三者認証"]),
    (
        "official_register",
        &["公的名簿", "公式サイト", "公式名簿", "公開名簿", "登録簿", "公表サイト", "認証機関サイト", "公式登録簿"],
    ),
];
const STATUSES: &[(&str, &[&str])] = &[
    (
        "valid",
        &["有効", "登録中", "認証中", "宣言中", "宣言済", "宣言済み", "取得済", "取得済み", "期限切れ", "失効", "満了"],
    ),
    ("suspended", &["一時停止", "停止", "停止中", "一時停止中"]),
    ("revoked", &["取消", "取消し", "取り消し", "認証取消", "登録取消"]),
    ("returned", &["返上", "返納", "返還", "自主返上"]),
    ("under_renewal", &["更新中", "更新審査中", "更新手続中", "更新申請中"]),
];
const OPINIONS: &[(&str, &[&str])] = &[
    ("conforming", &["適合", "適正", "指摘なし", "問題なし", "良好", "○", "適", "無指摘"]),
    (
        "conforming_with_findings",
        &[
            "適合指摘あり",
            "指摘あり適合",
            "指摘事項あり",
            "指摘あり",
            "条件付適合",
            "条件付き適合",
            "概ね適合",
            "おおむね適合",
            "軽微な指摘あり",
            "適合指摘事項あり",
            "△",
        ],
    ),
    ("nonconforming", &["不適合", "不適正", "不適", "×", "重大な不備あり"]),
];
const SEVERITIES: &[(&str, &[&str])] = &[
    ("major", &["重大", "重要", "重", "高", "重大な指摘", "重大な不適合", "重大指摘"]),
    ("minor", &["軽微", "軽", "低", "軽微な指摘", "軽微な不適合", "軽微指摘"]),
    ("observation", &["観察", "観察事項", "推奨", "改善提案", "改善の機会", "参考", "所見"]),
];

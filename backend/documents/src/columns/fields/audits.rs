//! A list of audits and their findings.

use super::FieldKind::{Bool, Choice, CorporateNumber, Date, Name, Text};
use super::headings::{NUMBER, SUPPLIER_NAME};
use super::{Field, field, required};

/// Its fields, in the order in which a person is asked for them.
pub const AUDITS: &[Field] = &[
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
        &[
            "指摘区分",
            "finding_severity",
            "severity",
            "重大度",
            "区分",
            "指摘の区分",
            "指摘種別",
            "指摘レベル",
            "指摘の重大度",
        ],
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

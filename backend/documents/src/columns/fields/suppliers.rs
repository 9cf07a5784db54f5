//! A list of suppliers.

use super::FieldKind::{Choice, CorporateNumber, Date, Name, Text};
use super::headings::{ADDRESS, KANA, NUMBER, SUPPLIER_NAME};
use super::{Field, field, required};

/// Its fields, in the order in which a person is asked for them.
pub const SUPPLIERS: &[Field] = &[
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

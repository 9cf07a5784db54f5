//! The file of the public corporate-number register.

use super::FieldKind::{Bool, CorporateNumber, Date, Integer, Text};
use super::{Field, field, required};

/// The 30 columns of the register's file in their order (国税庁 Web-API Ver.4, リソース定義書).
pub const REGISTER: &[Field] = &[
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

site-name = セキュリティ格付
site-tagline = 委託先のサプライチェーン・セキュリティ台帳
site-skip = 本文へ移動
site-menu = メニュー
site-crumbs = 現在の位置
site-other-language = English
site-sign-in = サインイン
site-sign-out = サインアウト
site-demo = デモ用の画面です。事業者・契約・日付はすべて架空のものです。
site-footer = 格付は公開された格付基準だけで計算し、根拠となる記録をすべて示します。過去の記録は上書きせず、いつ何を知っていたかを残します。
site-api = データ連携（API）
site-version = バージョン { $version }

menu-home = ホーム
menu-suppliers = 事業者
menu-contracts = 契約
menu-buyers = 発注者
menu-imports = 取込み
menu-schemes = 格付基準
menu-ledger = 変更記録

unit-points = 点

list-pages = ページ
list-first = 最初に戻る
list-next = 次へ
list-download = 一覧を保存：
list-count = { $count }件
list-count-capped = { $count }件以上

asof-valid = 基準日（いつの時点か）
asof-known = 判明日時（日本時間）
asof-show = この時点で表示
asof-now = 現在に戻す
asof-note = { $valid_on }の格付を、{ $known_at }までに分かっていた内容で表示しています。
asof-note-what = 同じ二つの日時を指定すれば、いつでも同じ結果になります。

form-required = 必須
form-errors = 入力内容を確認してください（{ $count }か所）
form-save = 保存する
form-cancel = やめて戻る

yes = あり
no = なし
unknown = 不明
none = 記録なし
print = 印刷する
close = 閉じる

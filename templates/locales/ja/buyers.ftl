buyers-title = 発注者
buyers-note = 団体コード順（建制順）です。事業者数は、いま契約期間中の契約がある事業者を数えます。
buyers-name = 名称
buyers-code = 団体コード
buyers-suppliers = 契約中の事業者
buyers-contracts = 契約の記録
buyers-narrow = 事業者を絞り込む
buyers-their-suppliers = 契約のある事業者と格付
buyers-their-note = 基準日に契約期間中の契約がある事業者です。
buyers-none = 基準日に契約のある事業者はありません。
buyers-none-advice = 契約一覧（落札一覧など）を取り込むと、ここに事業者と格付が並びます。
contracts-title = 契約
contracts-import = 契約一覧を取り込む
contracts-search = 件名で探す
contracts-buyer = 発注者
contracts-supplier = 事業者
contracts-name = 件名
contracts-period = 契約期間
contracts-awarded = 契約日
contracts-amount = 金額
contracts-of = 事業者：
contracts-none = 契約の記録はありません。
contracts-none-advice = 落札結果や契約一覧（Excel・CSV）をそのまま取り込めます。条件を指定しているときは、条件を外してください。
amount-withheld = 非公表
amount-unit-price = 単価契約
buyers-not-shown = この発注機関の取引先と契約は、その発注機関の職員と協議会事務局だけが閲覧できます。
buyers-hidden = 非表示

templates-title = 特約条項のひな形（Word）
templates-lead = { $buyer }の契約に付ける特約条項を、この団体の様式で作るためのひな形です。ひな形がないときは、標準の様式で作ります。
templates-in-use = 使用中のひな形
templates-since = 使用開始
templates-preview = 見本で試す（Word）
templates-download = ひな形を開く（Word）
templates-withdraw = 標準の様式に戻す
templates-withdraw-note = これから作る特約条項は標準の様式になります。ひな形は履歴に残ります。
templates-none = 独自のひな形はありません。特約条項は標準の様式で作られます。
templates-none-advice = 独自の様式にするときは、標準のひな形を取得してWordで体裁を整え、ここに登録してください。
templates-upload = ひな形を登録する
templates-replace = ひな形を差し替える
templates-send = 確認して登録する
templates-refused =
    { $count ->
       *[other] このひな形は使えません。次の{ $count }件を直してから、もう一度登録してください。
    }
templates-hint = Word文書（.docx）、{ $megabytes } MBまで。登録する前に、差し込み項目と安全性を確認します。
templates-fields = 差し込み項目
templates-fields-note = ひな形の本文、ヘッダー、フッターに、次の項目を二重の波かっこのまま書きます。文書を作るときに、契約の内容に置き換わります。分からない項目は、手で書き込めるように空けます。
templates-standard = 標準のひな形を取得する（Word）
templates-field = 項目
templates-field-holds = 入る内容
templates-styles-note = 「特約見出し」「特約条」「特約項」「特約号」という名前の段落スタイルがあるひな形では、条文にそのスタイルを使います。ない場合は、条文を書いた段落の書式に合わせます。
templates-history = ひな形の履歴
templates-file = ファイル
templates-period = 使用した期間
input-file-template = ひな形のファイル

template-field-title = 文書の表題
template-field-buyer = 発注する団体の名称（{"{{"}発注者名{"}}"}とも書けます）
template-field-contract = 契約の件名
template-field-number = 契約の番号
template-field-concluded-on = 契約日（和暦）
template-field-period = 契約期間の初日と末日（和暦）
template-field-supplier = 受注者の名称
template-field-preamble = 当事者と契約を示す前文
template-field-articles = 全ての条文。一つの段落にこの項目だけを書きます（必須）
template-field-closing = 条文の後の文
template-field-edition = 基にした標準特約条項の版
template-field-made-on = 文書を作った日（和暦）

template-part = { $part ->
    [header] ヘッダー
    [footer] フッター
    [note] 脚注
   *[body] 本文
    }
problem-template-not-word = Word文書（.docx）ではありません。古い形式（.doc）やテンプレート形式（.dotx）のときは、Wordで.docxとして保存し直してください
problem-template-too-large = ファイルが大きすぎます。画像を小さくするなどして、10 MBまでにしてください
problem-template-encrypted = パスワードで保護されています。保護を外してから登録してください
problem-template-zip-bomb = 展開すると極端に大きくなるファイルは受け付けません
problem-template-damaged = ファイルが壊れています。Wordで開いて、保存し直してください
problem-template-macros = マクロが含まれています。マクロのない.docxとして保存し直してください
problem-template-active-content = 埋め込みや自動実行の部品（{ $what }）が含まれています。取り除いてください
problem-template-external = 文書の外を参照しています（{ $target }）。画像などは文書の中に入れてください
problem-template-unknown-field = { template-part }の{ $paragraph }番目の段落: 「{ $field }」という差し込み項目はありません（{ $text }）
problem-template-broken-field = { template-part }の{ $paragraph }番目の段落: 二重の波かっこが閉じていないか、始まりがありません（{ $text }）
problem-template-field-missing = 差し込み項目「{ $field }」がありません。どの契約の文書か分かるように入れてください
problem-template-articles-twice = { template-part }の{ $paragraph }番目の段落: 条文の差し込み項目が二度あります
problem-template-articles-not-alone = { template-part }の{ $paragraph }番目の段落: 条文の差し込み項目は、一つの段落にそれだけを書いてください（{ $text }）
problem-template-articles-elsewhere = { template-part }の{ $paragraph }番目の段落: 条文の差し込み項目は、ヘッダーや図形の中ではなく本文に書いてください
problem-template-too-many-fields = 差し込み項目が多すぎます（{ $limit }個まで）

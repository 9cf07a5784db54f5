sign-in-title = サインイン
sign-in-demo = デモの利用者
sign-in-demo-hint = 架空の利用者です。ボタンを押すと、その人としてサインインします。
sign-in-demo-as = { $name } としてサインイン

role-operator = 運用管理者
role-secretariat = 協議会事務局
role-procurement = 契約・調達担当
role-security = 情報セキュリティ担当
role-subsidy = 補助金担当
role-reader = 閲覧者
role-supplier = 事業者
role-auditor = 監査人

circle-installation = システム全体
circle-council = 推進協議会

sign-in-do = サインインする
sign-in-forgotten = パスワードをお忘れの場合
sign-in-passkey = パスキー
sign-in-passkey-hint = この端末の指紋、顔認証、PIN、またはセキュリティキーでサインインします。
sign-in-passkey-do = パスキーでサインインする
sign-in-elsewhere = 他のサービスでサインイン
sign-in-with = { $name }でサインインする
passkey-failed = パスキーを使用できませんでした。もう一度お試しいただくか、別の方法をご利用ください。

input-email = メールアドレス
input-password = パスワード
input-code = 6桁の確認コード
input-recovery-code = リカバリーコード
input-present-password = 現在のパスワード
input-new-password = 新しいパスワード

password-hint = 15文字以上で入力してください。複数の単語を並べると覚えやすくなります。文字の種類の指定はありません。

problem-sign-in-refused = メールアドレスとパスワードが一致しません。もう一度お試しください。
problem-throttled = 失敗が続いたため、一時的に受け付けていません。しばらくしてからもう一度お試しください。
problem-oidc-refused = 他のサービスによるサインインができませんでした。もう一度お試しください。
problem-oidc-unknown = この利用者に対応するアカウントがありません。アカウントをお持ちの場合は、サインイン後に「サインインとセキュリティ」で連携してください。
problem-email-taken = このメールアドレスは別のアカウントで使用されています。そのアカウントでサインインし、「サインインとセキュリティ」で連携してください。
problem-identity-taken = この利用者は別のアカウントと連携済みです。
problem-code-wrong = 正しくないか、すでに使用されています
problem-password-wrong = 正しくありません
problem-password-short = 15文字に達していません
problem-password-long = 長すぎます
problem-password-common = 攻撃者が最初に試す、よく使われるパスワードです
problem-password-personal = メールアドレス、氏名又は本サービスの名称でできています
problem-password-pattern = 繰り返し又は連続した文字でできています
problem-passkey-wrong = パスキーを確認できませんでした。もう一度お試しください。
problem-passkey-taken = このパスキーは登録済みです。
problem-name-missing = パスキーの名称を入力してください。
problem-ceremony-over = 時間が経過したか、別の画面で開始されたため無効です。最初からやり直してください。
problem-last-factor = ご利用の役割には二要素認証が必要です。先に別の認証方法を設定してください。
problem-last-way-in = これが唯一のサインイン方法です。先にパスワードを設定するか、パスキーを追加してください。

second-step-title = 本人確認
second-step-lead = お手元にあるもので、ご本人であることをもう一度確認します。
second-step-code = 認証アプリ
second-step-code-hint = アプリに現在表示されているコード
second-step-do = 確認する
second-step-passkey-do = パスキーで確認する
second-step-recovery = リカバリーコード
second-step-recovery-hint = 保管している10個のコードのうちの1つ。それぞれ1回だけ使用できます。
second-step-recovery-do = リカバリーコードを使用する
second-step-stop = サインアウト

reset-title = パスワードの再設定
reset-lead = メールアドレスを入力してください。新しいパスワードを設定するためのリンクをお送りします。
reset-do = リンクを送信する
reset-sent = このメールアドレスのアカウントがある場合は、リンクをお送りしました。1時間以内に1回だけ使用できます。
reset-back = サインインに戻る
reset-new-title = 新しいパスワード
reset-set = パスワードを設定する
reset-done = パスワードを変更しました。すべてのサインイン中の端末からサインアウトしました。
reset-over = このリンクは使用済みか、有効期限が切れています。
reset-again = リンクをもう一度請求する

security-title = サインインとセキュリティ
security-needed = 二要素認証を設定してください
security-needed-more = ご利用の役割には二要素認証が必要です。認証アプリ又はパスキーを設定するまで、登録簿をご利用いただけません。
security-totp = 認証アプリ
security-totp-since = 利用開始:
security-totp-none = 設定されていません。
security-totp-begin = 認証アプリを設定する
security-totp-replace = 設定し直す
security-totp-end = 認証アプリの利用をやめる
security-codes-left = 残りのリカバリーコード: { $count }個
security-codes-renew = リカバリーコードを再発行する
security-passkeys = パスキー
security-passkeys-none = 登録されているパスキーはありません。
security-passkeys-impossible = このアドレスではパスキーを使用できません。
security-passkey-made = 登録:
security-passkey-used = 最終使用:
security-passkey-rename = 名称
security-passkey-remove = 「{ $name }」を削除する
security-passkey-name-hint = 例: 庁内ノートPC
security-passkey-add = パスキーを追加する
security-password = パスワード
security-password-since = 設定日時:
security-password-change = パスワードを変更する
security-identities = 連携しているサービス
security-identity-linked = 連携日時:
security-identity-link = { $name }と連携する
security-identity-end = 連携を解除する
security-history = 最近のサインイン
security-history-hint = 心当たりのないものがある場合は、パスワードを変更し、管理者に連絡してください。
security-history-none = サインインの記録はありません。

sign-in-method-password = パスワード
sign-in-method-totp = 認証アプリ
sign-in-method-recovery-code = リカバリーコード
sign-in-method-passkey = パスキー
sign-in-method-oidc = 他のサービス
sign-in-method-demo = デモ
sign-in-outcome-accepted = 成功
sign-in-outcome-refused = 失敗
sign-in-outcome-throttled = 試行回数超過

totp-title = 認証アプリの設定
totp-scan = 認証アプリでこの画像を読み取ってください。
totp-picture = 認証アプリ用のQRコード。入力用の同じキーが下に表示されています。
totp-typed = 読み取れない場合は、次のキーをアプリに入力してください。
totp-open = この端末のアプリで開く
totp-code-hint = アプリに現在表示されているコード
totp-confirm = 設定を完了する

codes-title = リカバリーコード
codes-lead = 次のコードを安全な場所に保管してください。スマートフォンやパスキーが手元にないときに、それぞれ1回だけ使用できます。再表示はできません。
codes-print = 印刷する
codes-kept = 保管しました

command-accounts-totp = 認証アプリ
command-accounts-recovery-codes = リカバリーコード
command-accounts-passkeys = パスキー
command-accounts-password = パスワードの変更
command-accounts-password-resets = パスワード再設定の請求
command-accounts-identities = 他のサービスとの連携

mail-password-reset = パスワードの再設定
mail-password-reset-more = お使いのアカウントについて、パスワードの再設定が請求されました。リンクは{ $minutes }分以内に1回だけ使用できます。お心当たりのない場合は、このメールを破棄してください。パスワードは変更されません。

refusal-oidc-file = サインイン用サービスの設定ファイルに誤りがあります: { $detail }

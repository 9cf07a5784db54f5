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

sign-in-title = Sign in
sign-in-demo = People of the demonstration
sign-in-demo-hint = These people are fictitious. Press a button to sign in as that person.
sign-in-demo-as = Sign in as { $name }

role-operator = operator
role-secretariat = secretariat of the council
role-procurement = procurement officer
role-security = security officer
role-subsidy = subsidy officer
role-reader = reader
role-supplier = supplier
role-auditor = auditor

circle-installation = the installation
circle-council = promotion council

buyers-title = Buyers
buyers-note = In the customary order of their codes. Suppliers are counted that have a contract in force now.
buyers-name = Name
buyers-code = Code
buyers-suppliers = Suppliers under contract
buyers-contracts = Contracts recorded
buyers-narrow = Narrow the suppliers
buyers-their-suppliers = Suppliers under contract, and their grades
buyers-their-note = Suppliers with a contract in force on that day.
buyers-none = No supplier has a contract on that day.
buyers-none-advice = Import a list of contracts or awards, and the suppliers appear here with their grades.
contracts-title = Contracts
contracts-import = Import a list of contracts
contracts-search = Search the title
contracts-buyer = Buyer
contracts-supplier = Supplier
contracts-name = Title
contracts-period = Period
contracts-awarded = Awarded on
contracts-amount = Amount
contracts-of = Supplier:
contracts-none = No contract is recorded.
contracts-none-advice = Lists of awards or contracts (Excel or CSV) can be imported as they are. If conditions are set, clear them.
amount-withheld = not published
amount-unit-price = unit price contract
buyers-not-shown = Only people of this buyer and the secretariat see its suppliers and contracts.
buyers-hidden = Not shown

templates-title = Word template of the special clauses
templates-lead = The template by which the special clauses of contracts of { $buyer } are made in its own style. Without one, they are made in the standard style.
templates-in-use = The template in use
templates-since = In use since
templates-preview = Try it with a sample (Word)
templates-download = Open the template (Word)
templates-withdraw = Return to the standard style
templates-withdraw-note = Special clauses made from now on follow the standard style. The template stays in the history.
templates-none = There is no template of its own. Special clauses are made in the standard style.
templates-none-advice = For a style of its own, take the standard template, arrange it in Word, and upload it here.
templates-upload = Upload a template
templates-replace = Replace the template
templates-send = Check and upload
templates-refused =
    { $count ->
        [one] This template cannot be used. Repair the following and upload it again.
       *[other] This template cannot be used. Repair the following { $count } things and upload it again.
    }
templates-hint = A Word document (.docx) of at most { $megabytes } MB. Its fields and its safety are checked before it is kept.
templates-fields = Fields
templates-fields-note = Write these fields, in their double braces, into the text, the header or the footer. They are replaced by what the contract says. What is not known is left open to be written by hand.
templates-standard = Take the standard template (Word)
templates-field = Field
templates-field-holds = What stands there
templates-styles-note = In a template that has paragraph styles named 特約見出し, 特約条, 特約項 and 特約号, the articles use them. Otherwise they look like the paragraph in which the articles' field stands.
templates-history = Earlier templates
templates-file = File
templates-period = In use
input-file-template = File of the template

template-field-title = Title of the paper
template-field-buyer = Name of the body that buys ({"{{"}発注者名{"}}"} may be written too)
template-field-contract = Title of the contract
template-field-number = Number of the contract
template-field-concluded-on = Day of the contract, in the Japanese era
template-field-period = First and last day of the contract, in the Japanese era
template-field-supplier = Name of the supplier
template-field-preamble = The sentence that names the parties and the contract
template-field-articles = All articles; a paragraph with nothing but this field (needed)
template-field-closing = The sentence behind the articles
template-field-edition = The edition of the standard clauses it is made from
template-field-made-on = The day on which the paper is made, in the Japanese era

template-part = { $part ->
    [header] the header
    [footer] the footer
    [note] the notes
   *[body] the text
    }
problem-template-not-word = This is no Word document (.docx). An old .doc or a .dotx has to be saved as .docx in Word
problem-template-too-large = The file is too large. Make its pictures smaller; at most 10 MB are taken
problem-template-encrypted = The file is protected by a password. Take the protection away first
problem-template-zip-bomb = A file that unpacks to an extreme size is not taken
problem-template-damaged = The file is damaged. Open it in Word and save it again
problem-template-macros = The file holds macros. Save it as a .docx without macros
problem-template-active-content = The file holds something embedded or acting by itself ({ $what }). Remove it
problem-template-external = The file refers to something outside itself ({ $target }). Put pictures into the document
problem-template-unknown-field = Paragraph { $paragraph } of { template-part }: there is no field “{ $field }” ({ $text })
problem-template-broken-field = Paragraph { $paragraph } of { template-part }: double braces are not closed, or not opened ({ $text })
problem-template-field-missing = The field “{ $field }” is nowhere. Put it in, so that the paper says to which contract it belongs
problem-template-articles-twice = Paragraph { $paragraph } of { template-part }: the field of the articles stands there a second time
problem-template-articles-not-alone = Paragraph { $paragraph } of { template-part }: the field of the articles needs a paragraph to itself ({ $text })
problem-template-articles-elsewhere = Paragraph { $paragraph } of { template-part }: the field of the articles belongs into the text, not into a header or a drawing
problem-template-too-many-fields = There are too many fields (at most { $limit })

"""What registers and exports of every kind are guessed to hold: whole files, and many variants."""

from pathlib import Path

import pytest

from rapport.imports.tables import look_at_table
from rapport.imports.tables.columns import guess_columns

CASES = Path(__file__).parents[1] / "cases"


def of_file(name):
    """Return what is guessed of a file, by header, and the whole guess."""
    table = look_at_table((CASES / name).read_bytes(), name=name, rows=200)
    guess = guess_columns(table.headers, [row.cells for row in table.rows])
    return {table.headers[place]: meaning for place, meaning in guess.meanings.items()}, guess


def of(headers, *rows):
    guess = guess_columns(headers, rows)
    return {headers[place]: meaning for place, meaning in guess.meanings.items()}


def joined(headers, *rows):
    return [headers[place] for place in guess_columns(headers, rows).joined]


def asked(headers, *rows):
    """Return each question as its code, the headers it is about and how many cells raise it."""
    guess = guess_columns(headers, rows)
    return [
        (each.code, [headers[place] for place in each.columns], each.cells)
        for each in guess.questions
    ]


NAMES = {"First Name": "real_name", "Last Name": "real_name"}
FILES = {
    "01-two-name-columns.csv": {
        **NAMES,
        "Company": "actor",
        "Position": "position",
        "Meeting date": "date",
        "Notes": "line",
    },
    "02-linkedin-preamble.csv": {
        **NAMES,
        "Company": "actor",
        "Position": "position",
        "Email Address": "email",
    },
    "07-birth-date.csv": {"Name": "real_name", "Notes": "line"},
    "08-term-of-office.csv": {"name": "real_name", "post": "position"},
    "09-created-before-visit.csv": {
        "Name": "real_name",
        "Date of visit": "date",
        "Notes": "line",
    },
    "15-two-posts.csv": {"position": "position", "person": "real_name", "ministry": "actor"},
    "16-post-without-group.csv": {"position": "position", "person": "real_name"},
    "20-hxl-tag-row.csv": {
        "Organisation": "actor",
        "Contact name": "real_name",
        "Place": "place",
    },
    "21-two-header-rows.xlsx": {
        "Name": "real_name",
        "Post": "position",
        "Date": "date",
        "Subject": "line",
    },
    "23-meeting-title.csv": {
        "Date": "date",
        "Title": "line",
        "Participants": "real_name",
        "Location": "place",
    },
}


@pytest.mark.parametrize("name", FILES)
def test_a_register_is_understood_and_nothing_is_invented(name):
    assert of_file(name)[0] == FILES[name]


EXPORTS = {
    "10-google-contacts-now.csv": (
        "Google Contacts",
        {
            **NAMES,
            "Middle Name": "real_name",
            "Name Prefix": "how_to_address",
            "Organization Name": "actor",
            "Organization Title": "position",
            "Notes": "line",
        },
    ),
    "11-google-contacts-old.csv": (
        "Google Contacts",
        {
            "Name": "real_name",
            "Name Prefix": "how_to_address",
            "Organization 1 - Name": "actor",
            "Organization 1 - Title": "position",
            "Notes": "line",
        },
    ),
    "12-outlook.csv": (
        "Outlook",
        {
            **NAMES,
            "Middle Name": "real_name",
            "Title": "how_to_address",
            "Company": "actor",
            "Job Title": "position",
            "Notes": "line",
        },
    ),
    "13-thunderbird.csv": (
        "Thunderbird",
        {
            "Display Name": "real_name",
            "Organization": "actor",
            "Job Title": "position",
            "Notes": "line",
        },
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_contacts_is_recognised_as_it_is(name):
    meanings, guess = of_file(name)
    program, expected = EXPORTS[name]
    taken = {header: held for header, held in meanings.items() if held not in ("phone", "email")}
    assert (guess.known_as, taken, guess.questions) == (program, expected, ())


def test_linkedin_is_recognised_below_its_preamble_and_the_day_of_connecting_is_no_meeting():
    meanings, guess = of_file("02-linkedin-preamble.csv")
    assert guess.known_as == "LinkedIn"
    assert "Connected On" not in meanings


def test_a_whole_name_is_taken_before_its_parts_unless_it_is_empty():
    headers = ["Display Name", "First Name", "Last Name", "Primary Email"]
    assert of(headers, ["Amal Rashid", "Amal", "Rashid", ""]) == {
        "Display Name": "real_name",
        "Primary Email": "email",
    }
    assert joined(headers, ["", "Amal", "Rashid", ""]) == ["First Name", "Last Name"]


def test_days_written_as_months_alone_are_asked_or_read_but_never_left_in_silence():
    meanings, guess = of_file("03-month-only.csv")
    date = [each for each in guess.questions if each.meaning == "date"]
    assert meanings.get("Date") == "date" or [each.cells for each in date] == [3]
    assert meanings["Minister"] == "real_name"
    assert meanings["Purpose of meeting"] == "line"
    assert guess.blank_is_above


def test_several_people_in_a_cell_are_noticed_with_what_parts_them():
    _, guess = of_file("22-several-in-one-cell.csv")
    (question,) = guess.questions
    assert question.code == "several_people"
    assert set(question.separators) == {"comma", "and", "newline", "slash", "plus"}
    assert (question.cells, question.example) == (4, "Ahmad B., Layla S. and Omar K.")


@pytest.mark.parametrize(
    "cell", ["Barzani, Ahmad", "Ahmad B.", "Sandy Anderson", "Abu Nour", "أحمد، علي"]
)
def test_one_person_in_a_cell_is_no_question(cell):
    assert asked(["Name"], [cell], [cell]) == []


@pytest.mark.parametrize(
    ("cell", "separators"),
    [
        ("Amal; Karim", ("semicolon",)),
        ("أمل؛ كريم", ("semicolon",)),
        ("Amal\nKarim", ("newline",)),
        ("Amal et Karim", ("and",)),
        ("أمل و كريم", ("and",)),
        ("Амаль и Карим", ("and",)),
        ("Amal / Karim", ("slash",)),
        ("Amal + Karim", ("plus",)),
        ("Amal, Karim, Yousef", ("comma",)),
    ],
)
def test_each_way_of_parting_people_is_named(cell, separators):
    (question,) = guess_columns(["Name"], [[cell], ["Rima"]]).questions
    assert (question.code, question.separators) == ("several_people", separators)


def test_a_single_pair_among_many_single_people_is_no_question():
    assert asked(["Name"], ["Amal; Karim"], *[[f"Somebody {n}"] for n in range(60)]) == []


@pytest.mark.parametrize(
    "header",
    [
        *("Birth Date", "Date of birth", "DOB", "Birthday", "date_created", "Created date"),
        *("start_date", "End date", "Date of election", "Expiry date", "Updated", "Last updated"),
        *("Date of appointment", "Appointment date", "Next meeting date", "Registration date"),
        *("Date de naissance", "Né le", "Date de création", "Date de début", "Date de fin"),
        *("Date d'expiration", "Date de nomination", "Date de mise à jour", "Prochaine date"),
        *("Fecha de nacimiento", "Fecha de creación", "Fecha de inicio", "Fecha de vencimiento"),
        *("Fecha de nombramiento", "Fecha de actualización", "Fecha de elección"),
        *("تاريخ الميلاد", "تاريخ الإنشاء", "تاريخ البدء", "تاريخ الانتهاء", "تاريخ التعيين"),
        *("تاريخ التحديث", "تاريخ الانتخاب", "تاريخ الولادة"),
        *("تاریخ تولد", "تاریخ ایجاد", "تاریخ شروع", "تاریخ پایان", "تاریخ انتصاب", "تاریخ ثبت"),
        *("Дата рождения", "Дата создания", "Дата начала", "Дата окончания", "Дата назначения"),
        *("Дата изменения", "Дата избрания"),
    ],
)
def test_another_day_than_that_of_the_contact_is_no_contact(header):
    found = of(["Name", header], ["Amal", "1970-05-13"], ["Karim", "1981-12-30"])
    assert found == {"Name": "real_name"}


@pytest.mark.parametrize(
    "header",
    [
        *("Date", "Date of meeting", "Visit date", "Date met", "Date / التاريخ", "Last contact"),
        *("Date de la rencontre", "Dernière rencontre", "Fecha", "Fecha de la reunión"),
        *("تاريخ اللقاء", "التاريخ", "تاریخ ملاقات", "Дата", "Дата встречи"),
    ],
)
def test_the_day_of_the_contact_is_known_in_every_language(header):
    rows = [["Amal", "2025-03-03"], ["Karim", "2025-03-09"]]
    assert of(["Name", header], *rows)[header] == "date"


def test_of_two_day_columns_the_more_specific_is_taken_and_the_other_asked():
    headers = ["Name", "Date", "Date of meeting", "Date of birth"]
    rows = [["Amal", "2025-03-01", "2025-03-03", "1970-01-01"]]
    assert of(headers, *rows)["Date of meeting"] == "date"
    assert asked(headers, *rows) == [("two_days", ["Date of meeting", "Date"], 1)]


def test_a_known_header_whose_cells_disagree_is_asked_with_a_count_and_an_example():
    rows = [["Amal", "soon", "for the list of vehicles"], ["Karim", "before Eid", "nothing"]]
    headers = ["Name", "Date", "Asked"]
    assert of(headers, *rows) == {"Name": "real_name"}
    assert asked(headers, *rows) == [
        ("cells_disagree", ["Date"], 2),
        ("cells_disagree", ["Asked"], 2),
    ]
    assert guess_columns(headers, rows).questions[0].example == "soon"


def test_a_column_of_which_some_cells_disagree_keeps_its_meaning_and_is_asked():
    rows = [["Amal", "2025-03-01"], ["Karim", "Ramadan"]]
    assert of(["Name", "Date"], *rows)["Date"] == "date"
    assert asked(["Name", "Date"], *rows) == [("cells_disagree", ["Date"], 1)]


def test_an_empty_column_has_no_meaning_while_another_can_have_it():
    found = of(["Nickname", "Name", "Subject", "Notes"], ["", "Amal", "", "Tea"])
    assert found == {"Name": "real_name", "Notes": "line"}
    found = of(["Department", "Organisation", "Name"], ["", "Port", "Amal"])
    assert found == {"Organisation": "actor", "Name": "real_name"}


def test_an_alias_that_few_have_names_nobody():
    rows = [["Amal R.", "Abu Nour"], ["Karim S.", ""], ["Rima T.", ""]]
    assert of(["Name", "Nickname"], *rows) == {"Name": "real_name"}
    both = [["Amal R.", "Abu Nour"], ["Karim S.", "The clerk"]]
    assert of(["Name", "Nickname"], *both) == {"Name": "real_name", "Nickname": "alias"}


def test_columns_that_fit_alike_are_a_question():
    assert asked(["Name", "Ministry", "Agency"], ["Amal", "Trade", "Port"]) == [
        ("tie", ["Ministry", "Agency"], 1)
    ]


@pytest.mark.parametrize(
    "header",
    ["Group membership", "Group label", "Labels", "Blood group", "Organization 1 - Type"],
)
def test_a_label_is_no_institution(header):
    assert header not in of(["Name", header], ["Amal", "Access ::: * myContacts"])


@pytest.mark.parametrize(
    ("headers", "order"),
    [
        (["First Name", "Last Name"], ["First Name", "Last Name"]),
        (["Surname", "Name"], ["Name", "Surname"]),
        (["Family name", "Given name", "Father's name"], ["Given name", "Father's name"]),
        (["Last name", "Middle name", "First name"], ["First name", "Middle name", "Last name"]),
        (["last_name", "first_name"], ["first_name", "last_name"]),
        (["Nom", "Prénom"], ["Prénom", "Nom"]),
        (["Nom de famille", "Prénom"], ["Prénom", "Nom de famille"]),
        (["Nombre", "Apellidos"], ["Nombre", "Apellidos"]),
        (["Primer apellido", "Segundo apellido", "Nombre"], ["Nombre", "Primer apellido"]),
        (["الاسم", "العائلة"], ["الاسم", "العائلة"]),
        (["العائلة", "اسم الأب", "الاسم"], ["الاسم", "اسم الأب", "العائلة"]),
        (["الاسم الأول", "الاسم الأخير"], ["الاسم الأول", "الاسم الأخير"]),
        (["اللقب", "الاسم الأول"], ["الاسم الأول", "اللقب"]),
        (["الكنية", "الاسم"], ["الاسم", "الكنية"]),
        (["نام خانوادگی", "نام"], ["نام", "نام خانوادگی"]),
        (["نام", "نام پدر", "تخلص"], ["نام", "نام پدر", "تخلص"]),
        (["Имя", "Отчество", "Фамилия"], ["Фамилия", "Имя", "Отчество"]),
        (["Фамилия", "Имя"], ["Фамилия", "Имя"]),
    ],
)
def test_a_name_in_several_columns_is_joined_in_the_order_of_its_language(headers, order):
    row = [f"cell {number}" for number in range(len(headers))]
    assert joined(headers, row)[: len(order)] == order
    assert set(of(headers, row).values()) == {"real_name"}


def test_a_whole_name_beside_its_parts_is_not_joined_with_them():
    rows = [["Amal Rashid", "Rashid"], ["Karim Saleh", "Saleh"]]
    assert of(["Name", "Surname"], *rows) == {"Name": "real_name"}


@pytest.mark.parametrize(
    "header",
    [
        *("Name", "Contact", "Contact name", "Who", "Met with", "Participants", "Person"),
        *("Name / الاسم", "Nom", "Interlocuteur", "Nombre", "الاسم", "الشخص", "نام", "ФИО", "Имя"),
    ],
)
def test_names_of_people_are_to_be_sealed(header):
    assert of([header, "Notes"], ["Amal Rashid", "Tea"])[header] == "real_name"


@pytest.mark.parametrize(
    "header",
    ["Alias", "Code name", "Known as", "Nom de code", "Apodo", "الاسم المستعار", "Позывной"],
)
def test_only_what_is_called_an_alias_is_one(header):
    assert of([header, "Name"], ["The clerk", "Amal Rashid"]) == {
        header: "alias",
        "Name": "real_name",
    }


@pytest.mark.parametrize(
    "header",
    [
        *("Company name", "Name of Organisation", "Organization Name", "Nom de l'organisation"),
        *("Name of External Organisation", "Nom de l'organisation partenaire"),
        *("اسم المنظمة", "Название организации", "Nombre de la organización", "نام سازمان"),
    ],
)
def test_the_name_of_an_organisation_is_no_person(header):
    assert of(["Contact", header], ["Amal", "Port"]) == {"Contact": "real_name", header: "actor"}


@pytest.mark.parametrize("header", ["File name", "User name", "Spouse name", "Mother's name"])
def test_the_name_of_something_else_is_no_person(header):
    assert of([header, "Notes"], ["x", "Tea"]) == {"Notes": "line"}


def test_what_somebody_is_called_is_no_family_name():
    assert of(["الاسم", "الكنية"], ["أحمد رشيد", "أبو نور"], ["كريم صالح", "أبو علي"]) == {
        "الاسم": "real_name",
        "الكنية": "alias",
    }


@pytest.mark.parametrize("header", ["Organisation contact name", "Name of the person met"])
def test_the_name_of_somebody_in_an_organisation_is_a_person(header):
    assert of([header], ["Amal Rashid"]) == {header: "real_name"}


def test_a_fathers_name_is_joined_to_given_names_alone():
    headers = ["Name", "Father name"]
    assert joined(headers, ["Ahmad", "Karim"], ["Layla", "Saleh"]) == headers
    assert of(headers, ["Ahmad Barzani", "Karim"], ["Layla Saeed", "Saleh"]) == {
        "Name": "real_name"
    }


def test_where_nobody_else_is_named_the_minister_is():
    headers = ["Date of Meeting", "Minister", "Name of Organisation", "Purpose of Meeting"]
    rows = [["2025-01-01", "J. Doe", "Port", "Dredging"], ["2025-01-02", "J. Doe", "Y", "Fees"]]
    assert of(headers, *rows)["Minister"] == "real_name"
    assert of(["Minister", "Name"], ["Minister of Trade", "J. Doe"])["Minister"] == "position"


def test_the_minister_whose_diary_it_is_is_no_post_of_those_who_came():
    found = of(["Date", "Name", "Minister"], ["2014-07-01", "Bar Association", "Premier"])
    assert found == {"Date": "date", "Name": "real_name"}


def test_a_title_is_what_its_cells_are():
    names = ["Amal", "Karim", "Rima", "Omar"]

    def titled(*titles):
        return of(["Name", "Title"], *zip(names, titles, strict=False)).get("Title")

    assert titled("Dr.", "Col.", "Sheikh", "Mr") == "how_to_address"
    assert titled("Mukhtar", "Mukhtar", "Agha", "Agha") == "how_to_address"
    assert titled("Head", "Deputy", "Clerk", "Director") == "position"
    assert titled("Head of permits", "Vice governor", "Clerk", "Nurse") == "position"
    assert titled("Convoy permits", "Clinic opening hours") == "line"
    assert of(["Title", "Date"], ["Dr", "2025-01-01"])["Title"] == "line"


@pytest.mark.parametrize("header", ["By whom", "Met by", "Who met", "Seen by", "Par qui", "بواسطة"])
def test_who_of_us_it_was_is_known(header):
    assert of(["Name", header], ["Amal", "Desk 3"])[header] == "ours"


def test_a_purpose_is_chosen_and_a_text_is_a_line():
    assert of(["Name", "Purpose"], ["Amal", "Negotiation"], ["Karim", "Courtesy"])["Purpose"] == (
        "purpose"
    )
    texts = [["Amal", "Dredging of the harbour"], ["Karim", "Tariffs for next year"]]
    assert of(["Name", "Purpose"], *texts)["Purpose"] == "line"


def test_lines_may_stand_in_several_columns():
    found = of(["Name", "Subject", "Remarks"], ["Amal", "Tea", "Late"])
    assert found == {"Name": "real_name", "Subject": "line", "Remarks": "line"}


def test_blank_means_above_only_in_a_register_with_days():
    blocks = [["Amal", "2025-01-01", "a"], ["", "2025-01-02", "b"], ["", "2025-01-03", "c"]]
    assert guess_columns(["Name", "Date", "Notes"], blocks).blank_is_above
    people = [["Amal", "Port", "a"], ["", "Health", "b"], ["", "Police", "c"]]
    assert not guess_columns(["Name", "Group", "Notes"], people).blank_is_above
    full = [["Amal", "2025-01-01", "a"], ["Karim", "2025-01-02", "b"], ["Rima", "", "c"]]
    assert not guess_columns(["Name", "Date", "Notes"], full).blank_is_above
    days = [["Amal", "2025-01-01", "a"], ["Karim", "", "b"], ["Rima", "", "c"]]
    assert guess_columns(["Name", "Date", "Notes"], days).blank_is_above


@pytest.mark.parametrize(
    ("headers", "meanings"),
    [
        (
            ["Nombre completo", "Cargo", "Organización", "Fecha de reunión", "Lugar", "Notas"],
            ["real_name", "position", "actor", "date", "place", "line"],
        ),
        (
            ["ФИО", "Должность", "Организация", "Дата встречи", "Место", "Примечания"],
            ["real_name", "position", "actor", "date", "place", "line"],
        ),
        (
            ["نام کامل", "سمت", "سازمان", "تاریخ ملاقات", "محل", "یادداشت"],
            ["real_name", "position", "actor", "date", "place", "line"],
        ),
        (
            ["visit/contact_name", "visit/date", "visit/organisation", "visit/notes"],
            ["real_name", "date", "actor", "line"],
        ),
    ],
)
def test_registers_of_further_languages_and_forms_are_understood(headers, meanings):
    assert of(headers) == dict(zip(headers, meanings, strict=True))


def test_each_column_says_how_many_cells_it_has():
    assert guess_columns(["Name", "x"], [["Amal", ""], ["Karim", "y"], ["", ""]]).filled == (2, 1)

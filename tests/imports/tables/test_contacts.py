"""Cards and entities as tables: vCard, JSContact and FollowTheMoney, well and badly written."""

import dataclasses
import json

import pytest

from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import CannotTranslate
from rapport.imports.tables import TableWish, look_at_table, read_table
from rapport.imports.tables.columns import guess_columns

V3 = """BEGIN:VCARD\r
VERSION:3.0\r
FN:Dr. Ahmad Barzani\r
N:Barzani;Ahmad;Karim;Dr.;\r
ORG:Permits office;Access unit\r
TITLE:Head of permits\r
NOTE:Prefers tea\\, at ten\\nand cakes\r
TEL;TYPE=CELL:+964 750 000 0001\r
item1.EMAIL:a@example.org\r
BDAY:19700513\r
CATEGORIES:Access,Officials\r
END:VCARD\r
"""
V4 = """BEGIN:VCARD
VERSION:4.0
FN;LANGUAGE=ar:ليلى سعيد
N:سعيد;ليلى;;;
ORG:Health office
TITLE:Director
ORG:Red Crescent
TITLE:Member of the board
NOTE:folded
  line
KIND:individual
END:VCARD
"""


def rows(data, name, **more):
    """Return each row as a dictionary, empty cells left away."""
    table = read_table(data if isinstance(data, bytes) else data.encode(), name=name, **more)
    told = [dict(zip(table.headers, row.cells, strict=True)) for row in table.rows]
    return [{header: cell for header, cell in row.items() if cell} for row in told]


def refused(data, name, **more):
    with pytest.raises(CannotTranslate) as refusal:
        read_table(data if isinstance(data, bytes) else data.encode(), name=name, **more)
    return refusal.value.code


def test_a_card_of_version_three_is_read():
    assert rows(V3, "contacts.vcf") == [
        {
            "Full name": "Dr. Ahmad Barzani",
            "Form of address": "Dr.",
            "Organization": "Permits office",
            "Unit of the organization": "Access unit",
            "Position": "Head of permits",
            "Note": "Prefers tea, at ten\nand cakes",
            "Labels": "Access, Officials",
            "Telephone": "+964 750 000 0001",
            "E-mail": "a@example.org",
            "Birthday": "19700513",
        }
    ]


def test_a_card_of_version_four_has_a_row_for_each_post():
    assert rows(V4, "x.vcf") == [
        {
            "Full name": "ليلى سعيد",
            "Organization": "Health office",
            "Position": "Director",
            "Note": "folded line",
        },
        {
            "Full name": "ليلى سعيد",
            "Organization": "Red Crescent",
            "Position": "Member of the board",
        },
    ]


def test_a_file_of_cards_is_guessed_like_a_register():
    table = look_at_table((V3 + V4).encode(), name="x")
    guess = guess_columns(table.headers, [row.cells for row in table.rows])
    meanings = {table.headers[place]: meaning for place, meaning in guess.meanings.items()}
    assert meanings == {
        "Full name": "real_name",
        "Form of address": "how_to_address",
        "Organization": "actor",
        "Position": "position",
        "Note": "line",
        "Telephone": "phone",
        "E-mail": "email",
    }
    assert (table.sniffed.kind, table.sniffed.row_count, table.sniffed.asks) == ("vcard", 3, ())
    assert guess.questions == ()
    assert [row.number for row in table.rows] == [1, 2, 2]


def test_an_old_card_in_quoted_letters_is_read_and_a_name_made_of_its_parts():
    old = (
        "BEGIN:VCARD\nVERSION:2.1\n"
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=B3=D8=B9=D9=8A=D8=AF;=D9=84=\n"
        "=D9=8A=D9=84=D9=89;;;\n"
        "TEL;CELL:1\nEND:VCARD\n"
    )
    assert rows(old, "x.vcf")[0]["Full name"] == "ليلى سعيد"


@pytest.mark.parametrize(
    "line",
    [
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D8",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=no-such-letters:=D8",
        "PHOTO;ENCODING=BASE64:%%%",
        "NOTE",
        ";;;:",
        "BEGIN:X",
        "END:X",
    ],
)
def test_a_value_that_does_not_hold_together_costs_no_name(line):
    assert rows(V3.replace("BDAY:19700513", line), "x.vcf")[0]["Full name"] == "Dr. Ahmad Barzani"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_cards_are_read_in_other_letters(encoding):
    data = (V4.replace("ليلى سعيد", "ليلى سعيد") * 4).encode(encoding)
    read = rows(data, "x.vcf", wish=TableWish(encoding=encoding if "-12" in encoding else None))
    assert read[0]["Full name"] == "ليلى سعيد"


def test_a_card_of_an_office_is_nobody_and_is_said():
    office = "BEGIN:VCARD\nVERSION:4.0\nFN:Port\nKIND:org\nEND:VCARD\n"
    apple = "BEGIN:VCARD\nVERSION:3.0\nFN:Port\nX-ABShowAs:COMPANY\nEND:VCARD\n"
    table = read_table((office + V3 + apple).encode(), name="x.vcf")
    assert [row.cells[0] for row in table.rows] == ["Dr. Ahmad Barzani"]
    assert table.passed_over == ((1, "no_person"), (3, "no_person"))
    assert refused(office, "x.vcf") == "no_people"


def test_a_line_nobody_can_read_costs_no_card_and_is_said():
    broken = V3.replace("BDAY:19700513", "nonsense without a colon")
    table = read_table((broken + V4).encode(), name="x.vcf")
    names = [row.cells[0] for row in table.rows]
    assert names == ["Dr. Ahmad Barzani", "ليلى سعيد", "ليلى سعيد"]
    assert table.warnings == ((1, 0, "line_unread"),)


@pytest.mark.parametrize(
    "data",
    [
        "BEGIN:VCARD\nFN:x\n",
        "BEGIN:VCARD\n" * 3_000,
        "BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n",
        "BEGIN:VCARD\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\n",
    ],
)
def test_cards_that_do_not_hold_together_are_refused(data):
    assert refused(data, "x.vcf") == "damaged"


CARD = {
    "@type": "Card",
    "version": "1.0",
    "uid": "1",
    "name": {
        "components": [
            {"kind": "title", "value": "Dr."},
            {"kind": "surname", "value": "Barzani"},
            {"kind": "given", "value": "Ahmad"},
            {"kind": "given2", "value": "Karim"},
        ]
    },
    "nicknames": {"k": {"name": "Abu Nour"}},
    "organizations": {
        "a": {"name": "Permits office", "units": [{"name": "Access"}]},
        "b": {"name": "Red Crescent"},
    },
    "titles": {
        "x": {"name": "Head of permits", "organizationId": "a"},
        "y": {"name": "Volunteer", "kind": "role", "organizationId": "b"},
    },
    "notes": {"n": {"note": "Prefers tea"}},
    "phones": {"p": {"number": "+964 750"}},
    "emails": {"e": {"address": "a@example.org"}},
    "anniversaries": {"b": {"kind": "birth", "date": {"year": 1970, "month": 5, "day": 13}}},
    "keywords": {"official": True},
}
GROUP = {
    "@type": "Card",
    "kind": "group",
    "uid": "2",
    "name": {"full": "The committee"},
    "members": {"1": True},
}
READ = [
    {
        "Full name": "Ahmad Karim Barzani",
        "Nickname": "Abu Nour",
        "Form of address": "Dr.",
        "Organization": "Permits office",
        "Unit of the organization": "Access",
        "Position": "Head of permits",
        "Note": "Prefers tea",
        "Labels": "official",
        "Telephone": "+964 750",
        "E-mail": "a@example.org",
        "Birthday": "1970-05-13",
    },
    {
        "Full name": "Ahmad Karim Barzani",
        "Nickname": "Abu Nour",
        "Organization": "Red Crescent",
        "Position": "Volunteer",
    },
]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(CARD),
        json.dumps(CARD, indent=2),
        json.dumps([CARD]),
        json.dumps({"cards": [CARD]}),
        json.dumps(CARD) + "\n",
    ],
)
def test_a_card_of_jscontact_is_read_alone_and_in_a_list(text):
    assert rows(text, "cards.json") == READ
    assert look_at_table(text.encode(), name="x").sniffed.kind == "jscontact"


def test_a_group_of_cards_is_nobody_and_names_its_members_label():
    table = read_table(json.dumps([CARD, GROUP]).encode(), name="x.json")
    assert table.passed_over == ((2, "no_person"),)
    assert rows(json.dumps([CARD, GROUP]), "x.json")[0]["Labels"] == "The committee, official"


def test_a_whole_name_goes_before_its_parts():
    card = {**CARD, "name": {"full": "Ahmad B.", **CARD["name"]}}
    assert rows(json.dumps(card), "x.json")[0]["Full name"] == "Ahmad B."


def entity(key, schema, **properties):
    return {"id": key, "schema": schema, "properties": properties}


ENTITIES = [
    entity("m", "PublicBody", name=["Ministry of Health"]),
    entity("r", "Organization", name=["Red Crescent"]),
    entity("p", "Position", name=["Minister of Health"], organization=["m"]),
    entity("q", "Position", name=["Mayor"]),
    entity("a", "Person", name=["Ahmad Barzani"], title=["Dr."], alias=["Abu Nour"]),
    entity("b", "Person", firstName=["Layla"], lastName=["Saeed"], position=["Nurse"]),
    entity("o1", "Occupancy", holder=["a"], post=["p"], startDate=["2024"]),
    entity("o2", "Occupancy", holder=["a"], post=["q"], startDate=["2019"], endDate=["2023"]),
    entity("k", "Membership", member=["a"], organization=["r"], role=["Volunteer"]),
]
PEOPLE = [
    {
        "Full name": "Ahmad Barzani",
        "Nickname": "Abu Nour",
        "Form of address": "Dr.",
        "Organization": "Ministry of Health",
        "Position": "Minister of Health",
        "Earlier posts": "Mayor (2019 – 2023)",
    },
    {
        "Full name": "Ahmad Barzani",
        "Nickname": "Abu Nour",
        "Organization": "Red Crescent",
        "Position": "Volunteer",
    },
    {"Full name": "Layla Saeed", "Position": "Nurse"},
]


@pytest.mark.parametrize("name", ["entities.ftm", "x.json", "x.jsonl", "x.ndjson", "x"])
def test_entities_are_people_with_their_posts_and_groups(name):
    lines = "\n".join(map(json.dumps, ENTITIES))
    assert rows(lines, name) == PEOPLE
    assert rows(json.dumps(ENTITIES), name) == PEOPLE


def test_entities_may_come_in_any_order_and_nested():
    assert rows("\n".join(map(json.dumps, reversed(ENTITIES))), "x.ftm")[-1]["Full name"]
    post = entity("p", "Position", name=["Mayor"])
    tie = entity("o", "Occupancy", holder=[entity("a", "Person", name=["Ahmad"])], post=[post])
    assert rows(json.dumps(tie), "x.ftm") == [{"Full name": "Ahmad", "Position": "Mayor"}]
    held = [entity("o", "Occupancy", post=[post])]
    inside = entity("a", "Person", name=["Ahmad"], positionOccupancies=held)
    assert rows(json.dumps(inside), "x.ftm") == [{"Full name": "Ahmad", "Position": "Mayor"}]


def test_entities_that_name_nobody_are_refused():
    assert refused(json.dumps(ENTITIES[0]), "x.ftm") == "no_people"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "not_a_table"),
        ('{"a":' * 100_000, "not_a_table"),
        ('{"a": 1}', "not_a_table"),
        ("[1, 2, null]", "not_a_table"),
        ("[]", "not_a_table"),
        ('{"@type": "Card"', "not_a_table"),
        (json.dumps(CARD) + "\n{broken\n", "damaged"),
        (json.dumps({"@type": "Card", "name": 3, "titles": [], "members": 1}), None),
        (json.dumps(entity("a", "Person", name=[{"x": 1}, 3, None])), None),
        ('{"id": 1e400, "schema": "Person", "properties": {"name": "A"}}', None),
        ('{"id": ' + "9" * 5_000 + "}", "not_a_table"),
    ],
)
def test_odd_json_ends_in_a_sentence_or_is_read(text, code):
    if code is None:
        assert len(read_table(text.encode(), name="x.json").rows) == 1
    else:
        assert refused(text, "x.json") == code


def test_the_limits_hold_for_cards():
    small = dataclasses.replace(ORDINARY, rows=3, cell_characters=100)
    assert refused(V4 * 2, "x.vcf", limits=small) == "too_many_rows"
    assert refused(V3.replace("Prefers", "x" * 200), "x.vcf", limits=small) == "cell_too_long"
    assert refused(json.dumps([CARD] * 2), "x.json", limits=small) == "too_many_rows"
    assert len(rows(V3 * 3, "x.vcf", limits=small)) == 3


def test_the_first_rows_alone_may_be_asked_for():
    table = look_at_table((V3 * 40).encode(), name="x.vcf", rows=10)
    assert (len(table.rows), table.sniffed.row_count) == (10, 40)

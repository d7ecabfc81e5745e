"""What a register leaves open is asked on its pages, and what is odd in it is said there."""

import io
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import Cast
from imports.register import wait_until_done
from imports.tables.hostile import cell, packed, workbook
from rapport.records.models import RegisterImport, Relationship

DOUBLES = (
    "alias,met,what\n"
    "The harbour master,12/03/2026,Tea\n"
    "The harbour master,13/03/2026,Tea\n"
    "The harbor master,14/03/2026,A call\n"
)


def bring(client: Client, text: str | bytes, name: str = "register.csv") -> str:
    data = text.encode() if isinstance(text, str) else text
    answer = client.post("/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    where: str = answer.headers["Location"]
    return where


def page(client: Client, where: str) -> str:
    return unescape(client.get(where).content.decode())


def say(client: Client, cast: Cast, where: str, *columns: str, **more: str) -> Any:
    said = {
        "circle": str(cast.circle.pk),
        "sensitivity": "1",
        "date_order": "dmy",
        "calendar": "gregorian",
        "names_shown": "on",
        **{f"column-{number}": meaning for number, meaning in enumerate(columns)},
        **more,
    }
    return client.post(where, said)


def checked(client: Client, cast: Cast, text: str, *columns: str, **more: str) -> str:
    answer = say(client, cast, bring(client, text), *columns, **more)
    return page(client, answer.headers["Location"])


def test_days_that_read_both_ways_are_asked(cast: Cast, browser: Any) -> None:
    shown = page(browser("writer"), bring(browser("writer"), "who,date\nHe,03/04/2025\n"))
    assert "Say which comes first: day, month or year." in shown


def test_years_of_another_calendar_are_asked_about_and_never_guessed(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    where = bring(client, "who,date\nHe,1399/05/12\nShe,1400/11/30\n")
    assert "could belong to more than one calendar" in page(client, where)
    assert not re.search(r'value="(hijri|solar)"[^>]*checked', page(client, where))
    answer = say(client, cast, where, "alias", "date", calendar="", date_order="ymd")
    assert answer.status_code == 422
    assert 'id="id_calendar_error"' in answer.content.decode()
    answer = say(client, cast, where, "alias", "date", calendar="solar", date_order="ymd")
    assert answer.status_code == 302


def test_real_names_as_aliases_are_refused_without_the_tick(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, "Name\nYousef Haddad\nNadia Orlen\n")
    answer = say(client, cast, where, "alias", names_shown="")
    assert answer.status_code == 422
    shown = unescape(answer.content.decode())
    assert "<bdi>Yousef Haddad</bdi>" in shown
    assert "<bdi>Talks</bdi> (3 colleagues)" in shown
    assert say(client, cast, where, "real_name", names_shown="").status_code == 302
    assert say(client, cast, where, "alias").status_code == 302
    assert RegisterImport.objects.get().mapping["names_shown"] is True


def test_the_row_of_the_headers_can_be_said(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, "The smith\nThe ferryman\n")
    answer = say(client, cast, where, "alias", header_row="0")
    assert answer.headers["Location"] == where, "it is read and shown again"
    assert "2 rows" in page(client, where)


def test_what_parts_the_cells_can_be_said(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, "alias;note,date\nHe;a,3\nShe;b,4\n")
    say(client, cast, where, delimiter=";")
    assert "note,date" in page(client, where)


def test_letters_nobody_guessed_can_be_chosen(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, "alias,note\nŁukasz,Kraków żółw\n".encode("windows-1250"))
    assert 'value="windows-1250"' in page(client, where)
    say(client, cast, where, encoding="windows-1250")
    assert "Łukasz" in page(client, where)


def test_another_sheet_has_its_own_columns_guessed(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    rows = f'<row r="1">{cell("A1", "remarks")}</row><row r="2">{cell("A2", "x")}</row>'
    with_two = workbook(rows)
    inner = f'<row r="1">{cell("A1", "alias")}</row><row r="2">{cell("A2", "The smith")}</row>'
    empty = "<sheetData/></worksheet>"
    parts = {
        name: text.replace(empty, f"<sheetData>{inner}</sheetData></worksheet>")
        for name, text in _parts(with_two).items()
    }
    where = bring(client, packed(parts), "r.xlsx")
    assert "several sheets" in page(client, where)
    say(client, cast, where, sheet="kept away")
    shown = page(client, where)
    assert "The smith" in shown
    assert "several sheets" not in shown, "it was said"
    assert re.search(r'value="alias" selected', shown)


def _parts(package: bytes) -> dict[str, str]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_a_cell_with_a_wrong_day_is_shown_with_its_row_and_header(cast: Cast, browser: Any) -> None:
    text = "who,met\nSitt Nadia,31/02/2026\n"
    shown = checked(browser("writer"), cast, text, "alias", "date")
    assert re.search(r">2</th>\s*<td[^>]*><bdi>Sitt Nadia</bdi></td>", shown)
    assert re.search(r"<bdi>met</bdi></span><input name=.cell 2 met. value=.31/02/2026.", shown)


def test_a_word_that_is_not_understood_is_shown(cast: Cast, browser: Any) -> None:
    text = "who,met,asked\nHe,12/03/2026,perhaps\n"
    shown = checked(browser("writer"), cast, text, "alias", "date", "asked")
    assert "perhaps" in shown
    assert "not understood" in shown


def test_an_open_quotation_mark_is_noticed(cast: Cast, browser: Any) -> None:
    text = 'who,met\nHe,12/03/2026\n"She,12/03/2026\nIt,12/03/2026\n'
    shown = checked(browser("writer"), cast, text, "alias", "date")
    assert "a quotation mark is not closed" in shown


def test_days_in_two_orders_are_warned_of(cast: Cast, browser: Any) -> None:
    text = "who,met\nHe,13/02/2026\nShe,02/14/2026\n"
    shown = checked(browser("writer"), cast, text, "alias", "date")
    assert "1 day fits only another order" in shown


def test_two_names_are_said_to_be_one_and_taken_apart_again(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, DOUBLES)
    say(client, cast, where, "alias", "date", "line")
    check = f"{where}check/"
    shown = page(client, check)
    tick = re.search(r'name="same" value=(?:"|\')(\["The harbor.*?\])', shown)
    assert tick is not None
    client.post(check, {"same": tick[1]})
    shown = page(client, check)
    assert "Imported as one" in shown
    assert RegisterImport.objects.get().mapping["same"] == {
        "The harbor master": "The harbour master"
    }
    client.post(check, {"apart": '["The harbor master"]'})
    assert RegisterImport.objects.get().mapping["same"] == {}


@pytest.mark.parametrize("said", ["", "[", "3", "[1, 2]", '["a"]', '{"a": 1}', "[" * 100_000])
def test_a_tick_that_is_none_of_ours_says_nothing(cast: Cast, browser: Any, said: str) -> None:
    client = browser("writer")
    where = bring(client, DOUBLES)
    say(client, cast, where, "alias", "date", "line")
    assert client.post(f"{where}check/", {"same": said, "apart": said}).status_code == 302
    assert RegisterImport.objects.get().mapping["same"] == {}


def test_a_severe_register_says_that_only_its_bringer_sees_it(cast: Cast, browser: Any) -> None:
    shown = checked(browser("writer"), cast, DOUBLES, "alias", "date", "line", sensitivity="3")
    assert "Kit Keeper" not in shown


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_here_already_is_said_to_be(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, DOUBLES)
    say(client, cast, where, "alias", "date", "line")
    wait_until_done(client, client.post(f"{where}run/").headers["Location"])
    assert Relationship.objects.filter(counterpart__alias="The harbour master").exists()
    shown = checked(client, cast, DOUBLES, "alias", "date", "line")
    assert "Everything in this file is already there." in shown
    assert "Import 3 rows" not in shown


@pytest.mark.django_db(transaction=True)
def test_an_import_that_did_not_work_out_can_be_begun_again(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, "who,met\nHe,03/04/2025\n")
    shown = wait_until_done(client, client.post(f"{where}run/").headers["Location"])
    assert "Start again" in shown
    assert client.get(where).status_code == 200

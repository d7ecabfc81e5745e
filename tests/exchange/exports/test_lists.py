"""Lists: what the screen filters comes out, nothing acts, nothing is above what one may see."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest

from cast import Cast
from rapport.actions import access, commitments
from rapport.exchange.exports import Order, make
from rapport.exchange.exports.catalogue import KINDS, kind_named
from rapport.exchange.exports.lists.shared_columns import places
from rapport.records.models import Sensitivity

ACTING = [
    *("=1+1", '=HYPERLINK("http://127.0.0.1/?"&A1,"x")', "=cmd|' /C calc'!A0", "+1", "-2+3"),
    *(
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠1",
        " =1",
        '"=1"',
        "=1;x",
        "|cmd",
    ),
    *("%0A=1", "\u200b=1", "\ufeff=1", "\u00a0=1", "'=1", " \t=1", "\u202f\u200f+1"),
    *('=DDE("cmd";"/C calc";"x")', '=IMPORTXML("http://127.0.0.1","//a")', "+cmd|'x'!A1"),
    *("-cmd|'x'!A1", "@cmd|'x'!A1", "\x0b=1", "\x0c=1", "\u2028=1", "\u2029+1", "\u180e=1"),
    *("\u2060-1", "\u00ad@1", "''=1"),
]
"""37 texts that one spreadsheet program or another takes for a formula or a command."""

LISTS = [kind for kind in KINDS if any(form.name == "csv" for form in kind.forms)]


def out(asking, name: str, filters=None, form="csv", **order):
    kind = kind_named(name)
    columns = order.pop("columns", [one.name for one in kind.columns if not one.is_name])
    said = Order("analysis", columns, form, clear_why="A test.", **order)
    return make(asking, kind, said, filters or {})


def listed(made) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        text = package.read("list.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_are_thirty_seven_payloads():
    assert len(ACTING) == len(set(ACTING)) == 37


def test_what_is_filtered_comes_out_with_codes_and_their_book(cast: Cast):
    cast.add("Old Kettle", stage="unknown")
    asking = cast.asking("writer")
    assert [row["name"] for row in listed(out(asking, "people"))] == ["Abu Kamil", "Old Kettle"]
    (row,) = listed(out(asking, "people", {"stage": "unknown"}))
    assert (row["name"], row["stage"], row["sensitivity"]) == ("Old Kettle", "unknown", "1")
    (row,) = listed(out(asking, "people", {"text": "kettle"}))
    assert row["name"] == "Old Kettle"
    made = out(asking, "people")
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        book = package.read("code-book.csv").decode("utf-8-sig")
        about = package.read("about.csv").decode("utf-8-sig")
    assert '"stage","Stage","unknown","unknown"' in book
    assert "Restricted. Our own analysis. Exported by Writer" in about


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_text_of_the_records_acts_in_a_spreadsheet(cast: Cast, form):
    asking = cast.asking("writer")
    for text in ACTING:
        commitments.make_commitment(
            asking, relationship=cast.kamil.pk, by="us", text=f"{text}x", due=date(2026, 4, 1)
        )
    made = out(asking, "promises", form=form)
    if form == "csv":
        cells = [row["text"] for row in listed(made)]
        assert len(cells) == 37
        assert all(cell[:1] == "'" or cell[:1].isalnum() for cell in cells)
        return
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(list(sheet.rows)) == 38
    assert {cell.data_type for cell in cells} == {"s"}


def test_openpyxl_reads_arabic_and_every_sheet(cast: Cast):
    cast.add("أبو سالم الحمداني")
    book = openpyxl.load_workbook(
        io.BytesIO(out(cast.asking("writer"), "people", form="xlsx").data)
    )
    assert book.sheetnames == ["People", "Code book", "About this file"]
    assert "أبو سالم الحمداني" in [row[0].value for row in book["People"].rows]


def test_places_are_told_apart_from_codes():
    assert places(["QV0102", "Halvar", "", "qv03"]) == {
        "place": ("Halvar",),
        "p_code": ("QV0102", "QV03"),
    }


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("who", ["writer", "reader", "keeper", "outsider"])
def test_nothing_of_others_and_nothing_severe_is_in_any_list(cast: Cast, kind, who):
    mine, others = ("Umm Sahar", "Abu Kamil") if who == "outsider" else ("Abu Kamil", "Umm Sahar")
    for by, whom in (("writer", cast.kamil), ("outsider", cast.hidden)):
        cast.meet(2, by=by, whom=whom, line=f"canary of {whom.called}", topics="canary")
        commitments.make_commitment(
            cast.asking(by), relationship=whom.pk, by="us", text=f"canary of {whom.called}"
        )
    silent = cast.add("Silent Reed")
    commitments.make_commitment(
        cast.asking("writer"), relationship=silent.pk, by="us", text="canary of silence"
    )
    cast.meet(1, whom=silent, line="canary of silence")
    access.set_access(
        cast.asking("writer"), key=silent.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk, cast.keeper.pk],
    )  # fmt: skip
    for form in ("csv", "xlsx"):
        made = out(cast.asking(who), kind.name, form=form)
        with zipfile.ZipFile(io.BytesIO(made.data)) as package:
            text = "\n".join(package.read(name).decode() for name in package.namelist())
        assert others not in text
        assert "Silent" not in text
        assert "silence" not in text
        assert "الراشد" not in text
        if kind.name in {"people", "promises", "contacts"}:
            assert mine in text

"""The pages of exports: as on the screen, out as a file, with a second person where needed."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import Cast
from rapport.actions import access
from rapport.exchange.exports import Order, ask
from rapport.exchange.exports.catalogue import KINDS, kind_named
from rapport.records.models import Export, ExportState, Sensitivity
from rapport.vault import age, age_passphrase

WORDS = "seven grey kettles beside the river"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(age_passphrase, "COST", 10)


def said(**more):
    start = {
        "purpose": "coordination", "columns": ["name", "stage"], "form": "csv", "seal": "yes",
        "passphrase": WORDS,
    }  # fmt: skip
    return {**start, **more}


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read("list.csv").decode("utf-8-sig")
    return [row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.of_one], ids=lambda kind: kind.name
)
def test_every_kind_has_its_page_and_comes_as_a_file(cast: Cast, browser, kind):
    client = browser("writer")
    where = reverse("export", args=[kind.name])
    page = client.get(where)
    assert page.status_code == 200
    assert str(kind.title) in page.content.decode()
    columns = [one.name for one in kind.columns if one.is_usual]
    form = kind.forms[-1]
    answer = client.post(where, said(columns=columns, form=form.name))
    assert answer.status_code == 200, answer.content.decode()[:3000]
    assert f'{kind.name}-2026-03-16{form.suffix}.age"' in answer["Content-Disposition"]
    assert answer["Cache-Control"].startswith("no-store") or "no-store" in answer["Cache-Control"]
    assert age.unseal(answer.content, passphrase=WORDS)
    assert Export.objects.get().what == kind.name


def test_what_the_screen_filters_is_what_comes_out(cast: Cast, browser):
    cast.add("Old Kettle", stage="unknown")
    client = browser("writer")
    listed = client.get(reverse("people") + "?stage=unknown").content.decode()
    assert reverse("export", args=["people"]) + "?stage=unknown" in listed
    answer = client.post(
        reverse("export", args=["people"]) + "?stage=unknown",
        said(seal="no", clear_why="For the wall"),
    )
    assert names(answer.content) == ["Old Kettle"]


def test_rows_are_gathered_once_and_the_days_of_the_form_are_those_that_count(
    cast: Cast, browser, monkeypatch
):
    for days_ago in (2, 20):
        cast.meet(days_ago, line="Tea by the gate")
    contacts, gathered = next(kind for kind in KINDS if kind.name == "contacts"), []

    def gather(asking, filters):
        gathered.append(dict(filters))
        return contacts.gather(asking, filters)

    told = replace(contacts, gather=gather)
    monkeypatch.setattr("rapport.web.exports.kind_named", lambda _name: told)
    where = reverse("export", args=["contacts"]) + "?since=2026-03-10"
    client, sent = browser("writer"), said(columns=["on"], seal="no", clear_why="For the wall")
    for days, rows in (("2026-03-10", 1), ("", 2), ("2026-03-16", 0)):
        assert client.post(where, {**sent, "since": days}).status_code == 200
        assert Export.objects.latest("at", "pk").many == rows
    assert gathered == [{"since": "2026-03-10"}, {}, {"since": "2026-03-16"}]
    assert client.get(where).status_code == 200
    assert gathered[3:] == [{"since": "2026-03-10"}]


def test_what_waits_for_me_is_asked_for_at_once(cast: Cast, browser):
    silent = cast.add("Silent Reed")
    access.set_access(
        cast.asking("writer"), key=silent.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk, cast.keeper.pk],
    )  # fmt: skip
    kind, keeper = kind_named("people"), browser("keeper")
    order = Order("coordination", ("name",), "csv", passphrase=WORDS, severe=True)

    def asked() -> int:
        keeper.get(reverse("exports"))
        with CaptureQueriesContext(connection) as queries:
            keeper.get(reverse("exports"))
        return len(queries)

    ask(cast.asking("writer"), kind, order)
    few = asked()
    for _turn in range(5):
        ask(cast.asking("writer"), kind, order)
    assert asked() == few


def test_without_purpose_seal_or_reason_nothing_leaves(cast: Cast, browser):
    client = browser("writer")
    where = reverse("export", args=["people"])
    for wrong in (
        said(purpose=""), said(passphrase=""), said(passphrase="short"), said(seal="no"),
        said(columns=[]), said(columns=["name", "real_names"]),
    ):  # fmt: skip
        assert client.post(where, wrong).status_code == 422
    assert not Export.objects.exists()


def test_a_second_person_agrees_on_the_page(cast: Cast, browser):
    silent = cast.add("Silent Reed")
    access.set_access(
        cast.asking("writer"), key=silent.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk, cast.keeper.pk],
    )  # fmt: skip
    client = browser("writer")
    where = reverse("export", args=["people"])
    assert "named colleagues only" in client.get(where).content.decode()
    assert client.post(where, said(severe="on")).status_code == 302
    entry = Export.objects.get()
    for other in ("reader", "outsider"):
        page = browser(other).get(reverse("exports")).content.decode()
        assert str(entry.pk) not in page
        answer = browser(other).post(reverse("decide-export", args=[entry.pk]), {"agree": "1"})
        assert answer.status_code == 404
    keeper = browser("keeper")
    assert str(entry.pk) in keeper.get(reverse("exports")).content.decode()
    keeper.post(reverse("decide-export", args=[entry.pk]), {"agree": "1"})
    entry.refresh_from_db()
    assert entry.state == ExportState.APPROVED
    page = client.get(reverse("exports")).content.decode()
    there = f"{where}?approval={entry.pk}"
    assert there in page
    answer = client.post(there, said())
    made = age.unseal(answer.content, passphrase=WORDS)
    assert "Silent Reed" in names(made)
    assert client.get(there).status_code == 404


def test_the_history_says_what_left_for_what_and_which_columns(cast: Cast, browser):
    browser("writer").post(reverse("export", args=["people"]), said(reason="To Ali in Beit Nour"))
    page = browser("reader").get(reverse("history")).content.decode()
    assert "exported records" in page
    assert "coordination with other organisations" in page
    titles = {one.name: str(one.title) for one in kind_named("people").columns}
    assert f"{titles['name']}, {titles['stage']}" in page
    assert "Beit Nour" not in page
    # How many there were is a count of rows that others may not see.
    mine = browser("writer").get(reverse("history")).content.decode()
    assert re.search(r"<span>\d+ rows?</span>", mine)
    assert not re.search(r"<span>\d+ rows?</span>", page)
    assert "Beit Nour" in browser("writer").get(reverse("exports")).content.decode()
    assert "Beit Nour" not in browser("reader").get(reverse("exports")).content.decode()


def test_an_archive_leaves_and_is_compared_and_brought_in(cast: Cast, browser):
    client = browser("writer")
    where = reverse("export-archive")
    assert client.get(where).status_code == 200
    said = {"of": "store", "purpose": "keeping", "passphrase": WORDS}
    assert client.post(where, said).status_code == 422
    answer = client.post(where, {**said, "reason": "To move"})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    file = io.BytesIO(answer.content)
    file.name = "a.age"
    there = reverse("read-archive")
    page = client.post(there, {"file": file, "passphrase": WORDS})
    assert page.status_code == 200
    assert "0 records are new." in page.content.decode()
    file.seek(0)
    wrong = client.post(there, {"file": file, "passphrase": "another of the same length"})
    assert wrong.status_code == 422
    file.seek(0)
    done = client.post(there, {"file": file, "passphrase": WORDS, "bring": "1"})
    assert done.status_code == 302
    assert client.post(where, {"of": str(cast.elsewhere.pk), "purpose": "keeping",
                               "passphrase": WORDS}).status_code == 422  # fmt: skip

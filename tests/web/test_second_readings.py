"""An analysis is read by a colleague before it is used; their remark stands on it."""

from typing import Any

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast
from rapport.actions import access, understanding
from rapport.briefings.today import today
from rapport.records.models import SecondReading, Sensitivity
from rapport.records.refusals import NotThere, NotYours

OF = "common_ground"


def ask(cast: Cast, reader: str = "reader", by: str = "writer", of: str = OF) -> Any:
    return understanding.ask_to_read_analysis(
        cast.asking(by), relationship=cast.kamil.pk, of=of, reader=cast.who(reader).pk
    )


def remark(cast: Cast, by: str = "reader", text: str = "They would say it otherwise.") -> Any:
    key = SecondReading.objects.get().pk
    return understanding.remark_on_analysis(cast.asking(by), key=key, remark=text)


def only(cast: Cast, *named: str) -> None:
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.who(name).pk for name in named],
    )  # fmt: skip


def test_asking_remarking_and_taking_back_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: ask(cast), "ask_to_read_analysis")
    ask(cast)
    is_one_change_set(cast, lambda: remark(cast), "remark_on_analysis")
    key = SecondReading.objects.get().pk
    is_one_change_set(
        cast, lambda: understanding.take_back_reading(cast.asking("writer"), key=key),
        "take_back_reading",
    )  # fmt: skip


def test_who_is_asked_finds_it_on_today_until_they_remark(cast: Cast):
    ask(cast)
    (one,) = today(cast.asking("reader")).analyses
    assert (one.alias, one.by, one.of) == ("Abu Kamil", "Writer", OF)
    assert not today(cast.asking("writer")).analyses
    remark(cast)
    assert not today(cast.asking("reader")).analyses


def test_who_may_see_it_no_more_is_not_told_of_it(cast: Cast):
    ask(cast)
    only(cast, "writer")
    assert not today(cast.asking("reader")).analyses
    with pytest.raises(NotThere):
        remark(cast)


def test_the_remark_stands_on_the_page_with_name_and_day(cast: Cast, browser: Any):
    where = f"/people/{cast.kamil.pk}/ground/"
    assert "Nobody has read this yet." in browser("writer").get(where).content.decode()
    ask(cast)
    reading = SecondReading.objects.get()
    assert "was asked to read it" in browser("writer").get(where).content.decode()
    client = browser("reader")
    assert "Read it" in client.get("/today/").content.decode() or client.get("/").status_code
    client.get(f"/second/{reading.pk}/remark/")
    answer = client.post(f"/second/{reading.pk}/remark/", {"remark": "Ask the council too."})
    assert answer.status_code == 302
    page = browser("keeper").get(where).content.decode()
    assert "Ask the council too." in page
    assert "Reader" in page[page.index("Ask the council too.") :]


def test_only_the_one_who_was_asked_remarks(cast: Cast):
    ask(cast)
    for other in ("writer", "keeper", "outsider"):
        with pytest.raises(NotThere):
            remark(cast, by=other)
    with cannot_be("needs a text"):
        remark(cast, text=" ")


def test_colleagues_who_may_see_the_person_are_offered(cast: Cast, browser: Any):
    where = f"/people/{cast.kamil.pk}/second/{OF}/"
    page = browser("writer").get(where).content.decode()
    assert f'value="{cast.reader.pk}"' in page
    assert f'value="{cast.writer.pk}"' not in page
    assert "Outsider" not in page
    only(cast, "writer", "keeper")
    page = browser("writer").get(where).content.decode()
    assert f'value="{cast.keeper.pk}"' in page
    assert f'value="{cast.reader.pk}"' not in page


def test_who_cannot_be_asked(cast: Cast):
    with cannot_be("not in the circle"):
        ask(cast, "outsider")
    with cannot_be("cannot ask yourself"):
        ask(cast, "writer")
    ask(cast)
    with cannot_be("already been asked"):
        ask(cast)
    ask(cast, of="motives")
    with pytest.raises(NotYours):
        ask(cast, "keeper", by="reader")
    only(cast, "writer")
    with cannot_be("cannot see this person"):
        ask(cast, "keeper")


def test_an_analysis_that_is_none_has_no_page(cast: Cast, browser: Any):
    assert browser("writer").get(f"/people/{cast.kamil.pk}/second/slogan/").status_code == 404

"""Erasing somebody on their page, and their own record, as everybody."""

import re

import pytest

from cast import Cast
from rapport.briefings.person_record import AMONG_US
from rapport.records.models import (
    Erasure,
    Named,
    Operation,
    Relationship,
    SealedName,
    Sensitivity,
    Tenure,
)
from records.every_kind import WORDS, note, person_kinds

REASON = "They asked for it."


@pytest.fixture
def heron(cast: Cast) -> Relationship:
    whom = cast.add("Heron of Orsend", names=[("Latn", "Grey Orsendi")])
    for kind in person_kinds():
        if kind not in (Named, Tenure):
            note(cast, kind, whom)
    return whom


def send(client, whom, alias="Heron of Orsend", reason=REASON):
    return client.post(f"/people/{whom.pk}/erase/", {"alias": alias, "reason": reason})


def test_before_it_is_done_the_page_says_plainly_what_goes_and_that_it_is_for_good(
    cast: Cast, browser, heron
):
    text = browser("keeper").get(f"/people/{heron.pk}/erase/").content.decode()
    assert "This cannot be undone." in text
    assert re.search(r"Records that will be erased, with their history: \d+\.", text)
    assert Relationship.objects.filter(pk=heron.pk).exists()


def test_the_answer_is_a_receipt_without_the_name_that_offers_no_undo(cast: Cast, browser, heron):
    client = browser("keeper")
    page = send(client, heron)
    text = page.content.decode()
    erasure = Erasure.objects.get(verb="erase_person")
    assert page.status_code == 200
    assert bytes(erasure.head).hex() in text
    assert REASON in text
    assert "Heron" not in text
    assert client.get(f"/people/{heron.pk}/").status_code == 404
    again = client.get("/erased/").content.decode()
    assert bytes(erasure.head).hex() in again
    assert bytes(erasure.head).hex() not in browser("writer").get("/erased/").content.decode()
    assert (
        f"/history/{Operation.objects.last().change_set}/undo/"
        not in client.get("/history/").content.decode()
    )


def test_a_wrong_alias_erases_nobody_and_keeps_what_was_typed(cast: Cast, browser, heron):
    page = send(browser("keeper"), heron, alias="Abu Kamil")
    assert page.status_code == 422
    assert "not the alias" in page.content.decode()
    assert REASON in page.content.decode()
    assert Relationship.objects.filter(pk=heron.pk).exists()


def test_the_notes_of_others_where_the_names_still_stand_are_listed_once(
    cast: Cast, browser, heron
):
    seen = cast.meet(2, line="He asked how the Heron of Orsend is.")
    by_name = cast.meet(3, line="Met Grey Orsendi's cousin.")
    hidden = cast.meet(4, by="outsider", whom=cast.hidden, line="Heron of Orsend again")
    about = cast.meet(5, whom=heron, line="The Heron of Orsend himself")
    text = send(browser("keeper"), heron).content.decode()
    for visit, told in ((seen, True), (by_name, True), (hidden, False), (about, False)):
        assert (f"/interactions/{visit.pk}/change/" in text) == told
    assert "Umm Sahar" not in text


def test_those_who_do_not_keep_the_circle_are_not_offered_it_and_cannot(cast: Cast, browser, heron):
    before = Operation.objects.count()
    for who, status in (("writer", 403), ("reader", 403), ("outsider", 404)):
        client = browser(who)
        assert f"/people/{heron.pk}/erase/" not in client.get(
            f"/people/{heron.pk}/"
        ).content.decode().replace(f'action="/people/{heron.pk}/erase/"', "")
        assert client.get(f"/people/{heron.pk}/erase/").status_code == status
        assert send(client, heron).status_code == status
    assert Operation.objects.count() == before
    offered = browser("keeper").get(f"/people/{heron.pk}/").content.decode()
    assert f"/people/{heron.pk}/erase/" in offered


def test_what_is_past_its_end_goes_with_the_first_thing_sent_on_a_day(cast: Cast, browser):
    from datetime import timedelta

    from rapport.actions import insights
    from rapport.records.models import Insight, Store

    insights.note_insight(
        cast.asking("writer"), relationship=cast.kamil.pk, kind="value", text="Tea.",
        expires=cast.DAY,
    )  # fmt: skip
    Store.objects.update(fixed_today=cast.DAY + timedelta(days=1))
    client = browser("reader")
    client.get("/")
    assert Insight.objects.exists()
    client.post("/find/", {"text": "tea"}, follow=True)
    assert not Insight.objects.exists()


# Record for this person


def record(client, whom) -> str:
    page = client.get(f"/people/{whom.pk}/record/").content.decode()
    return page.partition("<article")[2].partition("</article>")[0]


def test_every_kind_about_the_person_is_in_their_record_for_those_who_may_see(
    cast: Cast, browser, heron
):
    """A word of its own in every text of every kind, found from the models: each is on the page."""
    planted: dict[str, tuple[str, str]] = {}
    for kind in (*person_kinds(), Relationship):
        if kind in (Named, Tenure, SealedName):  # names are counted, not shown
            continue
        for row in kind.objects.visible_to(cast.reader):
            told = [
                column.name
                for column in kind._meta.concrete_fields
                if column.editable and getattr(row, column.name) == WORDS
            ]
            for name in told:
                if name not in AMONG_US:
                    word = f"zq{len(planted):03}x"
                    kind.objects.filter(pk=row.pk).update(**{name: word})
                    planted[word] = (kind.__name__, name)
    assert len(planted) > 12
    text = record(browser("reader"), heron)
    assert [where for word, where in planted.items() if word not in text] == []


def test_what_was_observed_and_how_we_read_it_stand_apart(cast: Cast, browser, heron):
    from rapport.actions import insights

    about = {"asking": cast.asking("writer"), "relationship": heron.pk, "kind": "value"}
    insights.note_insight(**about, text="Has two sons.", nature="fact")
    insights.note_insight(**about, text="Seems proud of them.", nature="interpretation")
    cast.meet(1, whom=heron, facts="Came alone.", interpretations="Wanted to talk freely.")
    observed, read = record(browser("reader"), heron).split("interpretation, not fact")
    for text, there in (("Has two sons.", observed), ("Came alone.", observed),
                        ("Seems proud", read), ("talk freely", read)):  # fmt: skip
        assert text in there
        assert text not in (read if there is observed else observed)


def test_the_names_of_others_are_covered_but_no_name_one_may_not_know(cast: Cast, browser, heron):
    cast.meet(1, whom=heron, line="ABU KAMIL, Writer, and Umm Sahar came too.")
    text = record(browser("reader"), heron)
    assert "abu kamil" not in text.lower()
    assert "[another person], [another person], and Umm Sahar came too." in text


def test_nothing_hints_at_what_other_circles_keep(cast: Cast, browser, heron):
    text = record(browser("reader"), heron)
    cast.add("Heron of Orsend", by="outsider")
    cast.meet(1, by="outsider", whom=cast.hidden, line="Heron of Orsend")
    assert record(browser("reader"), heron) == text
    assert "Other circles may hold more" in text


def test_the_record_of_somebody_severe_is_for_those_named(cast: Cast, browser):
    severe = cast.add("The Ibis", sensitivity=Sensitivity.SEVERE)
    assert browser("writer").get(f"/people/{severe.pk}/record/").status_code == 200
    assert browser("reader").get(f"/people/{severe.pk}/record/").status_code == 404

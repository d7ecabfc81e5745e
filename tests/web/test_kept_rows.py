"""What is drawn once and kept is what would be drawn anew, and goes with what it shows."""

import gc
import re
from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from cast import Cast
from rapport.actions import interactions, occasions, people, relationships
from rapport.briefings import people as listing
from rapport.briefings import today as briefing
from rapport.records import judging
from rapport.records.models import Relationship
from rapport.web.templatetags import kept_rows
from web.test_hidden_everywhere import ONCE

LOOKS = ("/", "/?whose=office", "/?whose=mine&when=week", "/?when=later", "/?select=1")


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Return the cast with enough that presses: visits, a feast, a next step, a quoted name."""
    for name in ("Umm <Nadir>", "أم نادر", "Abu Salim"):
        cast.meet(200, whom=cast.add(name), line='He said "tea" & left.')
    soon = cast.DAY + timedelta(days=3)
    about: dict[str, Any] = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    occasions.note_occasion(**about, name="A feast", month=soon.month, day=soon.day)
    visit = cast.meet(40, line="They spoke of rain.")
    told = {"next_step": "Bring <dates>.", "next_step_on": cast.DAY}
    interactions.change_interaction(cast.asking("writer"), key=visit.pk, **told)
    judging.rejudge_all(today=cast.DAY)
    return cast


def _said(client: Any, look: str, language: str) -> str:
    answer = client.get(look, headers={"accept-language": language})
    assert answer.status_code == 200
    return ONCE.sub("", answer.content.decode())


def test_every_look_is_as_it_would_be_drawn_anew(busy: Cast, browser: Any) -> None:
    """Readers, languages and spans take turns, so that each could meet what another left."""
    clients = {who: browser(who) for who in ("writer", "reader", "keeper")}
    looks = [
        (who, look, language)
        for language in ("en", "fr", "ar")
        for look in LOOKS
        for who in clients
    ]
    anew = {}
    for who, look, language in looks:
        kept_rows._drawn.clear()
        anew[who, look, language] = _said(clients[who], look, language)
    assert len(set(anew.values())) > len(looks) // 3
    for who, look, language in (*looks, *looks[:5]):
        assert _said(clients[who], look, language) == anew[who, look, language], (who, look)
    assert any(len(drawn) > 1 for _, drawn in kept_rows._drawn.values())


def test_after_a_record_too_every_look_is_as_it_would_be_drawn_anew(
    busy: Cast, browser: Any
) -> None:
    """Whoever is as before keeps what was drawn; who is called otherwise, or was met, does not."""
    clients, writer = {who: browser(who) for who in ("writer", "keeper")}, busy.asking("writer")
    looks = [(who, look, tongue) for tongue in ("en", "ar") for look in LOOKS for who in clients]
    nadir, salim = (
        Relationship.objects.get(counterpart__alias=alias) for alias in ("Umm <Nadir>", "Abu Salim")
    )
    deeds = [
        lambda: busy.meet(1, whom=nadir, line="Rain again."),
        lambda: people.change_counterpart(writer, key=salim.counterpart_id, alias="Abu Hadi"),
        lambda: relationships.set_lead(writer, key=salim.pk, lead=None),
    ]
    for deed in (lambda: None, *deeds):
        deed()
        judging.rejudge_all(today=busy.DAY)
        kept = [_said(clients[who], look, tongue) for who, look, tongue in looks]
        kept_rows._drawn.clear()
        assert kept == [_said(clients[who], look, tongue) for who, look, tongue in looks]


def test_what_was_drawn_goes_with_what_it_shows(busy: Cast, browser: Any) -> None:
    """Whoever was met since is drawn anew; the others stay as they were drawn."""
    client = browser("writer")
    _said(client, "/", "en")
    before = _shown()
    assert len(before) > 2
    (nadir,) = Relationship.objects.filter(counterpart__alias="Umm <Nadir>")
    busy.meet(1, whom=nadir, line="Rain again.")
    judging.rejudge_all(today=busy.DAY)
    _said(client, "/", "en")
    gc.collect()
    after = _shown()
    gone = before.pop("Umm <Nadir>")
    assert after.pop("Umm <Nadir>", None) != gone
    assert after == before
    briefing._ENTRIES.forget()
    briefing._HEADINGS.forget()
    gc.collect()
    assert not kept_rows._drawn


def test_what_was_told_yesterday_is_not_held_today(busy: Cast) -> None:
    """An entry is the one of before only while the day is the same."""
    told = briefing.today(busy.asking("writer"), mine=False)
    held = [each for given in briefing._ENTRIES._given.values() for each in given.values()]
    assert held
    assert told.headings
    briefing.today(busy.asking("keeper", -1), mine=False)
    still = [each for given in briefing._ENTRIES._given.values() for each in given.values()]
    assert not {id(one) for one in held} & {id(one) for one in still}


def _shown() -> dict[str, int]:
    """Return which things something is drawn of, without holding them."""
    found = (there() for there, _ in kept_rows._drawn.values())
    return {one.alias: id(one) for one in found if one is not None}


def test_a_form_is_made_for_each_page(busy: Cast, browser: Any) -> None:
    client = browser("writer")
    tokens = {
        tuple(re.findall(r'name="once" value="([^"]+)"', client.get("/").content.decode()))
        for _ in range(3)
    }
    assert len(tokens) == 3
    assert all(tokens)


class _Thing:
    pass


def test_it_hangs_on_the_thing_the_values_the_language_and_the_place_in_the_template() -> None:
    kept = "{% kept one a %}{{ n }}"
    page = f"{{% load kept_rows %}}{kept}{{% endkept %}}·{kept}!{{% endkept %}}"
    template, one, other = Template(page), _Thing(), _Thing()

    def drawn(thing: object, n: int, a: int = 1) -> str:
        return template.render(Context({"one": thing, "a": a, "n": n}))

    assert drawn(one, 1) == drawn(one, 2) == "1·1!"
    assert drawn(other, 3) == "3·3!"
    assert drawn(one, 4, a=2) == "4·4!"
    with translation.override("ar"):
        assert drawn(one, 5) != "1·1!"
    assert drawn(one, 6) == "1·1!"


def test_rows_of_the_list_are_as_they_would_be_drawn_anew(busy: Cast, browser: Any) -> None:
    """Whoever is met, called otherwise or no longer led stands in the list as they are now."""
    clients, writer = {who: browser(who) for who in ("writer", "reader")}, busy.asking("writer")
    pages = ("/people/", "/people/?sort=alias", "/people/?due=overdue")
    looks = [(who, page, tongue) for tongue in ("en", "ar") for page in pages for who in clients]
    nadir, salim = (
        Relationship.objects.get(counterpart__alias=alias) for alias in ("Umm <Nadir>", "Abu Salim")
    )
    deeds = [
        lambda: busy.meet(0, whom=nadir, line="Rain again."),
        lambda: people.change_counterpart(writer, key=salim.counterpart_id, alias="Abu Hadi"),
        lambda: relationships.set_lead(writer, key=salim.pk, lead=None),
    ]
    for deed in (lambda: None, *deeds):
        deed()
        judging.rejudge_all(today=busy.DAY)
        kept = [_said(clients[who], page, tongue) for who, page, tongue in looks]
        kept_rows._drawn.clear()
        assert kept == [_said(clients[who], page, tongue) for who, page, tongue in looks]
    assert any("Abu Hadi" in page for page in kept)
    assert kept_rows._drawn


def test_whom_somebody_looked_for_by_name_is_not_held(busy: Cast, browser: Any) -> None:
    """A row stays drawn for the plain list alone, and goes when the same reader looks again."""
    listing._ROWS.forget()
    client = browser("writer")
    answer = client.post("/people/", {"text": "Salim"}, follow=True)
    assert "Abu Salim" in answer.content.decode()
    assert not listing._ROWS._given
    _said(client, "/people/", "en")
    (given,) = listing._ROWS._given.values()
    assert "Abu Salim" in {row.alias for row in given.values()}

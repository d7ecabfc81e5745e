"""Adding somebody: near names are offered once, nothing typed is lost, nobody is stopped."""

import re
from typing import Any

import pytest

from cast import Cast
from rapport.actions import team
from rapport.records.models import Interaction, Part, Relationship, ToldApart

OFFERED = "Are they here already?"


def said(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "alias": "Abu Camil",
        "circle": str(cast.circle.pk),
        "opened": "2026-03-01",
        "sensitivity": "1",
        "how_to_address": "Doctor, please",
        "real_name": "Zubair Hamdan",
        **more,
    }


def main(answer: Any) -> str:
    text: str = answer.content.decode()
    return text.split("<main")[1]


def people() -> set[str]:
    return set(Relationship.objects.values_list("counterpart__alias", flat=True))


def test_near_names_are_offered_with_every_word_kept_and_nobody_is_added_yet(
    cast: Cast, browser: Any
) -> None:
    answer = browser("writer").post("/people/add/", said(cast))
    page = main(answer)
    assert answer.status_code == 200
    assert OFFERED in page
    assert f'href="/people/{cast.kamil.pk}/"' in page
    for word in ("Abu Camil", "Doctor, please", "Zubair Hamdan", "1 Mar 2026"):
        assert f'value="{word}"' in page
    assert people() == {"Abu Kamil", "Umm Sahar"}


def test_somebody_else_is_added_at_once_and_told_apart(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    page = main(client.post("/people/add/", said(cast)))
    keys = re.findall(r'name="different_from" value="([^"]+)"', page)
    assert keys == [str(cast.kamil.pk)]
    answer = client.post("/people/add/", said(cast, different="1", different_from=keys[0]))
    assert answer.status_code == 302
    assert "Abu Camil" in people()
    assert ToldApart.objects.get().one != ToldApart.objects.get().other
    assert "Keep separate" not in main(client.get("/people/duplicates/"))


def test_another_near_name_is_offered_too_and_what_was_said_is_not_forgotten(
    cast: Cast, browser: Any
) -> None:
    other = cast.add("Zubair Hamdani")
    client = browser("writer")
    more = {"different": "1", "different_from": str(cast.kamil.pk), "real_name": "Zubayr Hamdani"}
    page = main(client.post("/people/add/", said(cast, **more)))
    assert OFFERED in page
    keys = re.findall(r'name="different_from" value="([^"]+)"', page)
    assert keys == [str(cast.kamil.pk), str(other.pk)]
    assert "Abu Camil" not in people()


def test_whoever_is_near_to_nobody_is_added_at_once(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/people/add/", said(cast, alias="Umm Nadir"))
    assert answer.status_code == 302
    assert not ToldApart.objects.exists()


def test_an_outsider_is_answered_as_if_nobody_were_there(cast: Cast, browser: Any) -> None:
    mine = said(cast, circle=str(cast.elsewhere.pk))
    assert browser("outsider").post("/people/add/", mine).status_code == 302
    assert not ToldApart.objects.exists()


def log(cast: Cast, **more: str) -> dict[str, str]:
    kept = {"purpose": "engagement", "asked": "no", "channel": "phone", "on": "2026-03-01"}
    return {**kept, "line": "Tea by the gate.", "text": "Abu Camil", "add": "1", **more}


@pytest.mark.parametrize("htmx", [True, False])
def test_in_a_log_somebody_is_added_and_chosen_with_all_that_was_typed_kept(
    cast: Cast, browser: Any, htmx: bool
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "who"} if htmx else {}
    client = browser("writer")
    send = log(cast, text="Umm Nadir")
    page = client.post("/log/", send, headers=headers).content.decode()
    added = Relationship.objects.get(counterpart__alias="Umm Nadir")
    assert re.search(rf'name="who" value="{added.pk}">', page)
    assert added.opened.isoformat() == "2026-03-01"
    assert htmx or "Tea by the gate." in page
    assert not Interaction.objects.exists()


def test_in_a_log_near_names_are_offered_and_one_tap_chooses_or_adds(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    page = main(client.post("/log/", log(cast)))
    assert OFFERED in page
    assert "Tea by the gate." in page
    assert 'value="Abu Camil"' in page
    assert re.search(rf'<button[^>]*name="who" value="{cast.kamil.pk}"', page)
    assert "Abu Camil" not in people()
    said = log(cast, add="different", different_from=str(cast.kamil.pk))
    page = main(client.post("/log/", said))
    added = Relationship.objects.get(counterpart__alias="Abu Camil")
    assert re.search(rf'name="who" value="{added.pk}">', page)
    assert ToldApart.objects.count() == 1


def test_in_a_log_whoever_writes_in_several_circles_is_asked_who_will_see_them(
    cast: Cast, browser: Any
) -> None:
    new = {"circle": cast.elsewhere.pk, "colleague": cast.writer.pk, "part": Part.WRITER}
    team.admit(cast.asking("outsider"), **new)
    client = browser("writer")
    page = main(client.post("/log/", log(cast, text="Umm Nadir", who=str(cast.hidden.pk))))
    assert re.search(rf'<option value="{cast.elsewhere.pk}" selected', page)
    assert "Umm Nadir" not in people()
    sure = {"add": "different", "add_circle": str(cast.circle.pk)}
    client.post("/log/", log(cast, text="Umm Nadir", **sure))
    assert Relationship.objects.get(counterpart__alias="Umm Nadir").circle == cast.circle


@pytest.mark.parametrize("text", ["", " ", "\u202e", "x" * 500, "\x00", "<b>"])
def test_whatever_is_typed_to_be_added_is_answered(cast: Cast, browser: Any, text: str) -> None:
    answer = browser("writer").post("/log/", log(cast, text=text, on="1066-01-01"))
    assert answer.status_code in {200, 302, 422}
    assert not ToldApart.objects.exists()


def test_a_reader_adds_nobody_in_a_log(cast: Cast, browser: Any) -> None:
    client = browser("reader")
    for add in ("1", "different"):
        client.post("/log/", log(cast, text="Umm Nadir", add=add, add_circle=str(cast.circle.pk)))
    assert "Umm Nadir" not in people()
    assert (
        "Umm Nadir" not in client.post("/people/suggest/", {"text": "Umm Nadir"}).content.decode()
    )

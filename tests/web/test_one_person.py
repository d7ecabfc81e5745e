"""Two circles keep records of one person: whoever sees both can say so, also as they add one."""

import re
import uuid

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import team
from rapport.briefings.duplicates import duplicates
from rapport.records.models import Part, Relationship, Tie, ToldApart


def test_two_records_said_to_be_one_are_no_possible_duplicates_any_more(cast: Cast, browser):
    told = {"circle": cast.circle.pk, "colleague": cast.outsider.pk, "part": "writer"}
    team.admit(cast.asking("keeper"), **told)
    twice = (cast.add("Haji Musa"), cast.add("Haji Musa", by="outsider"))
    client = browser("outsider")
    page = client.get(reverse("duplicates")).content.decode()
    (pair,) = duplicates(cast.asking("outsider")).pairs
    where = (
        f"{reverse('tie', args=[pair.one.relationship])}"
        f"?kind=same_person&with={pair.other.relationship}"
    )
    assert where.replace("&", "&amp;") in page
    form = client.get(where).context["form"]
    sent = {"kind": "same_person", "who": form["who"].value(), "confidence": "high"}
    assert client.post(where, sent).status_code == 302
    assert {Tie.objects.get().relationship_id, Tie.objects.get().other_id} == {
        row.pk for row in twice
    }
    assert duplicates(cast.asking("outsider")).pairs == ()


def of_two(cast: Cast, part: str = Part.READER) -> None:
    """Let the writer into the other circle too."""
    told = {"circle": cast.elsewhere.pk, "colleague": cast.writer.pk, "part": part}
    team.admit(cast.asking("outsider"), **told)


def sahar(cast: Cast, **more: str) -> dict[str, str]:
    told = {"alias": "Umm Sahar", "circle": str(cast.circle.pk), "opened": "2026-03-01"}
    return {**told, "sensitivity": "1", **more}


def test_the_circle_of_each_record_is_said_to_whoever_reads_several(cast: Cast, browser):
    cast.add("Abu Camil")
    where = reverse("duplicates")
    assert "Circle" not in browser("writer").get(where).content.decode()
    of_two(cast)
    cast.add("Umm Sahar")
    page = browser("writer").get(where).content.decode()
    assert page.count("<bdi>Talks</bdi>") == 3
    assert page.count("<bdi>Elsewhere</bdi>") == 1


def test_somebody_of_another_circle_is_added_as_the_same_person(cast: Cast, browser):
    assert browser("writer").post("/people/add/", sahar(cast)).status_code == 302
    of_two(cast)
    cast.add("Umm Sahara")
    client = browser("writer")
    page = client.post("/people/add/", sahar(cast, alias="Umm Saher")).content.decode()
    assert page.count("Add as the same person") == 1  # those of this circle are not offered it
    assert f'name="same_as" value="{cast.hidden.pk}"' in page
    told = re.findall(r'name="different_from" value="([^"]+)"', page)
    sure = sahar(cast, alias="Umm Saher", same_as=str(cast.hidden.pk)) | {"different_from": told}
    assert client.post("/people/add/", sure).status_code == 302
    added = Relationship.objects.get(counterpart__alias="Umm Saher")
    assert (Tie.objects.get().relationship, Tie.objects.get().other) == (added, cast.hidden)
    assert not ToldApart.objects.exists()  # of the others nothing was said


def test_a_name_or_circle_that_changed_meanwhile_is_asked_about_again(cast: Cast, browser):
    of_two(cast, Part.WRITER)
    client = browser("writer")
    sure = sahar(cast, alias="Abu Camil", same_as=str(cast.hidden.pk))
    page = client.post("/people/add/", sure).content.decode()
    assert f'name="different_from" value="{cast.kamil.pk}"' in page
    there = sahar(cast, circle=str(cast.elsewhere.pk), same_as=str(cast.hidden.pk))
    page = client.post("/people/add/", there)
    assert page.status_code == 422
    assert "This person has a record in this circle already." in page.content.decode()
    assert "Add as the same person" not in page.content.decode()
    assert Relationship.objects.count() == 2


def six_near(cast: Cast) -> dict[uuid.UUID, str]:
    """Let the writer see six of one name: five here, and one of the other circle."""
    of_two(cast)
    here = [cast.add("Umm Sahar").pk for _ in range(5)]
    return {**dict.fromkeys(here, "here"), cast.hidden.pk: "elsewhere"}


def offered(page: str) -> set[uuid.UUID]:
    return {uuid.UUID(key) for key in re.findall(r'name="different_from" value="([^"]+)"', page)}


def test_where_six_are_near_the_sixth_is_shown_and_the_next_press_adds(cast: Cast, browser):
    six, client = six_near(cast), browser("writer")
    told = offered(client.post("/people/add/", sahar(cast)).content.decode())
    assert len(told) == 5
    sure = sahar(cast, same_as=str(cast.hidden.pk)) | {"different_from": [*told][:4]}
    page = client.post("/people/add/", sure).content.decode()
    assert offered(page) == six.keys()
    assert all(f'href="/people/{key}/"' in page for key in six)
    assert client.post("/people/add/", sure | {"different_from": [*six]}).status_code == 302
    assert Tie.objects.get().other == cast.hidden


def test_in_a_log_the_sixth_is_shown_and_the_next_press_adds(cast: Cast, browser):
    six, client = six_near(cast), browser("writer")
    said = {"text": "Umm Sahar", "add_circle": str(cast.circle.pk), "add": "1"}
    told = offered(client.post("/log/", said).content.decode())
    assert len(told) == 5
    sure = said | {"add": str(cast.hidden.pk), "different_from": [*told][:4]}
    assert offered(client.post("/log/", sure).content.decode()) == six.keys()
    client.post("/log/", sure | {"different_from": [*six]})
    assert Tie.objects.get().other == cast.hidden


def test_in_a_log_a_refusal_stands_where_the_name_was_typed(cast: Cast, browser):
    of_two(cast, Part.WRITER)
    client = browser("writer")
    said = {"line": "Tea by the gate.", "on": "2026-03-01", "add": str(cast.hidden.pk)}
    there = said | {"add_circle": str(cast.elsewhere.pk), "different_from": str(cast.hidden.pk)}
    for text in ("Umm Sahar", "Somebody of a new name"):
        page = client.post("/log/", there | {"text": text}).content.decode()
        assert "This person has a record in this circle already. Open that record" in page
        assert "Tea by the gate." in page
        assert f'value="{text}"' in page
    assert Relationship.objects.count() == 2


def test_who_may_not_be_seen_cannot_be_joined(cast: Cast, browser):
    client = browser("writer")
    answers = [
        client.post("/people/add/", sahar(cast, same_as=str(key)))
        for key in (cast.hidden.pk, uuid.uuid4())
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Tie.objects.exists()


@pytest.mark.parametrize("htmx", [True, False])
def test_in_a_log_too(cast: Cast, browser, htmx):
    of_two(cast, Part.WRITER)
    headers = {"HX-Request": "true", "HX-Target": "who"} if htmx else {}
    client = browser("writer")
    said = {"text": "Umm Sahar", "line": "Tea by the gate.", "on": "2026-03-01", "add": "1"}
    there = said | {"add_circle": str(cast.elsewhere.pk)}
    assert "Add as the same person" not in client.post("/log/", there).content.decode()
    here = said | {"add_circle": str(cast.circle.pk)}
    page = client.post("/log/", here, headers=headers).content.decode()
    assert re.search(rf'<button[^>]*name="add" value="{cast.hidden.pk}"', page)
    told = {"different_from": str(cast.hidden.pk), "add": str(cast.hidden.pk)}
    again = client.post("/log/", there | told, headers=headers).content.decode()
    assert "Are they here already?" in again  # they are of that circle: choose them
    page = client.post("/log/", here | told, headers=headers).content.decode()
    added = Relationship.objects.get(counterpart__alias="Umm Sahar", circle=cast.circle)
    assert re.search(rf'name="who" value="{added.pk}">', page)
    assert Tie.objects.get().relationship == added


def test_a_program_says_it_in_the_same_way(cast: Cast, browser):
    of_two(cast)
    said = {"alias": "Umm Sahar", "circle": str(cast.circle.pk), "same_as": [str(cast.hidden.pk)]}
    answer = browser("writer").post("/api/people/add/", said, content_type="application/json")
    assert answer.json()["near"] == []
    assert str(Tie.objects.get().relationship_id) == answer.json()["added"]
    near = browser("writer").post(
        "/api/people/near/", {"names": ["Umm Sahar"]}, content_type="application/json"
    )
    assert {one["circle_name"] for one in near.json()["near"]} == {"Talks", "Elsewhere"}

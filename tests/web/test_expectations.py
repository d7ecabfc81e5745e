"""The sheet of what each side can expect of the other."""

from cast import Cast
from rapport.actions import agreements, insights, relationships
from rapport.briefings.expectations import expectations


def told(cast: Cast) -> None:
    asking, key = cast.asking("writer"), cast.kamil.pk
    relationships.describe(
        asking, key=key, objective="Safe roads.", expectations="They call before.", terms="No post."
    )
    insights.tell(asking, relationship=key, kind="limits", text="No fuel.", on=cast.DAY)
    insights.tell(asking, relationship=key, kind="us_as_people", text="We have children.")
    agreements.record_agreement(asking, relationship=key, what="Six lorries", form="oral")


def test_it_has_what_the_relationship_is_for_and_what_was_said_when(cast: Cast, browser):
    told(cast)
    page = browser("reader").get(f"/people/{cast.kamil.pk}/expectations/").content.decode()
    for words in ("Safe roads.", "They call before.", "No post.", "No fuel.", "Six lorries"):
        assert words in page
    assert "We have children." not in page
    assert 'class="a4"' in page
    assert "Record what we said" not in page


def test_where_nothing_is_recorded_it_asks_without_paper(cast: Cast, browser):
    page = browser("writer").get(f"/people/{cast.kamil.pk}/expectations/").content.decode()
    assert "What is this relationship for?" in page
    assert f"/people/{cast.kamil.pk}/tell/?kind=expectations" in page


def test_what_has_ended_is_left_out(cast: Cast):
    told(cast)
    made = expectations(cast.asking("writer"), cast.kamil.pk).agreed[0]
    agreements.review_agreement(cast.asking("writer"), key=made.key, state="lapsed")
    assert expectations(cast.asking("writer"), cast.kamil.pk).agreed == ()


def test_an_outsider_sees_none(cast: Cast, browser):
    assert browser("outsider").get(f"/people/{cast.kamil.pk}/expectations/").status_code == 404

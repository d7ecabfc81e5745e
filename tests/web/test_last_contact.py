"""The last two-way contact stands wherever a person is offered: Today, palette, log."""

import pytest

from cast import Cast
from rapport.actions import interactions


@pytest.fixture
def page(cast: Cast, browser):
    client = browser("writer")

    def opened(path: str, **sent: str) -> str:
        answer = client.post(path, sent) if sent else client.get(path)
        return " ".join(answer.content.decode().split())

    return opened


PLACES = (
    ("/", {}),
    ("/go-to/", {"text": "kamil"}),
    ("/log/", {}),
)


@pytest.mark.parametrize(("path", "sent"), PLACES)
def test_it_says_how_long_ago_it_was(cast: Cast, page, path, sent):
    cast.meet(99)
    cast.meet(3, two_way=False, channel="message")
    assert "99 days ago" in page(path, **sent)


def test_somebody_chosen_in_the_log_has_it_too(cast: Cast, page):
    cast.meet(99)
    assert "Last contact: 99 days ago" in page(f"/log/?who={cast.kamil.pk}")


def test_of_somebody_never_spoken_with_it_says_so(cast: Cast, page):
    who = cast.add("Salma").pk
    assert "no two-way contact yet" in page("/go-to/", text="salma")
    assert "no two-way contact yet" in page(f"/log/?who={who}")


def test_a_row_of_today_that_is_only_a_next_step_has_it(cast: Cast, page):
    step = {"next_step": "Bring the list", "next_step_on": cast.DAY}
    logged = cast.meet(1, small_talk=True, **step)
    assert "Last contact: yesterday" in page("/")
    interactions.remove_interaction(cast.asking("writer"), key=logged.pk)
    assert "Last contact: yesterday" not in page("/")

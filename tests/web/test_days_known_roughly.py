"""Contacts of which only the month or a range of days is known: shown so, and counted once."""

import datetime as dt
import json
import re

import pytest
from django.utils.translation import override

from cast import Cast
from rapport.actions import interactions as verbs
from rapport.records.models import Interaction
from rapport.records.refusals import CannotBe
from rapport.web.days import days_in_words
from rapport.web.templatetags.wording import day

OCTOBER = (dt.date(2025, 10, 1), dt.date(2025, 10, 31))
THREE_DAYS = (dt.date(2026, 3, 2), dt.date(2026, 3, 4))


def _logged(cast: Cast, on: dt.date, until: dt.date | None, **values) -> Interaction:
    asking = cast.asking("writer")
    change = verbs.log_interaction(asking, theirs=[(cast.kamil.pk,)], on=on, until=until, **values)
    return change.row[0]


@pytest.mark.parametrize(
    ("first", "last", "language", "written"),
    [
        ("2010-10-01", "2010-10-31", "en", "October 2010"),
        ("2010-10-01", "2010-10-31", "fr", "octobre 2010"),
        ("2010-10-01", "2010-10-31", "ar", "أكتوبر 2010"),
        ("2024-02-01", "2024-02-29", "en", "February 2024"),
        ("2012-03-01", "2012-04-30", "en", "March – April 2012"),
        ("2010-10-01", "2011-01-31", "en", "October 2010 – January 2011"),
        ("2013-05-12", "2013-05-14", "en", "12–14 May 2013"),
        ("2013-05-12", "2013-05-14", "fr", "12–14 mai 2013"),
        ("2013-05-12", "2013-05-14", "ar", "12–14 مايو 2013"),
        ("2013-04-28", "2013-05-03", "en", "28 Apr – 3 May 2013"),
        ("2013-04-28", "2013-05-03", "fr", "28 avril – 3 mai 2013"),
        ("2012-12-28", "2013-01-03", "en", "28 Dec 2012 – 3 Jan 2013"),
        ("2013-05-12", "2013-05-12", "en", "12 May 2013"),
    ],
)
def test_no_more_is_written_than_is_known(first, last, language, written):
    with override(language):
        on, until = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        assert days_in_words(on, until) == written
        assert written in day(on, until)


def test_a_day_that_is_known_is_written_as_before():
    with override("ar"):
        assert "هـ" in day(dt.date(2013, 5, 12)) == day(dt.date(2013, 5, 12), None)


def test_every_page_shows_the_month_and_not_its_first_day(cast: Cast, browser):
    logged = _logged(cast, *OCTOBER, line="The mill and the bridge.")
    here = browser("writer")
    person = f"/people/{cast.kamil.pk}/"
    pages = [here.get(page) for page in (person, f"{person}brief/", f"{person}record/")]
    pages += [here.post("/find/", {"text": "mill"}, follow=True)]
    for page in pages:
        assert ">October 2025</time>" in page.content.decode()
        assert "1 Oct 2025" not in page.content.decode()
    form = here.get(f"/interactions/{logged.pk}/change/").content.decode()
    assert 'name="until" value="31 Oct 2025"' in form


def test_the_log_page_takes_a_last_day_and_the_edit_page_lets_it_go(cast: Cast, browser):
    here = browser("writer")
    sent = {
        "who": str(cast.kamil.pk),
        "purpose": "engagement",
        "channel": "in_person",
        "asked": "no",
        "on": "2026-03-02",
        "until": "2026-03-04",
        "save": "1",
    }
    assert here.post("/log/", sent).status_code == 302
    logged = Interaction.objects.get()
    assert (logged.on, logged.until) == THREE_DAYS
    assert "2–4 Mar 2026" in here.get(f"/people/{cast.kamil.pk}/").content.decode()
    change = f"/interactions/{logged.pk}/change/"
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', here.get(change).content.decode())
    answer = here.post(change, {**sent, "until": "", "log": str(logged.pk), "seen": seen})
    assert answer.status_code == 302
    logged.refresh_from_db()
    assert logged.until is None


def test_the_api_says_and_takes_a_last_day(cast: Cast, browser):
    body = {"who": [str(cast.kamil.pk)], "on": "2025-10-01", "until": "2025-10-31"}
    here = browser("writer")
    answer = here.post("/api/log/", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    (entry,) = here.get(f"/api/people/{cast.kamil.pk}/").json()["timeline"]
    assert entry["interaction"]["until"] == "2025-10-31"


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (dt.date(2026, 3, 1), "before the first"),
        (dt.date(2027, 3, 4), "more than a year"),
        (dt.date.max, "more than a year"),
    ],
)
def test_a_last_day_is_neither_before_the_first_nor_a_year_behind(cast: Cast, until, says):
    with pytest.raises(CannotBe, match=says):
        _logged(cast, dt.date(2026, 3, 2), until)
    logged = _logged(cast, dt.date(2026, 3, 2), None)
    with pytest.raises(CannotBe, match=says):
        verbs.change_interaction(cast.asking("writer"), key=logged.pk, until=until)


def test_the_first_day_cannot_be_moved_past_the_last(cast: Cast):
    logged = _logged(cast, *THREE_DAYS)
    with pytest.raises(CannotBe, match="before the first"):
        verbs.change_interaction(cast.asking("writer"), key=logged.pk, on=dt.date(2026, 3, 5))


def test_a_month_that_is_not_over_may_be_said(cast: Cast):
    until = dt.date(2026, 3, 31)
    assert _logged(cast, dt.date(2026, 3, 1), until).until == until

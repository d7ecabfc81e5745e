"""Every option of a finding is a door: it opens the form that does it, filled in."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from actions.test_every_rule import STORIES, Telling, code_of
from rapport.briefings.doors import WAYS
from rapport.briefings.findings import noticed
from rapport.records.models import Finding
from rapport.rules.catalogue import RULES
from rapport.rules.rule import About
from rapport.web.doors import address


def test_every_option_of_every_rule_has_its_door_and_no_other_stands_there():
    # What could be done about a message is done in the message itself, which stands below.
    judged = [rule for rule in RULES.values() if rule.about is not About.DRAFT]
    options = {code for rule in judged for code, _ in rule.options}
    assert options == set(WAYS)


@pytest.mark.parametrize("code", STORIES)
def test_each_door_opens_its_form_filled_in(cast, browser, code):
    heron = cast.add("The heron", days_ago=60, names=[("Latn", "Zephyrin Orsendi")])
    STORIES[code](Telling(cast, heron))
    rows = Finding.objects.filter(relationship=heron, code=code_of(code))
    rows = rows.select_related("relationship__counterpart")
    for finding in noticed(cast.writer, rows):
        assert set(finding.doors) == set(finding.options)
        for option, door in finding.doors.items():
            query = urlsplit(address(door)).query
            page = browser("writer").get(address(door))
            assert page.status_code == 200, (option, address(door))
            begun = page.context["form"].initial if query else {}
            for name, value in parse_qsl(query):
                if name not in ("who", "occasion"):
                    assert str(begun[name]) in (value, "True", "False"), (option, name)


def test_the_page_of_a_person_shows_the_doors(cast, browser):
    heron = cast.add("The heron", days_ago=60)
    STORIES["K04"](Telling(cast, heron))
    page = browser("writer").get(f"/people/{heron.pk}/").content.decode()
    assert f'href="/people/{heron.pk}/tell/?kind=limits"' in page
    assert "kind=limits" not in browser("reader").get(f"/people/{heron.pk}/").content.decode()


def test_what_an_address_says_of_a_form_is_only_what_the_form_would_take(cast, browser):
    page = browser("writer").get(f"/people/{cast.kamil.pk}/tell/?kind=nonsense&text=Hello&on=x")
    begun = page.context["form"].initial
    assert not {"kind", "text"} & begun.keys()
    assert begun["on"] == cast.DAY


def test_what_a_door_chooses_counts_for_what_the_log_page_says(cast, browser):
    cast.meet(0, channel="phone", line="Rang this morning.")
    where = f"/log/?who={cast.kamil.pk}&channel="
    assert "Rang this morning." in browser("writer").get(where + "phone").content.decode()
    assert "Rang this morning." not in browser("writer").get(where + "letter").content.decode()

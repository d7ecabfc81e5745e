"""Moving to negotiation: the list before it, the move, whom Today tells, and the page upward."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from briefings.counting import questions
from cast import Cast
from rapport.actions import access, history, mandates, relationships, team
from rapport.briefings.told_of_negotiation import TOLD_FOR, Moved, told_of_negotiation
from rapport.records.models import Mandate, Operation, Part, Relationship, Sensitivity, Step, Store
from records.canaries import let_loose
from web.conftest import AsWho

DAY = Cast.DAY
WHY = "The elders say that he is ready to talk of the road."


def ago(days: int) -> date:
    return DAY - timedelta(days)


def where(cast: Cast, page: str = "negotiate") -> str:
    return f"/people/{cast.kamil.pk}/{page}/"


def mandate(cast: Cast, by: str = "keeper", **values: Any) -> Mandate:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    told = {"title": "Passage", "since": ago(20), **values}
    return mandates.give_mandate(cast.asking(by), circle=circle.pk, **told).row


def move(cast: Cast, whom: Relationship | None = None, by: str = "writer", **told: Any) -> Any:
    told = {"phase": "negotiation", "reason": WHY, **told}
    days_ago = told.pop("days_ago", 0)
    return relationships.switch_phase(
        cast.asking(by, days_ago), key=(whom or cast.kamil).pk, **told
    )


def told(cast: Cast, who: str = "keeper", days_ago: int = 0) -> tuple[Moved, ...]:
    return told_of_negotiation(cast.asking(who, days_ago))


def main_of(answer: Any) -> str:
    (main,) = re.findall(r"(?s)<main.*</main>", answer.content.decode())
    return str(main)


# The list and the move


def test_what_is_missing_is_listed_and_holds_nothing_up(cast: Cast, browser: AsWho) -> None:
    client = browser("writer")
    page = client.get(where(cast)).content.decode()
    assert "None is in force." in page
    assert "0 of 2 held." in page
    answer = client.post(where(cast), {"why": WHY, "on": DAY.isoformat()})
    assert answer.status_code == 302
    step = Step.objects.get(of="phase")
    assert (step.to, step.reason, step.on, step.by_id) == (
        *("negotiation", WHY, DAY),
        cast.writer.pk,
    )
    cast.kamil.refresh_from_db()
    assert cast.kamil.phase == "negotiation"


def test_without_a_reason_nothing_moves_and_the_day_is_kept(cast: Cast, browser: AsWho) -> None:
    answer = browser("writer").post(where(cast), {"why": " ", "on": "after the feast"})
    assert answer.status_code == 422
    assert not Step.objects.exists()
    assert 'value="after the feast"' in answer.content.decode()


def test_a_day_to_come_is_refused_and_the_reason_kept(cast: Cast, browser: AsWho) -> None:
    day = (DAY + timedelta(1)).isoformat()
    answer = browser("writer").post(where(cast), {"why": WHY, "on": day})
    assert answer.status_code == 422
    assert WHY in answer.content.decode()


def test_that_the_red_lines_were_read_is_asked_and_kept_nowhere(cast: Cast, browser: AsWho) -> None:
    client = browser("writer")
    assert 'name="read"' not in client.get(where(cast)).content.decode()
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="We pay no fees.")
    page = client.get(where(cast)).content.decode()
    assert 'name="read"' in page
    assert "We pay no fees." in page
    assert client.post(where(cast), {"why": WHY, "on": DAY.isoformat()}).status_code == 302
    assert client.post(where(cast), {"why": WHY, "read": "on"}).status_code == 302


def test_who_is_in_negotiation_sees_since_when_and_why(cast: Cast, browser: AsWho) -> None:
    move(cast, on=ago(3), days_ago=3)
    page = main_of(browser("writer").get(where(cast)))
    assert "In negotiation since" in page
    assert WHY in page
    assert 'name="why"' not in page


def test_a_reader_may_read_the_page_upward_and_not_move(cast: Cast, browser: AsWho) -> None:
    client = browser("reader")
    assert client.get(where(cast)).status_code == 403
    assert client.post(where(cast), {"why": WHY}).status_code == 403
    assert client.get(where(cast, "readiness")).status_code == 200
    assert "/negotiate/" not in client.get(f"/people/{cast.kamil.pk}/").content.decode()


def test_the_person_s_page_leads_there(cast: Cast, browser: AsWho) -> None:
    client = browser("writer")
    assert where(cast) in main_of(client.get(f"/people/{cast.kamil.pk}/"))


# Whom Today tells


def test_who_gave_the_mandate_is_told_who_moved_when_and_why(cast: Cast, browser: AsWho) -> None:
    mandate(cast)
    assert told(cast) == ()
    move(cast, on=ago(1))
    assert told(cast) == (Moved(cast.kamil.pk, "Abu Kamil", "Writer", ago(1), WHY),)
    page = main_of(browser("keeper").get("/"))
    assert "Moved to negotiation" in page
    assert WHY in page
    assert f"/people/{cast.kamil.pk}/" in page


def test_nobody_else_is_told(cast: Cast, browser: AsWho) -> None:
    mandate(cast)
    move(cast)
    for who in ("reader", "writer", "outsider"):
        assert told(cast, who) == ()
        assert "Moved to negotiation" not in browser(who).get("/").content.decode()


def test_who_moved_it_themselves_is_not_told(cast: Cast) -> None:
    mandate(cast, by="writer")
    move(cast)
    assert told(cast, "writer") == ()
    move(cast, cast.add("Umm Nadir"), by="keeper")
    assert [one.alias for one in told(cast, "writer")] == ["Umm Nadir"]


@pytest.mark.parametrize(
    ("since", "until", "is_told"),
    [
        (ago(20), None, True),
        (ago(20), ago(5), True),
        (ago(20), ago(6), False),
        (DAY, None, True),
        (DAY + timedelta(1), None, False),
    ],
)
def test_it_is_a_mandate_that_held_at_some_time_since_the_move(
    cast: Cast, since: date, until: date | None, is_told: bool
) -> None:
    mandate(cast, since=since, until=until)
    move(cast, on=ago(5), days_ago=5)
    assert bool(told(cast)) is is_told


def test_a_mandate_of_another_circle_tells_nothing_of_this_one(cast: Cast) -> None:
    team.admit(
        cast.asking("keeper"),
        circle=cast.circle.pk,
        colleague=cast.outsider.pk,
        part=Part.READER,
    )
    mandate(cast, by="outsider")
    move(cast)
    assert told(cast, "outsider") == ()


def test_of_somebody_severe_who_is_not_named_sees_nothing(cast: Cast) -> None:
    severe = cast.add("Abu Idris", sensitivity=Sensitivity.SEVERE)
    mandate(cast)
    move(cast, severe)
    assert told(cast) == ()
    named = [cast.writer.pk, cast.keeper.pk]
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=named)
    assert [one.alias for one in told(cast)] == ["Abu Idris"]


def test_for_fourteen_days_from_the_day_it_was_written_down(cast: Cast) -> None:
    mandate(cast, since=ago(60))
    move(cast, on=ago(40))
    assert told(cast, days_ago=-TOLD_FOR.days)
    assert told(cast, days_ago=-TOLD_FOR.days - 1) == ()


def test_the_day_after_the_last_it_is_gone_from_the_page(cast: Cast, browser: AsWho) -> None:
    mandate(cast, since=ago(60))
    move(cast)
    Store.objects.update(fixed_today=DAY + timedelta(15))
    assert "Moved to negotiation" not in browser("keeper").get("/").content.decode()


def test_undone_or_moved_back_it_is_not_told_any_more(cast: Cast) -> None:
    mandate(cast)
    change = move(cast)
    history.undo(cast.asking("writer"), key=change.key)
    assert told(cast) == ()
    move(cast)
    assert told(cast)
    move(cast, phase="engagement", reason="Too early.")
    assert told(cast) == ()


def test_moved_twice_it_is_told_once_with_the_newest_reason(cast: Cast) -> None:
    mandate(cast)
    move(cast, on=ago(3), days_ago=3)
    move(cast, phase="engagement", reason="Too early.", on=ago(2), days_ago=2)
    move(cast, reason="Now it is time.")
    assert [one.reason for one in told(cast)] == ["Now it is time."]


def test_another_phase_or_a_stage_is_no_move_to_negotiation(cast: Cast) -> None:
    mandate(cast)
    move(cast, phase="aftercare")
    relationships.take_stage(
        cast.asking("writer"), key=cast.kamil.pk, stage="rapport", evidence="Tea."
    )
    assert told(cast) == ()


def test_today_pays_two_questions_for_it_however_many_moved(cast: Cast) -> None:
    """One only, whether there is a mandate of theirs, for whoever gave none."""
    asking = cast.asking("keeper")
    assert asking.me.readable_circles()
    assert questions(lambda: told_of_negotiation(asking)) == 1
    mandate(cast)
    for number in range(5):
        move(cast, cast.add(f"Person {number}"))
    assert questions(lambda: told_of_negotiation(asking)) == 2


# The page to send upward


def test_it_says_the_day_how_it_is_worked_out_and_why_hurrying_is_dear(
    cast: Cast, browser: AsWho
) -> None:
    cast.meet(2)
    page = main_of(browser("writer").get(where(cast, "readiness")))
    assert "Readiness for a negotiation" in page
    assert "Internal" in page
    assert "21 Mar 2026" in page
    assert "Usual days between two unhurried meetings: 7" in page
    assert "The price of hurrying" in page
    in_arabic = browser("writer")
    in_arabic.cookies["django_language"] = "ar"
    assert "1447" in main_of(in_arabic.get(where(cast, "readiness"))), "the other calendar too"


def test_nobody_is_named_on_it_and_no_typed_word_stands_there(cast: Cast, browser: AsWho) -> None:
    mandate(cast)
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="ω999")
    words = let_loose(cast, cast.kamil)
    answer = browser("writer").get(where(cast, "readiness"))
    page = main_of(answer) + re.findall(r"<title>.*</title>", answer.content.decode())[0]
    assert words.told(page) == []
    assert "ω" not in page
    for name in ("Writer", "Kit Keeper", "Lantern Aid", "Talks"):
        assert name not in page


def test_opening_either_page_writes_nothing_and_asks_a_fixed_number(
    cast: Cast, browser: AsWho
) -> None:
    client = browser("writer")
    before = Operation.objects.count()

    def asked(page: str) -> int:
        client.get(where(cast, page))
        with CaptureQueriesContext(connection) as found:
            assert client.get(where(cast, page)).status_code == 200
        return len(found)

    for number in range(6):  # among few it is not asked who of us always goes alone
        cast.meet(number + 13)
    before = Operation.objects.count()
    few = [asked(page) for page in ("negotiate", "readiness")]
    assert Operation.objects.count() == before
    for number in range(9):
        cast.meet(number + 3), mandate(cast)
    assert [asked(page) for page in ("negotiate", "readiness")] == few

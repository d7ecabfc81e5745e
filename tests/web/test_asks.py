"""The form of a request, its outcome, and the list of requests, in a browser."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, asks, gates, mandates, meetings
from rapport.records.models import Ask

DAY = Cast.DAY


def gate_of(cast: Cast, name: str = "North road", by: str = "writer") -> Any:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    return gates.add_gate(cast.asking(by), circle=circle.pk, name=name, kind="passage").row


def meeting_with(cast: Cast, whom: Any, by: str = "writer") -> Any:
    on = DAY + timedelta(days=3)
    return meetings.plan_meeting(cast.asking(by), theirs=[(whom.pk,)], on=on).row[0]


def plan(cast: Cast, **told: Any) -> Ask:
    told = {"relationship": cast.kamil.pk, "what": "Passage", **told}
    return asks.plan_ask(cast.asking("writer"), **told).row


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/people/{cast.kamil.pk}/ask/"


def test_all_of_it_is_kept_and_shown_on_the_page_of_the_person(cast: Cast, browser: Any, page: str):
    gate, meeting = gate_of(cast), meeting_with(cast, cast.kamil)
    sent = {
        "what": "Let two lorries pass", "gate": gate.pk, "meeting": meeting.pk,
        "costs": ["superiors", "safety"], "costs-weight-safety": "3",
        "costs-softens-safety": "No flag on the lorries", "for_them": "The clinic treats all",
        "benefit_checked": "on", "urgency_ours": "week", "urgency_theirs": "can_wait",
        "may_say": "Only medicine", "bottom_line": "One lorry is enough",
    }  # fmt: skip
    assert browser("writer").post(page, sent).status_code == 302
    ask = Ask.objects.get()
    assert ask.costs == [["superiors", 1], ["safety", 3, "No flag on the lorries"]]
    assert (ask.gate, ask.meeting, ask.planned_for) == (gate, meeting, meeting.on)
    shown = browser("reader").get(f"/people/{cast.kamil.pk}/").content.decode()
    for word in (
        "North road", "No flag on the lorries", "heavy", "The clinic treats all", "no red line",
        "this week", "it can wait", "Only medicine", "One lorry is enough", "at the meeting on",
    ):  # fmt: skip
        assert word in shown, word


def test_a_line_and_nothing_else_is_enough(cast: Cast, browser: Any, page: str):
    assert browser("writer").post(page, {"what": "Passage"}).status_code == 302
    assert (Ask.objects.get().costs, Ask.objects.get().urgency_ours) == ([], "")


def test_only_gates_of_the_circle_and_meetings_with_them_are_offered(
    cast: Cast, browser: Any, page: str
):
    gate_of(cast)
    gate_of(cast, "Elsewhere bridge", "outsider")
    over = gate_of(cast, "Old ferry")
    gates.change_gate(cast.asking("writer"), key=over.pk, until=DAY - timedelta(days=1))
    other = meeting_with(cast, cast.add("Umm Nadir"))
    form = browser("writer").get(page).context["form"]
    assert [label for _, label in form.fields["gate"].choices] == ["—", "North road"]
    assert str(other.pk) not in dict(form.fields["meeting"].choices)


def test_what_was_typed_stays_when_the_form_comes_back(cast: Cast, browser: Any, page: str):
    other = meeting_with(cast, cast.add("Umm Nadir"))
    sent = {
        "what": "", "meeting": other.pk, "costs": ["career"], "costs-weight-career": "2",
        "costs-softens-career": "No press", "costs-softens-values": "Typed, not ticked",
        "bottom_line": "One lorry", "may_say": "Only medicine",
    }  # fmt: skip
    answer = browser("writer").post(page, sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for word in ("No press", "Typed, not ticked", "One lorry", "Only medicine"):
        assert word in shown
    assert '<option value="2" selected>' in shown
    assert not Ask.objects.exists()


def test_a_softener_without_its_tick_is_no_cost(cast: Cast, browser: Any, page: str):
    browser("writer").post(page, {"what": "Passage", "costs-softens-values": "Typed"})
    assert Ask.objects.get().costs == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"costs-weight-safety": "9"}, "small, medium or heavy"),
        ({"costs-softens-safety": "x" * 1001}, "too long"),
    ],
)
def test_a_cost_out_of_bounds_is_refused_in_a_sentence(
    cast: Cast, browser: Any, page: str, sent: dict[str, str], says: str
):
    answer = browser("writer").post(page, {"what": "Passage", "costs": ["safety"], **sent})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_thinking_first_loses_nothing(cast: Cast, browser: Any, page: str):
    gate = gate_of(cast)
    sent = {
        "why_no": "His boss", "what": "The road", "think": "1", "gate": gate.pk,
        "costs": ["safety"], "costs-weight-safety": "3", "costs-softens-safety": "No flag",
        "bottom_line": "One lorry", "urgency_ours": "now", "benefit_checked": "on",
    }  # fmt: skip
    shown = browser("writer").post(page, sent).content.decode()
    form = browser("writer").post(page, sent).context["form"]
    assert "No flag" in shown
    assert "One lorry" in shown
    assert [group.is_open for group in form.groups()] == [True, True, True, True, False]
    assert f'<option value="{gate.pk}" selected>' in shown


def test_the_red_lines_of_the_office_stand_beside_the_tick(cast: Cast, browser: Any, page: str):
    assert "Read our red lines" not in browser("writer").get(page).content.decode()
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="We pay no one to pass.")
    shown = browser("writer").get(page).content.decode()
    assert shown.index("no red line and gives") < shown.index("We pay no one to pass.")


def test_the_rest_is_folded_until_it_holds_something(cast: Cast, browser: Any, page: str):
    groups = list(browser("writer").get(page).context["form"].groups())
    assert [group.is_open for group in groups[1:]] == [False] * 4
    ask = plan(cast, may_say="Only medicine")
    form = browser("writer").get(f"/records/ask/{ask.pk}/change/").context["form"]
    assert [group.is_open for group in form.groups()] == [True, False, False, True, False, True]


def test_a_gate_that_is_over_stays_in_the_form_of_its_request(cast: Cast, browser: Any):
    gate = gate_of(cast)
    ask = plan(cast, gate=gate.pk)
    gates.change_gate(cast.asking("writer"), key=gate.pk, until=DAY - timedelta(days=1))
    where, client = f"/records/ask/{ask.pk}/change/", browser("writer")
    assert "North road" in client.get(where).content.decode()
    assert client.post(where, {"what": "The bridge", "gate": gate.pk, "outcome": "planned"})
    assert Ask.objects.get().gate == gate


def test_it_is_settled_with_its_day_and_words(cast: Cast, browser: Any):
    ask, client = plan(cast), browser("writer")
    where = f"/asks/{ask.pk}/settle/"
    assert "What they said" in client.get(where).content.decode()
    sent = {"outcome": "deferred", "on": "15 March 2026", "answer": "After the feast"}
    sent |= {"again_on": "2 April 2026"}
    assert client.post(where, sent).status_code == 302
    ask.refresh_from_db()
    assert (ask.answer, ask.again_on.day, ask.answered_on.day) == ("After the feast", 2, 15)
    shown = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "After the feast" in shown
    assert "comes back" in shown


def test_a_day_that_cannot_be_keeps_the_words(cast: Cast, browser: Any):
    ask = plan(cast)
    sent = {"outcome": "granted", "answer": "With two guards", "again_on": "2 April 2026"}
    answer = browser("writer").post(f"/asks/{ask.pk}/settle/", sent)
    assert answer.status_code == 422
    assert "With two guards" in answer.content.decode()
    assert "was postponed comes back" in answer.content.decode()


def test_from_the_list_one_goes_back_to_the_list(cast: Cast, browser: Any):
    ask, client = plan(cast), browser("writer")
    where = f"/asks/{ask.pk}/settle/"
    sent = {"outcome": "made", "list": "open"}
    assert client.post(where, sent).headers["Location"].startswith("/requests/?which=open")
    typed = {"outcome": "granted", "answer": "Yes"}
    answer = client.post(f"{where}?list=waiting", typed)
    assert answer.headers["Location"].startswith("/requests/?which=waiting")
    odd = client.post(where, {"outcome": "made", "list": "//elsewhere"})
    assert odd.headers["Location"].startswith(f"/people/{cast.kamil.pk}/")


def test_the_list_says_what_presses_and_what_is_missing(cast: Cast, browser: Any):
    gate = gate_of(cast)
    plan(cast, gate=gate.pk, planned_for=DAY + timedelta(days=2), bottom_line="One lorry")
    shown = browser("writer").get("/requests/").content.decode()
    for word in ("Abu Kamil", "Passage", "North road", "Say what a yes may cost them",
                 "Record the outcome", "Mark as granted"):  # fmt: skip
        assert word in shown, word
    read = browser("reader").get("/requests/").content.decode()
    assert "Passage" in read
    assert "Mark as granted" not in read
    assert "No request here" in browser("writer").get("/requests/?which=ended").content.decode()
    assert browser("writer").get("/requests/?which=nonsense&page=x").status_code == 200


def test_for_named_people_only_it_is_in_nobody_elses_list(cast: Cast, browser: Any):
    severe = cast.add("Abu Idris")
    plan(cast, relationship=severe.pk, what="A quiet word")
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[])
    assert "A quiet word" in browser("writer").get("/requests/").content.decode()
    for other in ("keeper", "reader", "outsider"):
        shown = browser(other).get("/requests/").content.decode()
        assert "A quiet word" not in shown
        assert "Abu Idris" not in shown


def test_our_limit_is_not_printed_and_not_handed_over(cast: Cast, browser: Any):
    plan(cast, bottom_line="One lorry is enough", may_say="Only medicine")
    client, where = browser("reader"), f"/people/{cast.kamil.pk}/"
    for page in (where, f"{where}brief/"):
        shown = client.get(page).content.decode()
        start = shown.rindex("<p", 0, shown.index("One lorry is enough"))
        assert "at-desk" in shown[start : shown.index(">", start)]
    record = browser("writer").get(f"{where}record/").content.decode()
    assert "Only medicine" in record
    assert "One lorry is enough" not in record
    road = browser("writer").get(f"{where}brief/?for=road").content.decode()
    assert "One lorry is enough" not in road
    carried = browser("writer").post(f"{where}brief/", {"with": [f"ask:{Ask.objects.get().pk}"]})
    assert "Passage" in carried.content.decode()
    assert "One lorry is enough" not in carried.content.decode()


def test_written_in_one_line_it_goes_on_in_the_full_form(cast: Cast, browser: Any):
    where = f"/people/{cast.kamil.pk}/new/"
    sent = {"what": "request", "line": "", "planned_for": "soon"}
    answer = browser("writer").post(where, sent)
    assert answer.status_code == 422
    assert "What softens it" in answer.content.decode()

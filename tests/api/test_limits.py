"""Open requests, mandates and red lines from a program."""

from datetime import date
from typing import Any

from cast import Cast
from rapport.actions import asks, gates, mandates


def gate(cast: Cast) -> Any:
    return gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="North road", kind="passage"
    ).row


def test_open_requests_are_told_with_their_gate_and_what_a_yes_costs(
    cast: Cast, browser: Any
) -> None:
    road, asking = gate(cast), cast.asking("writer")
    about = {"asking": asking, "relationship": cast.kamil.pk}
    asks.plan_ask(**about, what="Some day")
    asks.plan_ask(
        **about, what="Six trucks", planned_for=date(2026, 3, 20), gate=road.pk,
        urgency_ours="week", costs=[("superiors", 2, "A letter"), ("safety", 3)],
    )  # fmt: skip
    done = asks.plan_ask(**about, what="Settled").row
    asks.settle_ask(asking, key=done.pk, outcome="refused")
    answer = browser("reader").get("/api/requests/").json()
    assert [row["what"] for row in answer["lines"]] == ["Six trucks", "Some day"]
    assert (answer["counts"]["open"], answer["following"]) == (2, 0)
    trucks = answer["lines"][0]
    assert (trucks["alias"], trucks["gate"]) == ("Abu Kamil", "North road")
    assert trucks["costs"] == [["superiors", 2, "A letter"], ["safety", 3, ""]]
    assert trucks["urgency_ours"] == "week"


def test_requests_of_people_one_may_not_see_are_not_even_counted(cast: Cast, browser: Any) -> None:
    severe = cast.add("Umm Severe", sensitivity=3)
    asks.plan_ask(cast.asking("writer"), relationship=severe.pk, what="A word")
    asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="A road")
    for who, seen in (("writer", 2), ("reader", 1), ("outsider", 0)):
        answer = browser(who).get("/api/requests/").json()
        assert (answer["counts"]["open"], len(answer["lines"])) == (seen, seen)


def test_fifty_requests_are_a_page(cast: Cast, browser: Any) -> None:
    for number in range(51):
        asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what=f"Request {number}")
    client = browser("reader")
    first, second = (client.get(f"/api/requests/?page={page}").json() for page in (1, 2))
    assert (len(first["lines"]), first["following"], first["counts"]["open"]) == (50, 2, 51)
    assert (len(second["lines"]), second["following"]) == (1, 0)


def test_mandates_are_told_on_the_days_on_which_they_hold(cast: Cast, browser: Any) -> None:
    asking = cast.asking("keeper")
    given = {"asking": asking, "circle": cast.circle.pk}
    mandates.give_mandate(**given, title="No end", since=date(2026, 1, 1))
    mandates.give_mandate(
        **given, title="Trucks", since=date(2026, 3, 1), until=date(2026, 3, 20),
        may_decide="Up to six", gate=gate(cast).pk,
    )  # fmt: skip
    client = browser("reader")

    def told(day: str) -> list[str]:
        answer = client.get(f"/api/mandates/?on={day}").json()
        return [one["mandate"]["title"] for one in answer["mandates"]]

    days = ("2025-12-31", "2026-02-28", "2026-03-01", "2026-03-20", "2026-03-21")
    assert [told(day) for day in days] == [
        *([], ["No end"], ["Trucks", "No end"]),
        *(["Trucks", "No end"], ["No end"]),
    ]
    trucks = client.get("/api/mandates/").json()["mandates"][0]
    assert (trucks["issuer"], trucks["circle"], trucks["gate"]) == (
        *("Kit Keeper", "Talks"),
        "North road",
    )
    assert trucks["mandate"]["may_decide"] == "Up to six"
    assert browser("outsider").get("/api/mandates/").json() == {"mandates": []}


def test_red_lines_are_told_to_all_of_the_office(cast: Cast, browser: Any) -> None:
    words = {"en": "We cannot travel with arms.", "fr": "Nous ne voyageons pas armés."}
    mandates.draw_red_line(
        cast.asking("keeper"), topic="escorts", text="No armed escorts", refusals=words
    )
    for who in ("reader", "outsider"):
        (line,) = browser(who).get("/api/red-lines/").json()["red_lines"]
        assert (line["topic"], line["text"], line["refusals"]) == (
            *("escorts", "No armed escorts"),
            words,
        )

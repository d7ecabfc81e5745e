"""The common ground and both sides: drawn from records, each line with its origin; printed bare."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import (
    access,
    asks,
    care,
    correcting,
    history,
    insights,
    mandates,
    understanding,
)
from rapport.briefings.both_sides import both_sides
from rapport.briefings.ground import common_ground
from rapport.records.models import (
    CommonGround,
    Disagreement,
    GroundKind,
    Insight,
    Operation,
    Sensitivity,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere, NotYours


def understood(cast: Cast, kind: str, text: str, by: str = "writer", **more: Any) -> Insight:
    more.setdefault("nature", "fact")
    return insights.note_insight(
        cast.asking(by), relationship=more.pop("whom", cast.kamil).pk, kind=kind, text=text, **more
    ).row


def put(cast: Cast, kind: str, text: str = "", by: str = "writer", **more: Any) -> CommonGround:
    return understanding.note_ground(
        cast.asking(by), relationship=more.pop("whom", cast.kamil).pk, kind=kind, text=text, **more
    ).row


def apart(cast: Cast, cause: str, text: str, **more: Any) -> None:
    with change_set("disagree", cast.asking("writer")) as changes:
        changes.add(Disagreement, cast.kamil, cause=cause, text=text, on=cast.DAY, **more)


def ground(cast: Cast, who: str = "writer", **more: Any) -> Any:
    return common_ground(cast.asking(who), more.get("whom", cast.kamil).pk)


def texts_in(cast: Cast, kind: str, who: str = "writer") -> list[str]:
    (place,) = [one for one in ground(cast, who).places if one.kind == kind]
    return [cell.text for cell in (*place.cells, *place.drawn)]


def offered(cast: Cast) -> set[str]:
    return {one.cell.text for one in ground(cast).offered}


def test_each_change_is_one_and_one_undo_takes_it_back(cast: Cast):
    about = {"relationship": cast.kamil.pk}
    noted = lambda: understanding.note_ground(  # noqa: E731
        cast.asking("writer"), **about, kind="option", text="Before noon."
    )
    is_one_change_set(cast, noted, "note_ground")
    row = noted().row
    for verb, change in {
        "change_ground": lambda: understanding.change_ground(
            cast.asking("writer"), key=row.pk, text="At noon."
        ),
        "move_ground": lambda: understanding.move_ground(
            cast.asking("writer"), key=row.pk, kind="agreed_fact"
        ),
        "remove_ground": lambda: understanding.remove_ground(cast.asking("writer"), key=row.pk),
    }.items():
        is_one_change_set(cast, change, verb)


def test_one_tap_puts_an_insight_there_with_its_words_day_and_contact(cast: Cast, browser: Any):
    visit = cast.meet(6, line="Tea.")
    note = understood(
        cast, "constraint", "The bridge bears ten tons.", on=visit.on, interaction=visit.pk
    )
    page = browser("writer").get(f"/people/{cast.kamil.pk}/ground/").content.decode()
    assert page.index("From what you know of them") < page.index("The bridge bears ten tons.")
    answer = browser("writer").post(
        f"/people/{cast.kamil.pk}/ground/add/", {"insight": str(note.pk), "kind": "agreed_fact"}
    )
    assert answer.status_code == 302
    row = CommonGround.objects.get()
    assert (row.text, row.on, row.insight, row.interaction) == ("", visit.on, note, visit)
    assert offered(cast) == set()
    ((cell,),) = [place.cells for place in ground(cast).places if place.cells]
    assert cell.origin.heard is not None
    assert (cell.origin.heard.on, cell.origin.kind) == (visit.on, "constraint")
    assert cell.text == note.text


def standing(cast: Cast, who: str = "writer", day: Any = None) -> set[str]:
    """Return the lines put on the common ground as anybody is shown them, on either page."""
    asking = asked_by(cast.who(who), day=day)
    places = common_ground(asking, cast.kamil.pk).places
    there = {cell.text for place in places for cell in place.cells}
    sides = both_sides(asking, cast.kamil.pk).contested
    assert {cell.text for one in sides for cell in one.cells} <= there
    return there


def test_a_line_that_rests_on_an_insight_says_what_that_says_now(cast: Cast):
    note = understood(cast, "position", "No trucks.")
    row = put(cast, "contested_fact", insight=note.pk)
    correcting.change_record(cast.asking("writer"), Insight, key=note.pk, text="No trucks today.")
    assert standing(cast) == {"No trucks today."}
    understanding.change_ground(cast.asking("writer"), key=row.pk, text="Which trucks?")
    assert standing(cast) == {"Which trucks?"}
    understanding.change_ground(cast.asking("writer"), key=row.pk, text="No trucks today.")
    assert CommonGround.objects.get().text == ""


@pytest.mark.parametrize("own", ["", "In our words."])
def test_a_line_ends_with_the_insight_it_rests_on(cast: Cast, own: str):
    last = cast.DAY + timedelta(3)
    note = understood(cast, "position", "No trucks.", expires=last)
    put(cast, "contested_fact", own, insight=note.pk)
    assert standing(cast, day=last) == {own or "No trucks."}
    assert standing(cast, day=last + timedelta(1)) == set()
    with change_set("remove_any", cast.asking("writer")) as changes:
        changes.delete(Insight.objects.get(pk=note.pk))
    assert not CommonGround.objects.exists()
    history.undo(cast.asking("writer"), key=changes.key)
    assert standing(cast) == {own or "No trucks."}


def test_no_word_of_an_erased_note_stays_on_the_common_ground(cast: Cast):
    note = understood(cast, "position", "A zephyr.")
    put(cast, "contested_fact", insight=note.pk)
    care.erase_note(cast.asking("writer"), key=note.pk)
    assert standing(cast) == set()
    assert not CommonGround.objects.exists()
    assert "zephyr" not in str([one.content for one in Operation.objects.all()])


def test_a_note_found_to_be_of_health_leaves_the_common_ground(cast: Cast, browser: Any):
    note = understood(cast, "position", "He rests after treatment.")
    row = put(cast, "contested_fact", insight=note.pk)
    correcting.change_record(
        cast.asking("writer"), Insight, key=note.pk, special="health", need="To plan visits."
    )
    assert standing(cast) == set()
    paper = browser("writer").get(f"/people/{cast.kamil.pk}/ground/print/").content.decode()
    assert str(row.pk) not in paper


def test_the_form_of_a_line_begins_with_the_words_it_has(cast: Cast, browser: Any):
    note = understood(cast, "position", "No trucks.")
    row, client = put(cast, "contested_fact", insight=note.pk), browser("writer")
    assert "No trucks." in client.get(f"/ground/{row.pk}/change/").content.decode()
    said = {"kind": "option", "text": "No trucks.", "on": "2026-03-15"}
    assert client.post(f"/ground/{row.pk}/change/", said).status_code == 302
    assert (CommonGround.objects.get().text, standing(cast)) == ("", {"No trucks."})


def test_what_may_be_put_there_and_what_only_nearly(cast: Cast):
    understood(cast, "position", "No trucks at night.", nature="interpretation")
    understood(cast, "offer", "A guide.", nature="interpretation")
    understood(cast, "value", "Guests are safe.")
    understood(cast, "value", "A reading.", nature="interpretation")
    understood(cast, "hook", "Football.")
    understood(cast, "need", "His son.", special="health", need="To plan the visit.")
    understood(
        cast, "concern", "Past.", on=cast.DAY - timedelta(9), expires=cast.DAY - timedelta(1)
    )
    assert offered(cast) == {"No trucks at night.", "A guide.", "Guests are safe."}


def test_what_is_kept_of_health_is_not_copied(cast: Cast):
    note = understood(cast, "need", "His son.", special="health", need="To plan the visit.")
    with cannot_be("stay where they are"):
        put(cast, "option", insight=note.pk)


def test_an_insight_of_somebody_else_ties_no_circles(cast: Cast):
    other = understood(cast, "offer", "A heron.", by="outsider", whom=cast.hidden)
    another = understood(cast, "offer", "A guide.", whom=cast.add("Salma"))
    for key in (other.pk, another.pk):
        with pytest.raises(NotThere):
            put(cast, "option", insight=key)


def test_what_cannot_be(cast: Cast):
    with cannot_be("needs a text"):
        put(cast, "option", "  ")
    with cannot_be("not one of the choices"):
        put(cast, "slogan", "Peace.")
    with cannot_be("in the future"):
        put(cast, "option", "Peace.", on=cast.DAY + timedelta(1))
    with pytest.raises(NotYours):
        put(cast, "option", "Peace.", by="reader")
    with pytest.raises(NotThere):
        put(cast, "option", "Peace.", by="outsider")


def test_disagreements_and_what_softens_a_cost_are_drawn(cast: Cast):
    apart(cast, "facts", "How many came.")
    apart(cast, "norms", "Women at the table.")
    apart(cast, "interests", "Who pays.")
    apart(cast, "facts", "Which day it was.", state="cleared")
    asks.plan_ask(
        cast.asking("writer"), relationship=cast.kamil.pk, what="Six trucks", softens="No photos.",
        costs=[("reputation", 2, "No thanks in public.")],
    )  # fmt: skip
    assert texts_in(cast, GroundKind.CONTESTED_FACT) == ["How many came."]
    assert texts_in(cast, GroundKind.DIVERGENT_NORM) == ["Women at the table."]
    assert texts_in(cast, GroundKind.OPTION) == ["No photos.", "No thanks in public."]


def test_a_line_is_moved_and_removed_on_the_page(cast: Cast, browser: Any):
    row, client = put(cast, "agreed_fact", "The ford is low."), browser("writer")
    assert client.post(f"/ground/{row.pk}/move/", {"kind": "contested_fact"}).status_code == 302
    assert texts_in(cast, GroundKind.CONTESTED_FACT) == ["The ford is low."]
    client.get(f"/ground/{row.pk}/change/")
    said = {"kind": "option", "text": "Use the ford.", "on": "2026-03-15"}
    assert client.post(f"/ground/{row.pk}/change/", said).status_code == 302
    assert texts_in(cast, GroundKind.OPTION) == ["Use the ford."]
    assert client.post(f"/ground/{row.pk}/remove/", {}).status_code == 302
    assert not CommonGround.objects.exists()


def test_on_the_first_day_each_place_says_what_to_find_out(cast: Cast, browser: Any):
    page = browser("reader").get(f"/people/{cast.kamil.pk}/ground/").content.decode()
    assert "What do both sides see in the same way?" in page
    assert "Add a line" not in page
    page = browser("reader").get(f"/people/{cast.kamil.pk}/sides/").content.decode()
    assert "Nothing contested is recorded." in page
    assert "Find out who they trust" in page


def test_what_it_is_mostly_about_follows_the_rows(cast: Cast):
    mostly = lambda: both_sides(cast.asking("writer"), cast.kamil.pk).mostly  # noqa: E731
    assert mostly() == ()
    apart(cast, "misunderstanding", "The hour.")
    assert mostly() == ()
    put(cast, "contested_fact", "How many.")
    assert mostly() == ("facts",)
    apart(cast, "interests", "Who pays.")
    assert mostly() == ("facts", "interests")
    apart(cast, "interests", "Who decides.")
    assert mostly() == ("interests",)


def test_our_side_comes_from_requests_mandates_red_lines(cast: Cast):
    asks.plan_ask(
        cast.asking("writer"), relationship=cast.kamil.pk, what="Six trucks",
        may_say="For the clinic.", bottom_line="Four trucks.",
    )  # fmt: skip
    mandates.give_mandate(
        cast.asking("writer"), circle=cast.circle.pk, title="Road", since=cast.DAY,
        may_say="Medicines alone.", internal="We can wait.",
    )  # fmt: skip
    mandates.draw_red_line(cast.asking("writer"), topic="fees", text="No fees.")
    position, reasoning, values = both_sides(cast.asking("reader"), cast.kamil.pk).layers
    assert [cell.text for cell in position.ours] == ["Six trucks"]
    assert [cell.text for cell in reasoning.ours] == ["For the clinic.", "Medicines alone."]
    assert [cell.text for cell in values.ours] == ["No fees.", "Four trucks."]


def test_what_is_printed_was_ticked_and_names_nobody(cast: Cast, browser: Any):
    kept = put(cast, "agreed_fact", "Abu Kamil and Writer saw the ford.")
    left = put(cast, "option", "A second day.")
    named = put(cast, "option", "Kamil al-Rashid himself rides along.")
    apart(cast, "facts", "How many came.")
    where, client = f"/people/{cast.kamil.pk}/ground/print/", browser("writer")
    choice = client.get(where).content.decode()
    assert f"ground:{kept.pk}" in choice
    assert f"ground:{named.pk}" not in choice
    assert "How many came." not in choice
    paper = client.post(where, {"with": [f"ground:{kept.pk}"]}).content.decode()
    paper = paper[paper.index('class="a4') :]
    assert "saw the ford." in paper
    for word in ("Abu Kamil", "Writer", left.text, named.text, "Rashid", "How many"):
        assert word not in paper
    refused = client.post(where, {"with": [f"ground:{named.pk}"]})
    assert refused.status_code == 409
    sides = client.post(f"/people/{cast.kamil.pk}/sides/print/", {}).content.decode()
    assert "Abu Kamil" not in sides[sides.index('class="a4') :]


def test_of_a_person_for_named_people_only_nothing_is_printed(cast: Cast, browser: Any):
    row = put(cast, "option", "A second day.")
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk],
    )  # fmt: skip
    client = browser("writer")
    assert "A second day." in client.get(f"/people/{cast.kamil.pk}/ground/").content.decode()
    where = f"/people/{cast.kamil.pk}/ground/print/"
    assert "nothing can be ticked" in client.get(where).content.decode()
    assert client.post(where, {"with": [f"ground:{row.pk}"]}).status_code == 409
    for address in ("ground/", "sides/", "ground/print/", "sides/print/"):
        assert browser("reader").get(f"/people/{cast.kamil.pk}/{address}").status_code == 404


def test_a_contact_that_the_reader_may_not_see_is_not_told(cast: Cast):
    severe = cast.add("Salma")
    visit = cast.meet(3, theirs=[(cast.kamil.pk, "lead"), (severe.pk, "second")])
    put(cast, "option", "A guide.", interaction=visit.pk)
    access.set_access(
        cast.asking("writer"), key=severe.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk],
    )  # fmt: skip
    from rapport.records.models import Interaction

    sees = Interaction.objects.visible_to(cast.reader).filter(pk=visit.pk).exists()
    ((cell,),) = [place.cells for place in ground(cast, "reader").places if place.cells]
    assert (cell.origin.heard is not None) == sees


def test_the_pages_ask_a_fixed_number_of_questions(cast: Cast):
    def asked(page: Any) -> int:
        me = cast.asking("writer")
        me.me.readable_circles(), me.me.writable_circles()
        with CaptureQueriesContext(connection) as questions:
            page(me, cast.kamil.pk)
        return len(questions)

    fill = lambda: [  # noqa: E731
        put(cast, "option", "A guide.", interaction=cast.meet(2).pk),
        understood(cast, "position", "No trucks.", interaction=cast.meet(2).pk),
        apart(cast, "facts", "How many."),
    ]
    fill()
    few = [asked(page) for page in (common_ground, both_sides)]
    for _ in range(5):
        fill()
    assert [asked(page) for page in (common_ground, both_sides)] == few
    assert few[0] <= 8
    assert few[1] <= 13

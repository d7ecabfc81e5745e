"""A debrief is its writer's until it is shared: to all others it is not there, whatever they do.

What they see before it is written, they see after it; what they could do, they can still do.
"""

import re
from typing import Any

import pytest

from actions.change_sets import cannot_be, everything, is_one_change_set
from cast import Cast
from in_turn import seeds
from rapport.actions import (
    access,
    colleagues,
    debriefs,
    erasing,
    history,
    interactions,
    meetings,
    merging,
    people,
)
from rapport.briefings.find import find
from rapport.briefings.history import history as told
from rapport.briefings.person import person
from rapport.briefings.person_record import person_record
from rapport.records import judging, rebuilding, verifying
from rapport.records.models import Debrief, Duty, Interaction, Relationship, Sensitivity
from rapport.records.refusals import NotThere, NotYours

SECRET = "heron"
OTHERS = ("keeper", "reader", "outsider")
_KEYS = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"')


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert verifying.verify().whole


@pytest.fixture
def visit(cast: Cast) -> Interaction:
    return cast.meet(2, by="keeper", line="Tea by the gate.")


def write(cast: Cast, visit: Interaction, **said: Any) -> Debrief:
    said.setdefault("heard", f"They saw a {SECRET}.")
    said.setdefault("relationship", cast.kamil.pk)
    return debriefs.write_debrief(cast.asking("writer"), interaction=visit.pk, **said).row


def seen_by(cast: Cast, browser: Any, who: str) -> dict[str, str]:
    """Return every page and answer about the person that somebody can open, without the keys."""
    client, key = browser(who), cast.kamil.pk
    twin = Relationship.objects.exclude(pk__in=[key, cast.hidden.pk]).get()
    where = [
        *("/", "/?whose=office", "/people/", "/history/", "/rules/", "/colleagues/", "/erased/"),
        *("/api/today/", "/api/people/", f"/api/people/{key}/", "/people/duplicates/"),
        *(f"/people/{key}/{page}" for page in ("", "brief/", "record/", "erase/", "access/")),
        *(f"/people/{key}/all/{part}/" for part in ("debriefs", "ours", "facts")),
        f"/people/{key}/merge/{twin.pk}/",
        f"/colleagues/{cast.writer.pk}/",
    ]
    pages = {one: client.get(one).content.decode() for one in where}
    pages["find"] = client.post("/find/", {"text": SECRET}, follow=True).content.decode()
    judging.rejudge_all(today=cast.DAY)
    return {one: _TOKENS.sub("", _KEYS.sub("KEY", page)) for one, page in pages.items()}


@pytest.mark.parametrize("who", seeds(OTHERS))
def test_for_everybody_else_it_changes_nothing(cast: Cast, browser: Any, visit, who: str):
    cast.add("Abu Camille")
    before = seen_by(cast, browser, who)
    one = write(cast, visit, unexpected="the heron", lesson="weapon", acknowledged=False)
    assert seen_by(cast, browser, who) == before
    debriefs.change_debrief(cast.asking("writer"), key=one.pk, lesson="Bring the heron book.")
    assert seen_by(cast, browser, who) == before
    debriefs.remove_debrief(cast.asking("writer"), key=one.pk)
    assert seen_by(cast, browser, who) == before


def test_an_auditor_is_told_nothing_of_it_either(cast: Cast, browser: Any, visit):
    colleagues.change_colleague(
        cast.asking("keeper"), colleague=cast.reader.pk, duties=[Duty.AUDITOR]
    )
    before = told(cast.asking("reader"))
    write(cast, visit)
    assert told(cast.asking("reader")) == before


def test_its_writer_reads_it_marked_as_private(cast: Cast, browser: Any, visit):
    one = write(cast, visit)
    page = browser("writer").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert f"They saw a {SECRET}." in page
    assert "private: only you see this" in page
    assert [row.pk for row in person(cast.asking("writer"), cast.kamil.pk).debriefs] == [one.pk]
    assert not find(cast.asking("writer"), SECRET).notes, "search has one index for all of us"
    lines = told(cast.asking("writer")).change_sets
    assert (lines[0].verb, lines[0].may_undo) == ("write_debrief", True)


def test_it_is_not_in_the_record_that_is_handed_to_the_person(cast: Cast, visit):
    write(cast, visit)
    assert SECRET not in repr(person_record(cast.asking("writer"), cast.kamil.pk))
    debriefs.share_debrief(cast.asking("writer"), key=Debrief.objects.get().pk)
    for who in ("writer", "reader"):
        record = person_record(cast.asking(who), cast.kamil.pk)
        assert SECRET in repr(record.observed)


def test_shared_it_is_read_found_and_told_of(cast: Cast, browser: Any, visit):
    one = write(cast, visit, lesson="Ask about the heron.")
    asking = cast.asking("writer")
    is_one_change_set(cast, lambda: debriefs.share_debrief(asking, key=one.pk), "share_debrief")
    debriefs.share_debrief(asking, key=one.pk)
    for who in ("reader", "keeper"):
        assert {hit.row for hit in find(cast.asking(who), SECRET).notes} == {one.pk}
        assert SECRET in browser(who).get(f"/people/{cast.kamil.pk}/").content.decode()
        assert told(cast.asking(who)).change_sets[0].verb == "share_debrief"
    assert not find(cast.asking("outsider"), SECRET).notes
    debriefs.keep_debrief(asking, key=one.pk)
    assert not find(cast.asking("reader"), SECRET).notes
    rebuilding.rebuild()
    assert not find(cast.asking("reader"), SECRET).notes
    assert not person(cast.asking("keeper"), cast.kamil.pk).debriefs


def test_hard_words_are_minded_only_once_it_is_shared(cast: Cast, visit):
    one = write(cast, visit, heard="He is a terrorist.")
    judging.rejudge_all(today=cast.DAY)
    codes = {found.code for found in person(cast.asking("keeper"), cast.kamil.pk).findings}
    assert "D04" not in codes
    debriefs.share_debrief(cast.asking("writer"), key=one.pk)
    codes = {found.code for found in person(cast.asking("keeper"), cast.kamil.pk).findings}
    assert "D04" in codes


def test_only_its_writer_changes_it_shared_or_not(cast: Cast, visit):
    one = write(cast, visit)
    verbs = (debriefs.change_debrief, debriefs.share_debrief, debriefs.keep_debrief,
             debriefs.remove_debrief)  # fmt: skip
    for verb in verbs:
        with pytest.raises(NotThere):
            verb(cast.asking("keeper"), key=one.pk)
    debriefs.share_debrief(cast.asking("writer"), key=one.pk)
    for verb in verbs:
        with pytest.raises(NotYours):
            verb(cast.asking("keeper"), key=one.pk)
        with pytest.raises(NotThere):
            verb(cast.asking("outsider"), key=one.pk)


def test_whoever_made_it_private_for_its_writer_cannot_share_it_again(cast: Cast, visit):
    one = write(cast, visit)
    shared = debriefs.share_debrief(cast.asking("writer"), key=one.pk).key
    back = history.undo(cast.asking("keeper"), key=shared).key
    assert not Debrief.objects.get().shared
    with pytest.raises(NotThere):
        history.undo(cast.asking("keeper"), key=back)


def test_others_cannot_take_back_that_it_was_written(cast: Cast, visit):
    change = debriefs.write_debrief(
        cast.asking("writer"), interaction=visit.pk, relationship=cast.kamil.pk, heard="x"
    )
    for who in OTHERS:
        with pytest.raises(NotThere):
            history.undo(cast.asking(who), key=change.key)


def carried(cast: Cast, who: str = "keeper") -> Any:
    """Return the newest line of somebody's history, which must say nothing of a debrief."""
    line = told(cast.asking(who)).change_sets[0]
    assert "debrief" not in line.kinds
    assert line.may_undo
    return line


def test_a_log_that_others_take_back_goes_though_something_private_stands_on_it(cast: Cast, visit):
    one = write(cast, visit)
    logged = next(line for line in told(cast.asking("keeper")).change_sets
                  if line.verb == "log_interaction")  # fmt: skip
    before = everything()
    back = history.undo(cast.asking("keeper"), key=logged.change_set).key
    assert not Interaction.objects.filter(pk=visit.pk).exists()
    assert (Debrief.objects.get().pk, Debrief.objects.get().interaction_id) == (one.pk, None)
    assert carried(cast).changes == 1
    history.undo(cast.asking("keeper"), key=back)
    judging.rejudge_all(today=cast.DAY)
    assert everything()["debrief"] == before["debrief"]


def test_it_loses_its_contact_in_silence(cast: Cast, visit):
    write(cast, visit)
    before = everything()
    change = interactions.remove_interaction(cast.asking("keeper"), key=visit.pk)
    assert Debrief.objects.get().interaction_id is None
    assert carried(cast).changes == 1
    assert person(cast.asking("writer"), cast.kamil.pk).debriefs
    history.undo(cast.asking("keeper"), key=change.key)
    assert everything()["debrief"] == before["debrief"]


@pytest.mark.parametrize("removed_since", [False, True])
@pytest.mark.parametrize("by", ["keeper", "writer"])
def test_merging_carries_it_along_and_back(cast: Cast, by: str, removed_since: bool):
    twin = cast.add("Abu Camille")
    visit = cast.meet(2, by="keeper", whom=twin)
    one = write(cast, visit, relationship=twin.pk)
    change = merging.merge_counterparts(
        cast.asking(by), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    )
    assert Debrief.objects.get().relationship_id == cast.kamil.pk
    line = carried(cast)
    assert line.change_set == change.key
    if removed_since:
        debriefs.remove_debrief(cast.asking("writer"), key=one.pk)
    history.undo(cast.asking("keeper"), key=change.key)
    assert list(Debrief.objects.values_list("relationship_id", flat=True)) == (
        [] if removed_since else [twin.pk]
    )


def test_a_severe_person_takes_it_along(cast: Cast, visit):
    write(cast, visit)
    change = access.set_access(
        cast.asking("keeper"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE
    )
    carried(cast)
    assert Debrief.objects.get().sensitivity == Sensitivity.SEVERE
    assert not Debrief.objects.visible_to(cast.writer).exists() or Relationship.objects.visible_to(
        cast.writer
    ).filter(pk=cast.kamil.pk)
    history.undo(cast.asking("keeper"), key=change.key)
    assert Debrief.objects.visible_to(cast.writer).exists()


def test_a_person_added_is_taken_back_with_what_others_kept_to_themselves(cast: Cast):
    added = people.add_counterpart(
        cast.asking("keeper"), alias="Salma", circle=cast.circle.pk, opened=cast.DAY
    )
    visit = cast.meet(0, by="keeper", whom=added.row)
    write(cast, visit, relationship=added.row.pk)
    interactions.remove_interaction(cast.asking("keeper"), key=visit.pk)
    logged = next(line.change_set for line in told(cast.asking("keeper")).change_sets
                  if line.verb == "add_counterpart" and "Salma" in line.aliases)  # fmt: skip
    back = history.undo(cast.asking("keeper"), key=logged).key
    assert not Debrief.objects.exists()
    history.undo(cast.asking("keeper"), key=back)
    assert Debrief.objects.get().heard


def test_erasing_the_person_erases_it_and_counts_it_nowhere(cast: Cast, browser: Any, visit):
    page = f"/people/{cast.kamil.pk}/erase/"
    before = re.findall(r"history: (\d+)", browser("keeper").get(page).content.decode())
    write(cast, visit)
    assert re.findall(r"history: (\d+)", browser("keeper").get(page).content.decode()) == before
    answer = browser("keeper").post(page, {"alias": "Abu Kamil", "reason": "It was asked for."})
    assert f"<dd>{before[0]}</dd>" in answer.content.decode()
    assert not Debrief.objects.exists()
    assert erasing.receipts(cast.asking("keeper"))


def test_one_answer_is_enough_and_none_is_refused(cast: Cast, visit):
    assert write(cast, visit, heard="", acknowledged=False).acknowledged is False
    with cannot_be("at least one answer"):
        write(cast, visit, heard=" ", acknowledged=None)


def test_written_again_it_is_changed(cast: Cast, visit):
    one = write(cast, visit)
    assert write(cast, visit, heard="The heron flew.").pk == one.pk
    assert Debrief.objects.get().heard == "The heron flew."


def test_who_was_not_there_has_no_debrief_of_it(cast: Cast, visit):
    salma = cast.add("Salma")
    with pytest.raises(NotThere):
        write(cast, visit, relationship=salma.pk)
    with pytest.raises(NotYours):
        debriefs.write_debrief(
            cast.asking("reader"), interaction=visit.pk, relationship=cast.kamil.pk, heard="x"
        )


def test_the_page_saves_for_oneself_first_and_shares_if_one_says_so(cast, browser: Any, visit):
    client = browser("writer")
    page = f"/interactions/{visit.pk}/debrief/"
    shown = client.get(page).content.decode()
    assert shown.index("Save for myself") < shown.index("Save and share")
    client.post(page, {"heard": "The heron."})
    one = Debrief.objects.get()
    assert (one.heard, one.shared, one.writer) == ("The heron.", False, cast.writer)
    client.get(page)
    client.post(page, {"heard": "The heron flew.", "acknowledged": "yes", "share": "1"})
    one.refresh_from_db()
    assert (one.heard, one.acknowledged, one.shared) == ("The heron flew.", True, True)
    client.post(f"/debriefs/{one.pk}/keep/")
    assert not Debrief.objects.get().shared
    client.post(f"/debriefs/{one.pk}/share/")
    assert Debrief.objects.get().shared
    client.post(f"/debriefs/{one.pk}/remove/")
    assert not Debrief.objects.exists()


def test_of_several_people_it_is_about_the_one_it_was_opened_for(cast: Cast, browser: Any):
    salma = cast.add("Salma")
    visit = cast.meet(1, theirs=[(cast.kamil.pk, "lead"), (salma.pk, "second")])
    page = f"/interactions/{visit.pk}/debrief/?who={salma.pk}"
    client = browser("writer")
    assert b"Salma" in client.get(page).content
    client.post(page, {"heard": "The heron."})
    assert Debrief.objects.get().relationship == salma


def test_it_is_offered_after_the_log_of_a_planned_meeting_alone(cast: Cast, browser: Any):
    plan = meetings.plan_meeting(cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY).row[
        0
    ]
    for closes, offered in (([plan.pk], True), ([], False)):
        change = interactions.log_interaction(
            cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY, closes=closes
        )
        page = browser("writer").get(f"/people/{cast.kamil.pk}/?done={change.key}")
        link = f'class="button" href="/interactions/{change.row[0].pk}/debrief/"'
        assert (link in page.content.decode()) == offered

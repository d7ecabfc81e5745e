"""The first ten minutes: each step saves the ordinary records, once, and one undo takes it back."""

import re
import uuid
from datetime import date, time, timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, people, team
from rapport.records.models import (
    Channel,
    Colleague,
    Counterpart,
    Insight,
    Interaction,
    Meeting,
    Part,
    Relationship,
    Tie,
    ToldApart,
)

FIVE = ("Maple", "Juniper", "Tamarisk", "Rowan", "Alder")


def main(answer: Any) -> str:
    text: str = answer.content.decode()
    return text.split("<main")[1].split("</main>", maxsplit=1)[0]


def answer(client: Any, step: str, **said: Any) -> Any:
    return client.post(f"/first/{step}/", said)


def name_them(client: Any, *aliases: str, first: int = 1, **more: Any) -> list[Relationship]:
    typed = {f"alias-{place}": alias for place, alias in enumerate(aliases, start=first)}
    sent = answer(client, "people", **typed, **more)
    assert sent.status_code == 302, main(sent)
    return [Relationship.objects.get(counterpart__alias=alias) for alias in aliases]


def about(row: Relationship, **said: str) -> dict[str, str]:
    return {f"{name}-{row.pk.hex}": value for name, value in said.items()}


def undo(client: Any, sent: Any) -> Any:
    change = re.search(r"done=([0-9a-f-]+)", sent["Location"])
    assert change
    back = sent["Location"].split("?")[0]
    done = client.post(f"/history/{change[1]}/undo/", {"back": back})
    assert done.status_code == 302, main(done)
    return done


@pytest.fixture
def writer(browser: Any) -> Any:
    return browser("writer")


def test_a_new_store_leads_there_from_every_empty_page(cast: Cast, browser: Any) -> None:
    Counterpart.objects.all().delete()
    client = browser("writer")
    for page in ("/", "/people/"):
        assert 'href="/first/"' in main(client.get(page))
    assert client.get("/first/")["Location"] == "/first/people/"
    assert "/import/" in main(client.get("/first/people/"))


def test_five_people_are_added_by_their_aliases_in_one_change(cast: Cast, writer: Any) -> None:
    typed = {f"alias-{place}": alias for place, alias in enumerate(FIVE, start=1)}
    sent = answer(writer, "people", **typed)
    assert sent["Location"].startswith("/first/spoke/?done=")
    added = Relationship.objects.filter(counterpart__alias__in=FIVE)
    assert added.count() == 5
    assert {row.lead_id for row in added} == {cast.writer.pk}
    undo(writer, sent)
    assert not added.all().exists()
    assert writer.get("/first/spoke/")["Location"].startswith("/first/people/")


def test_fewer_are_fine_and_nobody_is_none(cast: Cast, writer: Any) -> None:
    assert answer(writer, "people").status_code == 422
    name_them(writer, "Maple")
    page = main(writer.get("/first/people/"))
    assert "Maple" in page
    assert "alias-1" not in page, "the first place is taken"
    assert "alias-5" in page


def test_the_second_visit_doubles_nobody(cast: Cast, writer: Any) -> None:
    name_them(writer, "Maple", "Juniper")
    answer(writer, "people")
    assert Counterpart.objects.filter(alias__in=FIVE).count() == 2
    name_them(writer, "Tamarisk", first=3)
    assert len(Colleague.objects.get(pk=cast.writer.pk).first_ten["people"]) == 3


def test_one_name_twice_is_refused_with_both_words_kept(cast: Cast, writer: Any) -> None:
    sent = answer(writer, "people", **{"alias-1": "Maple", "alias-2": "maple"})
    assert sent.status_code == 422
    assert main(sent).count('value="') >= 2
    assert not Counterpart.objects.filter(alias__iexact="maple").exists()


def test_whose_name_is_near_is_offered_and_chosen_and_not_added(cast: Cast, writer: Any) -> None:
    page = main(answer(writer, "people", **{"alias-1": "Abu Camil", "alias-2": "Maple"}))
    assert "Is it one of these?" in page
    assert 'value="Maple"' in page
    assert not Counterpart.objects.filter(alias="Maple").exists()
    chosen = {"alias-1": "Abu Camil", "same-alias-1": str(cast.kamil.pk), "alias-2": "Maple"}
    assert answer(writer, "people", **chosen).status_code == 302
    assert not Counterpart.objects.filter(alias="Abu Camil").exists()
    kept = Colleague.objects.get(pk=cast.writer.pk).first_ten["people"]
    assert kept[0] == str(cast.kamil.pk)
    assert len(kept) == 2


def test_somebody_else_of_a_near_name_is_added_and_told_apart(cast: Cast, writer: Any) -> None:
    said = {"same-alias-1": "another", "offered-alias-1": str(cast.kamil.pk)}
    name_them(writer, "Abu Camil", **said)
    assert ToldApart.objects.exists()


def test_a_name_of_another_circle_is_not_offered(cast: Cast, writer: Any) -> None:
    name_them(writer, "Umm Sahar Two")
    assert Counterpart.objects.filter(alias="Umm Sahar Two").exists()


def test_the_key_of_a_stranger_is_not_taken(cast: Cast, writer: Any) -> None:
    said = {"alias-1": "Maple", "same-alias-1": str(cast.hidden.pk)}
    assert answer(writer, "people", **said).status_code == 422
    assert not Colleague.objects.get(pk=cast.writer.pk).first_ten.get("people")


def test_who_writes_in_two_circles_says_which(cast: Cast, writer: Any) -> None:
    other = team.open_circle(cast.asking("writer"), name="Roads").row
    assert 'name="circle"' in main(writer.get("/first/people/"))
    (maple,) = name_them(writer, "Maple", circle=str(other.pk))
    assert maple.circle_id == other.pk


SPANS = (("week", 6, 0), ("month", 30, 7), ("quarter", 91, 31))


@pytest.mark.parametrize(("chip", "first", "last"), SPANS)
def test_a_rough_day_is_saved_as_rough(
    cast: Cast, writer: Any, chip: str, first: int, last: int
) -> None:
    (maple,) = name_them(writer, "Maple")
    sent = answer(writer, "spoke", **about(maple, when=chip, talk="yes"))
    contact = Interaction.objects.get(theirs__relationship=maple)
    assert contact.on == cast.DAY - timedelta(days=first)
    assert contact.until == cast.DAY - timedelta(days=last)
    assert contact.asked is False
    assert contact.small_talk is True
    assert contact.channel == Channel.PHONE
    maple.refresh_from_db()
    assert maple.opened == contact.on
    undo(writer, sent)
    assert not Interaction.objects.filter(theirs__relationship=maple).exists()
    maple.refresh_from_db()
    assert maple.opened == cast.DAY


def test_an_exact_day_is_saved_as_exact_and_counts_before_a_chip(cast: Cast, writer: Any) -> None:
    (maple,) = name_them(writer, "Maple")
    answer(writer, "spoke", **about(maple, when="quarter", day="2 March 2026"))
    contact = Interaction.objects.get(theirs__relationship=maple)
    assert (contact.on, contact.until) == (date(2026, 3, 2), None)
    assert contact.small_talk is None


@pytest.mark.parametrize("chip", ["longer", "never", ""])
def test_what_nobody_knows_is_no_contact(cast: Cast, writer: Any, chip: str) -> None:
    (maple,) = name_them(writer, "Maple")
    answer(writer, "spoke", **about(maple, when=chip, talk="yes"))
    assert not Interaction.objects.filter(theirs__relationship=maple).exists()
    maple.refresh_from_db()
    longer = cast.DAY - timedelta(days=92)
    assert maple.opened == (longer if chip == "longer" else cast.DAY)


def test_a_day_to_come_is_refused_with_all_words_kept(cast: Cast, writer: Any) -> None:
    maple, rowan = name_them(writer, "Maple", "Rowan")
    said = {**about(maple, day="3 April 2026"), **about(rowan, when="week")}
    sent = answer(writer, "spoke", **said)
    assert sent.status_code == 422
    assert "3 April 2026" in main(sent)
    assert not Interaction.objects.filter(theirs__relationship=rowan).exists()


def test_the_same_answer_again_is_one_contact(cast: Cast, writer: Any) -> None:
    (maple,) = name_them(writer, "Maple")
    for _ in range(2):
        answer(writer, "spoke", **about(maple, when="week"))
    assert Interaction.objects.filter(theirs__relationship=maple).count() == 1
    assert "Recorded:" in main(writer.get("/first/spoke/"))


def test_a_colleague_becomes_the_backup_and_one_outside_stands_in_a_note(
    cast: Cast, writer: Any
) -> None:
    maple, rowan, alder = name_them(writer, "Maple", "Rowan", "Alder")
    said = {
        **about(maple, who=str(cast.keeper.pk)),
        **about(rowan, who="nobody", outside="The baker's cousin"),
    }
    sent = answer(writer, "who-else", **said)
    maple.refresh_from_db()
    assert maple.backup_id == cast.keeper.pk
    assert Insight.objects.get(relationship=rowan).kind == "connection"
    assert not Insight.objects.filter(relationship=alder).exists()
    answer(writer, "who-else", **said)
    assert Insight.objects.filter(relationship=rowan).count() == 1
    undo(writer, sent)
    maple.refresh_from_db()
    assert maple.backup_id is None
    assert not Insight.objects.exists()


def test_nobody_takes_a_backup_away_and_silence_leaves_them(cast: Cast, writer: Any) -> None:
    (maple,) = name_them(writer, "Maple")
    answer(writer, "who-else", **about(maple, who=str(cast.keeper.pk)))
    answer(writer, "who-else")
    maple.refresh_from_db()
    assert maple.backup_id == cast.keeper.pk
    answer(writer, "who-else", **about(maple, who="nobody"))
    maple.refresh_from_db()
    assert maple.backup_id is None


def test_a_colleague_of_another_circle_is_not_offered_and_not_taken(
    cast: Cast, writer: Any
) -> None:
    (maple,) = name_them(writer, "Maple")
    assert "Outsider" not in main(writer.get("/first/who-else/"))
    sent = answer(writer, "who-else", **about(maple, who=str(cast.outsider.pk)))
    assert sent.status_code == 422


def test_a_worry_is_a_concern_that_ends_as_the_office_has_it(cast: Cast, writer: Any) -> None:
    maple, rowan = name_them(writer, "Maple", "Rowan")
    said = {
        **about(maple, worry="Losing face before the elders", nature="fact"),
        **about(rowan, worry="That the road stays closed"),
    }
    sent = answer(writer, "worries", **said)
    told = Insight.objects.get(relationship=maple)
    assert (told.kind, told.nature) == ("concern", "fact")
    assert told.expires == cast.DAY + timedelta(days=cast.writer.office.concern_days)
    assert Insight.objects.get(relationship=rowan).nature == "interpretation"
    answer(writer, "worries", **said)
    assert Insight.objects.count() == 2
    page = main(writer.get("/first/worries/"))
    assert page.count("1 concern is recorded.") == 2
    assert "Losing face" not in page, "their words are read where reading is counted"
    undo(writer, sent)
    assert not Insight.objects.exists()


def test_a_worry_kept_in_the_head_is_an_answer(cast: Cast, writer: Any) -> None:
    name_them(writer, "Maple")
    assert answer(writer, "worries")["Location"] == "/first/next/"
    assert writer.get("/first/")["Location"] == "/first/next/"


def tomorrow(cast: Cast) -> str:
    return (cast.DAY + timedelta(days=1)).isoformat()


def test_the_next_meeting_is_planned_and_its_card_is_one_tap_away(cast: Cast, writer: Any) -> None:
    maple, _rowan = name_them(writer, "Maple", "Rowan")
    said = {"whom": str(maple.pk), "tapped": tomorrow(cast), "time": "11:00", "place": "The court"}
    sent = answer(writer, "next", **said)
    meeting = Meeting.objects.get()
    assert (meeting.on.isoformat(), meeting.time, meeting.place) == (
        tomorrow(cast),
        time(11),
        "The court",
    )
    ready = main(writer.get(sent["Location"]))
    assert f'href="/meetings/{meeting.pk}/"' in ready
    assert f'href="/meetings/{meeting.pk}/print/"' in ready
    answer(writer, "next", **said)
    assert Meeting.objects.count() == 1
    undo(writer, sent)
    assert not Meeting.objects.exists()


def test_a_meeting_is_filled_in_and_not_doubled(cast: Cast, writer: Any) -> None:
    (maple,) = name_them(writer, "Maple")
    answer(writer, "next", whom=str(maple.pk), tapped=tomorrow(cast))
    answer(writer, "next", whom=str(maple.pk), tapped=tomorrow(cast), place="The court")
    assert Meeting.objects.get().place == "The court"


def test_a_meeting_needs_somebody_and_a_day_to_come(cast: Cast, writer: Any) -> None:
    (maple,) = name_them(writer, "Maple")
    assert answer(writer, "next", tapped=tomorrow(cast)).status_code == 422
    past = answer(writer, "next", whom=str(maple.pk), on="1 March 2026")
    assert past.status_code == 422
    assert "1 March 2026" in main(past)
    assert not Meeting.objects.exists()


def test_every_question_can_be_skipped_to_the_end(cast: Cast, writer: Any) -> None:
    name_them(writer, "Maple")
    for step, after in (("spoke", "who-else"), ("who-else", "worries"), ("worries", "next"),
                        ("next", "ready")):  # fmt: skip
        assert f'href="/first/{after}/"' in main(writer.get(f"/first/{step}/"))
    page = main(writer.get("/first/ready/"))
    assert "No meeting is planned" in page
    assert page.count('class="light line"') == 5


def test_whoever_leaves_comes_back_to_where_they_stopped(cast: Cast, writer: Any) -> None:
    (maple,) = name_them(writer, "Maple")
    answer(writer, "spoke", **about(maple, when="week"))
    assert 'href="/first/"' in main(writer.get("/"))
    assert writer.get("/first/")["Location"] == "/first/who-else/"
    assert writer.post("/first/", {})["Location"] == "/"
    assert 'href="/first/"' not in main(writer.get("/"))
    assert "<bdi>Maple" in main(writer.get("/first/people/"))


def test_somebody_left_out_stays_among_the_people(cast: Cast, writer: Any) -> None:
    maple, _rowan = name_them(writer, "Maple", "Rowan")
    answer(writer, "people", without=str(maple.pk))
    page = main(writer.get("/first/spoke/"))
    assert "Rowan" in page
    assert "Maple" not in page
    assert Relationship.objects.filter(pk=maple.pk).exists()


def test_a_severe_person_is_asked_about_only_while_one_is_named(cast: Cast, browser: Any) -> None:
    keeper = browser("keeper")
    (maple,) = name_them(keeper, "Maple")
    asking = cast.asking("keeper")
    access.set_access(asking, key=maple.pk, sensitivity=3, named=[cast.keeper.pk])
    assert "Maple" in main(keeper.get("/first/spoke/"))
    assert answer(keeper, "spoke", **about(maple, when="week")).status_code == 302
    Colleague.objects.filter(pk=cast.writer.pk).update(
        first_ten={"people": [str(maple.pk)], "at": "spoke"}
    )
    client = browser("writer")
    assert client.get("/first/spoke/")["Location"].startswith("/first/people/")
    assert "<bdi>Maple" not in main(client.get("/first/people/"))


def test_who_only_reads_is_led_to_today(cast: Cast, browser: Any) -> None:
    client = browser("reader")
    assert client.get("/first/people/")["Location"] == "/"
    assert answer(client, "people", **{"alias-1": "Maple"})["Location"] == "/"
    assert not Counterpart.objects.filter(alias="Maple").exists()


def test_one_without_that_step_is_not_there(cast: Cast, writer: Any) -> None:
    assert writer.get("/first/sixth/").status_code == 404


def test_a_person_who_may_only_be_read_is_added_as_the_same_person(cast: Cast, writer: Any) -> None:
    roads = team.open_circle(cast.asking("keeper"), name="Roads").row
    reads = {"circle": roads.pk, "colleague": cast.writer.pk, "part": Part.READER}
    team.admit(cast.asking("keeper"), **reads)
    added = people.add_counterpart(
        cast.asking("keeper"), alias="Cedar", circle=roads.pk, opened=cast.DAY
    ).row
    said = {"alias-1": "Cedar", "same-alias-1": str(added.pk)}
    told = "If you may only read about the person you choose, they are added here too"
    assert told in main(answer(writer, "people", **{"alias-1": "Cedar"}))
    assert answer(writer, "people", **said).status_code == 302
    tie = Tie.objects.get()
    assert (tie.relationship.circle, tie.other, tie.kind) == (cast.circle, added, "same_person")
    assert not ToldApart.objects.exists()
    assert "Cedar" in main(writer.get("/first/spoke/"))
    again = answer(writer, "people", **{"alias-2": "Cedar", "same-alias-2": str(added.pk)})
    assert again.status_code == 422
    assert "This person has a record in this circle already." in main(again)


def test_whom_one_may_not_see_cannot_be_named(cast: Cast, writer: Any) -> None:
    for key in (cast.hidden.pk, uuid.uuid4()):
        sent = answer(writer, "people", **{"alias-1": "Cedar", "same-alias-1": str(key)})
        assert sent.status_code == 422
    assert not Counterpart.objects.filter(alias="Cedar").exists()


def test_of_those_one_may_write_about_no_more_is_said(cast: Cast, writer: Any) -> None:
    asked = main(answer(writer, "people", **{"alias-1": "Abu Camil"}))
    assert "Is it one of these?" in asked
    assert "you may only read about" not in asked

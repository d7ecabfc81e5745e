"""A colleague leaves: they open nothing, and what they held is there to be handed over."""

import pytest
from django.conf import settings

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import commitments, history, leaving, relationships, sign_in, team
from rapport.briefings.leaving import leaving as left_behind
from rapport.briefings.our_team import team_news
from rapport.records.chain import open_store
from rapport.records.models import Operation, Relationship, Sensitivity
from rapport.records.refusals import NotThere

GOOD = "four calm herons wading"


@pytest.fixture(autouse=True)
def owned_by_the_keeper(cast: Cast) -> None:
    store = open_store()
    store.owner = cast.keeper
    store.save(update_fields=["owner"])


def end(cast: Cast, who: str = "writer", by: str = "keeper"):
    return leaving.end_access(cast.asking(by), colleague=cast.everyone[who].pk)


def test_who_has_left_opens_nothing_and_cannot_sign_in(cast: Cast):
    sign_in.set_passphrase(cast.asking("writer"), passphrase=GOOD)
    assert Relationship.objects.visible_to(cast.asking("writer").me).exists()
    end(cast)
    assert not cast.writer.is_active
    assert not cast.writer.has_usable_password()
    assert not Relationship.objects.visible_to(cast.asking("writer").me).exists()
    assert cast.asking("writer").me.writable_circles() == []


def test_ending_is_one_change_that_can_be_taken_back_without_the_passphrase(cast: Cast):
    is_one_change_set(cast, lambda: end(cast), "end_access", "keeper")
    assert cast.writer.is_active
    assert cast.asking("writer").me.writable_circles() == [cast.circle.pk]
    assert not cast.writer.has_usable_password()


def test_only_who_looks_after_colleagues_ends_and_takes_it_back(cast: Cast):
    before = Operation.objects.count()
    for by in ("writer", "reader", "outsider"):
        with pytest.raises(NotThere):
            end(cast, who="keeper", by=by)
    assert Operation.objects.count() == before
    change = end(cast)
    for by in ("reader", "outsider"):
        with pytest.raises(Exception, match=r"not change it|nothing here"):
            history.undo(cast.asking(by), key=change.key)
    assert not cast.writer.is_active


def test_nobody_ends_themselves(cast: Cast):
    with cannot_be("your own access"):
        end(cast, who="keeper")


@pytest.mark.skipif(settings.IS_TEAM, reason="A team's store is nobody's own.")
def test_the_owner_of_a_laptops_store_is_not_ended(cast: Cast):
    store = open_store()
    store.owner = cast.writer
    store.save(update_fields=["owner"])
    with cannot_be("opens with their passphrase"):
        end(cast)


def test_what_they_held_and_owe_is_listed_as_far_as_the_asker_sees(cast: Cast):
    promise = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    commitments.make_commitment(**promise, text="Bring chalk.", due=cast.DAY)
    commitments.make_commitment(**promise, text="Theirs.", by="them")
    done = commitments.make_commitment(**promise, text="Done.").row
    commitments.settle_commitment(asking=asked_by(cast.writer), key=done.pk, state="kept")
    answer = left_behind(cast.asking("keeper"), cast.writer)
    assert [(one.alias, one.leads) for one in answer.held] == [("Abu Kamil", True)]
    assert [one.text for one in answer.owed] == ["Bring chalk."]
    assert (answer.held_elsewhere, answer.owed_elsewhere) == (0, 0)
    assert answer.keeps_alone == ()


def test_of_other_circles_only_a_number_is_told_and_of_severe_ones_not_even_that(cast: Cast):
    who = cast.asking("outsider")
    commitments.make_commitment(who, relationship=cast.hidden.pk, text="the heron list")
    cast.add("The Heron", by="outsider", sensitivity=Sensitivity.SEVERE)
    answer = left_behind(cast.asking("keeper"), cast.outsider)
    assert (answer.held, answer.owed) == ((), ())
    assert (answer.held_elsewhere, answer.owed_elsewhere) == (1, 1)
    assert (answer.keeps_alone, answer.keeps_alone_elsewhere) == ((), 1)


def test_severe_ones_of_ones_own_circle_are_not_told_to_who_is_not_named(cast: Cast):
    cast.add("The Heron", sensitivity=Sensitivity.SEVERE)
    answer = left_behind(cast.asking("keeper"), cast.writer)
    assert [one.alias for one in answer.held] == ["Abu Kamil"]
    assert answer.held_elsewhere == 0


def test_the_last_keeper_of_a_circle_is_named_before(cast: Cast):
    keep = {"circle": cast.circle.pk, "colleague": cast.writer.pk, "part": "keeper"}
    team.admit(cast.asking("keeper"), **keep)
    assert left_behind(cast.asking("keeper"), cast.writer).keeps_alone == ()
    team.admit(cast.asking("writer"), **{**keep, "colleague": cast.keeper.pk, "part": "reader"})
    assert left_behind(cast.asking("keeper"), cast.writer).keeps_alone == ("Talks",)


def test_keepers_are_told_what_waits_until_somebody_else_holds_it(cast: Cast):
    assert team_news(cast.asking("keeper")).left == ()
    end(cast)
    assert [one.alias for one in team_news(cast.asking("keeper")).left] == ["Abu Kamil"]
    assert team_news(cast.asking("reader")).left == ()
    assert team_news(cast.asking("outsider")).left == ()
    relationships.set_lead(cast.asking("keeper"), key=cast.kamil.pk, lead=cast.keeper.pk)
    assert team_news(cast.asking("keeper")).left == ()


def test_keepers_are_told_of_what_somebody_of_another_circle_led(cast: Cast):
    end(cast, who="outsider")
    assert team_news(cast.asking("keeper")).left == ()
    both = {"circle": cast.elsewhere.pk, "colleague": cast.keeper.pk, "part": "keeper"}
    history.undo(cast.asking("keeper"), key=Operation.objects.latest("sequence").change_set)
    team.admit(cast.asking("outsider"), **both)
    end(cast, who="outsider")
    assert [one.alias for one in team_news(cast.asking("keeper")).left] == ["Umm Sahar"]

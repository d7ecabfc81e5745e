"""Codes and passphrases: nobody knows another's, and a code is good once."""

from datetime import timedelta

import pytest

from cast import Cast
from rapport.actions import leaving, sign_in, team
from rapport.briefings.our_team import team_news
from rapport.records.models import Colleague, Duty, Operation, SignInCode
from rapport.records.rebuilding import rebuild
from rapport.records.refusals import CannotBe, NotThere
from rapport.site import hashing
from rapport.vault.refusals import VaultRefusal

GOOD = "four calm herons wading"


@pytest.fixture(autouse=True)
def a_guess_that_costs_little(monkeypatch):
    """What a hash really costs has tests of its own (`tests/site/test_hashing.py`)."""
    monkeypatch.setattr(hashing, "_MEMORY", 1024)


def reset(cast: Cast, by: str = "keeper", who: str = "writer") -> str:
    return sign_in.reset_passphrase(cast.asking(by), colleague=cast.everyone[who].pk)


def choose(cast: Cast, code: str, *, name: str = "writer", words: str = GOOD, later=timedelta()):
    asking = cast.asking("writer")
    return sign_in.choose_passphrase(
        name=name, code=code, passphrase=words, now=asking.now + later, day=asking.day
    )


def test_a_passphrase_is_set_by_oneself_and_the_history_keeps_that_it_was_never_what(cast: Cast):
    sign_in.set_passphrase(cast.asking("writer"), passphrase=GOOD)
    assert cast.writer.check_password(GOOD)
    done = Operation.objects.latest("sequence")
    assert (done.verb, done.row) == ("set_passphrase", cast.writer.pk)
    for operation in Operation.objects.all():
        assert b"heron" not in operation.content
        assert b"password" not in operation.content


def test_a_weak_passphrase_is_refused_and_uses_no_code_up(cast: Cast):
    with pytest.raises(VaultRefusal):
        sign_in.set_passphrase(cast.asking("writer"), passphrase="tea")
    code = reset(cast)
    with pytest.raises(VaultRefusal):
        choose(cast, code, words="tea")
    assert choose(cast, code) == cast.writer


def test_a_reset_takes_the_passphrase_away_and_gives_a_code_for_choosing_one(cast: Cast):
    sign_in.set_passphrase(cast.asking("writer"), passphrase=GOOD)
    code = reset(cast)
    assert not cast.writer.has_usable_password()
    assert not cast.writer.check_password(GOOD)
    assert not cast.writer.check_password(code)
    assert choose(cast, code, words=GOOD + " again") == cast.writer
    assert cast.writer.check_password(GOOD + " again")


def test_a_code_is_good_once(cast: Cast):
    code = reset(cast)
    assert choose(cast, code) is not None
    assert choose(cast, code, words="nine slow goats cross at noon") is None
    assert cast.writer.check_password(GOOD)


def test_a_code_is_good_for_a_day_and_not_a_second_longer(cast: Cast):
    code = reset(cast)
    assert choose(cast, code, later=sign_in.GOOD_FOR) is None
    assert choose(cast, code, later=sign_in.GOOD_FOR - timedelta(seconds=1)) is not None


def test_only_the_code_given_last_is_good_and_for_its_own_name(cast: Cast):
    first, second = reset(cast), reset(cast)
    other = reset(cast, who="reader")
    assert first != second
    for code, name in ((first, "writer"), (other, "writer"), (second, "reader"), (second, "x")):
        assert choose(cast, code, name=name) is None
    assert choose(cast, second.lower().replace("-", " ")) is not None


def test_what_is_kept_of_a_code_is_a_hash_and_in_no_history(cast: Cast):
    code = reset(cast)
    held = SignInCode.objects.get(colleague=cast.writer.pk)
    assert code.replace("-", "") not in held.hash
    assert held.hash.startswith("team_argon2id$argon2id$")
    bare = code.replace("-", "").encode()
    assert not any(
        bare in one.content or code.encode() in one.content for one in Operation.objects.all()
    )
    rebuild()
    assert choose(cast, code) is not None


def test_the_history_keeps_who_reset_whom(cast: Cast):
    reset(cast)
    done = Operation.objects.latest("sequence")
    assert (done.verb, done.by, done.row) == ("reset_passphrase", cast.keeper.pk, cast.writer.pk)
    assert done.scope == cast.keeper.office_id


def test_only_who_looks_after_colleagues_resets_and_not_themselves(cast: Cast):
    before = Operation.objects.count()
    for by in ("writer", "reader", "outsider"):
        with pytest.raises(NotThere):
            reset(cast, by=by, who="keeper")
    with pytest.raises(CannotBe, match="your own"):
        reset(cast, who="keeper")
    assert Operation.objects.count() == before
    assert not SignInCode.objects.exists()


def test_a_colleague_of_an_office_beside_ours_is_not_there(cast: Cast):
    below = team.add_office(cast.asking("keeper"), name="Orsend").row
    there = team.add_colleague(
        cast.asking("keeper"), name="F", sign_in="f", office=below, duties=[Duty.HEAD_OF_OFFICE]
    ).row
    assert sign_in.reset_passphrase(cast.asking("keeper"), colleague=there.pk)
    with pytest.raises(NotThere):
        reset(
            Cast(
                cast.circle, cast.elsewhere, cast.kamil, cast.hidden, {**cast.everyone, "f": there}
            ),
            by="f",
        )


def test_a_first_code_is_given_to_who_was_added_and_a_later_one_is_a_reset(cast: Cast):
    new = team.add_colleague(cast.asking("keeper"), name="New", sign_in="new").row
    code = sign_in.give_code(cast.asking("keeper"), colleague=new.pk)
    assert Operation.objects.latest("sequence").verb == "add_colleague"
    assert choose(cast, code, name="new") == new
    sign_in.give_code(cast.asking("keeper"), colleague=new.pk)
    assert Operation.objects.latest("sequence").verb == "reset_passphrase"
    assert not Colleague.objects.get(pk=new.pk).has_usable_password()


def test_who_has_left_has_no_code(cast: Cast):
    code = reset(cast, who="reader")
    leaving.end_access(cast.asking("keeper"), colleague=cast.reader.pk)
    assert choose(cast, code, name="reader") is None
    with pytest.raises(NotThere):
        reset(cast, who="reader")


def test_the_keepers_of_their_circles_are_told_for_two_weeks_who_reset_them(cast: Cast):
    reset(cast)
    for days, told in ((0, ["Writer"]), (14, ["Writer"]), (15, [])):
        news = team_news(cast.asking("keeper", days_ago=-days))
        assert [one.name for one in news.resets] == told
    assert team_news(cast.asking("keeper")).resets[0].by == "Kit Keeper"
    for who in ("reader", "outsider"):
        assert not team_news(cast.asking(who)).resets
    reset(cast, who="outsider")
    assert [one.name for one in team_news(cast.asking("outsider")).resets] == ["Outsider"]
    assert len(team_news(cast.asking("keeper")).resets) == 1

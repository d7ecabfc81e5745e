"""The brief for the road at a prompt: what goes to the printer, and what only to the screen."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from live_server import Served
from records.canaries import Canaries

TESTS = str(Path(__file__).parents[1])
LET_LOOSE = f"""
import json, sys
sys.path.insert(0, {TESTS!r})
from rapport.cli import opening
opening.begin_django(opening.demo_folder())
opening.open_store(None, demo=True, passphrase_file=None, today=None, to_write=True)
from cast import Cast
from rapport.records.models import Circle, Colleague, Membership, Part, Relationship
from records.canaries import let_loose
me = Colleague.objects.get(sign_in="idris")
circles = Membership.objects.filter(colleague=me, part__in=(Part.WRITER, Part.KEEPER))
whom = Relationship.objects.filter(circle__in=circles.values("circle")).latest("pk")
others = dict.fromkeys(("keeper", "reader", "outsider"), Colleague.objects.exclude(pk=me.pk)[0])
cast = Cast(whom.circle, whom.circle, whom, whom, {{"writer": me, **others}})
words = let_loose(cast, whom)
whom.counterpart.refresh_from_db()
print(json.dumps([whom.counterpart.alias, words.where]))
"""


@pytest.fixture(scope="module")
def loose(demo: Served) -> tuple[str, Canaries]:
    """Return the alias of somebody in the invented world with a word in every text, and those."""
    done = demo.script(LET_LOOSE)
    words = Canaries()
    alias, words.where = json.loads(done.stdout)
    return alias, words


def brief(demo: Served, who: str, *words: str) -> Any:
    done = demo.command("brief", who, *words, "--demo")
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_text_around_a_person_goes_to_the_printer(
    demo: Served, loose: tuple[str, Canaries], form: tuple[str, ...]
) -> None:
    alias, words = loose
    assert len(words.found_in(brief(demo, alias, *form).stdout)) > 10
    carried = brief(demo, alias, "--for-the-road", *form).stdout
    assert set(words.told(carried)) == {"counterpart.alias"}


def test_with_a_number_the_alias_goes_to_the_screen_alone(
    demo: Served, loose: tuple[str, Canaries]
) -> None:
    alias, words = loose
    done = brief(demo, alias, "--road", "--number")
    (number,) = re.findall(r"Before you meet (\d{4})\n", done.stdout)
    assert words.told(done.stdout) == []
    assert f"{number} stands for {alias}." in done.stderr
    assert "List them with --pieces." in done.stderr


def test_a_piece_goes_where_it_is_named_as_the_list_names_it(
    demo: Served, loose: tuple[str, Canaries]
) -> None:
    alias, words = loose
    listed = brief(demo, alias, "--pieces").stdout
    offered = json.loads(brief(demo, alias, "--pieces", "--json").stdout)
    assert {one["kind"] for one in offered} >= {"promise", "topics", "note"}
    for piece in (offered[0], offered[-1]):
        assert f"--with {piece['name']}\n" in listed
        named = brief(demo, alias, "--with", piece["name"], "--number").stdout
        assert words.found_in(named) == {piece["words"]}
    both = ("--with", offered[0]["name"], "--with", offered[-1]["name"])
    found = words.found_in(brief(demo, alias, *both, "--number").stdout)
    assert found == {offered[0]["words"], offered[-1]["words"]}


def test_a_piece_that_is_not_offered_is_refused(demo: Served, loose: tuple[str, Canaries]) -> None:
    done = demo.command("brief", loose[0], "--with", "promise:none", "--demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert "may not be carried" in done.stderr

"""Today at a prompt tells whoever gave a mandate who moved to negotiation under it."""

from typing import Any

from cast import Cast
from rapport.actions import history, mandates, relationships
from rapport.briefings.today import today
from rapport.cli.today_answers import say_today

HEADING = "Moved to negotiation under a mandate of yours"


def said(cast: Cast, by: str, capsys: Any) -> str:
    say_today(today(cast.asking(by), mine=None), cast.asking(by))
    return str(capsys.readouterr().out)


def test_the_mandator_reads_who_moved_and_why_until_it_is_undone(cast: Cast, capsys: Any) -> None:
    told = {"title": "The ford", "since": cast.DAY, "circle": cast.circle.pk}
    mandates.give_mandate(cast.asking("keeper"), **told)
    assert HEADING not in said(cast, "keeper", capsys)
    told = {"key": cast.kamil.pk, "phase": "negotiation", "reason": "They asked to talk."}
    change = relationships.switch_phase(cast.asking("writer"), **told)
    text = said(cast, "keeper", capsys)
    assert HEADING in text
    assert "  Abu Kamil (Writer, 2026-03-16): They asked to talk." in text
    assert HEADING not in said(cast, "writer", capsys), "not whoever moved it"
    history.undo(cast.asking("writer"), key=change.key)
    assert HEADING not in said(cast, "keeper", capsys)

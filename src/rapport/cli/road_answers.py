"""The brief to carry, at a prompt: the page goes to the output, what is only for us beside it.

The page goes to the output, which may be a printer or a file. Whom a number stands for, and how
much stays here, goes to the messages, which stay on the screen.
"""

import sys
from collections.abc import Sequence

from rapport.briefings.brief import Brief
from rapport.briefings.person import PersonBriefing
from rapport.briefings.road import brief_for_the_road, what_may_be_ticked
from rapport.cli.answers import as_json as write_json
from rapport.cli.answers import days, say
from rapport.records.asking import Asking


def carried(
    store: Asking, answer: PersonBriefing, ticked: Sequence[str], *, numbered: bool
) -> Brief:
    """Return the page to carry; say on the screen alone what is not for paper."""
    done = brief_for_the_road(store, answer, ticked=ticked, numbered=numbered)
    offered = what_may_be_ticked(answer).pieces
    if done.number:
        say(
            f"{done.number} stands for {answer.header.alias}."
            " Remember this number. It is not saved, and the next printout will have another.",
            to=sys.stderr,
        )
    left = len(offered) - len(set(ticked))
    if left:
        say(f"Not on the page: {left} items. List them with --pieces.", to=sys.stderr)
    return done.page


def say_pieces(answer: PersonBriefing, *, as_json: bool) -> None:
    """List what may be carried if it is named, each piece with the name that carries it."""
    choice = what_may_be_ticked(answer)
    if as_json:
        write_json([piece._asdict() for piece in choice.pieces])
        return
    for piece in choice.pieces:
        said = " ".join(filter(None, (days(piece.on, piece.until), piece.words)))
        say(f"--with {piece.name}", f"    {said}")
    if choice.for_named_only:
        say("For named colleagues only: nothing can be added, and a number replaces the alias.")
    elif not choice.pieces:
        say("There is nothing to add to the page.")

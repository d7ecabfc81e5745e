"""What concerns colleagues, at a prompt."""

from rapport.briefings.leaving import Leaving
from rapport.briefings.our_team import TeamNews
from rapport.cli.answers import say


def say_leaving(answer: Leaving, name: str) -> None:
    """Say what a colleague leaves behind, and which circles nobody would keep."""
    for circle in answer.keeps_alone:
        say(f"Nobody but {name} keeps {circle}: let them make somebody a keeper first.")
    if answer.keeps_alone_elsewhere:
        say(f"Nobody else keeps {answer.keeps_alone_elsewhere} circles you are not in.")
    say("To hand over:")
    say(
        *(
            f"  {row.alias} ({'lead' if row.leads else 'backup'}, {row.circle})"
            for row in answer.held
        ),
        *_elsewhere(answer.held_elsewhere),
    )
    say("Open promises:")
    say(
        *(
            f"  {row.alias}: {row.text}" + (f" ({row.due})" if row.due else "")
            for row in answer.owed
        ),
        *_elsewhere(answer.owed_elsewhere),
    )


def _elsewhere(count: int) -> list[str]:
    return [f"  {count} more in circles you are not in; their keepers are told."] if count else []


def say_news(news: TeamNews) -> None:
    """Say what those who keep a circle are told today."""
    for ending in news.endings:
        last = " Nobody keeps it after that." if ending.last_keeper else ""
        say(f"  {ending.name}: last day in {ending.circle} is {ending.until}.{last}")
    for left in news.left:
        say(f"  {left.alias} ({left.circle}): somebody who held this or owes a promise has left.")
    if news.more_left:
        say("  …")
    for reset in news.resets:
        say(f"  {reset.name}: passphrase reset by {reset.by}, {reset.at:%Y-%m-%d %H:%M} UTC.")
    for read in news.readings:
        say(f"  {read.by} opened {read.many} people: {read.reason or 'no reason given'}")

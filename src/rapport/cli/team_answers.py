"""What concerns colleagues, at a prompt."""

from rapport.briefings.colleagues import ColleaguePage
from rapport.briefings.leaving import Leaving
from rapport.briefings.our_team import TeamNews
from rapport.cli.answers import say


def say_leaving(answer: Leaving, name: str) -> None:
    """Say what a colleague leaves behind, and which circles nobody would keep."""
    for circle in answer.keeps_alone:
        say(f"Only {name} is a keeper of {circle}: let them make somebody else one first.")
    if answer.keeps_alone_elsewhere:
        say(f"Only they are a keeper of {answer.keeps_alone_elsewhere} circles you are not in.")
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
        last = " It has no keeper after that." if ending.last_keeper else ""
        say(f"  {ending.name}: last day in {ending.circle} is {ending.until}.{last}")
    for left in news.left:
        say(f"  {left.alias} ({left.circle}): the lead, or whoever owes a promise, has left.")
    if news.more_left:
        say("  …")
    for reset in news.resets:
        say(f"  {reset.name}: passphrase reset by {reset.by}, {reset.at:%Y-%m-%d %H:%M} UTC.")
    for read in news.readings:
        say(f"  {read.by} opened {read.many} people: {read.reason or 'no reason given'}")


def say_code(name: str, code: str) -> None:
    """Say a code, the one time it is shown."""
    say(f"A code for {name}. Tell it to them now; it is not shown again:")
    say(f"    {code}")
    say("It is valid once, for 24 hours, and only to choose a passphrase.")


def say_colleague(answer: ColleaguePage) -> None:
    """Say what a colleague's page says."""
    one = answer.one
    lines = {
        "sign-in name": one.sign_in,
        "work": one.function,
        "duties": ", ".join(one.duties),
        "mission ends": str(one.end_of_mission or ""),
        "speaks": ", ".join(one.languages),
        "knows these areas": ", ".join(one.areas),
        "knows these topics": ", ".join(one.topics),
        "national or international": one.origin,
        "gender": one.gender,
        "what puts them at risk": answer.exposure,
    }
    say(one.name, *(f"  {what}: {said}" for what, said in lines.items() if said))
    if answer.exposure and one.is_me:
        shared = ", ".join(answer.exposure_readers) or "nobody now"
        say(f"  read beside you by: {shared}" if answer.exposure_shared else "  read by you alone")

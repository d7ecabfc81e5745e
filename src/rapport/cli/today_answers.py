"""Today, at a prompt."""

from collections.abc import Sequence

from rapport.briefings.duties import DutyNews
from rapport.briefings.entries import Entry, Together
from rapport.briefings.meetings import Agenda
from rapport.briefings.plans_due import PlanNews
from rapport.briefings.pressing import Span
from rapport.briefings.today import Heading, Today
from rapport.briefings.told_of_negotiation import Moved
from rapport.briefings.told_power import subject
from rapport.cli import meeting_answers, team_answers
from rapport.cli.answers import finding_line, say
from rapport.cli.people_answers import what_to_do
from rapport.records.asking import Asking
from rapport.records.models import PlanStep
from rapport.site.called import as_called


def say_today(answer: Today, asking: Asking) -> None:
    """Say whom to see and why, after what concerns one's circles and duties."""
    say(f"Today, {asking.day.isoformat()}, for {asking.me.name}", "")
    _say_meetings(answer.meetings)
    _say_moved(answer.moved)
    _say_plan(answer.plan)
    if answer.duties:
        _say_duties(answer.duties)
    if answer.team:
        say("Your circles")
        team_answers.say_news(answer.team)
    for heading in answer.headings:
        _say_heading(heading, asking)
    if answer.quiet:
        say("Nothing urgent today.")
    if answer.snoozed:
        say(f"Snoozed: {answer.snoozed}")


def _say_meetings(agenda: Agenda) -> None:
    """Say the meetings of the day and the next, and those of which nobody has spoken since."""
    for heading, meetings in (
        ("Meetings today", agenda.today),
        ("Meetings tomorrow", agenda.tomorrow),
        ("Did it take place?", agenda.unsaid),
    ):
        if meetings:
            say(heading)
        for one in meetings:
            say("  " + meeting_answers.line(one))
            say(*(meeting_answers.what_to_say(one) if one.unsaid else ()))


def _say_moved(moved: Sequence[Moved]) -> None:
    """Say to whoever gave a mandate who moved to negotiation under it, and why."""
    if moved:
        say("Moved to negotiation under a mandate of yours")
    for one in moved:
        by = f"{one.by}, " if one.by else ""
        say(f"  {one.alias} ({by}{one.on.isoformat()}): {one.reason}")


def _say_plan(news: PlanNews) -> None:
    """Say the steps of plans after a change of power that are due, or come this week."""
    if news:
        say("After a change of power")
    for item in news.items:
        what = item.text if item.step == PlanStep.OTHER else str(PlanStep(item.step).label)
        about = subject(item)
        say(f"  {item.due.isoformat()}  {about}{': ' if about else ''}{what}  [{item.pk}]")


_SPANS = {Span.TODAY: "Today", Span.WEEK: "This week", Span.LATER: "Later"}


def _say_heading(heading: Heading, asking: Asking) -> None:
    say(f"{_SPANS[heading.span]} ({heading.count})")
    for entry in heading.entries:
        say("  " + _line(entry, asking) + _besides(entry))
        say(*_what_to_do(entry))
    for line in heading.together:
        few = ", ".join(person.alias for person in line.people)
        more = ", …" if line.count > len(line.people) else ""
        say(f"  {line.count} people: {line.sentence} ({few}{more})  [{line.code}]")
    say(f"  {heading.more} more are not shown." if heading.more else "")


def _line(entry: Entry, asking: Asking) -> str:
    if entry.finding:
        return finding_line(entry.finding, asking.day)
    step = entry.step
    return f"{step.alias}: next step, {step.on.isoformat()}: {step.text}" if step else ""


def _what_to_do(entry: Entry) -> list[str]:
    if entry.finding:
        return list(what_to_do(entry.finding))
    done = f"      Done? rapport finish-next-step {entry.step.interaction}" if entry.step else ""
    return [as_called(done)]


def _besides(entry: Entry) -> str:
    more = f"  {entry.more} more" if entry.more else ""
    return f"{more}  (no lead)" if entry.nobody_leads else more


def say_together(line: Together) -> None:
    """Say everybody of whom one line of Today says the same."""
    say(f"{line.count} people: {line.sentence}  [{line.code}]")
    say(*(f"  {person.alias}" for person in line.people))
    if line.count > len(line.people):
        say("  …")


def _say_duties(news: DutyNews) -> None:
    if news.auditor:
        say("For you as auditor")
        count = news.auditor.operations
        say(as_called(f"  The history has {count} operations: rapport history list"))
        at = news.auditor.checkpoint
        signed = f"The last signed checkpoint is from {at:%Y-%m-%d}" if at else "None is signed yet"
        say(as_called(f"  {signed}. Check the whole history: rapport history verify"))
    if news.data_protection:
        say("For you as data-protection focal point")
        for care in news.data_protection.care:
            say(f"  {care.title}: {care.count} people  [{care.code}]")
        if not news.data_protection.care:
            say("  No record you may see needs attention today.")
        if news.data_protection.past_end:
            say(f"  {news.data_protection.past_end} records are due for deletion.")
    if news.legal_adviser:
        say("For you as legal adviser")
        say("  Nothing is sent to a legal adviser here. You can read what your circles record:")
        say(as_called("  rapport people, rapport find, rapport rules"))

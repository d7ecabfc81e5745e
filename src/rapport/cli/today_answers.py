"""Today, at a prompt."""

from rapport.briefings.duties import DutyNews
from rapport.briefings.entries import Entry, Together
from rapport.briefings.pressing import Span
from rapport.briefings.today import Heading, Today
from rapport.cli import team_answers
from rapport.cli.answers import finding_line, say
from rapport.records.asking import Asking


def say_today(answer: Today, asking: Asking) -> None:
    """Say whom to see and why, after what concerns one's circles and duties."""
    say(f"Today, {asking.day.isoformat()}, for {asking.me.name}", "")
    if answer.duties:
        _say_duties(answer.duties)
    if answer.team:
        say("Our circles")
        team_answers.say_news(answer.team)
    for heading in answer.headings:
        _say_heading(heading, asking)
    if answer.quiet:
        say("Nothing urgent.")
    if answer.snoozed:
        say(f"Snoozed: {answer.snoozed}")


_SPANS = {Span.TODAY: "Today", Span.WEEK: "This week", Span.LATER: "Later"}


def _say_heading(heading: Heading, asking: Asking) -> None:
    say(f"{_SPANS[heading.span]} ({heading.count})")
    for entry in heading.entries:
        say("  " + _line(entry, asking) + _besides(entry))
    for line in heading.together:
        few = ", ".join(person.alias for person in line.people)
        more = ", …" if line.count > len(line.people) else ""
        say(f"  {line.count} people: {line.sentence} ({few}{more})  [{line.code}]")
    say(f"  {heading.more} more wait behind these." if heading.more else "")


def _line(entry: Entry, asking: Asking) -> str:
    if entry.finding:
        return finding_line(entry.finding, asking.day)
    step = entry.step
    return f"{step.alias}: next step, {step.on.isoformat()}: {step.text}" if step else ""


def _besides(entry: Entry) -> str:
    more = f"  {entry.more} more" if entry.more else ""
    return f"{more}  (nobody leads this)" if entry.nobody_leads else more


def say_together(line: Together) -> None:
    """Say everybody of whom one line of Today says the same."""
    say(f"{line.count} people: {line.sentence}  [{line.code}]")
    say(*(f"  {person.alias}" for person in line.people))
    if line.count > len(line.people):
        say("  …")


def _say_duties(news: DutyNews) -> None:
    if news.auditor:
        say("For you as auditor")
        say(f"  The history holds {news.auditor.operations} operations: rapport history list")
        at = news.auditor.checkpoint
        signed = f"The last signed checkpoint is from {at:%Y-%m-%d}" if at else "None is signed yet"
        say(f"  {signed}. Check the whole history: rapport history verify")
    if news.data_protection:
        say("For you as data-protection focal point")
        for care in news.data_protection.care:
            say(f"  {care.title}: {care.count} people  [{care.code}]")
        if not news.data_protection.care:
            say("  Of the records you may see, none needs care with data today.")
        if news.data_protection.past_end:
            say(f"  {news.data_protection.past_end} records are past their last day.")
    if news.legal_adviser:
        say("For you as legal adviser")
        say("  Nothing is sent to a legal adviser here. You can read what your circles hold:")
        say("  rapport people, rapport find, rapport rules")

"""The command that says how to do a thing: by task, not by the name of a command."""

import difflib
from typing import Annotated, NamedTuple

import typer

from rapport.cli.app import app
from rapport.refusals import Refusal
from rapport.site.called import called


class Task(NamedTuple):
    """Something people want to do, the words they look for it by, and how it is done."""

    title: str
    words: str
    commands: tuple[str, ...]
    more: str = ""


TASKS = (
    Task("See whom to contact today", "today due overdue reminder start", ("today", "people")),
    Task(
        "Find somebody, or words from a note",
        "find search name look",
        ('find "a few words"', "person ALIAS"),
    ),
    Task(
        "Prepare a meeting, or a page to carry",
        "brief prepare meeting print travel road paper",
        ("brief ALIAS", "brief ALIAS --for-the-road"),
    ),
    Task(
        "Plan a meeting",
        "plan meeting visit appointment agenda tomorrow move call off",
        ("plan ALIAS", 'plan ALIAS --on 2026-03-20 --at 09:30 --place "Kar Dovi"'),
        "It is tomorrow and in person unless you say otherwise. Afterwards, log it with --closes.",
    ),
    Task(
        "Log a contact",
        "log visit call meeting contact write",
        ('log ALIAS "Tea; how permits work"', 'log ALIAS "He called" --channel phone'),
        "For another day add --on 2026-03-16; if we asked for something, --asked.",
    ),
    Task(
        "Note a promise, a request, an important date",
        "note promise commitment request ask insight occasion date cost costs",
        (
            'note commitment ALIAS text="Six chairs" due=2026-04-01',
            'note ask ALIAS what="A permit"',
            'note ask ALIAS what="A permit" gate="North road" cost="superiors:2:Nothing in public"',
        ),
        "A cost has its weight from 1 to 3, and what softens it; say cost= once for each.",
    ),
    Task(
        "See what must be open, and whose consent it needs",
        "gate gates access road passage permit open closed consent clinic",
        ("gates", "gate NAME", "gate NAME --on 2026-01-03"),
        "With --on it answers as things stood on that day.",
    ),
    Task(
        "Find who could introduce us to somebody",
        "introduction introduce introducer introduced way path meet unknown",
        ("introduction ALIAS", 'note introduction ALIAS introducer=KEY asks="A word for us"'),
        "Each way says how old it is, what it may cost whoever introduces us, and their consent.",
    ),
    Task(
        "See what access hangs on, and what if somebody goes",
        "dependence depend hangs single point leave resilience without",
        ("dependence", 'dependence --without "Idris Fane"'),
        "Chances are assumptions of the office: rule N01.",
    ),
    Task(
        "Log what happened at a gate",
        "incident turned back refused delayed searched checkpoint",
        ('incident NAME turned-back "Two trucks, no reason given"', "gate NAME"),
        "What happened is one of: turned-back, delayed, searched, other.",
    ),
    Task(
        "See what we may decide, and what we never agree to",
        "mandate mandates red line lines limits refuse decide",
        ("mandates",),
    ),
    Task(
        "See what both sides agree on",
        "common ground agree contested norms options",
        ("ground NAME",),
    ),
    Task(
        "Keep a relationship with a group itself",
        "group committee organisation begin cadence rhythm agreed terms place influence",
        (
            'act actor "NAME" begin opened=2021-03-16 ideal_days=60',
            'act relationship "NAME" describe terms="Names stay with them."',
            'log "NAME" "They lent us their courtyard"',
            'act actor "NAME" place place="Orsend" control=present',
        ),
        "What was said of its influence by mistake: act actor NAME take-back-influence on=DAY.",
    ),
    Task(
        "Answer a concern, or a false idea of us",
        "concern worry misperception answer answered came back checked assumption follow",
        (
            'act insight KEY answer answer="The well stays open to all."',
            "act insight KEY came-back on=2026-03-07",
            "act insight KEY still-so",
        ),
        "The key is in: person ALIAS --json.",
    ),
    Task(
        "Know how things are done in a place",
        "culture custom greeting avoid taboo place",
        ("culture", 'add-culture PLACE greeting "Greet the oldest first."'),
    ),
    Task(
        "Undo a change",
        "undo redo mistake wrong revert history back",
        ("history list", "history undo KEY"),
        "Undoing can itself be undone. What was erased for good cannot.",
    ),
    Task(
        "Import contacts",
        "import contacts register excel csv spreadsheet vcard phone upload",
        ("import FILE --dry-run", "import FILE"),
    ),
    Task(
        "Make a backup",
        "backup copy save safe",
        ("backup FILE", "backup check FILE", "backup drill"),
        "Keep the file, and the recovery code on paper, away from this computer.",
    ),
    Task(
        "Restore a backup",
        "restore lost stolen broken laptop recover",
        ("restore FILE", "restore FILE --replace"),
    ),
    Task(
        "Export",
        "export csv json download data share excel out",
        ("people --json", "person ALIAS --json", "person-record ALIAS"),
        "Answers as JSON for programs; person-record prints a person's own record for them."
        " Whatever leaves the store is no longer encrypted.",
    ),
    Task(
        "Hand over a relationship, or leave",
        "hand handover over successor lead transfer leave leaving end mission",
        ("lead ALIAS SIGN-IN", "team end SIGN-IN"),
        "team end first lists what the colleague leaves behind, then asks.",
    ),
    Task(
        "Add a colleague, decide who sees what",
        "colleague team circle add access permission admit share user",
        ('team add SIGN-IN "Their name"', 'team admit "Whole office" SIGN-IN', "team list"),
    ),
    Task(
        "Change the passphrase, or get in without it",
        "passphrase password forgot forgotten recovery code unlock",
        ("passphrase",),
        "If it is forgotten, type the recovery code instead.",
    ),
    Task(
        "Erase a person",
        "erase delete remove forget person gdpr",
        ('erase ALIAS --reason "They asked"',),
        "It cannot be undone. To undo a mistake, see: undo.",
    ),
    Task("Open in the browser, and lock", "serve open browser lock pages start", ("serve", "lock")),
    Task(
        "Find out what is wrong",
        "doctor trouble problem wrong error check repair",
        ("doctor", "history verify"),
    ),
)


@app.command(name="help")
def help_(
    what: Annotated[
        list[str] | None, typer.Argument(help="A task or a command, such as: export, backup, log.")
    ] = None,
) -> None:
    """Say how to do a thing: backup, export, hand over."""
    if not what:
        typer.echo("What do you want to do?\n")
        for task in TASKS:
            typer.echo(f"  {task.title}\n    {called()} {task.commands[0]}")
        typer.echo(f"\nMore on one: {called()} help backup. Every command: {called()} --help")
        return
    found = tasks_for(" ".join(what))
    if not found:
        raise Refusal("No help on this.", next_step="See what there is with: rapport help")
    for task in found:
        typer.echo(task.title)
        for line in task.commands:
            typer.echo(f"    {called()} {line}")
        typer.echo(f"  {task.more}\n" if task.more else "")


def tasks_for(text: str) -> list[Task]:
    """Return the tasks somebody may mean; a word typed nearly right counts.

    >>> [task.title for task in tasks_for("hand over")][0]
    'Hand over a relationship, or leave'
    """
    asked = text.lower().replace("-", " ").split()
    counted = [(sum(_stands_in(word, task) for word in asked), task) for task in TASKS]
    most = max(count for count, _ in counted)
    return [task for count, task in counted if count == most and most]


def _stands_in(word: str, task: Task) -> bool:
    first = {command.split()[0] for command in task.commands}
    known = {*task.words.split(), *task.title.lower().replace(",", "").split(), *first}
    return bool(difflib.get_close_matches(word, known, n=1, cutoff=0.85))

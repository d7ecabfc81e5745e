"""Commands about agreements: list them, show one, the words to say back, how a term was kept."""

from functools import partial
from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app

_to_write = partial(opening.open_store, to_write=True)
Name = Annotated[
    str, typer.Argument(help="Words of what was agreed, or the alias of whom it is with.")
]


@app.command()
def agreements(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    review: Annotated[bool, typer.Option("--review", help="Only those to review.")] = False,
    ended: Annotated[bool, typer.Option("--ended", help="Those that hold no more.")] = False,
    page: Annotated[int, typer.Option(min=1, help="Which page, of fifty each.")] = 1,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List what was agreed, in which form, and how it is kept."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.agreement_list import WantedAgreements, agreement_list
    from rapport.briefings.told_agreements import told_list
    from rapport.cli import agreement_answers, answers

    answer = agreement_list(store, WantedAgreements(to_review=review, ended=ended, page=page))
    if as_json:
        answers.as_json(told_list(answer))
    else:
        agreement_answers.say_list(answer, store.day)


@app.command()
def agreement(
    name: Name,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    say: Annotated[
        str, typer.Option("--say", help="Only the words to say it back in: en, fr or ar.")
    ] = "",
    legal: Annotated[
        bool, typer.Option("--legal", help="Only what to send for legal advice, without names.")
    ] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one agreement: its terms, how each was kept, what shows it, and what is missing."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.told_agreements import told_page
    from rapport.cli import agreement_answers, answers

    answer = agreement_answers.page_on(store, name)
    if say:
        agreement_answers.say_words(answer, say)
    elif legal:
        agreement_answers.say_pack(store, answer)
    elif as_json:
        answers.as_json(told_page(answer))
    else:
        agreement_answers.show(answer, store.day)


@app.command()
def mark(
    name: Name,
    term: Annotated[str, typer.Argument(help="The term, or words of it.")],
    how: Annotated[str, typer.Argument(help="kept, partly or not")],
    note: Annotated[str, typer.Argument(help="What happened, in one line.")] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: Annotated[
        str, typer.Option("--on", help="The day it was, as 2026-03-16; today if left out.")
    ] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Record how a term of an agreement was kept on a day."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.actions.agreement_terms import mark_term
    from rapport.cli import agreement_answers, answers
    from rapport.cli.record_answers import say_done

    keeping = agreement_answers.keeping_of(how)
    found = agreement_answers.term_meant(agreement_answers.page_on(store, name), term)
    when = typed_days.a_day(on) if on else None
    change = mark_term(store, term=found.pk, keeping=keeping, note=note, on=when)
    if as_json:
        answers.as_json(change.row)
    else:
        say_done(change, f"Recorded of “{found.what}”.")

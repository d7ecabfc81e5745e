"""What the import of officials says at a prompt; ``cli`` opens the store and prints it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from rapport.imports.commands import circle_named
from rapport.imports.officials.check import OfficialsCheck
from rapport.imports.officials.import_officials import OfficialsResult
from rapport.imports.officials.mapping import OfficialsMap, officials_map
from rapport.imports.officials.rows import NOTICES, fault_words
from rapport.imports.officials.staging import guessed
from rapport.imports.reading import PASSED_OVER
from rapport.imports.said_lines import counted
from rapport.imports.tables import TableWish, look_at_table
from rapport.imports.uploads import SAMPLE
from rapport.records.asking import Asking
from rapport.records.refusals import CannotBe

_SHOWN = 100


def complete_map(
    raw: Mapping[str, Any] | None,
    name: str,
    data: bytes,
    *,
    asking: Asking,
    circle: str,
    say: Callable[[str], None],
    names_shown: bool = False,
    writes: bool = True,
) -> OfficialsMap:
    """Return the map as written (``raw``, of a TOML file), or guessed where none was.

    What nobody should guess is refused in the words of a map; how it is read is said aside.
    """
    mapping = officials_map(raw or {})
    wish = mapping.as_wish() if raw else TableWish(officials=True)
    table = look_at_table(data, name=name, wish=wish, rows=SAMPLE)
    guess = guessed(table)
    if not mapping.columns:
        mapping = replace(mapping, columns=guess.columns, joined=guess.joined,
                          blank_is_above=guess.blank_is_above)  # fmt: skip
        columns = ", ".join(f"{header} = {meaning}" for header, meaning in guess.columns.items())
        say(f"The columns are read as: {columns or 'nothing that is understood'}.")
    mapping = replace(
        mapping,
        circle=circle_named(circle or mapping.circle, asking.me),
        date_order=mapping.date_order or guess.date_order,
        calendar=mapping.calendar or guess.calendar,
        names_shown=mapping.names_shown or names_shown,
    )
    if writes and not mapping.names_shown:
        raise CannotBe(
            "The names of officials would be readable by everybody in the circle.",
            next_step="Add --show-names once you know who is in it.",
        )
    return mapping


def check_lines(check: OfficialsCheck) -> Iterator[str]:
    """Yield what importing would do, what has to be answered, and every row that falls."""
    yield f"{counted(check.rows, 'row')}, {check.good} of them good."
    yield (
        f"New: {counted(check.new, 'holder')} of posts ({check.acting} acting),"
        f" {counted(check.posts, 'post')}, {counted(check.groups, 'group')}."
    )
    yield f"{counted(check.successions, 'succession')}, {check.vacancies} with a vacancy between."
    if check.fills or check.again:
        yield f"Already there: {check.again}; completed by this file: {check.fills}."
    if check.by_next:
        yield (
            f"{check.by_next} not said to have left are taken to have left when the next came."
            " If not, write end_by_next = false in the map."
        )
    yield from _questions(check)
    for one in check.people:
        yield (
            f'"{one.name}" may be {one.alias}. If so, write in the map, under [same]:'
            f' "{one.key}" = "{one.relationship}"'
        )
    for title, other in check.plan.maybe[:_SHOWN]:
        yield f'"{title}" and "{other}" may be one post; one_post in the map says so.'
    for fault in check.faults[:_SHOWN]:
        what, then = fault_words(fault)
        told = f" (row {fault.text})" if fault.code == "told_otherwise" else ""
        shown = f": {fault.text}" if fault.text and not told else ""
        yield f"Row {fault.row} is left out: {what}{told}{shown}. {then}"
    for notice in check.notices[:_SHOWN]:
        yield f"Row {notice.row}: {NOTICES[notice.code] % {'text': notice.text}} ({notice.text})"
    for row, why in check.passed_over[:_SHOWN]:
        yield f"Row {row} is skipped: {PASSED_OVER[why]}."
    for header, count in check.left_out.items():
        yield f'The column "{header}" is left out ({counted(count, "cell")}).'


def told_check(check: OfficialsCheck) -> dict[str, Any]:
    """Return what importing would do, for a program."""
    counts = ("rows", "good", "groups", "posts", "new", "acting", "fills", "again", "waiting",
              "successions", "vacancies", "by_next")  # fmt: skip
    return {
        **{name: getattr(check, name) for name in counts},
        "circle": check.circle.name,
        "lines": list(check_lines(check)),
        "faults": [fault._asdict() for fault in check.faults],
        "followed": [
            {
                "group": one.post.group.name,
                "post": one.post.title,
                "before": each.before.name,
                "after": each.after.name,
                "vacant": each.vacant,
            }
            for one in check.plan.posts
            for each in one.line.followed
        ],
    }


def _questions(check: OfficialsCheck) -> Iterator[str]:
    for one in check.plan.posts:
        question = one.line.question
        if question is None or not any(claim.waits for claim in question.claims):
            continue
        names = ", ".join(claim.name for claim in question.claims)
        ways = ['"together"', *(['"followed"'] if question.may_follow else [])]
        ways += [f'"acting {claim.row_text}"' for claim in question.claims if claim.rows]
        yield (
            f"{one.post.title}, {one.post.group.name}: {names} held it at a time. Their rows wait."
            f' Write in the map, under [answers]: "{question.key}" = one of {", ".join(ways)}.'
        )


def result_lines(result: OfficialsResult) -> Iterator[str]:
    """Yield what an import brought, and how to undo it."""
    if result.change_set is None:
        yield "Nothing was imported: everything that is sure is there already."
    else:
        yield (
            f"Imported: {counted(result.tenures, 'holder')} of posts,"
            f" {counted(result.posts, 'post')}, {counted(result.groups, 'group')};"
            f" {counted(result.filled, 'recorded one')} completed."
        )
    if result.waiting:
        yield f"{counted(result.waiting, 'row')} wait for an answer: --dry-run shows them."
    if result.left_out:
        yield f"{counted(result.left_out, 'row')} were left out: --dry-run says why."
    if result.change_set is not None:
        yield f"Undo it with: rapport history undo {result.change_set}"

"""The reference of all rules in Markdown, written from the catalogue.

``python -m rapport.rules.reference`` writes it out; it is kept as ``docs/rules.md``.
"""

import sys
from collections.abc import Iterator
from typing import Any

from rapport.rules.catalogue import RULES
from rapport.rules.rule import FAMILIES, Rule

_BEGINNING = """\
# The rules: what Rapport notices

This page is written from the code: `python -m rapport.rules.reference > docs/rules.md`.

A rule looks at what is recorded about one relationship, and at the date. It answers with what it
noticed, how soon that matters, because of which records, and what could be done; or with nothing.
It never stops anybody and never gives a person a number. Whoever reads a finding can set it aside
with a reason and an end date. An office can switch a rule off or change its numbers on the page
Rules.
"""


def reference() -> str:
    """Return the reference as Markdown, in English, ending with a line end."""
    return "\n".join([_BEGINNING, *_contents(), *_families()]) + "\n"


def _contents() -> Iterator[str]:
    yield "| code | rule | notices |"
    yield "|---|---|---|"
    for rule in RULES.values():
        anchor = _heading(rule).lower().translate(_ANCHOR)
        yield f"| [{rule.code}](#{anchor}) | {rule.title} | {rule.sentence} |"


# What is left of a heading in its address, as the usual Markdown readers make it.
_ANCHOR = str.maketrans({" ": "-", "'": None, "?": None, ",": None})


def _heading(rule: Rule[Any]) -> str:
    return f"{rule.code} {rule.title}"


def _families() -> Iterator[str]:
    family = ""
    for rule in RULES.values():
        if rule.family != family:
            family = rule.family
            yield f"\n## {family}: {FAMILIES[family]}"
        yield from _rule(rule)


def _rule(rule: Rule[Any]) -> Iterator[str]:
    yield f"\n### {_heading(rule)}\n"
    yield f"{rule.sentence}\n"
    yield f"**Why.** {rule.reason}\n"
    if rule.settings:
        yield "| setting | as it comes | from | to | what it means |"
        yield "|---|---|---|---|---|"
        for name, one in rule.settings.items():
            yield f"| `{name}` | {one.value} | {one.least} | {one.most} | {one.explains} |"
        yield ""
    if rule.words:
        yield f"**Own words.** {rule.words}.\n"
    yield "**What could be done.**\n"
    for _, sentence in rule.options:
        yield f"- {sentence}"


if __name__ == "__main__":
    sys.stdout.write(reference())

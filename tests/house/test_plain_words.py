"""Labels are plain: a button starts with its verb, and no old turn comes back."""

import re

import polib
import pytest

from house.tree import SRC, texts

VERBS = frozenset(
    """
    accept add answer ask assign cancel change check choose clear close compare confirm continue
    correct decline discard end erase export find give go hide import keep load lock log make mark
    merge move open pause pick plan play postpone practise print put read record redo refresh
    reload remove rename reset retry review revoke save search see select send set share show sign
    skip snooze start stop switch tick try turn undo unlock untick update upload use view withdraw
    write
    """.split()  # noqa: SIM905
)
CHOICES = frozenset(
    {
        *("As the device", "Light", "Dark", "Comfortable", "Compact"),
        *("They did not come", "We did not come"),
    }
)
"""Buttons that choose one of several looks, named by it, or that answer a question above them."""

BUTTON = re.compile(
    r'<button\b[^>]*>(?P<button>.*?)</button>|<a\b[^>]*class="(?:[^"]*\s)?button\b[^"]*"[^>]*>(?P<link>.*?)</a>',
    re.DOTALL,
)
SAID = re.compile(
    r"\{%\s*translate\s+(?P<quote>[\"'])(?P<text>.+?)(?P=quote)"
    r"|\{%\s*blocktranslate[^%]*%\}(?P<block>.*?)\{%\s*(?:plural|endblocktranslate)",
    re.DOTALL,
)

OLD_TURNS = (
    r"\bmade-up\b",
    r"\bit rests on\b",
    r"\bparted by\b",
    r"\Aleave it\Z",
    r"\btaken (?:in|back)\b|\btake (?:it|them) in\b",
    r"\bbrought back\b|\bbring (?:it|them) back\b",
    r"\ba word was sent\b|\bsend a word\b|\bsent a word\b",
    r"\bset aside\b|\bsetting .{0,20} aside\b",
    r"\bnot now, because\b|\bhear it again\b|\blistens to this rule\b",
    r"\bsort of (?:day|group)\b|\bwho of us\b|\bwhich of us\b",
    r"\bpresses\b|\bloosen a filter\b|\bunheard\b",
    r"\bfor the road\b|\ball i may see\b|\bbe another colleague\b",
    r"\bwhat (?:passed between us|we told|to mind|became of)\b",
    r"\A(?:our|their) word\Z|\bworth a look\b",
    r"\bthe process that held\b",
    r"\banew\b|\bwhat stood here\b|\bis at work at this moment\b",
)


IN_CODE_STILL = (r"\bwarm-?ups?\b", r"\bin the clear\b", r"\bsealed\b")
"""Names in the code, so only the messages are held to them."""


def _buttons() -> list[tuple[str, str]]:
    """Return each text that begins a button of a template, with the template's path."""
    found = []
    for path, text in texts(".html"):
        for button in BUTTON.finditer(text):
            said = SAID.search(button["button"] or button["link"] or "")
            if said:
                found.append((path, (said["text"] or said["block"]).strip()))
    return found


def test_a_button_starts_with_its_verb():
    buttons = _buttons()
    assert len(buttons) > 80
    wrong = [
        (path, said)
        for path, said in buttons
        if said not in CHOICES
        and not said.startswith("{{")
        and re.split(r"\W", said, maxsplit=1)[0].lower() not in VERBS
    ]
    assert not wrong


@pytest.mark.parametrize(("said", "fine"), [("Leave it", False), ("Cancel", True)])
def test_a_button_is_found_with_its_text_whatever_stands_around_it(said, fine):
    button = BUTTON.search(
        f'<a class="quiet button" href="/">{{% icon "x" %}}{{% translate "{said}" %}}</a>'
    )
    assert button
    text = SAID.search(button["link"])
    assert text
    assert text["text"] == said
    assert (said.split()[0].lower() in VERBS) is fine


def _old_turns(text: str, turns: tuple[str, ...] = OLD_TURNS) -> list[str]:
    return [hit[0] for turn in turns for hit in re.finditer(turn, text, re.IGNORECASE)]


def test_no_message_speaks_in_the_old_turns():
    catalogue = polib.pofile(str(SRC / "web" / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    found = {}
    for entry in catalogue:
        for said in (entry.msgid, entry.msgid_plural):
            if turns := _old_turns(said or "", OLD_TURNS + IN_CODE_STILL):
                found[said] = turns
    assert not found


READ_FIRST = ("README.md", "docs/start.md", "docs/tour.md", "src/rapport/cli/")
"""What a newcomer reads: the technical pages keep the words of the code."""


def test_what_a_newcomer_reads_has_none_of_the_old_turns():
    shown = [
        (path, re.sub(r"\bspent\b.*", "", text) if path.endswith(".py") else text)
        for path, text in texts(".md", ".py", ".html")
        if path.startswith(READ_FIRST) or path.endswith(".html")
    ]
    assert len(shown) > 100
    assert not {path: turns for path, text in shown if (turns := _old_turns(text))}

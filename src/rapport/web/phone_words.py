"""What the phone page says, in every language of the product: one is fetched, all are kept."""

import json
from typing import Any

from django.utils.translation import gettext, gettext_noop, override, pgettext

from rapport.records.models import Channel, Purpose, Tone

SAID: dict[str, str] = {
    "title": gettext_noop("Log from the road"),
    "language": gettext_noop("Language"),
    "begin": gettext_noop("Connect to your office"),
    "begin_how": gettext_noop(
        "At the office, open the page of your phones and read its code with this phone's camera."
        " On an iPhone, add this page to the home screen first, open it there, and paste the code."
    ),
    "address": gettext_noop("The office's code"),
    "connect": gettext_noop("Connect"),
    "digits": gettext_noop("Type these six digits at the office"),
    "digits_how": gettext_noop(
        "Only if the office takes them does this phone belong to it. Where nothing is sent from"
        " here, show the code below to the office's camera, or bring the file, and type the code"
        " that the office then shows."
    ),
    "again": gettext_noop("Try again"),
    "who": gettext_noop("With whom?"),
    "who_how": gettext_noop("A word of your own is safer than a name."),
    "on": gettext_noop("On which day?"),
    "at": gettext_noop("Time"),
    "channel": gettext_noop("How?"),
    "purpose": gettext_noop("What for?"),
    "asked": gettext_noop("Did we ask for anything?"),
    "theirs": gettext_noop("Their tone"),
    "ours": gettext_noop("Our tone"),
    "line": gettext_noop("In one line"),
    "save": gettext_noop("Save and encrypt"),
    "draft": gettext_noop(
        "What you type is gone when this page is hidden for a minute. Once saved, nobody can read"
        " it on this phone."
    ),
    "empty": gettext_noop("Say with whom, or write one line."),
    "too_long": gettext_noop("This is too long. Shorten it, or save it as two logs."),
    "saved": gettext_noop("Saved on this phone, encrypted. Only the office can open it."),
    "not_saved": gettext_noop("Not saved. What you typed is still here: try again."),
    "full": gettext_noop("Not saved: this phone has no room left. Send first, or free some room."),
    "waiting": gettext_noop("On this phone"),
    "only_here": gettext_noop("Logs that are only on this phone: {count}. The oldest: {age}."),
    "nothing": gettext_noop("Everything is at the office."),
    "old_send": gettext_noop(
        "Logs have waited for three days or more. Send them, or show the code."
    ),
    "old_show": gettext_noop(
        "Logs have waited for three days or more. Show the code at the office, or bring the file."
    ),
    "send": gettext_noop("Send"),
    "sent": gettext_noop("Sent. The office has everything."),
    "show": gettext_noop("Show the code"),
    "next": gettext_noop("Show the next one"),
    "hide": gettext_noop("Close"),
    "which": gettext_noop("Code {number} of {count}"),
    "use_file": gettext_noop("These logs are too long for a code. Save the file instead."),
    "keep": gettext_noop("Save the file"),
    "kept": gettext_noop(
        "The file was saved. It holds encrypted logs only; the logs stay here too."
    ),
    "typed": gettext_noop("Code that the office shows after a file or a picture"),
    "check": gettext_noop("Check"),
    "confirmed": gettext_noop("The office has these logs. They were deleted here."),
    "wrong_code": gettext_noop("This is not the office's code. Nothing was deleted."),
    "more": gettext_noop("Words, storage, erase"),
    "mine": gettext_noop("Words of my own, up to ten, with commas between them"),
    "mine_how": gettext_noop(
        "Write at the office beside whom each stands. They are kept here as they are typed: use"
        " words that tell nothing."
    ),
    "until": gettext_noop("Until"),
    "put": gettext_noop("Save words"),
    "words_put": gettext_noop("The words are saved."),
    "stays": gettext_noop("This browser says that it keeps what is stored here."),
    "may_clear": gettext_noop(
        "This browser may clear what is stored here, an iPhone after a week. Send soon, or keep"
        " the file as a second copy."
    ),
    "keyboard": gettext_noop(
        "Keyboards learn words, and no page can stop that. Turn off learning in the settings of"
        " the keyboard."
    ),
    "erase": gettext_noop("Erase everything on this phone"),
    "erase_again": gettext_noop("Tap Erase once more. Logs that are only here are lost."),
    "erase_waits": gettext_noop("Close the other tabs of this page. Then everything is erased."),
    "erased": gettext_noop("Everything on this phone was erased in another tab. Close this one."),
    "no_office": gettext_noop("This is not the code of an office."),
    "has_office": gettext_noop("This phone belongs to an office already. Erase it first."),
    "why_no_line": gettext_noop("No line. The logs stay here, and are sent when there is one."),
    "why_waits": gettext_noop(
        "The office does not know this phone yet. Type the six digits there."
    ),
    "why_unknown": gettext_noop(
        "The office does not know this phone. Ask there for a new code and connect again."
    ),
    "why_ended": gettext_noop("The time of this phone is over. Nothing is taken; ask the office."),
    "why_stopped": gettext_noop("The office stopped this phone. Nothing is taken; ask the office."),
    "why_altered": gettext_noop("The office could not read it. The logs stay here."),
    "why_full": gettext_noop("Too many logs wait at the office. Confirm some there first."),
    "why_other": gettext_noop(
        "Something else answered instead of the office. The logs stay here. Does this network want"
        " you to sign in first?"
    ),
    "why_closed": gettext_noop("The office is closed just now. The logs stay here."),
}


def page_words(code: str) -> bytes:
    """Return the module with what the page says in one language: each sentence by its key."""
    with override(code):
        words = {key: gettext(text) for key, text in SAID.items()} | {"choices": _choices()}
    body = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f"export const WORDS = {body};\n".encode()


def _choices() -> dict[str, Any]:
    """Return what is tapped: the value of each choice, its words, and which is usual."""
    tones = _of(Tone, "")
    asked = [
        ("no", gettext("no"), "no"),
        ("yes", gettext("yes"), "no"),
        ("", pgettext("asked, on a phone", "not sure"), "no"),
    ]
    usual = {
        "channel": _of(Channel, Channel.IN_PERSON),
        "purpose": _of(Purpose, Purpose.ENGAGEMENT),
    }
    return {**usual, "asked": asked, "theirs": tones, "ours": tones}


def _of(choices: Any, usual: str) -> list[tuple[str, str, str]]:
    return [(value, str(label), usual) for value, label in choices.choices]

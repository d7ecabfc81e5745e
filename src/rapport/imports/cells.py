"""What the cell of a register says: several people, one of our choices, yes or no.

The words are in several languages. Native speakers: please add yours. Case, accents and the
variants of Arabic letters do not matter.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import override

from rapport.names import fold
from rapport.records.models import Channel, Purpose, Tone

Separator = Literal["semicolon", "newline", "and", "comma", "slash", "plus"]

#: "and" is a word of its own: an Arabic و written onto a name stays part of it.
_PATTERNS: dict[Separator, str] = {
    "semicolon": r"[;؛]",
    "newline": r"\n",
    "and": r"\s+(?:and|et|و)\s+|\s*&\s*",
    "comma": r"[,،]",
    "slash": r"\s+/\s+",
    "plus": r"\s+\+\s+",
}
_LAST_AND_FIRST = re.compile(r"[^\s,،]+\s*[,،]\s*[^\s,،]+")

_YES = ("yes", "y", "true", "1", "x", "✓", "✔", "oui", "o", "vrai", "نعم", "اجل")
_NO = ("no", "n", "false", "0", "non", "faux", "لا", "كلا")

#: What stands in a cell that says nothing.
NOTHING = frozenset(["-", "\u2013", "\u2014", "n/a", "na", "none", "/"])

_ALSO: dict[Any, dict[str, tuple[str, ...]]] = {
    Channel: {
        Channel.IN_PERSON: (
            *("meeting", "met", "visit", "face to face", "f2f", "personal", "personally"),
            *("en personne", "reunion", "rencontre", "visite", "face a face", "presentiel"),
            *("لقاء", "اجتماع", "زيارة", "شخصيا", "وجها لوجه", "حضوري"),
        ),
        Channel.PHONE: (
            *("call", "phone call", "telephone", "tel", "mobile", "called"),
            *("appel", "appel telephonique", "par telephone"),
            *("هاتف", "اتصال", "مكالمة", "اتصال هاتفي", "مكالمة هاتفية", "تلفون"),
        ),
        Channel.VIDEO: (
            *("video call", "zoom", "teams", "online", "online meeting", "virtual", "skype"),
            *("visio", "visioconference", "en ligne"),
            *("فيديو", "مكالمة فيديو", "عبر الانترنت"),
        ),
        Channel.MESSAGE: (
            *("whatsapp", "sms", "text", "signal", "telegram", "chat", "e-mail", "email", "mail"),
            *("courriel", "texto", "message ecrit"),
            *("رسالة", "واتساب", "واتس اب", "ايميل", "بريد الكتروني"),
        ),
        Channel.LETTER: ("official letter", "lettre", "courrier", "كتاب", "كتاب رسمي", "خطاب"),
        Channel.INTERMEDIARY: (
            *("intermediary", "through someone", "via intermediary"),
            *("intermediaire", "par un intermediaire", "وسيط", "عبر وسيط"),
        ),
        Channel.CHANCE: ("chance", "by accident", "par hasard", "hasard", "صدفة", "بالصدفة"),
    },
    Purpose: {
        Purpose.ENGAGEMENT: ("introduction", "networking", "prise de contact", "تعارف", "تواصل"),
        Purpose.NEGOTIATION: ("negotiations", "negociation", "تفاوض", "مفاوضات"),
        Purpose.FOLLOW_UP: ("follow up", "followup", "suivi", "متابعة"),
        Purpose.COURTESY: (
            *("courtesy call", "courtesy visit", "visite de courtoisie", "courtoisie"),
            *("مجاملة", "زيارة مجاملة"),
        ),
        Purpose.INCIDENT: ("security incident", "incident", "حادث", "حادثة"),
    },
    Tone: {
        Tone.OPEN: (
            *("friendly", "warm", "positive", "good", "cordial", "cooperative"),
            *("ouvert", "amical", "chaleureux", "positif", "bon", "cordial"),
            *("ودي", "ايجابي", "منفتح", "جيد"),
        ),
        Tone.NEUTRAL: ("ok", "normal", "neutre", "correct", "محايد", "عادي"),
        Tone.GUARDED: (
            *("reserved", "cautious", "cool", "wary", "tense"),
            *("reserve", "prudent", "mefiant", "tendu", "حذر", "متحفظ", "متوتر"),
        ),
        Tone.HOSTILE: ("angry", "aggressive", "negative", "hostile", "agressif", "عدائي", "غاضب"),
    },
}

_KNOWN: dict[Any, Mapping[str, str]] = {}


def split_people(text: str, how: Collection[Separator]) -> list[str]:
    """Take a cell apart at the allowed separators; an empty ``how`` keeps it whole.

    Two single words with one comma between them are one name, the last one first.

    >>> split_people("Dr Amal; Yousef and Karim", {"semicolon"})
    ['Dr Amal', 'Yousef and Karim']
    >>> split_people("Barzani, Ahmad", {"comma"})
    ['Barzani, Ahmad']
    """
    if not how or _LAST_AND_FIRST.fullmatch(text.strip()):
        return [text.strip()] if text.strip() else []
    pattern = "|".join(_PATTERNS[each] for each in _PATTERNS if each in how)
    return [part.strip() for part in re.split(pattern, text, flags=re.IGNORECASE) if part.strip()]


def choice_in(kind: Any, text: str) -> str:
    """Return which choice of ``kind`` a cell means, or nothing.

    >>> choice_in(Channel, "WhatsApp"), choice_in(Tone, "odd")
    ('message', '')
    """
    if kind not in _KNOWN:
        known = {fold(value.replace("_", " ")): value for value in kind.values}
        known.update({fold(value): value for value in kind.values})
        known.update({fold(word): value for value, words in _ALSO[kind].items() for word in words})
        for language, _name in settings.LANGUAGES:
            with override(language):
                known.update({fold(str(label)): value for value, label in kind.choices})
        _KNOWN[kind] = known
    return _KNOWN[kind].get(fold(text), "")


def yes_or_no(text: str) -> bool | None:
    """Return what a cell answers, or nothing where it says neither.

    >>> yes_or_no("Oui"), yes_or_no("نعم"), yes_or_no("perhaps")
    (True, True, None)
    """
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else _FOLDED.get(fold(text))


_FOLDED = {fold(word): True for word in _YES if fold(word)} | {
    fold(word): False for word in _NO if fold(word)
}

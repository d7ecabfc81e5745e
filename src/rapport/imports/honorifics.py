"""Titles before a name: they say how to address somebody, and are no part of the name.

A word that is also a given name (Sayed, Imam, Abu) is none of them. Native speakers: please add
yours.
"""

from rapport.names import fold

_WORDS = (
    *("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Doctor", "Prof", "Professor", "Eng", "Engineer"),
    *("Hon", "Rev", "Sir", "Father", "Bishop", "Ambassador", "Senator", "HE"),
    *("Col", "Colonel", "Lt", "Lieutenant", "Gen", "General", "Brig", "Brigadier", "Maj", "Major"),
    *("Capt", "Captain", "Sgt", "Sergeant", "Cmdr", "Commander", "Adm", "Admiral"),
    *("Sheikh", "Sheik", "Shaykh", "Shaikh", "Cheikh", "Hajji", "Haji", "Hajj", "Hadji", "Hajja"),
    *("El Hadj", "Alhaji", "Mullah", "Mulla", "Mawlawi", "Maulvi", "Mawlana", "Ustad", "Ustaz"),
    *("Ustadh", "Ayatollah", "Mufti", "Muhandis", "Malim", "Moallim"),
    *("M", "Mme", "Mlle", "Monsieur", "Madame", "Mademoiselle", "Docteur", "Professeur", "Maître"),
    *("Commandant", "Capitaine", "Colonel", "Général", "Adjudant", "Abbé", "Père", "Imâm"),
    *("د", "دكتور", "الدكتور", "الدكتورة", "دكتورة", "م", "مهندس", "المهندس", "المهندسة"),
    *("شيخ", "الشيخ", "الشيخة", "حاج", "الحاج", "الحاجة", "الحجي", "حجي", "حاجي", "السيد"),
    *("السيدة", "الأستاذ", "الأستاذة", "أستاذ", "العقيد", "عقيد", "العميد", "عميد", "اللواء"),
    *("لواء", "الفريق", "المقدم", "الرائد", "النقيب", "الملازم", "القاضي", "المفتي", "المطران"),
    *("معالي", "سعادة", "الملا", "ملا", "مولوي", "مولانا", "المختار"),
    *("آقای", "خانم", "دکتر", "جناب", "استاد", "سرهنگ", "سردار", "آیت الله"),
    *("г-н", "г-жа", "господин", "госпожа", "доктор", "д-р", "профессор", "полковник", "генерал"),
    *("майор", "капитан", "хаджи", "шейх", "мулла", "отец"),
)
_TITLES = frozenset(map(fold, _WORDS)) - {""}
_LONGEST = max(title.count(" ") for title in _TITLES) + 1
_GLUED = tuple(f"{word}." for word in ("Dr", "Mr", "Mrs", "Prof", "Col", "Eng", "د", "م"))


def split_honorific(name: str) -> tuple[str, str]:
    """Return the titles before a name, and the name; a title alone is a name.

    >>> split_honorific("Dr. Hajji Ahmad Barzani"), split_honorific("Abu Salim")
    (('Dr. Hajji', 'Ahmad Barzani'), ('', 'Abu Salim'))
    """
    glued = next((title for title in _GLUED if name.startswith(title)), "")
    words = name.replace(glued, f"{glued} ", 1).split() if glued else name.split()
    begins = 0
    while begins < len(words) - 1:
        length = _title_at(words, begins)
        if not length or begins + length >= len(words):
            break
        begins += length
    return (" ".join(words[:begins]), " ".join(words[begins:])) if begins else ("", name)


def _title_at(words: list[str], place: int) -> int:
    """Return how many of the words from ``place`` on are a title."""
    for length in range(_LONGEST, 0, -1):
        if fold(" ".join(words[place : place + length])) in _TITLES:
            return length
    return 0

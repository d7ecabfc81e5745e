"""Words that stand in names without telling people apart: titles, articles, particles, forms.

All folded (see `fold`). Lists are short on purpose: a word belongs here if leaving it out never
makes two people or two organisations one.
"""

TITLES = frozenset([
    "mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "sir", "dame", "lord",
    "lady", "hon", "honourable", "honorable", "rt", "excellency", "he", "his", "her", "minister",
    "premier", "president", "governor", "ambassador", "senator", "mp", "judge", "justice",
    "councillor", "cllr", "mayor", "commissioner", "director", "col", "colonel", "lt",
    "lieutenant", "ltcol", "gen", "general", "brig", "brigadier", "maj", "major", "capt",
    "captain", "sgt", "sergeant", "cpl", "cdr", "cmdr", "commander", "adm", "admiral", "rev",
    "reverend", "fr", "father", "bishop", "imam", "sheikh", "shaykh", "sheik", "shaikh",
    "cheikh", "haji", "hajji", "hajj", "hadji", "alhaji", "alhajj", "hadj", "ustad", "ustaz",
    "ustadh", "sidi", "mullah", "mulla", "molla", "mawlawi", "maulvi", "mawlana", "maulana",
    "qari", "qazi", "kadi", "mufti", "ayatollah", "hojatoleslam", "engineer", "eng", "ing",
    "ingenieur", "malam", "mallam", "moallim", "muhandis", "mudir", "m", "mme", "mlle",
    "monsieur", "madame", "mademoiselle", "docteur", "professeur", "commandant", "capitaine",
    "adjudant", "ministre", "maitre", "gouverneur", "prefet", "gospodin", "polkovnik", "kapitan",
    "دكتور", "الدكتور", "دكتوره", "الدكتوره", "د", "عقيد", "العقيد", "عميد", "العميد", "لواء",
    "اللواء", "فريق", "الفريق", "مقدم", "المقدم", "الرائد", "نقيب", "النقيب", "ملازم", "شيخ",
    "الشيخ", "حاج", "الحاج", "حاجي", "استاذ", "الاستاذ", "استاذه", "الاستاذه", "السيد", "مهندس",
    "المهندس", "مولوي", "مولانا", "الامام", "قائد", "القائد", "وزير", "الوزير", "محافظ",
    "المحافظ", "مدير", "المدير", "معالي", "سعاده", "السفير", "سفير", "القاضي", "قاضي", "جناب",
    "اقاي", "خانم", "полковник", "генерал", "майор", "капитан", "доктор", "профессор",
    "господин", "госпожа", "хаджи", "шейх", "мулла",
])  # fmt: skip

ARTICLES = frozenset([
    "al", "el", "ul", "il", "ال", "the",
])  # fmt: skip
# Articles whose l has become the letter that follows: ar-Rahman, ash-Shami, ed-Din.
SUN_ARTICLES = frozenset([
    "ar", "as", "ash", "ach", "at", "ath", "az", "ad", "adh", "an", "er", "es", "esh", "ech",
    "et", "ez", "ed", "en", "ur", "us", "ush", "ut", "uz", "ud", "un",
])  # fmt: skip

SONS = frozenset([
    "bin", "ibn", "ben", "bint", "binti", "bte", "ould", "wuld", "walad", "oulad", "oglu",
    "oglou", "ogly", "uulu", "qizi", "kyzy", "بن", "ابن", "بنت", "ولد", "оглы", "кызы", "улы",
])  # fmt: skip
SERVANTS = frozenset([
    "abd", "abdel", "abdal", "abdul", "abdol", "abdoul", "abdoel", "abdil", "abdur", "abdus",
    "abdu", "abdou", "abed", "عبد", "абд", "абдул", "абдель", "абдаль",
])  # fmt: skip
_FATHERS = [
    "abu", "abou", "abo", "aboo", "abi", "aba", "abul", "aboul", "bou", "ابو", "ابي", "ابا", "абу",
]  # fmt: skip
_MOTHERS = ["umm", "um", "oum", "om", "ام", "умм"]
FATHERS = dict.fromkeys(_FATHERS, "abu") | dict.fromkeys(_MOTHERS, "umm")
# Second halves: Nur al-Din, Nasr Allah are one name each, however they are spaced.
SECOND_HALVES = frozenset([
    "din", "deen", "dine", "eddine", "eddin", "uddin", "addin", "aldin", "الدين", "allah",
    "ullah", "ollah", "alla", "الله", "уддин",
])  # fmt: skip

GOD = frozenset([
    "allah", "ullah", "ollah", "alla", "lah",
])  # fmt: skip

SMALL = frozenset([
    "of", "and", "for", "in", "on", "to", "at", "with", "from", "a", "an", "de", "del", "della",
    "di", "da", "do", "dos", "das", "du", "des", "d", "l", "la", "le", "les", "el", "los", "las",
    "y", "et", "e", "van", "von", "der", "den", "ter", "und", "zu", "af", "av", "i", "و", "في",
    "من", "и",
])  # fmt: skip

LEGAL_FORMS = frozenset([
    "pty", "ltd", "limited", "inc", "incorporated", "llc", "llp", "plc", "corp", "corporation",
    "gmbh", "ag", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "oy", "ab", "as", "pvt", "pte",
    "kk", "co", "company", "cie", "ooo", "oao", "zao", "пао", "ооо", "оао", "зао",
])  # fmt: skip
# Legal forms that are ordinary words or names too: left out at the end only.
_AT_THE_END = frozenset([
    "ag", "sa", "sas", "spa", "as", "ab", "oy", "co", "company", "corporation", "corp", "kk",
    "nv", "bv",
])  # fmt: skip
ANYWHERE = LEGAL_FORMS - _AT_THE_END

# Words that make a longer name another organisation, not the same one more fully written.
TELLING = frozenset([
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "upper", "lower", "greater", "inner", "outer", "new", "old", "national", "international",
    "regional", "local", "federal", "state", "young", "youth", "women", "womens", "junior",
    "senior", "jr", "sr", "first", "second", "third", "nord", "sud", "est", "ouest", "nouveau",
])  # fmt: skip

# Short forms of words in names of organisations.
SHORT_FORMS = {
    "assoc": "association", "assn": "association", "dept": "department", "govt": "government",
    "univ": "university", "uni": "university", "intl": "international", "natl": "national",
    "org": "organisation", "organization": "organisation", "centre": "center", "cttee": "committee",
}  # fmt: skip

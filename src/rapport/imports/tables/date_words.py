"""Months as words, folded: English, French, several kinds of Arabic; and Hijri months."""

from rapport.names import fold

_NAMES: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "janvier", "janv", "يناير", "كانون الثاني", "جانفي"),
    ("february", "feb", "février", "fevrier", "févr", "fév", "فبراير", "شباط", "فيفري"),
    ("march", "mar", "mars", "مارس", "آذار", "اذار"),
    ("april", "apr", "avril", "avr", "أبريل", "ابريل", "إبريل", "نيسان", "أفريل"),
    ("may", "mai", "مايو", "أيار", "ايار", "ماي"),
    ("june", "jun", "juin", "يونيو", "يونيه", "حزيران", "جوان"),
    ("july", "jul", "juillet", "juil", "يوليو", "يوليه", "تموز", "جويلية"),
    ("august", "aug", "août", "aout", "أغسطس", "اغسطس", "آب", "أوت"),
    ("september", "sep", "sept", "septembre", "سبتمبر", "أيلول", "ايلول"),
    ("october", "oct", "octobre", "أكتوبر", "اكتوبر", "تشرين الأول", "تشرين الاول"),
    ("november", "nov", "novembre", "نوفمبر", "تشرين الثاني"),
    ("december", "dec", "décembre", "decembre", "déc", "ديسمبر", "كانون الأول", "كانون الاول"),
)

MONTHS: dict[str, int] = {
    fold(word): number for number, words in enumerate(_NAMES, start=1) for word in words
}

_HIJRI_NAMES: tuple[tuple[str, ...], ...] = (
    ("محرم", "المحرم", "muharram"),
    ("صفر", "safar"),
    ("ربيع الأول", "ربيع الاول"),
    ("ربيع الثاني", "ربيع الآخر", "ربيع الاخر"),
    ("جمادى الأولى", "جمادى الاولى", "جمادى الأول"),
    ("جمادى الثانية", "جمادى الآخرة", "جمادى الاخرة", "جمادى الثاني"),
    ("رجب", "rajab"),
    ("شعبان", "shaaban", "sha'ban"),
    ("رمضان", "ramadan"),
    ("شوال", "shawwal"),
    ("ذو القعدة", "ذي القعدة"),
    ("ذو الحجة", "ذي الحجة"),
)

HIJRI_MONTHS: dict[str, int] = {
    fold(word): number for number, words in enumerate(_HIJRI_NAMES, start=1) for word in words
}

"""What headers of names say: whole names, what people are called, and the parts of a name.

A part is given, middle (a father's or a patronymic) or family.  English, French, Spanish, Arabic,
Persian and Russian; native speakers: please add yours.
"""

from typing import Literal

Part = Literal["given", "middle", "grandfather", "family"]

#: What somebody is called here on purpose: only these may stand in the clear unasked.
ALIAS_WORDS: tuple[str, ...] = (
    *("alias", "code name", "codename", "nickname", "known as", "called", "pseudonym"),
    *("surnom", "nom usuel", "nom de code", "pseudonyme", "dit", "apodo", "seudonimo"),
    *("nombre en clave", "conocido como"),
    *("الاسم المستعار", "الاسم الحركي", "اسم حركي", "الكنية", "اسم الشهرة", "الشهرة", "يعرف باسم"),
    *("نام مستعار", "معروف به", "псевдоним", "прозвище", "кличка", "позывной", "известен как"),
)

#: One column that holds whole names: "full name" beats "name", for it is the more specific.
NAME_WORDS: tuple[str, ...] = (
    *("name", "contact", "contact name", "counterpart", "interlocutor", "person", "met with"),
    *("who", "stakeholder", "participants", "attendees", "participant", "interviewee"),
    *("full name", "real name", "legal name", "official name", "display name", "names", "whom"),
    *("contact person", "person met", "people met", "present", "meeting with", "met whom"),
    *("nom", "interlocuteur", "homologue", "personne", "qui", "nom complet", "nom reel"),
    *("nom et prenom", "nom et prenoms", "prenom et nom", "nom officiel", "noms", "contacte"),
    *("personne rencontree", "personne contact", "participants", "nom prenom", "prenom nom"),
    *("nombre", "nombre completo", "nombre y apellidos", "nombre y apellido", "persona"),
    *("contacto", "interlocutor", "quien", "participantes", "apellidos y nombre"),
    *("الاسم", "اسم", "جهة الاتصال", "المحاور", "الشخص", "اسم الشخص", "من", "المشاركون"),
    *("الاسم الكامل", "الاسم الحقيقي", "الاسم الثلاثي", "الاسم الرباعي", "الاسم الرسمي"),
    *("الاسماء", "الحضور", "الاسم واللقب", "الاسم والنسبة"),
    *("نام و نام خانوادگی", "نام کامل", "اسم کامل", "شخص", "فرد", "مخاطب", "اسم و تخلص"),
    *("имя и фамилия", "фамилия имя отчество", "фио", "ф и о", "полное имя", "контакт", "кто"),
    *("фамилия и имя", "фамилия имя", "имя фамилия", "лицо", "собеседник", "участники"),
    *("контактное лицо", "имя", "نام"),
)

#: Of several columns with whole names these hold the fuller ones.
FULL_NAME_WORDS: tuple[str, ...] = (
    *("full name", "real name", "legal name", "official name", "complete name", "nom complet"),
    *("nom reel", "nombre completo", "الاسم الكامل", "الاسم الثلاثي", "الاسم الرباعي"),
    *("الاسم الحقيقي", "الاسم الرسمي", "نام کامل", "полное имя"),
)

#: A name written a second time, in other letters: never a part of the first.
AGAIN_WORDS: tuple[str, ...] = (
    *("arabic", "english", "latin", "kurdish", "persian", "dari", "russian", "local", "script"),
    *("transliteration", "transliterated", "romanized", "arabe", "anglais", "بالعربية"),
    *("بالانجليزية", "انگلیسی", "латиницей", "maiden", "yomi", "phonetic"),
)

PART_WORDS: dict[Part, tuple[str, ...]] = {
    "given": (
        *("first name", "firstname", "given name", "given names", "forename", "first", "given"),
        *("christian name", "first names", "prenom", "prenoms", "nombre de pila", "primer nombre"),
        *("nombres", "الاسم الاول", "الاسم الشخصي", "اسم الشخص الاول", "نام کوچک", "имя"),
    ),
    "middle": (
        *("middle name", "middle names", "second name", "additional name", "middle", "father name"),
        *("fathers name", "name of father", "father", "patronymic", "deuxieme prenom"),
        *("nom du pere", "segundo nombre", "اسم الاب", "اسم الوالد", "الاب", "الاسم الثاني"),
        *("نام پدر", "اسم پدر", "ولد", "отчество"),
    ),
    "grandfather": (
        *("grandfather name", "grandfathers name", "name of grandfather", "third name"),
        *("nom du grand pere", "اسم الجد", "الجد", "الاسم الثالث", "نام پدربزرگ"),
    ),
    "family": (
        *("last name", "lastname", "surname", "family name", "family", "last", "second surname"),
        *("nom de famille", "apellido", "apellidos", "primer apellido", "segundo apellido"),
        *("العائلة", "اسم العائلة", "اسم الاسرة", "الاسم العائلي", "النسبة", "الاسم الاخير"),
        *("القبيلة", "اسم القبيلة", "الاسم الرابع", "نام خانوادگی", "نام فامیل", "تخلص", "فامیل"),
        *("фамилия",),
    ),
}

#: Beside a family name, a column with one of these holds given names only.
GIVEN_BESIDE_FAMILY: tuple[str, ...] = ("name", "names", "nombre", "الاسم", "اسم", "نام", "имя")
#: Beside a given name, a column with one of these holds family names only.
FAMILY_BESIDE_GIVEN: tuple[str, ...] = ("nom", "name")
#: A family name in some countries; in others a form of address, or what somebody is called.
FAMILY_OR_CALLED: tuple[str, ...] = ("اللقب", "الكنية", "الشهرة")
#: What a name begins with that somebody is called by: Abu Nour, Umm Karim.
CALLED_BY: tuple[str, ...] = ("ابو", "ابا", "ام", "abu", "abou", "umm", "um", "oum")

#: The order in which the parts of a name are written; a Russian name begins with the family.
WRITTEN_ORDER: tuple[Part, ...] = ("given", "middle", "grandfather", "family")
FAMILY_FIRST: tuple[Part, ...] = ("family", "given", "middle", "grandfather")
#: Headers of a family name whose language writes it first.
FAMILY_FIRST_WORDS: tuple[str, ...] = ("фамилия",)

#: "Name of organisation": what is left without these words says what the column holds.
NAME_OF_WORDS: tuple[str, ...] = (
    *("name of the", "name of", "name", "names", "nom de la", "nom de l", "nom du", "nom des"),
    *("nom de", "nom", "nombre de la", "nombre del", "nombre de", "nombre", "اسم", "نام"),
    *("название", "наименование", "имя"),
)

#: With these a name is somebody else's, or something's.
OTHERS_NAMES: tuple[str, ...] = (
    *("file", "user", "spouse", "wife", "husband", "mother", "child", "project", "form", "sheet"),
    *("birth", "login", "screen", "account", "domain", "street", "building", "bank", "assistant"),
    *(
        "month",
        "year",
        "manager",
        "referred",
        "emergency",
        "partner",
        "site",
        "camp",
        "village",
        "country",
        "type",
    ),
    *("fichier", "utilisateur", "mere", "conjoint", "epouse", "projet", "village", "pays"),
    *("archivo", "usuario", "madre", "conyuge", "proyecto", "الام", "الزوج", "الزوجة", "المستخدم"),
    *("المشروع", "القرية", "مادر", "همسر", "پروژه", "матери", "файла", "проекта", "супруга"),
    *("email", "e mail", "phone", "id", "no", "number", "count", "date", "day", "method", "url"),
)
